"""Match an issuer's 清退目录 with the ledger and list what is here as a clearing batch."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from db.ledger.acts.ending.calling import said_of
from db.ledger.acts.ending.clearing import ListClearing
from db.ledger.values import State
from db.vault import Vault
from db.views.copies import CopyRow
from desktop.exchange.legacy import LegacyBook, Problem, Rejected
from desktop.exchange.mapping import summary
from desktop.exchange.recall_list import RecallLine
from desktop.taking_over.book import Source, TakenOver, given_back, settle
from desktop.taking_over.copies_at_hand import CopiesAtHand

NOT_HERE = "台账中没有此份。"


@dataclass
class _Matched:
    """What the lines of a list come to."""

    listed: dict[int, CopyRow] = field(default_factory=dict)
    lines: list[RecallLine] = field(default_factory=list)
    matched: int = 0
    foreign: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unclear: list[Rejected] = field(default_factory=list)


def take_recall(vault: Vault, source: Source, book: LegacyBook[RecallLine]) -> TakenOver:
    """List the matched living copies; name what is not here and what is gone already."""
    numbers = (line.doc_number.text for line in book.accepted)
    titles = (line.title for line in book.accepted if not line.doc_number.text)
    at_hand = CopiesAtHand(vault.ask, numbers, titles)
    found = _Matched()
    for line in book.accepted:
        _match(found, line, _wanted(at_hand, line))
    read = replace(
        book,
        accepted=tuple(found.lines),
        rejected=(*book.rejected, *found.unclear),
        problems=(*book.problems, *found.problems),
    )
    listing = [_listing(vault, source.path.name, read, tuple(found.listed))]
    done = settle(vault, source, read, [], listing if found.listed else [])
    figures = summary(done.book) | {"rows": book.rows_seen}
    figures |= {"matched": found.matched, "foreign": len(found.foreign)}
    told = replace(done.book, accepted=read.accepted)
    notes = _notes(len(found.listed), found.foreign)
    return TakenOver(book.kind, figures, told, done.recorded, (), notes)


def _match(found: _Matched, line: RecallLine, wanted: list[tuple[str, CopyRow | None]]) -> None:
    """Sort what a line calls back; where it says how many but not which, it comes back."""
    here = [copy for _, copy in wanted if copy is not None]
    if not line.copy_nos and here:
        text = f"没有份号，台账中此件{len(here)}份全部列入，请核对份数。"
        if line.stated and line.copies < len(here):
            text = f"没有份号，目录应退{line.copies}份而台账有{len(here)}份，请写明份号、核对份数。"
            found.unclear.append(given_back(line, text))
        found.problems.append(Problem(line.row, "copy_no", text, line.sheet))
        if line.stated and line.copies < len(here):
            return
    found.lines.append(line)
    for copy_no, copy in wanted:
        problem = _taken(found, line, copy_no, copy)
        if problem:
            found.problems.append(Problem(line.row, "copy_no", problem, line.sheet))


def _taken(found: _Matched, line: RecallLine, copy_no: str, copy: CopyRow | None) -> str:
    """Take a copy on the list; return what is to be said about it."""
    if copy is None:
        found.foreign.append(f"{line.doc_number.text or line.title} {_called(copy_no)}".strip())
        return NOT_HERE
    found.matched += 1
    if copy.id in found.listed:
        return "清退目录中重复。"
    if copy.state.closed or copy.state is State.PENDING_RETURN:
        return f"{_called(copy_no) or '无份号的一份'}{copy.state.word}，不再列入。"
    found.listed[copy.id] = copy
    return ""


def _wanted(at_hand: CopiesAtHand, line: RecallLine) -> list[tuple[str, CopyRow | None]]:
    return at_hand.called(line.doc_number.text, line.title, line.copy_nos, line.issuer)


def _called(copy_no: str) -> str:
    return f"第{copy_no}号" if copy_no else ""


def _listing(
    vault: Vault, workbook: str, book: LegacyBook[RecallLine], copies: tuple[int, ...]
) -> ListClearing:
    """Return the act that lists these copies under the issuer's own list."""
    issuers = dict.fromkeys(line.issuer for line in book.accepted if line.issuer)
    return ListClearing(
        on=vault.today,
        issuer="、".join(issuers) or "制发机关",
        notice=book.title or workbook,
        copies=copies,
        called=tuple(map(_said, book.accepted)),
        workbook=workbook,
    )


def _said(line: RecallLine) -> str:
    amount = line.copies if line.stated and not line.copy_nos else 0
    return said_of(line.doc_number.text, line.title, line.copy_nos, amount)


def _notes(listed: int, foreign: list[str]) -> tuple[str, ...]:
    notes = [f"列入清退{listed}份。"] if listed else []
    if foreign:
        notes.append(f"不在册{len(foreign)}份：{'、'.join(foreign[:10])}。")
    return tuple(notes)
