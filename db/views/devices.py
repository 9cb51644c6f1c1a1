"""设备台账 (F16): every device, who answers for it, and what it is connected to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.equipment import DeviceKind, DeviceState, Network
from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class DeviceRow:
    """One device."""

    id: int = column("设备号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("设备编号", Kind.ATOM, filters=True, sorts=True)
    name: str = column("名称", filters=True)
    model: str = column("型号", filters=True)
    kind: DeviceKind = column("类别", Kind.CHOICE, filters=True, sorts=True)
    level: Level | None = column("密级", Kind.CHOICE, filters=True, sorts=True)
    network: Network = column("联网类型", Kind.CHOICE, filters=True)
    department: str | None = column("部门", filters=True, sorts=True)
    keeper: str = column("责任人", Kind.ATOM, filters=True, sorts=True)
    custodian: int = column("责任人编号", Kind.COUNT, hidden=True, filters=True)
    place: str = column("存放位置", filters=True)
    serial: str = column("硬盘序列号", Kind.ATOM, filters=True)
    mac: str = column("MAC地址", Kind.ATOM)
    system_on: date | None = column("系统安装", Kind.DATE)
    started_on: date = column("启用日期", Kind.DATE, filters=True, sorts=True)
    state: DeviceState = column("状态", Kind.CHOICE, filters=True, sorts=True)
    stopped_on: date | None = column("停用日期", Kind.DATE, sorts=True)
    purpose: str = column("用途")
    remark: str = column("备注")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


DEVICES: View[DeviceRow] = View(
    name="devices",
    title="设备台账",
    row=DeviceRow,
    sql="""
        SELECT device.id, device.number, device.name, device.model, device.kind, device.level,
               device.network, department.name AS department, person.name AS keeper,
               device.custodian, device.place, device.serial, device.mac, device.system_on,
               device.started_on, device.state, device.stopped_on, device.purpose, device.remark,
               person.department AS department_id
          FROM device
          JOIN person ON person.id = device.custodian
          LEFT JOIN department ON department.id = person.department
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    order=(("number", False),),
)
