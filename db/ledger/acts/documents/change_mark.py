"""变更、延长、解密: own secrets by proposal, others' by notice, expired ones by confirming."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.acts.documents import marks
from db.ledger.acts.documents.marks import LIFTED, Read
from db.ledger.beliefs import Authority, Belief, Document, MarkChange, Person
from db.ledger.beliefs.marks import Decision, MarkKind
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K20, K21, K35, V01, Refusal, refuse
from db.ledger.values import Level, Role


@act("propose_change", "拟变更密级", Phase.MARKING, Role.CUSTODIAN)
class ProposeChange(Act):
    """Propose to change, extend or lift the mark of something the unit itself classified."""

    document: int = asked("文件", refers=Document)
    marking: str = asked("拟变更为", "如 机密★20年；解密不填", default="")
    lift: bool = asked("解密", default=False)
    basis: str = asked("依据")
    reason: str = asked("理由")
    drafter: int = asked("承办人", refers=Person)
    change: int | None = reckoned("定密号", series="mark_change", default=None)
    proposes: MarkKind | None = reckoned("种类", default=None)
    before: str = reckoned("原标志", default="")
    mark: str = reckoned("拟定标志", default="")
    drafter_name: str = reckoned("承办人姓名", default="")

    def needs(self) -> Needs:
        """The document with its copies and what was decided about it, and the drafter."""
        wanted = needs((Document, self.document), (Person, self.drafter))
        wanted.keys.add((Authority, (1,)))
        return marks.with_copies(wanted, self.document)

    def completed(self, known: Known) -> ProposeChange:
        """Say whether it is a change, an extension or a lifting."""
        document = known.document(self.document)
        read = marks.read_mark(self.marking, document.issued_on or self.on)
        longer = (read.last_day or date.max) > (document.last_secret_day or date.max)
        kind = MarkKind.EXTEND if read.level == document.level and longer else MarkKind.CHANGE
        return replace(
            self,
            change=self.change or known.take("mark_change"),
            proposes=MarkKind.LIFT if self.lift else kind,
            before=document.marking,
            mark=LIFTED if self.lift else read.mark,
            drafter_name=marks.name_of(known, self.drafter),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Its own, still secret, not waiting already, and extended before the term ends."""
        document = known.document(self.document)
        if document.direction != "内部产生":
            yield refuse(K20, field="document", what=f"原定密机关是{document.issuer}")
        if document.declassified_on is not None:
            problem = f"已于{document.declassified_on}解密"
            yield refuse(V01, field="document", label="文件", problem=problem)
        yield from marks.pending_refusals(known, self.document)
        yield from filled_refusals(("basis", "依据", self.basis), ("reason", "理由", self.reason))
        if known.find(Person, self.drafter) is None:
            yield refuse(K21, field="drafter", what="请填承办人")
        if not self.lift:
            yield from marks.mark_refusals(self.marking)
            if self.mark == document.marking:
                yield refuse(V01, field="marking", label="拟变更为", problem="与现在的标志相同")
        ended = document.last_secret_day
        if self.proposes is MarkKind.EXTEND and ended is not None and self.on > ended:
            yield refuse(K35, field="on", day=self.on, why=f"原保密期限已于{ended}届满")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The proposal; nothing has changed yet."""
        yield from known.those(Document, [self.document])
        yield MarkChange(
            id=self.change or 0,
            kind=self.proposes or MarkKind.CHANGE,
            document=self.document,
            proposed_by=self.drafter_name,
            proposed_on=self.on,
            before=self.before,
            marking=self.mark,
            basis=self.basis,
            reason=self.reason,
            decision=Decision.PROPOSED,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        word = self.proposes.word if self.proposes else "变更"
        return f"{self.drafter_name}拟{word}{names.document(self.document)}：{self.mark}"


@act("notice_of_change", "登记变更通知", Phase.MARKING, Role.CUSTODIAN)
class NoticeOfChange(Act):
    """Record what the original organ or its superior decided about a received document (K20)."""

    document: int = asked("文件", refers=Document)
    notice_no: str = asked("通知文号")
    decided_by: str = asked("作出决定的机关", "原定密机关或其上级")
    marking: str = asked("变更为", "如 机密★20年；解密不填", default="")
    lift: bool = asked("解密", default=False)
    change: int | None = reckoned("定密号", series="mark_change", default=None)
    before: str = reckoned("原标志", default="")
    copies: tuple[int, ...] = reckoned("改标的份", default=())
    tasks: tuple[int, ...] = reckoned("改标任务", default=(), series="remarking")
    outdone: tuple[int, ...] = reckoned("被代替的改标任务", default=())
    level: Level | None = reckoned("密级", default=None)
    mark: str = reckoned("标志", default="")
    term: str = reckoned("保密期限", default="")
    last_day: date | None = reckoned("保密期限届满日", default=None)

    def needs(self) -> Needs:
        """The document with its copies."""
        return marks.with_copies(needs((Document, self.document)), self.document)

    def completed(self, known: Known) -> NoticeOfChange:
        """Read the new mark, and number a task for every living copy."""
        document = known.document(self.document)
        read = marks.read_mark(self.marking, document.issued_on or self.on)
        copies = marks.living(known, self.document)
        return replace(
            self,
            change=self.change or known.take("mark_change"),
            before=document.marking,
            copies=copies,
            tasks=self.tasks or marks.tasks_for(known, copies),
            outdone=self.outdone or marks.outdone(known, self.document),
            level=None if self.lift else read.level,
            mark=LIFTED if self.lift else read.mark,
            term="" if self.lift else read.term,
            last_day=None if self.lift else read.last_day,
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody else's secret, a notice with a number, a mark or a lifting."""
        document = known.document(self.document)
        if document.direction == "内部产生":
            problem = "本单位定密的，请用“拟变更密级”"
            yield refuse(V01, field="document", label="文件", problem=problem)
        yield from filled_refusals(
            ("notice_no", "通知文号", self.notice_no),
            ("decided_by", "作出决定的机关", self.decided_by),
        )
        unit = known.unit()
        if unit is not None and self.decided_by.strip() == unit.name:
            yield refuse(K20, field="decided_by", what=f"原定密机关是{document.issuer}")
        if not self.lift:
            yield from marks.mark_refusals(self.marking)
        entered = [copy.entered_on for copy in known.copies_of(self.document)]
        if entered and self.on < min(entered):
            yield refuse(K35, field="on", day=self.on, why=f"早于文件入账日期{min(entered)}")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The document has its new mark; every copy must still get it."""
        read = Read(self.level, self.mark, self.term, self.last_day)
        number = self.change or 0
        yield from marks.applied(known, self.document, read, self.copies, self.on, lift=self.lift)
        yield from marks.idle(known, self.outdone, self.on)
        yield from marks.opened(number, self.document, self.tasks, self.copies, self.mark, self.on)
        yield MarkChange(
            id=number,
            kind=MarkKind.NOTICE,
            document=self.document,
            proposed_by="",
            proposed_on=self.on,
            before=self.before,
            marking=self.mark,
            basis=self.decided_by,
            notice_no=self.notice_no,
            decision=Decision.APPROVED,
            decided_by=self.decided_by,
            decided_on=self.on,
            closed_on=None if self.tasks else self.on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        document = names.document(self.document)
        return f"{document}按{self.notice_no}变更为{self.mark}，改标{len(self.tasks)}份"


@act("confirm_expiry", "确认期满解密", Phase.MARKING, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class ConfirmExpiry(Act):
    """Confirm that a term has ended and no notice extended it; the copies are marked 解密."""

    document: int = asked("文件", refers=Document)
    checked: bool = asked("已核对", "没有收到延长保密期限的通知", default=False)
    checked_by: str = asked("核对人")
    change: int | None = reckoned("定密号", series="mark_change", default=None)
    before: str = reckoned("原标志", default="")
    copies: tuple[int, ...] = reckoned("改标的份", default=())
    tasks: tuple[int, ...] = reckoned("改标任务", default=(), series="remarking")
    outdone: tuple[int, ...] = reckoned("被代替的改标任务", default=())

    def needs(self) -> Needs:
        """The document with its copies."""
        return marks.with_copies(needs((Document, self.document)), self.document)

    def completed(self, known: Known) -> ConfirmExpiry:
        """Number a task for every living copy."""
        copies = marks.living(known, self.document)
        return replace(
            self,
            change=self.change or known.take("mark_change"),
            before=known.document(self.document).marking,
            copies=copies,
            tasks=self.tasks or marks.tasks_for(known, copies),
            outdone=self.outdone or marks.outdone(known, self.document),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Ended, not lifted yet, checked, and nothing waiting to be decided."""
        document = known.document(self.document)
        if document.declassified_on is not None:
            problem = f"已于{document.declassified_on}解密"
            yield refuse(V01, field="document", label="文件", problem=problem)
        ended = document.last_secret_day
        if ended is None:
            yield refuse(K20, field="document", what="保密期限没有届满日")
        elif self.on <= ended:
            yield refuse(K35, field="on", day=self.on, why=f"保密期限到{ended}才届满")
        if not self.checked:
            problem = "请先核对有无延长保密期限的通知"
            yield refuse(V01, field="checked", label="已核对", problem=problem)
        yield from filled_refusals(("checked_by", "核对人", self.checked_by))
        yield from marks.pending_refusals(known, self.document)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Secret no more; a copy still goes back, is filed or destroyed as any other."""
        number, nothing = self.change or 0, Read()
        yield from marks.applied(known, self.document, nothing, self.copies, self.on, lift=True)
        yield from marks.idle(known, self.outdone, self.on)
        yield from marks.opened(number, self.document, self.tasks, self.copies, LIFTED, self.on)
        yield MarkChange(
            id=number,
            kind=MarkKind.EXPIRY,
            document=self.document,
            proposed_by=self.checked_by,
            proposed_on=self.on,
            before=self.before,
            marking=LIFTED,
            basis="保密期限届满",
            decision=Decision.APPROVED,
            decided_by=self.checked_by,
            decided_on=self.on,
            closed_on=None if self.tasks else self.on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"确认{names.document(self.document)}保密期限届满解密，改标{len(self.tasks)}份"
