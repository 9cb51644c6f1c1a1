"""收文登记簿: one line per receipt, with what became of its copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from db.ledger.columns import Kind, column
from db.ledger.values import HISTORY, Level, State
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
    """Say of each line how its copies ended: 清退〔2025〕004号 12月10日, or 借出1份."""
    numbers = ",".join(str(row.id) for row in rows)
    found = read(
        "SELECT receipt, state, closing_ref, max(closed_on), count(*) FROM copy"
        " WHERE receipt IN (SELECT value FROM json_each('[' || :numbers || ']'))"
        " GROUP BY receipt, state, closing_ref ORDER BY receipt, state",
        numbers=numbers,
    )
    lots: dict[int, list[_Lot]] = {}
    for receipt, state, reference, closed_on, amount in found:
        day = date.fromisoformat(closed_on) if closed_on else None
        lots.setdefault(receipt, []).append(_Lot(State(state), reference, day, amount))
    return [_with(row, _ended(row, lots.get(row.id, []))) for row in rows]


@dataclass(frozen=True)
class _Lot:
    """Copies of one line that went the same way."""

    state: State
    reference: str
    closed_on: date | None
    copies: int

    def said(self, year: int | None, several: bool) -> str:
        """Say it as the book does; how many only if the line's copies went several ways."""
        amount = f"{self.copies}份" if several else ""
        if not self.state.closed:
            return self.state.word + amount
        done = self.state.word.removeprefix("已")
        reference = "" if self.reference == HISTORY else self.reference
        how = reference if reference.startswith(done) else f"{done} {reference}".strip()
        return " ".join(filter(None, (amount, how, _day(self.closed_on, year))))


def _ended(row: ReceiptRow, lots: list[_Lot]) -> str:
    moved = [lot for lot in lots if lot.state is not State.IN_STOCK]
    return "；".join(lot.said(row.year, len(lots) > 1) for lot in moved)


def _day(day: date | None, year: int | None) -> str:
    if day is None:
        return ""
    return f"{'' if day.year == year else f'{day.year}年'}{day.month}月{day.day}日"


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
