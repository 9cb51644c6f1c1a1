"""传阅: every hop of every copy, out and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import BUSINESS
from db.views.sheets import SCOPE


@dataclass(frozen=True)
class HopRow:
    """One reader's turn."""

    id: int = column("传阅号", Kind.COUNT, sorts=True)
    copy: int = column("份编号", Kind.COUNT, hidden=True, filters=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    copy_no: str = column("份号", Kind.ATOM, filters=True)
    reader: str = column("阅件人", Kind.ATOM, filters=True)
    department: str | None = column("部门", filters=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)
    out_on: date = column("送出日期", Kind.DATE, filters=True, sorts=True)
    out_at: str = column("送出时间", Kind.ATOM)
    back_on: date | None = column("退回日期", Kind.DATE, filters=True, sorts=True)
    back_at: str = column("退回时间", Kind.ATOM)
    pages: int | None = column("页数", Kind.COUNT)
    open: bool = column("在阅", Kind.FLAG, filters=True)
    remark: str = column("备注")
    issuer: str = column("来文机关", filters=True)
    receipt_no: str | None = column("收文号", Kind.ATOM, filters=True)
    urgency: str = column("紧急程度", Kind.ATOM)
    received_on: date | None = column("收文日期", Kind.DATE)
    scope: str = column("知悉范围")
    recall_due: date | None = column("应清退", Kind.DATE)


HOPS: View[HopRow] = View(
    name="hops",
    title="传阅登记",
    row=HopRow,
    sql=f"""
        SELECT hop.id, hop.copy, hop.document, document.doc_number, document.title,
               document.level, document.marking, copy.copy_no, person.name AS reader,
               department.name AS department, person.department AS department_id,
               hop.out_on, hop.out_at, hop.back_on, hop.back_at, copy.pages, hop.open, hop.remark,
               document.issuer, receipt.receipt_no, document.urgency, receipt.received_on,
               {SCOPE} AS scope, document.recall_due
          FROM hop
          JOIN copy ON copy.id = hop.copy
          JOIN document ON document.id = hop.document
          JOIN person ON person.id = hop.reader
          LEFT JOIN department ON department.id = person.department
          LEFT JOIN receipt ON receipt.id = copy.receipt
    """,
    key=("id",),
    roles=BUSINESS,
    document="document",
    department="department_id",
)
