"""载体台账: discs, sticks and disks, one line for each (F14, F15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Carrier, Level, Origin, State
from db.store.reading import View
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class CarrierRow:
    """One carrier that is not paper."""

    id: int = column("份编号", Kind.COUNT)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    carrier: Carrier = column("类型", Kind.CHOICE, filters=True)
    copy_no: str = column("保密编号", Kind.ATOM, filters=True, sorts=True)
    title: str = column("内容", filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True, sorts=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    origin: Origin = column("制作方式", Kind.CHOICE, filters=True)
    entered_on: date = column("启用日期", Kind.DATE, filters=True, sorts=True)
    department: str | None = column("责任部门", filters=True)
    keeper: str = column("责任人", Kind.ATOM, filters=True)
    place: str = column("存放处", filters=True)
    state: State = column("状态", Kind.CHOICE, filters=True)
    due: date | None = column("到期时间", Kind.DATE, filters=True)
    closed_on: date | None = column("闭环时间", Kind.DATE, filters=True)
    closing: str = column("闭环处理", Kind.ATOM)
    addressee: str | None = column("外发接收单位")
    packet_no: str | None = column("机要号", Kind.ATOM)
    model: str | None = column("型号及规格", filters=True)
    serial: str | None = column("序列号", Kind.ATOM, filters=True)
    disc: str | None = column("光盘类型", Kind.ATOM)
    files: int | None = column("文件个数", Kind.COUNT)
    device_no: str | None = column("连接设备", Kind.ATOM, filters=True)
    used_for: str | None = column("使用范围")
    approval_no: str | None = column("刻录审批单", Kind.ATOM)
    expires_on: date | None = column("停用日期", Kind.DATE, filters=True, sorts=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


CARRIERS: View[CarrierRow] = View(
    name="carriers",
    title="载体台账",
    row=CarrierRow,
    sql="""
        SELECT copy.id, copy.document, copy.carrier, copy.copy_no, document.title,
               document.doc_number, copy.level, document.marking, copy.origin, copy.entered_on,
               department.name AS department, person.name AS keeper, place.name AS place,
               copy.state, copy.due, copy.closed_on, copy.closing_ref AS closing,
               dispatch.addressee, dispatch.packet_no, facts.model, facts.serial, facts.disc,
               facts.files, facts.device_no, facts.used_for, facts.approval_no, facts.expires_on,
               person.department AS department_id
          FROM copy
          JOIN document ON document.id = copy.document
          JOIN place ON place.id = copy.place
          JOIN person ON person.id = coalesce(copy.holder, copy.custodian)
          LEFT JOIN department ON department.id = person.department
          LEFT JOIN carrier_facts AS facts ON facts.id = copy.id
          LEFT JOIN dispatch ON copy.state = 'DISPATCHED' AND dispatch.number = copy.closing_ref
         WHERE copy.carrier <> 'PAPER'
    """,
    key=("id",),
    roles=BUSINESS,
    document="document",
    department="department_id",
)
