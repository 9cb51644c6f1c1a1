"""名次与通报: how departments came out of a round, without shaming anybody.

Every department learns its own place, the office sees all of them.  What goes out names those who
did well and those who got better; the others are a number in their band.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.ledger.checklists import Layer
from db.ledger.columns import Kind, column
from db.ledger.scoring import MEETS_FROM, MOSTLY_FROM, Band, percent
from db.ledger.values import Role
from db.store.reading import Read, View
from db.views.roles import LEDGER_KEEPERS, UNIT_WIDE
from db.views.self_checks import CHECK_SHEETS


@dataclass(frozen=True)
class RankRow:
    """One department in one round."""

    sheet: int = column("自查表编号", Kind.COUNT, hidden=True, filters=True)
    round: int = column("自查编号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("自查", Kind.ATOM, filters=True)
    year: int = column("年度", Kind.COUNT, filters=True, sorts=True)
    layer: Layer = column("层次", Kind.CHOICE, filters=True)
    name: str = column("部门", filters=True, sorts=True)
    place: int = column("名次", Kind.COUNT, sorts=True)
    among: int = column("参评部门", Kind.COUNT)
    praised: bool = column("前三分之一", Kind.FLAG, filters=True)
    band: str = column("考评结果", Kind.ATOM, filters=True)
    troubled: int = column("扣分项", Kind.COUNT)
    permille: int | None = column("得分率千分数", Kind.COUNT, hidden=True)
    last: int | None = column("上年千分数", Kind.COUNT, hidden=True)
    change: int | None = column("增减千分数", Kind.COUNT, hidden=True)
    remark: str = column("做法")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)
    percent: str = column("得分率", Kind.FIGURE, default="")
    last_year: str = column("上年", Kind.FIGURE, default="")
    risen: str = column("比上年", Kind.FIGURE, default="")


def _change_said(change: int | None) -> str:
    if change is None:
        return ""
    return f"{'＋' if change > 0 else '－' if change else ''}{percent(abs(change))}"


def _ranks_worded(rows: list[RankRow], _: Read) -> list[RankRow]:
    return [
        replace(
            row,
            percent=percent(row.permille),
            last_year="" if row.last is None else percent(row.last),
            risen=_change_said(row.change),
        )
        for row in rows
    ]


_BAND = f"""CASE WHEN own.vetoed THEN '{Band.FAILS.word}'
                 WHEN own.permille IS NULL THEN '{Band.UNSCORED.word}'
                 WHEN own.permille >= {MEETS_FROM} THEN '{Band.MEETS.word}'
                 WHEN own.permille >= {MOSTLY_FROM} THEN '{Band.MOSTLY.word}'
                 ELSE '{Band.FAILS.word}' END"""
_RANKED = f"""
    WITH scored AS MATERIALIZED (
        SELECT *, iif(counting > 0, max(0, counting - lost - extra) * 1000 / counting, NULL)
                  AS permille
          FROM ({CHECK_SHEETS.sql})
    )
    SELECT own.sheet, own.round, own.number, own.year, own.layer, own.name,
           rank() OVER best AS place, count(*) OVER (PARTITION BY own.round) AS among,
           3 * count(*) OVER best <= count(*) OVER (PARTITION BY own.round) AS praised,
           {_BAND} AS band,
           own.troubled, own.permille, former.permille AS last,
           own.permille - former.permille AS change, own.remark, own.department_id
      FROM scored AS own LEFT JOIN scored AS former ON former.id = own.before
     WHERE own.layer IN ('DEPARTMENT', 'MONTHLY')
       AND own.signed_on IS NOT NULL AND own.waiting = 0
    WINDOW best AS (PARTITION BY own.round
                        ORDER BY own.vetoed, coalesce(own.permille, 0) DESC, own.troubled)
"""

CHECK_RANKS: View[RankRow] = View(
    name="check_ranks",
    title="部门名次",
    row=RankRow,
    sql=_RANKED,
    key=("sheet",),
    roles=LEDGER_KEEPERS | {Role.DEPT_SECRECY_OFFICER},
    department="department_id",
    order=(("year", True), ("place", False)),
    finish=_ranks_worded,
)


@dataclass(frozen=True)
class NoticeRow:
    """One line of what goes out: a department that did well or better, or a number of others."""

    round: int = column("自查编号", Kind.COUNT, hidden=True, filters=True)
    part: int = column("部分", Kind.COUNT, hidden=True)
    position: int = column("顺序", Kind.COUNT, hidden=True)
    number: str = column("自查", Kind.ATOM, filters=True)
    section: str = column("类别", Kind.ATOM, filters=True)
    name: str = column("部门或考评结果")
    departments: int | None = column("部门数", Kind.COUNT)
    permille: int | None = column("得分率千分数", Kind.COUNT, hidden=True)
    change: int | None = column("增减千分数", Kind.COUNT, hidden=True)
    remark: str = column("做法")
    percent: str = column("得分率", Kind.FIGURE, default="")
    risen: str = column("比上年", Kind.FIGURE, default="")


def _notice_worded(rows: list[NoticeRow], _: Read) -> list[NoticeRow]:
    return [
        replace(
            row,
            percent="" if row.permille is None else percent(row.permille),
            risen=_change_said(row.change),
        )
        for row in rows
    ]


CHECK_NOTICE: View[NoticeRow] = View(
    name="check_notice",
    title="部门自查通报",
    row=NoticeRow,
    sql=f"""
        WITH ranked AS MATERIALIZED ({_RANKED})
        SELECT round, 1 AS part, place * 10000 + sheet % 10000 AS position, number,
               '做得好的部门（前三分之一）' AS section, name, NULL AS departments, permille, change,
               remark
          FROM ranked WHERE praised
        UNION ALL
        SELECT round, 2, sheet, number, '比上年进步的部门', name, NULL, NULL, change, remark
          FROM ranked WHERE NOT praised AND change > 0
        UNION ALL
        SELECT round, 3, min(place), number, '全部参评部门，按考评结果', band, count(*), NULL,
               NULL, ''
          FROM ranked GROUP BY round, band
    """,
    key=("round", "part", "position"),
    roles=UNIT_WIDE,
    finish=_notice_worded,
)
