"""销毁: listed, approved; then bagged for the plant and returned with its receipt, or in-house.

Each entry says what happened at the PC, never more: bagging is not destruction,
and what the plant ticked is typed in from its paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import called, time_refusals
from db.ledger.acts.ending import bags, lines
from db.ledger.acts.ending.supervision import KIND, execution_refusals
from db.ledger.beliefs import Batch, BatchLine, Belief, Copy, Person
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import DESTRUCTIONS
from db.ledger.numbered import Numbered
from db.ledger.rules import K14, K15, K16, K31, K37, V00, V01, Refusal, refuse, warn
from db.ledger.values import BatchState, LineState, Origin, Role, State


@act("list_destruction", "销毁列单", Phase.ENDING, Role.CUSTODIAN)
class ListDestruction(Numbered):
    """List copies for destruction; nothing that must go back, is out, or is on hold."""

    numbered_in = DESTRUCTIONS
    short = "销毁"

    copies: tuple[int, ...] = asked("份", refers=Copy)
    reason: str = asked("销毁理由")
    applicant: int | None = asked("申请人", default=None, refers=Person)
    in_house: bool = asked("自行销毁", "少量且设备合规；否则送销", default=False)
    batch: int | None = reckoned("批次", series="batch", default=None)
    handler: int | None = reckoned("经办人", default=None, refers=Person)

    def needs(self) -> Needs:
        """The copies, what was made of them, and the applicant."""
        wanted = needs((Person, self.applicant), *((Copy, copy) for copy in self.copies))
        return lines.with_children(wanted, self.copies)

    def completed(self, known: Known) -> ListDestruction:
        """Number the batch; who lists it applies for it if nobody else is named."""
        batch = self.batch or known.take("batch")
        applicant = self.applicant or known.operator.person
        handler = known.operator.person
        done = replace(self, batch=batch, applicant=applicant, handler=handler)
        return done.with_number(known)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a destruction list can break."""
        if not self.copies:
            yield refuse(V01, field="copies", label="份", problem="至少一份")
        if len(set(self.copies)) != len(self.copies):
            yield refuse(V01, field="copies", label="份", problem="有重复")
        if not self.reason.strip():
            yield refuse(V01, field="reason", label="销毁理由", problem="必填")
        if known.find(Person, self.applicant) is None:
            yield refuse(V00, field="applicant", what="申请人")
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            yield from time_refusals(copy, self.on)
        yield from lines.children_refusals(known, self.copies)
        limit = known.policy.most_in_house
        if self.in_house and len(self.copies) > limit:
            yield warn(K16, what=f"自行销毁{len(self.copies)}份，超过少量（{limit}份）")

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Nothing that must go back, is on hold, is out, or is gone."""
        if copy.must_return and copy.origin is not Origin.REPRODUCED:
            yield refuse(K14, field="copies")
        if copy.hold:
            yield refuse(K37, which=called(copy), why=copy.hold, act="销毁")
        yield from lines.listed_refusals(copy, "列入销毁")
        if lines.at_hand(copy, KIND):
            return
        if copy.state.closed or copy.state in lines.PENDING.values():
            yield refuse(K31, which=called(copy), state=copy.state.word, act="列入销毁")
        else:
            yield refuse(K15, which=called(copy), state=copy.state.word)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The batch with its lines; the copies wait."""
        yield Batch(
            id=self.batch or 0,
            kind=KIND,
            number=self.text,
            state=BatchState.LISTED,
            reason=self.reason,
            listed_on=self.on,
            applicant=self.applicant or 0,
            handler=self.handler,
            in_house=self.in_house,
        )
        for position, copy in enumerate(self.copies, 1):
            yield BatchLine(
                batch=self.batch or 0, copy=copy, position=position, state=LineState.LISTED
            )
        state, batch = State.PENDING_DESTRUCTION, self.batch
        yield from lines.moved(known, self.copies, state, self.on, batch=batch)
        yield self.number_used

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}列单{len(self.copies)}份：{self.reason}"


@act("bag_destruction", "装袋送销", Phase.ENDING, Role.CUSTODIAN)
class BagDestruction(Act):
    """Two persons scan, bag and seal; the copies are 送销途中 until the plant's receipt."""

    needs_second = True
    takes_scans = True

    batch: int = asked("批次", refers=Batch)
    plant: str = asked("销毁单位")
    seals: str = asked("封签号")
    escorts: tuple[int, ...] = asked("押运人", "两人以上", refers=Person)
    vehicle: str = asked("车辆", default="")
    bags: tuple[str, ...] = asked("装袋", "一行一袋：袋号 份数，按扫描的次序装", default=())
    scanned: tuple[int, ...] = asked("清点", "不填则用已扫描的", default=(), refers=Copy)
    due: date | None = reckoned("应返回", default=None)
    text: str = reckoned("编号", default="")
    escort_names: str = reckoned("押运人姓名", default="")

    def needs(self) -> Needs:
        """The batch with its lines and copies, and the escorts."""
        return needs((Batch, self.batch), *((Person, person) for person in self.escorts))

    def completed(self, known: Known) -> BagDestruction:
        """Take the scans; the receipt is due on the next working day."""
        return replace(
            self,
            scanned=self.scanned or known.scans(self.batch),
            due=known.calendar.add_working_days(self.on, known.policy.destruction_receipt_days),
            text=known.get(Batch, self.batch).number,
            escort_names=lines.names_of(known, self.escorts),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Approved, for the plant, complete, scanned, sealed, escorted."""
        batch = known.get(Batch, self.batch)
        yield from execution_refusals(known, batch, self.scanned, self.on, in_house=False)
        yield from lines.two_refusals(self.escorts, "押运")
        yield from bags.bag_refusals(self.bags, self.scanned)
        for label, value in (("销毁单位", self.plant), ("封签号", self.seals)):
            if not value.strip():
                yield refuse(V01, label=label, problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """On the way."""
        state, batch = State.IN_TRANSIT_DESTRUCTION, self.batch
        yield from lines.moved(known, self.scanned, state, self.on, batch=batch, due=self.due)
        yield from bags.bagged(known, self.batch, self.bags, self.scanned)
        for found in known.those(Batch, [self.batch]):
            yield replace(
                found,
                state=BatchState.UNDER_WAY,
                opposite=self.plant,
                seals=self.seals,
                escorts=self.escort_names,
                vehicle=self.vehicle.strip(),
                left_on=self.on,
                left_at=self.at,
                due=self.due,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        into = f"{len(self.bags)}袋" if self.bags else ""
        return f"{self.text}装袋{into}{len(self.scanned)}份送{self.plant}，封签{self.seals}"
