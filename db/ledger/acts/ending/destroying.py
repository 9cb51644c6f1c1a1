"""销毁的完成: the plant's receipt for what was sent, or the machine in the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import called
from db.ledger.acts.ending import bags, lines
from db.ledger.acts.ending.supervision import execution_refusals, supervision_refusals
from db.ledger.beliefs import Batch, Belief, Copy, Person
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K16, K31, K37, V01, Refusal, refuse, warn
from db.ledger.values import BatchState, LineState, Role, State


@act("plant_receipt", "送销回执", Phase.ENDING, Role.CUSTODIAN)
class PlantReceipt(Act):
    """Type in what the plant's receipt says: ticks, seals, time, number; two persons."""

    reversible = False
    needs_second = True

    batch: int = asked("批次", refers=Batch)
    receipt_no: str = asked("回执号", "销毁单位的回执或销毁证明编号")
    ticked: tuple[int, ...] = asked("销毁单位逐份勾销", refers=Copy)
    seals_intact: bool = asked("封签完好")
    supervisors: tuple[int, ...] = asked("监销人", "两人以上", refers=Person)
    seals_seen: str = asked("到场封签号", "启封前逐个核对，填看到的封签号", default="")
    residue_checked: bool = asked("残留检查", "现场、设备和空袋已查看，无残留", default=False)
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
        if batch.receipt_no:
            state = f"已登记回执{batch.receipt_no}"
            yield refuse(K31, which=batch.number, state=state, act="再登记回执")
        yield from self._ticked_refusals(known)
        yield from lines.scan_refusals(known, batch, self.ticked, all_of_them=False)
        yield from lines.receipt_refusals(known, batch.id, self.receipt_no)
        yield from supervision_refusals(known, batch, self.supervisors)
        if batch.left_on is not None and self.on < batch.left_on:
            yield refuse(K16, what=f"回执日期早于送出日期{batch.left_on}")
        if not self.seals_intact:
            yield warn(K16, what="封签不完好")
        yield from bags.seal_refusals(batch.seals, self.seals_seen)
        yield from bags.residue_refusals(self.residue_checked, "现场")

    def _ticked_refusals(self, known: Known) -> Iterator[Refusal]:
        """What was lost, found or put on hold on the way is settled before it is destroyed."""
        for line in lines.listed(known, self.batch):
            copy = known.copy(line.copy)
            if copy.id not in self.ticked:
                continue
            if copy.state is not State.IN_TRANSIT_DESTRUCTION:
                yield refuse(K31, which=called(copy), state=copy.state.word, act="勾销")
            if copy.hold:
                yield refuse(K37, which=called(copy), why=copy.hold, act="勾销")

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
                destroyed_on=self.on,
                destroyed_at=self.at,
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
    residue_checked: bool = asked("残留检查", "设备、碎屑箱已查看，无残留", default=False)
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
        yield from execution_refusals(known, batch, self.scanned, self.on, in_house=True)
        yield from supervision_refusals(known, batch, self.supervisors)
        if not self.machine.strip():
            yield refuse(V01, field="machine", label="销毁设备", problem="必填")
        yield from bags.residue_refusals(self.residue_checked, "设备和碎屑箱")

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
                destroyed_on=self.on,
                destroyed_at=self.at,
                closed_on=self.on,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}自行销毁{len(self.scanned)}份，设备{self.machine}"
