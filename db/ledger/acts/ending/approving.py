"""审批、例外、撤销: what a batch of either kind goes through between list and execution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import called, time_refusals
from db.ledger.acts.ending import lines
from db.ledger.beliefs import Batch, BatchLine, Belief, Copy
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K14, K31, K32, V00, V01, Refusal, refuse
from db.ledger.values import BatchKind, BatchState, LineState, Role, State


@act(
    "approve_batch", "批准批次", Phase.ENDING, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD, Role.LEADER
)
class ApproveBatch(Act):
    """Note who approved on paper; nobody approves his own application (K32)."""

    batch: int = asked("批次", refers=Batch)
    approved_by: str = asked("批准人")
    approval_no: str = asked("审批单号", default="")
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The batch with its lines."""
        return needs((Batch, self.batch))

    def completed(self, known: Known) -> ApproveBatch:
        """Keep the batch's number for the sentence."""
        return replace(self, text=known.get(Batch, self.batch).number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Listed, by somebody else than the applicant."""
        batch = known.get(Batch, self.batch)
        yield from lines.state_refusals(batch, [BatchState.LISTED], "批准")
        yield from lines.day_refusals(batch, self.on)
        if not self.approved_by.strip():
            yield refuse(V01, field="approved_by", label="批准人", problem="必填")
        elif self.approved_by.strip() == known.person(batch.applicant).name:
            yield refuse(K32, field="approved_by", who=self.approved_by, what="批准")
        pending = lines.PENDING[batch.kind]
        yield from lines.moved_refusals(known, batch, pending, "批准")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The batch is approved."""
        for batch in known.those(Batch, [self.batch]):
            yield replace(
                batch,
                state=BatchState.APPROVED,
                approved_by=self.approved_by,
                approved_on=self.on,
                approval_no=self.approval_no,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}经{self.approved_by}批准"


@act("settle_line", "处理例外", Phase.ENDING, Role.CUSTODIAN)
class SettleLine(Act):
    """Take one copy into its batch, or out of it; kept with approval (留用) if `retain`."""

    batch: int = asked("批次", refers=Batch)
    copy: int = asked("份", refers=Copy)
    join: bool = asked("列入", "已收回，列入办理；否则移出", default=False)
    retain: bool = asked("留用", "经批准留用", default=False)
    approved_by: str = asked("批准人", default="")
    reason: str = asked("说明")
    text: str = reckoned("编号", default="")
    back: bool = reckoned("放回", default=False)
    closes: bool = reckoned("办结", default=False)
    pending: State | None = reckoned("列入后状态", default=None)
    due: date | None = reckoned("期限", default=None)

    def needs(self) -> Needs:
        """The batch with its lines, and the copy."""
        return needs((Batch, self.batch), (Copy, self.copy))

    def completed(self, known: Known) -> SettleLine:
        """Note whether the copy goes back to rest."""
        batch, copy = known.get(Batch, self.batch), known.copy(self.copy)
        held = (lines.PENDING[batch.kind], State.IN_TRANSIT_DESTRUCTION)
        waiting = (LineState.LISTED, LineState.APART)
        rest = [x for x in known.lines_of(batch.id) if x.state in waiting and x.copy != self.copy]
        return replace(
            self,
            text=batch.number,
            back=not self.join and copy.state in held and copy.batch == self.batch,
            pending=lines.PENDING[batch.kind],
            due=batch.due,
            closes=bool(batch.state is BatchState.UNDER_WAY and batch.receipt_no and not rest),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """An open batch, a copy of it, at rest if it is to join."""
        batch, copy = known.get(Batch, self.batch), known.copy(self.copy)
        line = known.find(BatchLine, self.batch, self.copy)
        if line is None or line.state in (LineState.DONE, LineState.REMOVED):
            yield refuse(V00, field="copy", what="份（不在此批次待办中）")
            return
        open_states = (BatchState.LISTED, BatchState.APPROVED, BatchState.UNDER_WAY)
        yield from lines.state_refusals(batch, open_states, "处理例外")
        yield from lines.day_refusals(batch, self.on)
        if self.join or self.back:
            yield from time_refusals(copy, self.on)
        if not self.reason.strip():
            yield refuse(V01, field="reason", label="说明", problem="必填")
        if self.join:
            yield from self._join_refusals(batch, copy)
        if self.retain:
            yield from self._retain_refusals(known.person(batch.applicant).name)
        if self.back and batch.state is BatchState.UNDER_WAY and not batch.receipt_no:
            yield refuse(K31, which=called(copy), state="封装送销途中、未登记回执", act="处理例外")

    def _join_refusals(self, batch: Batch, copy: Copy) -> Iterator[Refusal]:
        if copy.state is not State.IN_STOCK or copy.hold:
            yield refuse(K31, which=called(copy), state=copy.hold or copy.state.word, act="列入")
        if batch.state is BatchState.UNDER_WAY:
            yield refuse(K31, which=batch.number, state=batch.state.word, act="列入")
        if batch.kind is not BatchKind.CLEARING and copy.must_return:
            yield refuse(K14)
        if copy.batch not in (None, batch.id):
            yield from lines.listed_refusals(copy, "列入")

    def _retain_refusals(self, applicant: str) -> Iterator[Refusal]:
        if self.join:
            yield refuse(V01, field="retain", label="留用", problem="不能既列入又留用")
        if not self.approved_by.strip():
            yield refuse(V01, field="approved_by", label="批准人", problem="留用须经批准")
        elif self.approved_by.strip() == applicant:
            yield refuse(K32, field="approved_by", who=applicant, what="批准")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The line is settled, and the copy with it."""
        state = LineState.LISTED if self.join else LineState.REMOVED
        yield from lines.marked(known, self.batch, [self.copy], state, self.reason)
        for copy in known.those(Copy, [self.copy]):
            yield from self._moved(copy)
        for batch in known.those(Batch, [self.batch] if self.closes else []):
            yield replace(batch, state=BatchState.CLOSED, closed_on=self.on)

    def _moved(self, copy: Copy) -> Iterator[Copy]:
        if self.join and self.pending is not None:
            yield replace(
                copy, state=self.pending, batch=self.batch, due=self.due, moved_on=self.on
            )
        elif self.back:
            yield replace(
                copy,
                state=State.IN_STOCK,
                batch=None,
                due=None,
                retained=copy.retained or self.retain,
                moved_on=self.on,
            )
        elif self.retain or copy.batch == self.batch:
            listed = None if copy.batch == self.batch else copy.batch
            yield replace(copy, retained=copy.retained or self.retain, batch=listed)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        verb = "列入" if self.join else "留用" if self.retain else "移出"
        return f"{names.copy(self.copy)}{verb}{self.text}：{self.reason}"


@act("cancel_batch", "撤销批次", Phase.ENDING, Role.CUSTODIAN)
class CancelBatch(Act):
    """Give a batch up before anything left the cabinet; its number stays used."""

    takes_scans = True

    batch: int = asked("批次", refers=Batch)
    reason: str = asked("理由")
    text: str = reckoned("编号", default="")
    waiting: tuple[int, ...] = reckoned("放回", default=())
    away: tuple[int, ...] = reckoned("已动过的", default=())

    def needs(self) -> Needs:
        """The batch with its lines and copies."""
        return needs((Batch, self.batch))

    def completed(self, known: Known) -> CancelBatch:
        """Note which copies go back to rest."""
        batch = known.get(Batch, self.batch)
        pending = lines.PENDING[batch.kind]
        listed = [known.copy(line.copy) for line in lines.listed(known, batch.id)]
        return replace(
            self,
            text=batch.number,
            waiting=tuple(copy.id for copy in listed if copy.state is pending),
            away=tuple(copy.id for copy in listed if copy.state is not pending),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Only before it is carried out, and with a reason."""
        batch = known.get(Batch, self.batch)
        yield from lines.state_refusals(batch, [BatchState.LISTED, BatchState.APPROVED], "撤销")
        yield from lines.day_refusals(batch, self.on)
        if not self.reason.strip():
            yield refuse(V01, field="reason", label="理由", problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The batch is void, its copies are at rest again."""
        for batch in known.those(Batch, [self.batch]):
            yield replace(batch, state=BatchState.CANCELLED, closed_on=self.on)
        removed = LineState.REMOVED
        yield from lines.marked(known, self.batch, self.waiting, removed, self.reason)
        yield from lines.moved(known, self.waiting, State.IN_STOCK, self.on, batch=None)
        for copy in known.those(Copy, self.away):
            yield replace(copy, batch=None if copy.batch == self.batch else copy.batch)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"撤销{self.text}：{self.reason}"
