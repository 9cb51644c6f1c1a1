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
from db.ledger.acts.ending import lines
from db.ledger.beliefs import Batch, BatchLine, Belief, Copy, Counter, Person
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K14, K15, K16, K17, K31, K37, V00, V01, Refusal, refuse, warn
from db.ledger.values import BatchKind, BatchState, LineState, Origin, Role, State

KIND = BatchKind.DESTRUCTION


@act("list_destruction", "销毁列单", Phase.ENDING, Role.CUSTODIAN)
class ListDestruction(Act):
    """List copies for destruction; nothing that must go back, is out, or is on hold."""

    copies: tuple[int, ...] = asked("份", refers=Copy)
    reason: str = asked("销毁理由")
    applicant: int | None = asked("申请人", default=None, refers=Person)
    in_house: bool = asked("自行销毁", "少量且设备合规；否则送销", default=False)
    batch: int | None = reckoned("批次", series="batch", default=None)
    number: int | None = reckoned("序号", default=None)

    def needs(self) -> Needs:
        """The copies and the applicant."""
        return needs((Person, self.applicant), *((Copy, copy) for copy in self.copies))

    def completed(self, known: Known) -> ListDestruction:
        """Number the batch; who lists it applies for it if nobody else is named."""
        batch, number = self.batch, self.number
        if batch is None:
            batch, number = lines.numbered(known, KIND, self.on)
        applicant = self.applicant or known.operator.person
        return replace(self, batch=batch, number=number, applicant=applicant)

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
            yield from self._copy_refusals(copy)
        limit = known.policy.most_in_house
        if self.in_house and len(self.copies) > limit:
            yield warn(K16, what=f"自行销毁{len(self.copies)}份，超过少量（{limit}份）")

    def _copy_refusals(self, copy: Copy) -> Iterator[Refusal]:
        if copy.must_return and copy.origin is not Origin.REPRODUCED:
            yield refuse(K14, field="copies")
        if copy.hold:
            yield refuse(K37, which=called(copy), why=copy.hold, act="销毁")
        if copy.state.closed or copy.state in lines.PENDING.values():
            yield refuse(K31, which=called(copy), state=copy.state.word, act="列入销毁")
        elif copy.state is not State.IN_STOCK:
            yield refuse(K15, which=called(copy), state=copy.state.word)
        yield from time_refusals(copy, self.on)

    @property
    def text(self) -> str:
        """The batch's number as printed."""
        return lines.number_text(KIND, self.on, self.number)

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
            in_house=self.in_house,
        )
        for position, copy in enumerate(self.copies, 1):
            yield BatchLine(
                batch=self.batch or 0, copy=copy, position=position, state=LineState.LISTED
            )
        state, batch = State.PENDING_DESTRUCTION, self.batch
        yield from lines.moved(known, self.copies, state, self.on, batch=batch)
        yield Counter(series=f"batch:{KIND.value}:{self.on.year}", last=self.number or 0)

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
            due=known.calendar.add_working_days(self.on, 1),
            text=known.get(Batch, self.batch).number,
            escort_names=lines.names_of(known, self.escorts),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Approved, for the plant, complete, scanned, sealed, escorted."""
        batch = known.get(Batch, self.batch)
        yield from _execution_refusals(known, batch, self.scanned, self.on, in_house=False)
        yield from lines.two_refusals(known, batch, self.escorts, "押运")
        for label, value in (("销毁单位", self.plant), ("封签号", self.seals)):
            if not value.strip():
                yield refuse(V01, label=label, problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """On the way."""
        state, batch = State.IN_TRANSIT_DESTRUCTION, self.batch
        yield from lines.moved(known, self.scanned, state, self.on, batch=batch, due=self.due)
        for found in known.those(Batch, [self.batch]):
            yield replace(
                found,
                state=BatchState.UNDER_WAY,
                opposite=self.plant,
                seals=self.seals,
                escorts=self.escort_names,
                left_on=self.on,
                due=self.due,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}装袋{len(self.scanned)}份送{self.plant}，封签{self.seals}"


@act("plant_receipt", "送销回执", Phase.ENDING, Role.CUSTODIAN)
class PlantReceipt(Act):
    """Type in what the plant's receipt says: ticks, seals, time, number; two persons."""

    reversible = False
    needs_second = True

    batch: int = asked("批次", refers=Batch)
    receipt_no: str = asked("回执号")
    ticked: tuple[int, ...] = asked("销毁单位逐份勾销", refers=Copy)
    seals_intact: bool = asked("封签完好")
    supervisors: tuple[int, ...] = asked("监销人", "两人以上", refers=Person)
    text: str = reckoned("编号", default="")
    supervisor_names: str = reckoned("监销人姓名", default="")
    unticked: tuple[int, ...] = reckoned("未勾销", default=())

    def needs(self) -> Needs:
        """The batch with its lines and copies, supervisors, and batches with this receipt."""
        wanted = needs((Batch, self.batch), *((Person, person) for person in self.supervisors))
        wanted.alike.add((Batch, "receipt_no", self.receipt_no.strip()))
        return wanted

    def completed(self, known: Known) -> PlantReceipt:
        """Note what the plant did not tick."""
        expected = [line.copy for line in lines.listed(known, self.batch)]
        return replace(
            self,
            text=known.get(Batch, self.batch).number,
            supervisor_names=lines.names_of(known, self.supervisors),
            unticked=tuple(copy for copy in expected if copy not in self.ticked),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Under way, ticked from the list, seals explained, a receipt of its own."""
        batch = known.get(Batch, self.batch)
        yield from lines.state_refusals(batch, [BatchState.UNDER_WAY], "登记回执")
        yield from lines.scan_refusals(known, batch, self.ticked, all_of_them=False)
        yield from lines.receipt_refusals(known, batch.id, self.receipt_no)
        yield from _supervision_refusals(known, batch, self.supervisors)
        if batch.left_on is not None and self.on < batch.left_on:
            yield refuse(K16, what=f"回执日期早于送出日期{batch.left_on}")
        if not self.seals_intact:
            yield warn(K16, what="封签不完好")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Ticked copies are destroyed; the others stay under way as exceptions."""
        state = State.DESTROYED
        yield from lines.ended(known, self.batch, self.ticked, state, self.on, self.text)
        apart, why = LineState.APART, "销毁单位未勾销"
        yield from lines.marked(known, self.batch, self.unticked, apart, why)
        for batch in known.those(Batch, [self.batch]):
            yield replace(
                batch,
                state=BatchState.CLOSED if not self.unticked else BatchState.UNDER_WAY,
                receipt_no=self.receipt_no.strip(),
                supervisors=self.supervisor_names,
                closed_on=self.on if not self.unticked else None,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        rest = f"，未勾销{len(self.unticked)}份" if self.unticked else ""
        return f"{self.text}销毁{len(self.ticked)}份，回执{self.receipt_no}{rest}"


@act("destroy_in_house", "自行销毁", Phase.ENDING, Role.CUSTODIAN)
class DestroyInHouse(Act):
    """Both persons stand at the machine; each item is scanned as it goes in."""

    reversible = False
    needs_second = True
    takes_scans = True

    batch: int = asked("批次", refers=Batch)
    machine: str = asked("销毁设备", "编号或型号")
    supervisors: tuple[int, ...] = asked("监销人", "两人以上", refers=Person)
    scanned: tuple[int, ...] = asked("清点", "不填则用已扫描的", default=(), refers=Copy)
    text: str = reckoned("编号", default="")
    supervisor_names: str = reckoned("监销人姓名", default="")

    def needs(self) -> Needs:
        """The batch with its lines and copies, and the supervisors."""
        return needs((Batch, self.batch), *((Person, person) for person in self.supervisors))

    def completed(self, known: Known) -> DestroyInHouse:
        """Take the scans."""
        return replace(
            self,
            scanned=self.scanned or known.scans(self.batch),
            text=known.get(Batch, self.batch).number,
            supervisor_names=lines.names_of(known, self.supervisors),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Approved, in-house, complete, scanned, supervised."""
        batch = known.get(Batch, self.batch)
        yield from _execution_refusals(known, batch, self.scanned, self.on, in_house=True)
        yield from _supervision_refusals(known, batch, self.supervisors)
        if not self.machine.strip():
            yield refuse(V01, field="machine", label="销毁设备", problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copies are destroyed, the batch is closed."""
        state = State.DESTROYED
        yield from lines.ended(known, self.batch, self.scanned, state, self.on, self.text)
        for batch in known.those(Batch, [self.batch]):
            yield replace(
                batch,
                state=BatchState.CLOSED,
                opposite=self.machine,
                supervisors=self.supervisor_names,
                closed_on=self.on,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}自行销毁{len(self.scanned)}份，设备{self.machine}"


def _execution_refusals(
    known: Known, batch: Batch, scanned: tuple[int, ...], day: date, *, in_house: bool
) -> Iterator[Refusal]:
    if batch.kind is not KIND or batch.in_house is not in_house:
        way = "自行销毁" if in_house else "送销"
        yield refuse(K16, what=f"{batch.number}没有按{way}批准")
    if batch.state is BatchState.LISTED:
        yield refuse(K16, what=f"{batch.number}尚未批准")
    else:
        yield from lines.state_refusals(batch, [BatchState.APPROVED], "销毁")
    yield from lines.moved_refusals(known, batch, State.PENDING_DESTRUCTION, "销毁")
    yield from lines.scan_refusals(known, batch, scanned)
    for line in lines.listed(known, batch.id):
        copy = known.copy(line.copy)
        yield from time_refusals(copy, day)
        if copy.hold:
            yield refuse(K37, which=called(copy), why=copy.hold, act="销毁")


def _supervision_refusals(
    known: Known, batch: Batch, supervisors: tuple[int, ...]
) -> Iterator[Refusal]:
    yield from lines.two_refusals(known, batch, supervisors, "监销")
    if known.second is not None and known.second.person == batch.applicant:
        yield refuse(K17, what=f"{known.second.name}是申请人，不能当场确认")
