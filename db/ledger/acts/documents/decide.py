"""定密审定: a 定密责任人 decides on paper what somebody else proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.documents import marks
from db.ledger.acts.documents.marks import LIFTED, Read
from db.ledger.beliefs import Appointment, Authority, Belief, Document, MarkChange, Person
from db.ledger.beliefs.marks import Decision, Duty, MarkKind
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K21, K35, V01, Refusal, refuse
from db.ledger.values import Level, Role


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
    outdone: tuple[int, ...] = reckoned("被代替的改标任务", default=())
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
            outdone=self.outdone or (marks.outdone(known, document.id) if moves else ()),
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
        yield from marks.decider_refusals(known, self.decided_by, level, change.proposed_by)
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
        yield from marks.idle(known, self.outdone, self.on)
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
