"""在册份: every copy, where it is and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Carrier, Level, Origin, State
from db.ledger.withheld import CODE_NAME
from db.store.reading import View
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class CopyRow:
    """One copy."""

    id: int = column("份编号", Kind.COUNT, hidden=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True, sorts=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True, sorts=True)
    marking: str = column("密级★保密期限", Kind.ATOM, filters=True)
    copy_no: str = column("份号", Kind.ATOM, filters=True, sorts=True)
    state: State = column("状态", Kind.CHOICE, filters=True, sorts=True)
    custodian: str = column("保管人", Kind.ATOM, filters=True)
    place: str = column("存放处", filters=True)
    holder: str | None = column("现持有人", Kind.ATOM, filters=True)
    due: date | None = column("应还日期", Kind.DATE, filters=True, sorts=True)
    pages: int | None = column("页数", Kind.COUNT)
    issuer: str = column("来文机关", filters=True)
    receipt_no: str | None = column("收文号", Kind.ATOM, filters=True)
    carrier: Carrier = column("载体", Kind.CHOICE, filters=True)
    origin: Origin = column("来源", Kind.CHOICE, filters=True)
    must_return: bool = column("应清退", Kind.FLAG, filters=True)
    retained: bool = column("留用", Kind.FLAG, filters=True)
    unverified: bool = column("待核", Kind.FLAG, filters=True)
    entered_on: date = column("入账日期", Kind.DATE, filters=True, sorts=True)
    moved_on: date = column("变动日期", Kind.DATE, filters=True, sorts=True)
    closed_on: date | None = column("了结日期", Kind.DATE, filters=True, sorts=True)
    closing_ref: str = column("了结依据", Kind.ATOM, filters=True)
    coded: bool = column("代称", Kind.FLAG, filters=True)
    reproduced: bool = column("复制件", Kind.FLAG, filters=True)
    department_id: int | None = column("持有人部门编号", Kind.COUNT, hidden=True)


COPIES: View[CopyRow] = View(
    name="copies",
    title="在册份",
    row=CopyRow,
    sql=f"""
        SELECT copy.id, copy.document, document.doc_number, document.title, copy.level,
               document.marking, copy.copy_no, copy.state, keeper.name AS custodian,
               place.name AS place, holder.name AS holder, copy.due, copy.pages,
               document.issuer, receipt.receipt_no, copy.carrier, copy.origin, copy.must_return,
               copy.retained, copy.unverified, copy.entered_on, copy.moved_on, copy.closed_on,
               copy.closing_ref, document.title GLOB '{CODE_NAME}*' AS coded,
               copy.parent IS NOT NULL AS reproduced, holder.department AS department_id
          FROM copy
          LEFT JOIN document ON document.id = copy.document
          LEFT JOIN person AS keeper ON keeper.id = copy.custodian
          LEFT JOIN place ON place.id = copy.place
          LEFT JOIN person AS holder ON holder.id = copy.holder
          LEFT JOIN receipt ON receipt.id = copy.receipt
    """,
    key=("id",),
    roles=BUSINESS,
    document="document",
    department="department_id",
)
