"""定密: who drafts proposes, a 定密责任人 decides; drafts are registered when they are marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.acts.documents import marks
from db.ledger.acts.documents.marks import LIFTED, Read
from db.ledger.acts.intake.numbers import (
    MOST_COPIES,
    cap_refusals,
    ceiling_refusals,
    count_refusals,
    pages_refusals,
)
from db.ledger.beliefs import (
    Appointment,
    Authority,
    Belief,
    Copy,
    Department,
    Document,
    MarkChange,
    Person,
    Place,
    ScopeMember,
)
from db.ledger.beliefs.marks import Decision, Duty, MarkKind
from db.ledger.known import Known, Needs, needs
from db.ledger.marking import Marking, parse_marking
from db.ledger.numbering import normalise_doc_number
from db.ledger.rules import K01, K21, K34, K35, V00, V01, Refusal, refuse
from db.ledger.values import Level, Origin, Role, State

REPORT_WITHIN = 10  # working days for what no scope of secrets settles (R24 a25)


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
    pages: int | None = asked("页数", "每份页数", default=None)
    custodian: int = asked("保管人", refers=Person)
    place: int = asked("存放处", refers=Place)
    scope: tuple[int, ...] = asked("知悉范围", "可以知悉的人员", default=(), refers=Person)
    scope_departments: tuple[int, ...] = asked("知悉部门", default=(), refers=Department)
    document: int | None = reckoned("文件", series="document", default=None)
    copies: tuple[int, ...] = reckoned("各份", default=(), series="copy")
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

    def completed(self, known: Known) -> ProposeMark:
        """Read the mark, number the copies, and start the clock of what is unclear."""
        read, unit = marks.read_mark(self.marking, self.on), known.unit()
        within = known.calendar.add_working_days(self.on, REPORT_WITHIN)
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
        if self.document is not None or not 1 <= self.count <= MOST_COPIES:
            return tidy
        first = known.take("copy", self.count)
        return replace(
            tidy,
            document=known.take("document"),
            copies=tuple(range(first, first + self.count)),
            change=known.take("mark_change"),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A mark within the unit's authority, with its basis and its drafter."""
        yield from filled_refusals(
            ("title", "文件标题", self.title), ("basis", "定密依据", self.basis)
        )
        yield from marks.mark_refusals(self.marking)
        yield from count_refusals(self.count)
        yield from pages_refusals(self.pages)
        marking = parse_marking(self.marking)
        if isinstance(marking, Marking):
            yield from cap_refusals(known, marking, self.on)
            yield from ceiling_refusals(known, marking.level)
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
        """The document with its copies, marked as proposed, and the proposal."""
        yield self._document()
        for position, number in enumerate(self.copies, 1):
            yield Copy(
                id=number,
                document=self.document or 0,
                receipt=None,
                copy_no=f"{position:06d}",
                level=self.level or Level.TOP_SECRET,
                origin=Origin.PRODUCED,
                state=State.IN_STOCK,
                custodian=self.custodian,
                place=self.place,
                pages=self.pages,
                entered_on=self.on,
                moved_on=self.on,
            )
        named = (("person", self.scope), ("department", self.scope_departments))
        for kind, members in named:
            for member in members:
                yield ScopeMember(
                    document=self.document or 0, kind=kind, member=member, since=self.on
                )
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
        return f"{self.drafter_name}拟定《{self.title}》{self.mark}，印{len(self.copies)}份"


@act(
    "decide_mark",
    "定密审定",
    Phase.MARKING,
    Role.CUSTODIAN,
    Role.SECRECY_OFFICE_HEAD,
    Role.LEADER,
)
class DecideMark(Act):
    """Note what the 定密责任人 decided on paper: as proposed, otherwise, or not at all."""

    change: int = asked("定密事项", refers=MarkChange)
    approve: bool = asked("同意", default=True)
    decided_by: int = asked("定密责任人", refers=Person)
    marking: str = asked("审定密级★期限", "与拟定相同可不填", default="")
    opinion: str = asked("意见", default="")
    kind_decided: MarkKind | None = reckoned("种类", default=None)
    document: int | None = reckoned("文件", default=None, refers=Document)
    copies: tuple[int, ...] = reckoned("改标的份", default=())
    tasks: tuple[int, ...] = reckoned("改标任务", default=(), series="remarking")
    lift: bool = reckoned("不再是国家秘密", default=False)
    level: Level | None = reckoned("密级", default=None)
    mark: str = reckoned("标志", default="")
    term: str = reckoned("保密期限", default="")
    last_day: date | None = reckoned("保密期限届满日", default=None)
    decider: str = reckoned("定密责任人姓名", default="")

    def needs(self) -> Needs:
        """The proposal with its document and copies, and who decides."""
        wanted = needs((MarkChange, self.change), (Person, self.decided_by))
        wanted.keys |= {(Authority, (1,)), (Appointment, (self.decided_by, Duty.CLASSIFY))}
        return wanted

    def completed(self, known: Known) -> DecideMark:
        """Settle the mark, and number a task for every copy that bears another."""
        change = known.get(MarkChange, self.change)
        document = known.document(change.document)
        asked_for = self.marking.strip() or change.marking
        lift = change.kind is MarkKind.LIFT if self.approve else change.kind is MarkKind.SET
        read = marks.read_mark(asked_for, document.issued_on or self.on)
        if lift or not self.approve:
            read = Read(None, LIFTED if lift else "", "", None)
        moves = lift or (self.approve and read.mark != document.marking)
        copies = marks.living(known, document.id) if moves else ()
        return replace(
            self,
            kind_decided=change.kind,
            document=document.id,
            copies=copies,
            tasks=self.tasks or marks.tasks_for(known, copies),
            lift=lift,
            level=read.level,
            mark=read.mark,
            term=read.term,
            last_day=read.last_day,
            decider=marks.name_of(known, self.decided_by),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Proposed before, decided by the right person, within the authority (K21, K22)."""
        change = known.get(MarkChange, self.change)
        if change.decision is not Decision.PROPOSED:
            yield refuse(K21, field="change", what=f"此事项{change.decision.word}")
            return
        if self.on < change.proposed_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于拟定日期{change.proposed_on}")
        level = self.level or known.document(change.document).level
        yield from marks.decider_refusals(known, self.decided_by, level, change)
        if not self.approve and not self.opinion.strip():
            yield refuse(V01, field="opinion", label="意见", problem="不同意时必填")
        if self.approve and not self.lift:
            yield from marks.mark_refusals(self.marking or change.marking)
            yield from marks.authority_refusals(known, self.level, derived=change.derived)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The decision, what it changes, and a task for every copy."""
        read = Read(self.level, self.mark, self.term, self.last_day)
        document = self.document or 0
        if self.approve or self.lift:
            yield from marks.applied(known, document, read, self.copies, self.on, lift=self.lift)
        yield from marks.opened(self.change, document, self.tasks, self.copies, self.mark, self.on)
        for change in known.those(MarkChange, [self.change]):
            yield replace(
                change,
                marking=self.mark or change.marking,
                decision=Decision.APPROVED if self.approve else Decision.REJECTED,
                decided_by=self.decider,
                decided_on=self.on,
                closed_on=None if self.tasks else self.on,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        word = self.kind_decided.word if self.kind_decided else ""
        verdict = f"审定{word}为{self.mark}" if self.approve else f"不同意{word}"
        tasks = f"，改标{len(self.tasks)}份" if self.tasks else ""
        return f"{names.document(self.document)}经{self.decider}{verdict}{tasks}"
