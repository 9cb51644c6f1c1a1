"""证据图表: what is drawn of self-inspection and rectification — each number once, as a row."""

from __future__ import annotations

from dataclasses import dataclass

from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.check_items import CHECK_GROUPS
from db.views.roles import UNIT_WIDE

MONTHS, NAMED = 12, 3
"""How many months are drawn, and how many categories have a layer of their own."""


@dataclass(frozen=True)
class DrawnRow:
    """One number of a drawing."""

    chart: int = column("图号", Kind.COUNT, filters=True, sorts=True)
    title: str = column("图", Kind.ATOM, filters=True)
    unit: str = column("单位", Kind.ATOM)
    across: bool = column("横条", Kind.FLAG)
    stacked: bool = column("叠加", Kind.FLAG)
    position: int = column("顺序", Kind.COUNT)
    name: str = column("项", Kind.ATOM)
    layer: int = column("层", Kind.COUNT)
    series: str = column("系列", Kind.ATOM)
    number: int = column("数", Kind.COUNT)


_GROUPS = f"""
    SELECT * FROM ({CHECK_GROUPS.sql})
     WHERE sheet = (SELECT sheet.id FROM check_sheet AS sheet
                      JOIN check_round AS round ON round.id = sheet.round
                     WHERE sheet.layer = 'UNIT' AND round.frozen_on IS NOT NULL
                     ORDER BY round.year DESC, round.id DESC LIMIT 1)
"""
_RECENT = "finding.found_on >= date(:today, 'start of month', '-11 months')"
_BACK = " UNION ALL ".join(f"SELECT {back} AS back" for back in range(MONTHS))
_MONTHS_SQL = f"""
    SELECT {MONTHS} - back AS position,
           substr(date(:today, 'start of month', '-' || back || ' months'), 1, 7) AS month
      FROM ({_BACK})
"""
_RANKED = f"""
    SELECT category, min(row_number() OVER (ORDER BY count(*) DESC, category), {NAMED + 1}) AS layer
      FROM finding WHERE {_RECENT} GROUP BY category
"""

DRAWN_FIGURES: View[DrawnRow] = View(
    name="drawn_figures",
    title="证据图表",
    row=DrawnRow,
    sql=f"""
        WITH ranked AS ({_RANKED}), month AS ({_MONTHS_SQL})
        SELECT 1 AS chart, '自查得分率，按类别' AS title, '%' AS unit, 1 AS across,
               0 AS stacked, position, grouped AS name, 1 AS layer, '本年' AS series,
               100 * (worth - lost) / worth AS number
          FROM ({_GROUPS}) WHERE worth > 0
        UNION ALL
        SELECT 1, '自查得分率，按类别', '%', 1, 0, position, grouped, 2, '上年',
               100 * (last_worth - last_lost) / last_worth
          FROM ({_GROUPS}) WHERE worth > 0 AND last_worth > 0
        UNION ALL
        SELECT 2, '查出的问题，按月和类别', '项', 0, 1, month.position, month.month, named.layer,
               named.series,
               (SELECT count(*) FROM finding JOIN ranked ON ranked.category = finding.category
                 WHERE ranked.layer = named.layer
                   AND substr(finding.found_on, 1, 7) = month.month)
          FROM month
          JOIN (SELECT layer, CASE WHEN layer > {NAMED} THEN '其他类别' ELSE category END AS series
                  FROM ranked GROUP BY layer) AS named
        UNION ALL
        SELECT 3, '整改，按部门', '项', 1, 1, 0, name, layer, series, sum(number)
          FROM (SELECT coalesce(department.name, '全单位') AS name, state.layer, state.series,
                       CASE state.layer
                       WHEN 3 THEN finding.state = 'CLOSED'
                       WHEN 1 THEN finding.state IN ('OPEN', 'ASSIGNED', 'REOPENED')
                                   AND finding.due < :today
                       ELSE finding.state IN ('SUBMITTED', 'VERIFIED')
                            OR finding.state IN ('OPEN', 'ASSIGNED', 'REOPENED')
                               AND finding.due >= :today END AS number
                  FROM finding
                  LEFT JOIN department ON department.id = finding.department
                  JOIN (SELECT 1 AS layer, '逾期' AS series UNION ALL SELECT 2, '期限内'
                        UNION ALL SELECT 3, '已销号') AS state
                 WHERE {_RECENT} OR finding.state <> 'CLOSED')
         GROUP BY name, layer
    """,
    key=("chart", "position", "name", "layer"),
    roles=UNIT_WIDE,
    given=("today",),
)
