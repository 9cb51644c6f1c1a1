"""本月要做与走势: what falls due this month, and the two figures that are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import UNIT_WIDE
from db.views.systems import ASSESS_GIVEN
from db.views.today_beside import beside_duties


@dataclass(frozen=True)
class DutyRow:
    """What falls due on one day of this month, and how many."""

    day: date = column("日期", Kind.DATE, filters=True, sorts=True)
    matter: str = column("事项", Kind.ATOM, filters=True)
    amount: int = column("数量", Kind.COUNT)


_MONTH = (
    "BETWEEN date(:today, 'start of month')"
    " AND date(:today, 'start of month', '+1 month', '-1 day')"
)

DUTIES: View[DutyRow] = View(
    name="duties",
    title="本月要做",
    row=DutyRow,
    sql=f"""
        SELECT recall_due AS day, '文件应清退' AS matter, count(*) AS amount
          FROM document
         WHERE recall_due {_MONTH}
           AND EXISTS (SELECT 1 FROM copy
                        WHERE copy.document = document.id AND copy.closed_on IS NULL)
         GROUP BY recall_due
        UNION ALL
        SELECT due, '借阅应还', count(*) FROM loan WHERE open = 1 AND due {_MONTH} GROUP BY due
        UNION ALL
        SELECT last_secret_day, '保密期限届满', count(*)
          FROM document
         WHERE last_secret_day {_MONTH}
           AND EXISTS (SELECT 1 FROM copy
                        WHERE copy.document = document.id AND copy.closed_on IS NULL)
         GROUP BY last_secret_day
        UNION ALL
        SELECT due, '批次到期', count(*)
          FROM batch
         WHERE state IN ('LISTED', 'APPROVED', 'UNDER_WAY') AND due {_MONTH}
         GROUP BY due
        UNION ALL {beside_duties(_MONTH)}
    """,
    key=("day", "matter"),
    roles=UNIT_WIDE,
    given=("today", "code_days", "report_days", *ASSESS_GIVEN),
)


@dataclass(frozen=True)
class StockRow:
    """Copies of one level by the months they came and went; '' is before this year, or not yet."""

    level: Level = column("密级", Kind.CHOICE, filters=True)
    came: str = column("入账月", Kind.ATOM)
    went: str = column("了结月", Kind.ATOM)
    copies: int = column("份数", Kind.COUNT)


# One walk through the copies: asked once for a drawing, never while somebody types.
STOCK: View[StockRow] = View(
    name="stock",
    title="在管份数走势",
    row=StockRow,
    sql="""
        SELECT level, came, went, count(*) AS copies
          FROM (SELECT level,
                       CASE WHEN entered_on < date(:today, 'start of month', '-11 months') THEN ''
                            ELSE substr(entered_on, 1, 7) END AS came,
                       coalesce(substr(closed_on, 1, 7), '') AS went
                  FROM copy
                 WHERE closed_on IS NULL
                    OR closed_on >= date(:today, 'start of month', '-11 months'))
         GROUP BY level, came, went
    """,
    key=("level", "came", "went"),
    roles=UNIT_WIDE,
    given=("today",),
)


@dataclass(frozen=True)
class LateRow:
    """How many loans of one department are overdue."""

    department: str = column("部门", Kind.ATOM, filters=True)
    amount: int = column("超期", Kind.COUNT)


LATE: View[LateRow] = View(
    name="late",
    title="超期未还，按部门",
    row=LateRow,
    sql="""
        SELECT coalesce(department.name, '未定部门') AS department, count(*) AS amount
          FROM loan
          JOIN person ON person.id = loan.borrower
          LEFT JOIN department ON department.id = person.department
         WHERE loan.open = 1 AND loan.due < :today
         GROUP BY department.name
    """,
    key=("department",),
    roles=UNIT_WIDE,
    given=("today",),
)
