"""无人阅: what came in and lies in the cabinet, and nobody has ever had it in hand (D11, 截流)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import UNIT_WIDE

DAYS = ("instruct_days", "unread_days")
"""After how many days it should be instructed, and after how many it is on the list."""


def limit(name: str) -> str:
    """Return the SQL of one of the days, as it was set for this ledger or by the unit."""
    return f"coalesce((SELECT value FROM setting WHERE setting.name = '{name}'), :{name})"


UNTOUCHED = """document.legacy = 0 AND document.joined_to IS NULL
           AND EXISTS (SELECT 1 FROM copy
                        WHERE copy.document = document.id AND copy.state = 'IN_STOCK')
           AND NOT EXISTS (SELECT 1 FROM copy
                            WHERE copy.document = document.id AND copy.holder IS NOT NULL)
           AND NOT EXISTS (SELECT 1 FROM copy JOIN stay ON stay.copy = copy.id
                            WHERE copy.document = document.id AND stay.holder IS NOT NULL)"""
"""In the cabinet, and no copy was ever given to anybody."""

_DUE = f"""date(receipt.received_on, '+' || CASE WHEN document.urgency LIKE '特%' THEN 0
                 ELSE {limit("instruct_days")} END || ' days')"""

UNINSTRUCTED = f"""
        SELECT '4uninstructed' AS matter, document.id, {_DUE} AS due, document.level,
               document.doc_number, document.title, NULL AS copy_no, document.issuer AS who,
               {_DUE} BETWEEN :since AND :today AS new
          FROM receipt JOIN document ON document.id = receipt.document
         WHERE receipt.received_on > date(:today, '-' || {limit("unread_days")} || ' days')
           AND receipt.received_on <= :today AND {_DUE} <= :today
           AND NOT EXISTS (SELECT 1 FROM instruction WHERE instruction.document = document.id)
           AND {UNTOUCHED}
         GROUP BY document.id
"""
"""What came in lately, is not instructed and was read by nobody: lines of 今日."""


@dataclass(frozen=True)
class UnreadRow:
    """One document that nobody has had."""

    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    receipt_no: str = column("收文号", Kind.ATOM, filters=True)
    received_on: date = column("收文日期", Kind.DATE, filters=True, sorts=True)
    days: int = column("天数", Kind.COUNT, sorts=True)
    level: Level = column("密级", Kind.CHOICE, filters=True, sorts=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    doc_number: str = column("文号", Kind.ATOM, filters=True, sorts=True)
    title: str = column("文件标题", filters=True)
    issuer: str = column("来文机关", filters=True, sorts=True)
    urgency: str = column("紧急程度", Kind.ATOM, filters=True)
    instructed: bool = column("已批办", Kind.FLAG, filters=True)
    late: bool = column("已满期限", Kind.FLAG, filters=True)


UNREAD: View[UnreadRow] = View(
    name="unread",
    title="无人阅的文件",
    row=UnreadRow,
    sql=f"""
        SELECT document.id AS document, receipt.receipt_no, min(receipt.received_on) AS received_on,
               CAST(julianday(:today) - julianday(min(receipt.received_on)) AS INTEGER) AS days,
               document.level, document.marking, document.doc_number, document.title,
               document.issuer, document.urgency,
               EXISTS (SELECT 1 FROM instruction
                        WHERE instruction.document = document.id) AS instructed,
               min(receipt.received_on)
                   <= date(:today, '-' || {limit("unread_days")} || ' days') AS late
          FROM receipt JOIN document ON document.id = receipt.document
         WHERE receipt.received_on <= :today AND {UNTOUCHED}
         GROUP BY document.id
    """,
    key=("document",),
    roles=UNIT_WIDE,
    order=(("received_on", False),),
    given=("today", "unread_days"),
    document="document",
)
