"""保密制度: the regulations of the unit by area, and which want looking at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.governing import Area
from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.expiring import years_after
from db.views.roles import UNIT_WIDE
from db.views.training import parameter

LOOKED_AT = (
    "max(regulation.issued_on, coalesce(regulation.revised_on, ''),"
    " coalesce(regulation.reviewed_on, ''))"
)
"""The day on which a regulation was last issued, revised or looked at."""
REVIEW_DUE = years_after(LOOKED_AT, parameter("regulation_years"))
"""The day by which it is looked at again."""
_ORDER = " ".join(f"WHEN '{area.value}' THEN {place}" for place, area in enumerate(Area))


@dataclass(frozen=True)
class RegulationRow:
    """One regulation."""

    id: int = column("制度号", Kind.COUNT, hidden=True, filters=True)
    place: int = column("次序", Kind.COUNT, hidden=True, sorts=True)
    area: Area = column("方面", Kind.CHOICE, filters=True, sorts=True)
    title: str = column("名称", filters=True, sorts=True)
    number: str = column("文号", Kind.ATOM, filters=True)
    issued_on: date = column("印发日期", Kind.DATE, filters=True, sorts=True)
    revised_on: date | None = column("修订日期", Kind.DATE, filters=True)
    reviewed_on: date | None = column("复核日期", Kind.DATE, filters=True)
    due: date | None = column("应复核", Kind.DATE, filters=True, sorts=True)
    late: bool = column("逾期未复核", Kind.FLAG, filters=True)
    repealed_on: date | None = column("废止日期", Kind.DATE, filters=True)
    living: bool = column("现行", Kind.FLAG, filters=True)
    remark: str = column("备注")


REGULATIONS: View[RegulationRow] = View(
    name="regulations",
    title="保密制度目录",
    row=RegulationRow,
    sql=f"""
        SELECT id, place, area, title, number, issued_on, revised_on, reviewed_on, due,
               coalesce(due < :today, 0) AS late, repealed_on, repealed_on IS NULL AS living,
               remark
          FROM (SELECT regulation.*, CASE regulation.area {_ORDER} END AS place,
                       iif(regulation.repealed_on IS NULL, {REVIEW_DUE}, NULL) AS due
                  FROM regulation)
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("place", False), ("issued_on", False)),
    given=("today", "regulation_years"),
)
