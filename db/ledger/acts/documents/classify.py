"""拟定密级: who drafts proposes the mark; drafts are registered when they are marked (K29)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals, let_in
from db.ledger.acts.documents import marks
from db.ledger.acts.intake.numbers import (
    MOST_COPIES,
    cap_refusals,
    ceiling_refusals,
    count_refusals,
    pages_refusals,
)
from db.ledger.beliefs import (
    Authority,
    Belief,
    Copy,
    Department,
    Document,
    MarkChange,
    Person,
    Place,
)
from db.ledger.beliefs.marks import Decision, MarkKind
from db.ledger.known import Known, Needs, needs
from db.ledger.marking import Marking, parse_marking
from db.ledger.numbering import normalise_doc_number
from db.ledger.rules import K01, K21, K34, V00, V01, Refusal, refuse
from db.ledger.values import Level, Origin, Role, State


@act("propose_mark", "拟定密级", Phase.MARKING, Role.CUSTODIAN)
class ProposeMark(Act):
    """Enter what the unit itself produced, with the mark its drafter proposes (K21)."""

    title: str = asked("文件标题")
    doc_number: str = asked("文号", "没有可不填", default="")
    marking: str = asked("拟定密级★期限", "如 机密★10年")
    basis: str = asked("定密依据", "保密事项范围条款，或所执行事项的文号")
    derived: bool = asked("派生定密", "执行已定密事项而产生", default=False)
    unclear: bool = asked("不明确事项", "先行拟定，10个工作日内报请确定", default=False)
    drafter: int = asked("承办人", refers=Person)
    reason: str = asked("密点和理由", default="")
    count: int = asked("印制份数", default=1)
    drafts: int = asked("过程稿份数", "送审稿、清样等，与定稿一并登记", default=0, seldom=True)
    pages: int | None = asked("页数", "每份页数", default=None)
    custodian: int = asked("保管人", refers=Person)
    place: int = asked("存放处", refers=Place)
    scope: tuple[int, ...] = asked("知悉范围", "可以知悉的人员", default=(), refers=Person)
    scope_departments: tuple[int, ...] = asked("知悉部门", default=(), refers=Department)
    document: int | None = reckoned("文件", series="document", default=None)
    copies: tuple[int, ...] = reckoned("各份", default=(), series="copy")
    draft_copies: tuple[int, ...] = reckoned("过程稿", default=(), series="copy")
    change: int | None = reckoned("定密号", series="mark_change", default=None)
    issuer: str = reckoned("制发机关", default="")
    level: Level | None = reckoned("密级", default=None)
    mark: str = reckoned("标志", default="")
    term: str = reckoned("保密期限", default="")
    last_day: date | None = reckoned("保密期限届满日", default=None)
    report_by: date | None = reckoned("报请期限", default=None)
    drafter_name: str = reckoned("承办人姓名", default="")

    def needs(self) -> Needs:
        """The people, the place, and the unit's authority."""
        people = (self.drafter, self.custodian, *self.scope)
        wanted = needs((Place, self.place), *((Person, person) for person in people))
        wanted.keys.add((Authority, (1,)))
        if self.doc_number.strip():
            wanted.alike.add((Document, "doc_number", self._number))
        return wanted

    @property
    def _number(self) -> str:
        return normalise_doc_number(self.doc_number).text

    @property
    def _countable(self) -> bool:
        return 1 <= self.count <= MOST_COPIES and 0 <= self.drafts <= MOST_COPIES

    def completed(self, known: Known) -> ProposeMark:
        """Read the mark, number the copies, and start the clock of what is unclear."""
        read, unit = marks.read_mark(self.marking, self.on), known.unit()
        within = known.calendar.add_working_days(self.on, known.policy.unclear_days)
        tidy = replace(
            self,
            doc_number=self._number,
            issuer=unit.name if unit else "",
            level=read.level,
            mark=read.mark,
            term=read.term,
            last_day=read.last_day,
            report_by=within if self.unclear else None,
            drafter_name=marks.name_of(known, self.drafter),
        )
        if self.document is not None or not self._countable:
            return tidy
        first = known.take("copy", self.count + self.drafts)
        behind = first + self.count
        return replace(
            tidy,
            document=known.take("document"),
            copies=tuple(range(first, behind)),
            draft_copies=tuple(range(behind, behind + self.drafts)),
            change=known.take("mark_change"),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A mark within the unit's authority, with its basis and its drafter."""
        yield from filled_refusals(
            ("title", "文件标题", self.title), ("basis", "定密依据", self.basis)
        )
        yield from marks.mark_refusals(self.marking)
        yield from count_refusals(self.count)
        if not 0 <= self.drafts <= MOST_COPIES:
            yield refuse(V01, field="drafts", label="过程稿份数", problem=f"最多{MOST_COPIES}份")
        yield from pages_refusals(self.pages)
        marking = parse_marking(self.marking)
        if isinstance(marking, Marking):
            yield from cap_refusals(known, marking, self.on)
            yield from ceiling_refusals(known, marking.level, self.title)
        free = self.derived or self.unclear
        yield from marks.authority_refusals(known, self.level, derived=free)
        if known.find(Person, self.drafter) is None:
            yield refuse(K21, field="drafter", what="请填承办人")
        if known.find(Person, self.custodian) is None:
            yield refuse(K01, field="custodian", what="没有保管人")
        if known.find(Place, self.place) is None:
            yield refuse(K01, field="place", what="没有存放处")
        if any(known.find(Person, person) is None for person in self.scope):
            yield refuse(V00, field="scope", what="知悉人员")
        if any(known.find(Department, number) is None for number in self.scope_departments):
            yield refuse(V00, field="scope_departments", what="知悉部门")
        for same in known.numbered(self.issuer, self.doc_number) if self.doc_number else ():
            if same.id != self.document:
                yield refuse(K34, issuer=self.issuer, number=self.doc_number, copy="000001")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The document with its copies and drafts, marked as proposed, and the proposal."""
        yield self._document()
        for position, number in enumerate(self.copies, 1):
            yield self._copy(number, f"{position:06d}", None)
        for position, number in enumerate(self.draft_copies, 1):
            yield self._copy(number, f"稿{position:02d}", self.copies[0])  # it ends with it (K29)
        yield from let_in(self.document or 0, self.scope, self.scope_departments, self.on)
        yield MarkChange(
            id=self.change or 0,
            kind=MarkKind.SET,
            document=self.document or 0,
            proposed_by=self.drafter_name,
            proposed_on=self.on,
            before="",
            marking=self.mark,
            basis=self.basis,
            derived=self.derived,
            reason=self.reason,
            report_by=self.report_by,
            decision=Decision.PROPOSED,
        )

    def _copy(self, number: int, copy_no: str, parent: int | None) -> Copy:
        return Copy(
            id=number,
            document=self.document or 0,
            receipt=None,
            copy_no=copy_no,
            level=self.level or Level.TOP_SECRET,
            origin=Origin.PRODUCED,
            state=State.IN_STOCK,
            custodian=self.custodian,
            place=self.place,
            pages=self.pages,
            parent=parent,
            entered_on=self.on,
            moved_on=self.on,
        )

    def _document(self) -> Document:
        return Document(
            id=self.document or 0,
            direction="内部产生",
            title=self.title,
            doc_number=self.doc_number,
            issuer=self.issuer,
            level=self.level or Level.TOP_SECRET,
            marking=self.mark,
            marking_raw=self.marking,
            irregular=False,
            term=self.term,
            issued_on=self.on,
            last_secret_day=self.last_day,
            pages=self.pages,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        drafts = f"，过程稿{len(self.draft_copies)}份" if self.draft_copies else ""
        return f"{self.drafter_name}拟定《{self.title}》{self.mark}，印{len(self.copies)}份{drafts}"
