"""收文登记簿: one line per receipt, with what became of its copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from db.ledger.columns import Kind, column
from db.ledger.values import Level, State
from db.store.reading import Read, View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class ReceiptRow:
    """One line of the register."""

    id: int = column("收文编号", Kind.COUNT, hidden=True, sorts=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    receipt_no: str = column("收文号", Kind.ATOM, filters=True, sorts=True)
    received_on: date | None = column("收文日期", Kind.DATE, filters=True, sorts=True)
    issuer: str = column("来文机关", filters=True)
    doc_number: str = column("来文字号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    attachments: str = column("附件")
    level: Level = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM, filters=True)
    copy_nos: str = column("份号", Kind.ATOM)
    copies: int = column("份数", Kind.COUNT)
    pages: int | None = column("页数", Kind.COUNT)
    urgency: str = column("紧急程度", Kind.ATOM, filters=True)
    channel: str = column("渠道/机要号")
    department: str = column("承办单位", filters=True)
    signed_by: str = column("签收人", Kind.ATOM, filters=True)
    recall_due: date | None = column("应清退", Kind.DATE, filters=True)
    remark: str = column("备注")
    year: int | None = column("年度", Kind.COUNT, filters=True)
    series: str = column("系列", Kind.ATOM, filters=True)
    number: int | None = column("序号", Kind.COUNT, filters=True, sorts=True)
    legacy: bool = column("旧账", Kind.FLAG, filters=True)
    outcome: str = column("处理结果", default="")


def _outcomes(rows: list[ReceiptRow], read: Read) -> list[ReceiptRow]:
    """Say of each line how its copies ended: 已清退 12.17, or 在账3份."""
    numbers = ",".join(str(row.id) for row in rows)
    found = read(
        "SELECT receipt, state, closing_ref, max(closed_on), count(*) FROM copy"
        " WHERE receipt IN (SELECT value FROM json_each('[' || :numbers || ']'))"
        " GROUP BY receipt, state, closing_ref ORDER BY receipt, state",
        numbers=numbers,
    )
    said: dict[int, list[str]] = {}
    for receipt, state, reference, closed_on, amount in found:
        said.setdefault(receipt, []).append(_said(State(state), reference, closed_on, amount))
    return [_with(row, "；".join(filter(None, said.get(row.id, [])))) for row in rows]


def _said(state: State, reference: str, closed_on: str | None, amount: int) -> str:
    if not state.closed:
        return f"{state.word}{amount}份" if state is not State.IN_STOCK else ""
    parts = (state.word + f"{amount}份", reference, closed_on or "")
    return " ".join(part for part in parts if part)


def _with(row: ReceiptRow, outcome: str) -> ReceiptRow:
    values: dict[str, Any] = vars(row) | {"outcome": outcome}
    return ReceiptRow(**values)


RECEIPTS: View[ReceiptRow] = View(
    name="receipts",
    title="收文登记簿",
    row=ReceiptRow,
    sql="""
        SELECT receipt.id, receipt.document, receipt.receipt_no, receipt.received_on,
               document.issuer, document.doc_number, document.title, document.attachments,
               document.level, document.marking, receipt.copy_nos, receipt.copies, receipt.pages,
               document.urgency,
               trim(receipt.channel || ' ' || receipt.packet_no) AS channel,
               receipt.department, receipt.signed_by, document.recall_due, receipt.remark,
               receipt.year, receipt.series, receipt.number, receipt.legacy
          FROM receipt
          JOIN document ON document.id = receipt.document
    """,
    key=("id",),
    roles=UNIT_WIDE,
    document="document",
    finish=_outcomes,
)
