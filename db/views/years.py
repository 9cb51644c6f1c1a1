"""年度结存: opening and in against out and closing, year by year, by level, keeper and carrier.

Figures count by the days on which things happened.  Where the year before was closed, its figures
stand as they were then, and what was recorded for it since is 补录调整.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.flows import BROKEN, Flows, Whose, flows
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class _OfYear:
    year: int = column("年度", Kind.COUNT, filters=True, sorts=True)


@dataclass(frozen=True)
class _Opened(Whose, _OfYear):
    carried_over: int = column("上年结存", Kind.COUNT)
    adjusted: int = column("补录调整", Kind.COUNT)
    opening: int = column("本年期初", Kind.COUNT)


@dataclass(frozen=True)
class YearRow(Flows, _Opened):
    """One level of one keeper and carrier in one year."""

    closing: int = column("年末结存", Kind.COUNT)
    broken: int = column("差数", Kind.COUNT)
    closed_upto: int | None = column("结账截至第几条", Kind.COUNT)


_FLOWS = flows("born", "gone", "years.year", "years.year")
_COUNTED = ", ".join(f"{reckoned} AS {name}" for name, reckoned in _FLOWS.items())
_LISTED = ", ".join(f"counted.{name}" for name in _FLOWS)

YEARS: View[YearRow] = View(
    name="years",
    title="年度结存",
    row=YearRow,
    sql=f"""
        WITH RECURSIVE lot AS MATERIALIZED (
            SELECT level, custodian, carrier, came_by, went_by,
                   CAST(substr(began, 1, 4) AS INTEGER) AS born,
                   CAST(substr(ended, 1, 4) AS INTEGER) AS gone, count(*) AS amount
              FROM spell GROUP BY 1, 2, 3, 4, 5, 6, 7
        ),
        years (year) AS (
            SELECT min(born) FROM lot
             UNION ALL
            SELECT year + 1 FROM years
             WHERE year < max((SELECT max(max(born), coalesce(max(gone), 0)) FROM lot),
                              (SELECT coalesce(max(id) + 1, 0) FROM closed_year))
        ),
        sorts AS (
            SELECT level, custodian, carrier FROM lot
             UNION SELECT level, custodian, carrier FROM year_figure
        ),
        counted AS (
            SELECT years.year, sorts.level, sorts.custodian, sorts.carrier, {_COUNTED}
              FROM years CROSS JOIN sorts
              LEFT JOIN lot ON lot.level = sorts.level AND lot.custodian = sorts.custodian
                           AND lot.carrier = sorts.carrier
             WHERE years.year IS NOT NULL
             GROUP BY years.year, sorts.level, sorts.custodian, sorts.carrier
        )
        SELECT counted.year, counted.level, counted.custodian AS custodian_id,
               person.name AS custodian, counted.carrier,
               CASE WHEN before.id IS NULL THEN counted.opening
                    ELSE coalesce(figure.copies, 0) END AS carried_over,
               CASE WHEN before.id IS NULL THEN 0
                    ELSE counted.opening - coalesce(figure.copies, 0) END AS adjusted,
               {_LISTED},
               {BROKEN} AS broken,
               closed.upto AS closed_upto
          FROM counted
          JOIN person ON person.id = counted.custodian
          LEFT JOIN closed_year AS before ON before.id = counted.year - 1
          LEFT JOIN closed_year AS closed ON closed.id = counted.year
          LEFT JOIN year_figure AS figure ON figure.year = counted.year - 1
                AND figure.level = counted.level AND figure.custodian = counted.custodian
                AND figure.carrier = counted.carrier
         WHERE counted.opening <> 0 OR counted.came_in <> 0 OR counted.taken_on <> 0
            OR counted.went_out <> 0 OR figure.copies <> 0
    """,
    key=("year", "level", "custodian_id", "carrier"),
    roles=UNIT_WIDE,
    order=(("year", True), ("level", True), ("custodian", False), ("carrier", False)),
)
