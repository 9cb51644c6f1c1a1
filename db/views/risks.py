"""隐患清单: the list for each department, and what it answered last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class RiskRow:
    """One line of one department's list."""

    department: str = column("部门", filters=True, sorts=True)
    item: str = column("编号", Kind.ATOM, filters=True, sorts=True)
    aspect: str = column("方面", Kind.ATOM, filters=True)
    text: str = column("自查内容", filters=True)
    checked_on: date | None = column("上次自查", Kind.DATE, filters=True, sorts=True)
    checker: str | None = column("自查人", Kind.ATOM)
    wrong: bool = column("有隐患", Kind.FLAG, filters=True)
    last: str = column("上次结果", Kind.ATOM)
    note: str | None = column("发现的情况")
    category: str = column("类别", Kind.ATOM, filters=True)
    finding: str | None = column("已转为", Kind.ATOM)
    waiting: bool = column("待转问题", Kind.FLAG, filters=True)
    department_id: int = column("部门编号", Kind.COUNT, hidden=True, filters=True)


RISKS: View[RiskRow] = View(
    name="risks",
    title="部门隐患清单",
    row=RiskRow,
    sql="""
        SELECT department.name AS department, listed.value ->> 'item' AS item,
               listed.value ->> 'aspect' AS aspect, listed.value ->> 'text' AS text,
               latest.checked_on, latest.checker, line.item IS NOT NULL AS wrong,
               CASE WHEN latest.id IS NULL THEN '' WHEN line.item IS NULL THEN '√'
                    ELSE '×' END AS last,
               line.note, listed.value ->> 'category' AS category, finding.number AS finding,
               line.item IS NOT NULL AND finding.id IS NULL AS waiting,
               department.id AS department_id
          FROM department
          JOIN json_each(:risks) AS listed
          LEFT JOIN risk_check AS latest
            ON latest.id = (SELECT max(id) FROM risk_check
                             WHERE risk_check.department = department.id)
          LEFT JOIN risk_line AS line
            ON line.risk_check = latest.id AND line.item = listed.value ->> 'item'
          LEFT JOIN finding
            ON finding.id = (SELECT min(one.id) FROM finding AS one
                              WHERE one.item = line.item AND one.department = department.id
                                AND one.found_on >= latest.checked_on)
    """,
    key=("department_id", "item"),
    roles=BUSINESS,
    department="department_id",
    given=("risks",),
)
