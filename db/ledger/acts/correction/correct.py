"""更正: a field of a document or copy was typed wrongly; old and new value stay on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.intake.numbers import cap_refusals, ceiling_refusals, pages_refusals
from db.ledger.beliefs import Belief, Copy, Document
from db.ledger.deadlines import DayProblem, parse_day
from db.ledger.known import Known, Needs, needs
from db.ledger.marking import Marking, parse_marking
from db.ledger.numbering import CopyNoProblem, normalise_doc_number, parse_copy_nos
from db.ledger.rules import K03, K34, K35, V01, V06, Refusal, refuse
from db.ledger.terms import last_secret_day
from db.ledger.values import Carrier, Level, Role

DOCUMENT_FIELDS = {
    "title": "文件标题",
    "issuer": "来文机关",
    "doc_number": "来文字号",
    "marking": "密级★保密期限",
    "issued_on": "成文日期",
    "pages": "页数",
    "urgency": "紧急程度",
    "attachments": "附件",
}
COPY_FIELDS = {"copy_no": "份号", "pages": "页数", "carrier": "载体"}
NO_TEXTS = frozenset({"pages", "issued_on", "carrier"})
"""What a replay reads back as something else than a text: it cannot be withheld."""
_CARRIERS = {carrier.word: carrier for carrier in Carrier}


class Unreadable(ValueError):
    """The new value cannot be read; the text says why, in Chinese."""


def _read(field: str, typed: str) -> str:
    """Return what was typed as it is recorded, in its one way of writing; raise `Unreadable`."""
    try:
        match field:
            case "pages":
                return str(int(typed))
            case "issued_on":
                return parse_day(typed).isoformat()
            case "doc_number":
                return normalise_doc_number(typed).text
            case "carrier":
                return _CARRIERS[typed.strip()].value
            case "copy_no":
                (one,) = parse_copy_nos(typed)
                return one
            case _:
                return typed.strip()
    except (DayProblem, CopyNoProblem) as mistake:
        raise Unreadable(mistake.sentence.rstrip("。")) from None
    except KeyError:
        raise Unreadable(f"只能是{'、'.join(_CARRIERS)}") from None
    except ValueError:
        raise Unreadable(f"“{typed[:20]}”格式不对") from None


def _read_or_nothing(field: str, typed: str) -> str:
    try:
        return _read(field, typed)
    except Unreadable:
        return ""


def _value(field: str, recorded: str) -> Any:
    """Return a field's value from what was recorded; a replay parses nothing that may change."""
    match field:
        case "pages":
            return int(recorded)
        case "issued_on":
            return date.fromisoformat(recorded)
        case "carrier":
            return Carrier(recorded)
        case _:
            return recorded


def _identity(document: Document) -> tuple[str, str]:
    """Return what names a document; nothing if it has no number, as drafts have none."""
    return (document.issuer, document.doc_number) if document.doc_number else ("", "")


def _start(known: Known, document: Document) -> date | None:
    """Return the day from which a term counts: of issue, else of receipt, as at registration."""
    if document.issued_on is not None or document.last_secret_day is None:
        return document.issued_on
    return min((copy.entered_on for copy in known.copies_of(document.id)), default=None)


@act("correct_document", "更正文件", Phase.CORRECTION, Role.CUSTODIAN)
class CorrectDocument(Act):
    """Put right one field of a document (K03: with a reason and a second person)."""

    needs_second = True

    document: int = asked("文件", refers=Document)
    field: str = asked("栏目", "、".join(DOCUMENT_FIELDS.values()), among=DOCUMENT_FIELDS)
    value: str = asked("改为")
    reason: str = asked("理由")
    before: str = reckoned("原为", default="")
    after: str = reckoned("更正为", default="")
    level: Level | None = reckoned("密级", default=None)
    mark: str = reckoned("标志", default="")
    irregular: bool = reckoned("标志不规范", default=False)
    term: str = reckoned("保密期限", default="")
    last_day: date | None = reckoned("届满日", default=None)
    copies: tuple[int, ...] = reckoned("各份", default=())

    def needs(self) -> Needs:
        """The document with its copies, and those that might be the same one."""
        wanted = needs((Document, self.document))
        wanted.entire.add(self.document)
        if self.field == "doc_number":
            number = _read_or_nothing(self.field, self.value)
            wanted.alike |= {(Document, "doc_number", number)} if number else set()
        return wanted

    def completed(self, known: Known) -> CorrectDocument:
        """Keep the old value; for a mark, what follows from it."""
        document = known.document(self.document)
        before = str(getattr(document, self.field, "") or "")
        tidy = replace(self, before=before, after=_read_or_nothing(self.field, self.value))
        marking = parse_marking(self.value if self.field == "marking" else document.marking)
        if not isinstance(marking, Marking):
            return tidy
        term = marking.capped_term()
        if self.field == "issued_on" and tidy.after:
            return replace(tidy, last_day=last_secret_day(date.fromisoformat(tidy.after), term))
        if self.field != "marking":
            return tidy
        start = _start(known, document)
        return replace(
            tidy,
            level=marking.level,
            mark=marking.text,
            irregular=marking.irregular,
            term=term.text,
            last_day=last_secret_day(start, term) if start else None,
            copies=tuple(copy.id for copy in known.copies_of(document.id)),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A known field, a reason, a readable value."""
        if self.field not in DOCUMENT_FIELDS:
            yield refuse(V01, field="field", label="栏目", problem="不能更正这一栏")
            return
        if not self.reason.strip():
            yield refuse(K03, field="reason")
        if self.field == "marking":
            yield from self._mark_refusals(known)
            return
        try:
            value = _value(self.field, _read(self.field, self.value))
        except Unreadable as why:
            label = DOCUMENT_FIELDS[self.field]
            yield refuse(V01, field="value", label=label, problem=why)
            return
        if self.field in ("title", "issuer") and not value:
            yield refuse(V01, field="value", label=DOCUMENT_FIELDS[self.field], problem="必填")
        if self.field in ("doc_number", "issuer"):
            right = replace(known.document(self.document), **{self.field: value})
            if any(other.id != right.id for other in known.numbered(*_identity(right))):
                yield refuse(V06, field="value", name="".join(_identity(right)))
        if self.field == "pages":
            yield from pages_refusals(value)
        if self.field == "issued_on" and value > self.on:
            yield refuse(K35, field="value", day=value, why="成文日期晚于更正日期")

    def _mark_refusals(self, known: Known) -> Iterator[Refusal]:
        marking = parse_marking(self.value)
        if not isinstance(marking, Marking):
            problem = marking.sentence.rstrip("。")
            yield refuse(V01, field="value", label="密级", problem=problem)
            return
        document = known.document(self.document)
        yield from ceiling_refusals(known, marking.level, document.title)
        yield from cap_refusals(known, marking, _start(known, document))

    def effects(self, known: Known) -> Iterator[Belief]:
        """The document, and for a mark every copy of it."""
        for document in known.those(Document, [self.document]):
            if self.field != "marking":
                right = replace(document, **{self.field: _value(self.field, self.after)})
                dated = self.field == "issued_on"
                yield replace(right, last_secret_day=self.last_day) if dated else right
                continue
            yield replace(
                document,
                level=self.level or document.level,
                marking=self.mark,
                marking_raw=self.value,
                irregular=self.irregular,
                term=self.term,
                last_secret_day=self.last_day,
            )
        if self.level is not None:
            for copy in known.those(Copy, self.copies):
                yield replace(copy, level=self.level)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        label = DOCUMENT_FIELDS.get(self.field, self.field)
        return f"{names.document(self.document)}更正{label}：“{self.before}”改为“{self.value}”"


@act("correct_copy", "更正份", Phase.CORRECTION, Role.CUSTODIAN)
class CorrectCopy(Act):
    """Put right one field of a copy (K03)."""

    needs_second = True

    copy: int = asked("份", refers=Copy)
    field: str = asked("栏目", "、".join(COPY_FIELDS.values()), among=COPY_FIELDS)
    value: str = asked("改为")
    reason: str = asked("理由")
    before: str = reckoned("原为", default="")
    after: str = reckoned("更正为", default="")

    def needs(self) -> Needs:
        """The copy with its document and siblings."""
        return needs((Copy, self.copy))

    def completed(self, known: Known) -> CorrectCopy:
        """Keep the old value."""
        before = getattr(known.copy(self.copy), self.field, "")
        before = getattr(before, "word", before)
        after = _read_or_nothing(self.field, self.value)
        return replace(self, before=str(before or ""), after=after)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A known field, a reason, a readable value, no double (K34)."""
        if self.field not in COPY_FIELDS:
            yield refuse(V01, field="field", label="栏目", problem="不能更正这一栏")
            return
        if not self.reason.strip():
            yield refuse(K03, field="reason")
        try:
            value = _value(self.field, _read(self.field, self.value))
        except Unreadable as why:
            yield refuse(V01, field="value", label=COPY_FIELDS[self.field], problem=why)
            return
        if self.field == "pages":
            yield from pages_refusals(value)
        document = known.document(known.copy(self.copy).document)
        if self.field == "copy_no":
            for other in known.copies_of(document.id):
                if other.id != self.copy and other.copy_no == value and not other.state.closed:
                    number = document.doc_number
                    yield refuse(K34, issuer=document.issuer, number=number, copy=value)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copy with its right value."""
        for copy in known.those(Copy, [self.copy]):
            yield replace(copy, **{self.field: _value(self.field, self.after)})

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        label = COPY_FIELDS.get(self.field, self.field)
        return f"{names.copy(self.copy)}更正{label}：“{self.before}”改为“{self.value}”"
