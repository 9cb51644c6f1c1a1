"""期间结存: opening and in against out and closing of any period, by level, keeper and carrier."""

from __future__ import annotations

from dataclasses import dataclass

from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.flows import BROKEN, Flows, Whose, flows
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class _Opened(Whose):
    opening: int = column("期初", Kind.COUNT)


@dataclass(frozen=True)
class PeriodRow(Flows, _Opened):
    """One level of one keeper and carrier, from the first day asked about to the last."""

    closing: int = column("期末", Kind.COUNT)
    broken: int = column("差数", Kind.COUNT)
    upto: int = column("截至第几条", Kind.COUNT)


_FLOWS = flows("began", "ended", ":first", ":last")
_COUNTED = ", ".join(f"{reckoned} AS {name}" for name, reckoned in _FLOWS.items())
_LISTED = ", ".join(f"counted.{name}" for name in _FLOWS)

PERIODS: View[PeriodRow] = View(
    name="period",
    title="期间结存",
    row=PeriodRow,
    sql=f"""
        SELECT counted.level, counted.custodian AS custodian_id, person.name AS custodian,
               counted.carrier, {_LISTED}, {BROKEN} AS broken,
               (SELECT coalesce(max(seq), 0) FROM entry) AS upto
          FROM (SELECT level, custodian, carrier, {_COUNTED}
                  FROM (SELECT level, custodian, carrier, came_by, went_by, began, ended,
                               count(*) AS amount
                          FROM spell GROUP BY 1, 2, 3, 4, 5, 6, 7)
                 WHERE :first <= :last
                 GROUP BY level, custodian, carrier) AS counted
          JOIN person ON person.id = counted.custodian
         WHERE counted.opening <> 0 OR counted.came_in <> 0 OR counted.taken_on <> 0
            OR counted.went_out <> 0
    """,
    key=("level", "custodian_id", "carrier"),
    roles=UNIT_WIDE,
    given=("first", "last"),
    order=(("level", True), ("custodian", False), ("carrier", False)),
)
