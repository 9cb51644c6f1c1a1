"""会议发放: what was handed out at meetings, and whether all of it was handed in (K30)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class HandoutRow:
    """One paper handed out at one meeting."""

    id: int = column("发放号", Kind.COUNT, filters=True)
    out_on: date = column("发放日期", Kind.DATE, filters=True, sorts=True)
    meeting: str = column("会议", filters=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题")
    level: Level = column("密级", Kind.CHOICE, filters=True)
    attendees: str = column("领取人")
    printed: int = column("共印", Kind.COUNT)
    copies: int = column("发放", Kind.COUNT)
    remaining: int = column("余存", Kind.COUNT)
    returned: int = column("收回", Kind.COUNT)
    kept: int = column("批准带走", Kind.COUNT)
    lost: int = column("去向不明", Kind.COUNT)
    due: date = column("应收回日期", Kind.DATE, filters=True, sorts=True)
    closed_on: date | None = column("收回日期", Kind.DATE, filters=True)
    open: bool = column("未收齐", Kind.FLAG, filters=True)


HANDOUTS: View[HandoutRow] = View(
    name="handouts",
    title="会议文件发放收回登记",
    row=HandoutRow,
    sql="""
        SELECT handout.id, handout.out_on, handout.meeting, handout.document, document.doc_number,
               document.title, document.level, handout.attendees,
               json_array_length(handout.copies) + handout.remaining AS printed,
               json_array_length(handout.copies) AS copies, handout.remaining, handout.returned,
               handout.kept, handout.lost, handout.due, handout.closed_on, handout.open
          FROM handout
          JOIN document ON document.id = handout.document
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("out_on", True),),
    document="document",
)
