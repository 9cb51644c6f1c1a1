"""清退: the issuer calls copies back; listed, approved, handed over against a receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import called, time_refusals
from db.ledger.acts.ending import calling, lines
from db.ledger.acts.ending.calling import Matched
from db.ledger.beliefs import Batch, BatchLine, Belief, Copy, Person
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import CLEARINGS
from db.ledger.numbered import Numbered
from db.ledger.rules import K31, K35, K37, V01, Refusal, refuse
from db.ledger.values import BatchKind, BatchState, LineState, Role, State

KIND = BatchKind.CLEARING


@act("list_clearing", "清退列单", Phase.ENDING, Role.CUSTODIAN)
class ListClearing(Numbered):
    """List the copies an issuer calls back; those not at rest are listed as exceptions (K15)."""

    numbered_in = CLEARINGS
    short = "清退"

    issuer: str = asked("清退机关")
    notice: str = asked("清退通知", "文号或说明")
    copies: tuple[int, ...] = asked("份", refers=Copy)
    due: date | None = asked("清退期限", default=None)
    called: tuple[str, ...] = asked(
        "清退目录", "一行一件：文号｜标题｜份号｜份数，可从表格粘贴；不填则以所列为准", default=()
    )
    workbook: str = asked("目录文件", default="")
    batch: int | None = reckoned("批次", series="batch", default=None)
    applicant: int | None = reckoned("经办人", default=None, refers=Person)
    apart: tuple[int, ...] = reckoned("例外", default=())
    why_apart: tuple[str, ...] = reckoned("例外原因", default=())
    copied: tuple[int, ...] = reckoned("有复制件未了结", default=())
    why_noted: tuple[str, ...] = reckoned("未了结的复制件", default=())
    answers: tuple[int, ...] = reckoned("所在目录行", default=())
    wanted: tuple[int, ...] = reckoned("各行应退", default=())
    documents: tuple[int, ...] = reckoned("各行文件", default=())

    def needs(self) -> Needs:
        """The copies, and what was made of them."""
        wanted = needs(*((Copy, copy) for copy in self.copies))
        return lines.with_children(wanted, self.copies)

    def completed(self, known: Known) -> ListClearing:
        """Number the batch, and set apart what is not in the cabinet."""
        apart = {copy.id: why for copy in map(known.copy, self.copies) if (why := _why(copy))}
        notes = lines.children_notes(known, self.copies)
        batch = self.batch or known.take("batch")
        found = calling.matched(known, self.copies, self.called)
        return replace(
            self,
            batch=batch,
            answers=found.answers,
            wanted=found.wanted,
            documents=found.documents,
            applicant=known.operator.person,
            apart=tuple(apart),
            why_apart=tuple(apart.values()),
            copied=tuple(notes),
            why_noted=tuple(notes.values()),
        ).with_number(known)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Nothing that is gone or waits already."""
        listed = copy.state is State.PENDING_RETURN and copy.batch is not None
        if copy.state.closed or listed:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="列入清退")
        yield from lines.listed_refusals(copy, "列入清退")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a list can break."""
        for label, value in (("清退机关", self.issuer), ("清退通知", self.notice)):
            if not value.strip():
                yield refuse(V01, label=label, problem="必填")
        if not self.copies:
            yield refuse(V01, field="copies", label="份", problem="至少一份")
        if len(set(self.copies)) != len(self.copies):
            yield refuse(V01, field="copies", label="份", problem="有重复")
        yield from calling.list_refusals(self.called)
        yield from calling.excess_refusals(self._matched, self.called)
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            if not copy.state.closed and copy.id not in self.apart:
                yield from time_refusals(copy, self.on)
        if self.due is not None and self.due < self.on:
            yield refuse(K35, field="due", day=self.due, why="早于列单日期")

    @property
    def _matched(self) -> Matched:
        return Matched(self.answers, self.wanted, self.documents)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The batch with its lines; the copies wait to be returned."""
        yield Batch(
            id=self.batch or 0,
            kind=KIND,
            number=self.text,
            state=BatchState.LISTED,
            reason=self.notice,
            opposite=self.issuer,
            listed_on=self.on,
            applicant=self.applicant or 0,
            handler=self.applicant,
            due=self.due,
        )
        reasons = dict(zip(self.apart, self.why_apart, strict=True))
        notes = dict(zip(self.copied, self.why_noted, strict=True))
        yield from calling.called_lines(self.batch or 0, self.called, self._matched)
        for position, (copy, line) in enumerate(zip(self.copies, self.answers, strict=True), 1):
            yield BatchLine(
                batch=self.batch or 0,
                copy=copy,
                position=position,
                called=line,
                state=LineState.APART if copy in reasons else LineState.LISTED,
                remark=reasons.get(copy) or notes.get(copy, ""),
            )
        waiting = [copy for copy in self.copies if copy not in reasons]
        state, batch = State.PENDING_RETURN, self.batch
        yield from lines.moved(known, waiting, state, self.on, batch=batch, due=self.due)
        yield self.number_used

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        apart = f"，例外{len(self.apart)}份" if self.apart else ""
        return f"{self.text}列单{len(self.copies)}份，退{self.issuer}{apart}"


def _why(copy: Copy) -> str:
    """Say why a copy cannot simply be returned; '' if it can."""
    if copy.hold:
        return f"停止处置：{copy.hold}"
    return "" if lines.at_hand(copy, KIND) else copy.state.word


@act("hand_over_clearing", "清退移交", Phase.ENDING, Role.CUSTODIAN)
class HandOverClearing(Act):
    """Hand the scanned copies over at the receiving counter, against its receipt number."""

    reversible = False
    takes_scans = True

    batch: int = asked("批次", refers=Batch)
    received_by: str = asked("接收人")
    receipt_no: str = asked("回执号")
    scanned: tuple[int, ...] = asked("清点", "不填则用已扫描的", default=(), refers=Copy)
    note: str = asked("说明", default="")
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The batch with its lines and copies, and any batch with the same receipt."""
        wanted = needs((Batch, self.batch))
        wanted.alike.add((Batch, "receipt_no", self.receipt_no.strip()))
        return wanted

    def completed(self, known: Known) -> HandOverClearing:
        """Take the scans that were made."""
        batch = known.get(Batch, self.batch)
        return replace(self, scanned=self.scanned or known.scans(self.batch), text=batch.number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Approved, complete, scanned, with a receipt of its own."""
        batch = known.get(Batch, self.batch)
        if batch.kind is not KIND:
            yield refuse(V01, field="batch", label="批次", problem="不是清退")
            return
        yield from lines.state_refusals(batch, [BatchState.APPROVED], "移交")
        yield from lines.day_refusals(batch, self.on)
        yield from lines.moved_refusals(known, batch, State.PENDING_RETURN, "清退")
        yield from lines.apart_refusals(known, batch)
        yield from lines.scan_refusals(known, batch, self.scanned)
        yield from lines.receipt_refusals(known, batch.id, self.receipt_no)
        yield from lines.children_refusals(known, (x.copy for x in lines.listed(known, batch.id)))
        if not self.received_by.strip():
            yield refuse(V01, field="received_by", label="接收人", problem="必填")
        for line in lines.listed(known, batch.id):
            copy = known.copy(line.copy)
            yield from time_refusals(copy, self.on)
            if copy.hold:
                yield refuse(K37, which=called(copy), why=copy.hold, act="清退")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copies are returned, the batch is closed."""
        state = State.RETURNED
        yield from lines.ended(known, self.batch, self.scanned, state, self.on, self.text)
        for batch in known.those(Batch, [self.batch]):
            yield replace(
                batch,
                state=BatchState.CLOSED,
                receipt_no=self.receipt_no.strip(),
                supervisors=self.received_by,
                closed_on=self.on,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return (
            f"{self.text}移交{len(self.scanned)}份，回执{self.receipt_no}，接收人{self.received_by}"
        )
