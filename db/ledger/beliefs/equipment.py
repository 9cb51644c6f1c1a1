"""涉密设备: computers, printers and what else works on secrets; not a copy, but somebody's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Level


class DeviceKind(Enum):
    """What sort of device it is."""

    COMPUTER = "COMPUTER"
    LAPTOP = "LAPTOP"
    SERVER = "SERVER"
    PRINTER = "PRINTER"
    NETWORK = "NETWORK"
    SHREDDER = "SHREDDER"
    OTHER = "OTHER"

    @property
    def word(self) -> str:
        """The sort in Chinese."""
        return _KINDS[self]

    @property
    def has_disk(self) -> bool:
        """Whether the serial number of a disk must be known."""
        return self in (DeviceKind.COMPUTER, DeviceKind.LAPTOP, DeviceKind.SERVER)


class Network(Enum):
    """联网类型: what the device is connected to."""

    ALONE = "ALONE"
    CLASSIFIED = "CLASSIFIED"
    INTERNAL = "INTERNAL"
    INTERNET = "INTERNET"

    @property
    def word(self) -> str:
        """The connection in Chinese."""
        return _NETWORKS[self]


class DeviceState(Enum):
    """Where a device stands in its life."""

    IN_USE = "IN_USE"
    REPAIR = "REPAIR"
    STOPPED = "STOPPED"
    SCRAPPED = "SCRAPPED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return _STATES[self]


_KINDS = {
    DeviceKind.COMPUTER: "台式计算机",
    DeviceKind.LAPTOP: "便携式计算机",
    DeviceKind.SERVER: "服务器",
    DeviceKind.PRINTER: "打印复印扫描设备",
    DeviceKind.NETWORK: "网络安全设备",
    DeviceKind.SHREDDER: "销毁设备",
    DeviceKind.OTHER: "其他",
}
_NETWORKS = {
    Network.ALONE: "涉密单机",
    Network.CLASSIFIED: "涉密网",
    Network.INTERNAL: "内网",
    Network.INTERNET: "互联网",
}
_STATES = {
    DeviceState.IN_USE: "在用",
    DeviceState.REPAIR: "维修",
    DeviceState.STOPPED: "停用",
    DeviceState.SCRAPPED: "已报废销毁",
}


@dataclass(frozen=True, kw_only=True)
class Device(Belief):
    """One device, who answers for it, and where it stands."""

    table = "device"
    word = "设备"
    id: int
    number: str
    name: str
    model: str
    kind: DeviceKind
    level: Level | None
    network: Network
    custodian: int
    place: str
    serial: str
    mac: str
    purpose: str
    started_on: date
    system_on: date | None = None
    state: DeviceState
    stopped_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class CarrierFacts(Belief):
    """What one carrier that is not paper has of its own; its id is that of the copy."""

    table = "carrier_facts"
    word = "载体信息"
    id: int
    model: str
    serial: str
    disc: str
    files: int | None
    device_no: str
    used_for: str
    approval_no: str
    expires_on: date | None
