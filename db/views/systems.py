"""信息系统: tested, approved, in use since when, and when the next assessment is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.expiring import years_after
from db.views.roles import UNIT_WIDE
from db.views.training import parameter

RUNNING = "system.level IS NOT NULL AND system.started_on IS NOT NULL AND system.stopped_on IS NULL"
"""Classified, and in use now."""
_YEARS = (
    f"iif(system.level = {Level.TOP_SECRET.value}, {parameter('assess_top_secret_years')},"
    f" {parameter('assess_years')})"
)
ASSESS_DUE = years_after("coalesce(system.assessed_on, system.started_on)", _YEARS)
"""The day by which the risks of a system are assessed again."""
ASSESS_GIVEN = ("assess_top_secret_years", "assess_years")


@dataclass(frozen=True)
class SystemRow:
    """One system."""

    id: int = column("系统号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("系统编号", Kind.ATOM, filters=True, sorts=True)
    name: str = column("名称", filters=True)
    level: Level | None = column("密级", Kind.CHOICE, filters=True, sorts=True)
    department: str | None = column("主管部门", filters=True, sorts=True)
    tested_on: date | None = column("检测评估", Kind.DATE, filters=True)
    approved_on: date | None = column("审查批准", Kind.DATE, filters=True)
    started_on: date | None = column("投入使用", Kind.DATE, filters=True)
    assessed_on: date | None = column("风险评估", Kind.DATE, filters=True)
    due: date | None = column("应再评估", Kind.DATE, filters=True, sorts=True)
    late: bool = column("评估逾期", Kind.FLAG, filters=True)
    stopped_on: date | None = column("停用日期", Kind.DATE, filters=True)
    running: bool = column("在用", Kind.FLAG, filters=True)
    remark: str = column("备注")


SYSTEMS: View[SystemRow] = View(
    name="systems",
    title="涉密信息系统台账",
    row=SystemRow,
    sql=f"""
        SELECT id, number, name, level, department, tested_on, approved_on, started_on,
               assessed_on, due, coalesce(due < :today, 0) AS late, stopped_on,
               started_on IS NOT NULL AND stopped_on IS NULL AS running, remark
          FROM (SELECT system.id, system.number, system.name, system.level,
                       department.name AS department, system.tested_on, system.approved_on,
                       system.started_on, system.assessed_on, system.stopped_on, system.remark,
                       iif({RUNNING}, {ASSESS_DUE}, NULL) AS due
                  FROM system LEFT JOIN department ON department.id = system.department)
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("number", False),),
    given=("today", *ASSESS_GIVEN),
)
