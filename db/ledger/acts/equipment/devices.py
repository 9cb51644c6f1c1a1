"""设备: entered, changed hands or place, repaired, taken out of use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Device, Person
from db.ledger.beliefs.equipment import DeviceKind, DeviceState, Network
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, K35, V01, V06, Refusal, refuse, warn
from db.ledger.values import Level, Role


@act("add_device", "登记设备", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class AddDevice(Act):
    """Enter a device with its number, level and who answers for it (the minimum of F16)."""

    number: str = asked("设备编号")
    name: str = asked("名称")
    model: str = asked("型号")
    sort: DeviceKind = asked("类别")
    level: Level | None = asked("密级", "不处理涉密信息的不填", default=None)
    network: Network = asked("联网类型", default=Network.ALONE)
    custodian: int = asked("责任人", refers=Person)
    place: str = asked("存放位置")
    serial: str = asked("硬盘序列号", "计算机必填；涉密U盘填唯一标识", default="")
    started_on: date | None = asked("启用日期", "不填则为今天", default=None)
    mac: str = asked("MAC地址", default="", seldom=True)
    system_on: date | None = asked("操作系统安装日期", default=None, seldom=True)
    purpose: str = asked("用途", default="", seldom=True)
    remark: str = asked("备注", default="", seldom=True)
    device: int | None = reckoned("设备号", series="device", default=None)

    def needs(self) -> Needs:
        """Who answers for it, and whether number and serial are taken."""
        wanted = needs((Person, self.custodian))
        wanted.alike.add((Device, "number", self.number.strip()))
        if self.serial.strip():
            wanted.alike.add((Device, "serial", self.serial.strip()))
        return wanted

    def completed(self, known: Known) -> AddDevice:
        """Number it."""
        started = self.started_on or self.on
        return replace(self, device=self.device or known.take("device"), started_on=started)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Complete, once, for somebody in office, and nothing secret on an open net."""
        yield from filled_refusals(
            ("number", "设备编号", self.number),
            ("name", "名称", self.name),
            ("model", "型号", self.model),
            ("place", "存放位置", self.place),
        )
        if self.sort.has_disk and self.level is not None and not self.serial.strip():
            yield refuse(V01, field="serial", label="硬盘序列号", problem="涉密计算机必填")
        if any(one.number == self.number.strip() for one in known.all(Device)):
            yield refuse(V06, field="number", name=self.number)
        yield from serial_refusals(known, self.serial)
        if self.started_on is not None and self.started_on > self.on:
            yield refuse(K35, field="started_on", day=self.started_on, why="晚于登记日期")
        yield from open_net_refusals(self.level, self.network)
        person = known.person(self.custodian)
        yield from fit_refusals(person, self.on, "负责设备", field="custodian")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The device is in use."""
        yield Device(
            id=self.device or 0,
            number=self.number.strip(),
            name=self.name,
            model=self.model,
            kind=self.sort,
            level=self.level,
            network=self.network,
            custodian=self.custodian,
            place=self.place,
            serial=self.serial.strip(),
            mac=self.mac,
            purpose=self.purpose,
            started_on=self.started_on or self.on,
            system_on=self.system_on,
            state=DeviceState.IN_USE,
            remark=self.remark,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        keeper = names.person(self.custodian)
        return f"登记{self.sort.word}{self.number}（{self.name}），责任人{keeper}"


def serial_refusals(known: Known, serial: str, but: int = 0) -> Iterator[Refusal]:
    """No two devices in use bear one serial number."""
    living = (one for one in known.all(Device) if one.state is not DeviceState.SCRAPPED)
    others = (one for one in living if one.id != but and one.serial == serial.strip() != "")
    for other in others:
        yield refuse(V06, field="serial", name=f"序列号{serial.strip()}（{other.number}）")


def open_net_refusals(level: Level | None, network: Network) -> Iterator[Refusal]:
    """A device for secrets is on no open net; one for none on no secret net."""
    if level is not None and network is Network.INTERNET:
        yield refuse(V01, field="network", label="联网类型", problem="涉密设备不得接入互联网")
    if level is not None and network is Network.INTERNAL:
        yield refuse(V01, field="network", label="联网类型", problem="涉密设备不得接入非涉密内网")
    if level is None and network is Network.CLASSIFIED:
        yield refuse(V01, field="network", label="联网类型", problem="未定密级的设备不得接入涉密网")


@act("change_device", "变更设备", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class ChangeDevice(Act):
    """A device gets another keeper, place, disk, connection or purpose; what is empty stays."""

    device: int = asked("设备", refers=Device)
    custodian: int | None = asked("新责任人", default=None, refers=Person)
    place: str = asked("新存放位置", default="")
    network: Network | None = asked("新联网类型", default=None)
    purpose: str = asked("新用途", default="")
    serial: str = asked("新硬盘序列号", "换了硬盘或更正时填", default="", seldom=True)
    reason: str = asked("事由")
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The device, who gets it, and whether another has this serial number."""
        wanted = needs((Device, self.device), (Person, self.custodian))
        if self.serial.strip():
            wanted.alike.add((Device, "serial", self.serial.strip()))
        return wanted

    def completed(self, known: Known) -> ChangeDevice:
        """Keep its number for the sentence."""
        return replace(self, text=known.get(Device, self.device).number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Something changes, for a device that is still there."""
        device = known.get(Device, self.device)
        yield from living_refusals(device, "变更", self.on)
        yield from filled_refusals(("reason", "事由", self.reason))
        yield from serial_refusals(known, self.serial, but=self.device)
        said = (self.place, self.purpose, self.serial)
        if not (self.custodian or self.network or any(text.strip() for text in said)):
            yield refuse(V01, field="custodian", label="变更", problem="请至少填一项新的内容")
        if self.network is not None:
            yield from open_net_refusals(device.level, self.network)
        if self.custodian is not None:
            person = known.person(self.custodian)
            yield from fit_refusals(person, self.on, "负责设备", field="custodian")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The device as it is now."""
        for device in known.those(Device, [self.device]):
            yield replace(
                device,
                custodian=self.custodian or device.custodian,
                place=self.place or device.place,
                network=self.network or device.network,
                purpose=self.purpose or device.purpose,
                serial=self.serial.strip() or device.serial,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        to = f"，责任人改为{names.person(self.custodian)}" if self.custodian else ""
        place = f"，移至{self.place}" if self.place else ""
        net = f"，改为{self.network.word}" if self.network else ""
        serial = f"，硬盘序列号改为{self.serial.strip()}" if self.serial.strip() else ""
        return f"设备{self.text}变更：{self.reason}{to}{place}{net}{serial}"


def living_refusals(device: Device, verb: str, day: date) -> Iterator[Refusal]:
    """What is scrapped stays so, and nothing happened to it before it was in use."""
    if device.state is DeviceState.SCRAPPED:
        yield refuse(K31, which=f"设备{device.number}", state=device.state.word, act=verb)
    if day < device.started_on:
        yield refuse(K35, field="on", day=day, why=f"早于启用日期{device.started_on}")


@act("device_state", "设备状态", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class ChangeDeviceState(Act):
    """A device goes to repair, comes back, is taken out of use, or is scrapped with approval."""

    device: int = asked("设备", refers=Device)
    state: DeviceState = asked("改为")
    how: str = asked("处理情况", "维修单位和人员、硬盘是否拆下、销毁方式等")
    approved_by: str = asked("批准人", "停用、报废必填", default="")
    disk_kept: bool = asked("硬盘已拆下留存", "送修、报废前", default=False)
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The device."""
        return needs((Device, self.device))

    def completed(self, known: Known) -> ChangeDeviceState:
        """Keep its number for the sentence."""
        return replace(self, text=known.get(Device, self.device).number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Another state, approved where it ends its use; a secret disk does not leave unseen."""
        device = known.get(Device, self.device)
        yield from living_refusals(device, self.state.word, self.on)
        yield from filled_refusals(("how", "处理情况", self.how))
        if device.state is self.state:
            which = f"设备{device.number}"
            yield refuse(K31, which=which, state=self.state.word, act=self.state.word)
        ends = self.state in (DeviceState.STOPPED, DeviceState.SCRAPPED)
        if ends and not self.approved_by.strip():
            yield refuse(V01, field="approved_by", label="批准人", problem="必填")
        leaves = self.state in (DeviceState.REPAIR, DeviceState.SCRAPPED)
        if leaves and device.level and device.kind.has_disk and not self.disk_kept:
            problem = "请先拆下涉密硬盘，或在处理情况中写明监修、销毁方式"
            yield warn(V01, field="disk_kept", label="硬盘", problem=problem)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The device as it is now."""
        ended = self.state in (DeviceState.STOPPED, DeviceState.SCRAPPED)
        for device in known.those(Device, [self.device]):
            yield replace(device, state=self.state, stopped_on=self.on if ended else None)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        by = f"，{self.approved_by}批准" if self.approved_by else ""
        return f"设备{self.text}{self.state.word}：{self.how}{by}"
