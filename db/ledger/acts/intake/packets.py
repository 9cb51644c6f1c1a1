"""机要件: announced by phone, collected by two, unsealed against its list, reconciled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals, names_of
from db.ledger.acts.intake.tell_leader import told_refusals
from db.ledger.beliefs import Appointment, Belief, Packet, Person, Receipt
from db.ledger.beliefs.marks import Duty
from db.ledger.beliefs.packets import PacketState
from db.ledger.fitness import collector_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.numbered import Foretold
from db.ledger.rules import K04, K05, K31, K35, V00, V01, V06, Refusal, refuse
from db.ledger.values import Level, Role

CHANNELS = {
    "机要交通": "机要交通",
    "机要通信": "机要通信",
    "机要交换": "机要交换",
    "专人送达": "专人送达",
}


def _state_refusals(packet: Packet, wanted: PacketState, verb: str) -> Iterator[Refusal]:
    if packet.state is not wanted:
        yield refuse(K31, which=_called(packet), state=packet.state.word, act=verb)


def _called(packet: Packet) -> str:
    return f"{packet.sender}{packet.number or _by_order(packet.id)}"


def _by_order(packet: int) -> str:
    return f"第{packet}封"


@act("announce_packet", "机要来电", Phase.INTAKE, Role.CUSTODIAN)
class AnnouncePacket(Foretold):
    """Log that a packet waits at the counter, and start the clock for telling the leader."""

    sender: str = asked("通知单位")
    caller: str = asked("来电人")
    packet_no: str = asked("封号", "来电未告知可不填", default="")
    level: Level | None = asked("密级", default=None)
    urgency: str = asked("紧急程度", "如 特急、加急", default="")
    wanted: str = asked("要求", "如 请分管领导阅", default="")
    told_at: str = asked("报告领导时间", "如 09:25；还没有报告的，报告后另记", default="")
    told_to: str = asked("报告对象", default="", seldom=True)
    channel: str = asked("渠道", default="机要通信", among=CHANNELS)
    packet: int | None = reckoned("封", series="packet", default=None)
    due: str = reckoned("报告时限", default="")

    @classmethod
    def foretold(cls, _: Mapping[str, Any], known: Known, /) -> str:
        """Tell which packet it will be: so it is called until its own number is known."""
        return _by_order(known.take("packet"))

    def needs(self) -> Needs:
        """Any packet under this number."""
        wanted = Needs()
        if self.packet_no.strip():
            wanted.alike.add((Packet, "number", self.packet_no.strip()))
        return wanted

    def completed(self, known: Known) -> AnnouncePacket:
        """Number it and start its clock."""
        called = f"{self.on}T{self.at}" if self.at else known.now[:16]
        try:
            limit = datetime.fromisoformat(called) + timedelta(hours=known.policy.tell_hours)
        except ValueError:
            return self
        packet = self.packet or known.take("packet")
        return replace(self, packet=packet, due=limit.isoformat(timespec="minutes")[:16])

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Who called, and a number that is not there already."""
        yield from filled_refusals(
            ("sender", "通知单位", self.sender), ("caller", "来电人", self.caller)
        )
        if self.channel not in CHANNELS:
            yield refuse(V01, field="channel", label="渠道", problem="请从列表中选择")
        if self.told_at:
            called = f"{self.on}T{self.at}" if self.at else ""
            yield from told_refusals(known, self.on, self.told_at, called=called, due=self.due)
        for other in known.all(Packet):
            if self.packet_no.strip() and other.number == self.packet_no.strip():
                yield refuse(V06, field="packet_no", name=f"封号{other.number}")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Expected."""
        yield Packet(
            id=self.packet or 0,
            number=self.packet_no.strip(),
            sender=self.sender.strip(),
            channel=self.channel,
            level=self.level,
            urgency=self.urgency,
            announced_on=self.on,
            announced_at=self.at,
            caller=self.caller,
            wanted=self.wanted,
            told_on=self.on if self.told_at else None,
            told_at=self.told_at,
            told_to=self.told_to.strip(),
            due=self.due,
            state=PacketState.EXPECTED,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.sender}来电，待领取{self.packet_no or '一封'}{self.urgency}"


@act("collect_packet", "领取机要件", Phase.INTAKE, Role.CUSTODIAN)
class CollectPacket(Act):
    """Two authorised persons with the dedicated car sign for a packet; it stays sealed."""

    packet: int = asked("封", refers=Packet)
    collectors: tuple[int, ...] = asked("领取人", "两名机要收发人员", refers=Person)
    vehicle: str = asked("车辆", "专车车号或驾驶员")
    counter: str = asked("交件人")
    packet_no: str = asked("封号", "来电未告知时填写", default="")
    level: Level | None = asked("封皮密级", "与来电不同时填写", default=None)
    seal_intact: bool = asked("封装完好", default=False)
    text: str = reckoned("封号", default="")
    names: str = reckoned("领取人姓名", default="")

    def needs(self) -> Needs:
        """The packet, the collectors and their appointments."""
        wanted = needs((Packet, self.packet), *((Person, person) for person in self.collectors))
        wanted.keys |= {(Appointment, (person, Duty.COLLECT)) for person in self.collectors}
        if self.packet_no.strip():
            wanted.alike.add((Packet, "number", self.packet_no.strip()))
        return wanted

    def completed(self, known: Known) -> CollectPacket:
        """Keep the number and the names for the register."""
        number = self.packet_no.strip() or known.get(Packet, self.packet).number
        return replace(self, text=number, names=names_of(known, self.collectors))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Expected; two, named for it, trained and pledged; with car, counter and seal."""
        packet = known.get(Packet, self.packet)
        yield from _state_refusals(packet, PacketState.EXPECTED, "领取")
        if packet.announced_on is not None and self.on < packet.announced_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于来电日期{packet.announced_on}")
        if len(set(self.collectors)) < 2:
            yield refuse(K05, field="collectors", what="领取须两人")
        for person in map(known.person, self.collectors):
            yield from collector_refusals(known, person, self.on)
        yield from filled_refusals(
            ("vehicle", "车辆", self.vehicle), ("counter", "交件人", self.counter)
        )
        if not self.text:
            yield refuse(V01, field="packet_no", label="封号", problem="必填")
        for other in known.all(Packet):
            if other.id != packet.id and self.text and other.number == self.text:
                yield refuse(V06, field="packet_no", name=f"封号{self.text}")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Signed for, and sealed."""
        for packet in known.those(Packet, [self.packet]):
            yield replace(
                packet,
                number=self.text,
                level=self.level or packet.level,
                collectors=self.names,
                vehicle=self.vehicle,
                counter=self.counter,
                seal_intact=self.seal_intact,
                collected_on=self.on,
                collected_at=self.at,
                state=PacketState.SEALED,
                handler=self.collectors[0],
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        seal = "" if self.seal_intact else "，封装有异"
        return f"{self.names}领取{self.text}，车辆{self.vehicle}{seal}"


@act("open_packet", "拆封核对", Phase.INTAKE, Role.CUSTODIAN)
class OpenPacket(Act):
    """Open a packet and count it against its list; what does not agree is asked of the sender."""

    packet: int = asked("封", refers=Packet)
    opened_by: int = asked("拆封人", refers=Person)
    witness: int | None = asked("在场人", "绝密件必填", default=None, refers=Person)
    seal_intact: bool = asked("封口完好", default=False)
    listed: int = asked("清单份数")
    found: int = asked("实有份数")
    query: str = asked("查询情况", "份数不符或封口有异时，向发件单位查询的情况", default="")
    text: str = reckoned("封号", default="")
    names: str = reckoned("拆封人姓名", default="")

    def needs(self) -> Needs:
        """The packet, who opens it and who is there."""
        return needs((Packet, self.packet), (Person, self.opened_by), (Person, self.witness))

    def completed(self, known: Known) -> OpenPacket:
        """Keep the number and the names."""
        people = filter(None, [self.opened_by, self.witness])
        number = known.get(Packet, self.packet).number
        return replace(self, text=number, names=names_of(known, people))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Sealed until now, opened before a witness if 绝密, and every difference asked about."""
        packet = known.get(Packet, self.packet)
        yield from _state_refusals(packet, PacketState.SEALED, "拆封")
        if packet.collected_on is not None and self.on < packet.collected_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于领取日期{packet.collected_on}")
        for field, person in (("opened_by", self.opened_by), ("witness", self.witness)):
            if person is not None and known.find(Person, person) is None:
                yield refuse(V00, field=field, what="人员")
        if packet.level is Level.TOP_SECRET and self.witness in (None, self.opened_by):
            yield refuse(K05, field="witness", what="拆封须有另一人在场")
        for field, label, count in (
            ("listed", "清单份数", self.listed),
            ("found", "实有份数", self.found),
        ):
            if count < 0:
                yield refuse(V01, field=field, label=label, problem="不能小于0")
        differs = self.listed != self.found or not self.seal_intact
        if differs and not self.query.strip():
            problem = "份数不符或封口有异，须向发件单位查询"
            yield refuse(V01, field="query", label="查询情况", problem=problem)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Opened, and counted."""
        for packet in known.those(Packet, [self.packet]):
            yield replace(
                packet,
                seal_intact=packet.seal_intact and self.seal_intact,
                opened_on=self.on,
                opened_at=self.at,
                opened_by=self.names,
                listed=self.listed,
                found=self.found,
                query=self.query,
                state=PacketState.OPENED,
                handler=self.opened_by,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        query = f"，{self.query}" if self.query else ""
        return f"{self.names}拆封{self.text}，清单{self.listed}份，实有{self.found}份{query}"


@act("reconcile_packet", "核对入账", Phase.INTAKE, Role.CUSTODIAN)
class ReconcilePacket(Act):
    """Close a packet: everything found in it stands in the register under its number."""

    packet: int = asked("封", refers=Packet)
    note: str = asked("说明", default="")
    text: str = reckoned("封号", default="")
    registered: int = reckoned("已登记份数", default=0)
    receipts: tuple[int, ...] = reckoned("收文", default=())

    def needs(self) -> Needs:
        """The packet, with the receipt lines that name it."""
        return needs((Packet, self.packet))

    def completed(self, known: Known) -> ReconcilePacket:
        """Count what was registered under the packet's number."""
        number = known.get(Packet, self.packet).number
        lines = [line for line in known.all(Receipt) if line.packet_no == number]
        return replace(
            self,
            text=number,
            registered=sum(line.copies for line in lines),
            receipts=tuple(sorted(line.id for line in lines)),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Opened, and as many registered as were found (K04)."""
        packet = known.get(Packet, self.packet)
        yield from _state_refusals(packet, PacketState.OPENED, "核对入账")
        if packet.opened_on is not None and self.on < packet.opened_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于拆封日期{packet.opened_on}")
        if packet.state is PacketState.OPENED and packet.found != self.registered:
            missing = f"登记（实有{packet.found}份，已登记{self.registered}份）"
            yield refuse(K04, field="packet", missing=missing)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Reconciled; its lines are touched, so that none is taken back behind it."""
        yield from known.those(Receipt, self.receipts)
        for packet in known.those(Packet, [self.packet]):
            yield replace(packet, state=PacketState.RECONCILED, closed_on=self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}核对入账{self.registered}份"
