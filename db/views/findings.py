"""问题与整改: what checks have found, whose it is, by when, and whether it was put right (F37)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.findings import FindingSource, FindingState
from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class FindingRow:
    """One finding, from the check to the day it was struck off."""

    id: int = column("问题号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("编号", Kind.ATOM, filters=True, sorts=True)
    found_on: date = column("检查日期", Kind.DATE, filters=True, sorts=True)
    source: FindingSource = column("检查方式", Kind.CHOICE, filters=True)
    inspector: str = column("检查单位", filters=True)
    description: str = column("问题描述", filters=True)
    category: str = column("类别", Kind.ATOM, filters=True, sorts=True)
    basis: str = column("依据")
    department: str = column("责任部门", filters=True, sorts=True)
    person: str | None = column("责任人", Kind.ATOM, filters=True, sorts=True)
    requirement: str = column("整改要求")
    due: date = column("期限", Kind.DATE, filters=True, sorts=True)
    state: FindingState = column("状态", Kind.CHOICE, filters=True)
    late: int | None = column("超期天数", Kind.COUNT)
    overdue: bool = column("超期", Kind.FLAG, filters=True)
    measures: str = column("整改情况")
    evidence: str = column("佐证编号", Kind.ATOM, filters=True)
    rectifier: str | None = column("整改人", Kind.ATOM)
    rectified_on: date | None = column("整改日期", Kind.DATE)
    verifier: str = column("验收人", Kind.ATOM, filters=True)
    verified_on: date | None = column("验收日期", Kind.DATE)
    closed_on: date | None = column("销号日期", Kind.DATE, filters=True, sorts=True)
    repeated: bool = column("复发", Kind.FLAG, filters=True)
    alike: int = column("此前同类", Kind.COUNT)
    again: str = column("是否复发")
    reopened: int = column("重开次数", Kind.COUNT)
    why: str = column("退回或重开原因")
    item: str = column("自查项目", Kind.ATOM, filters=True)
    origin: str = column("由来")
    month: str = column("月份", Kind.ATOM, filters=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)
    person_id: int | None = column("责任人编号", Kind.COUNT, hidden=True, filters=True)


FINDINGS: View[FindingRow] = View(
    name="findings",
    title="问题整改",
    row=FindingRow,
    sql="""
        SELECT finding.id, finding.number, finding.found_on, finding.source, finding.inspector,
               finding.description, finding.category, finding.basis,
               coalesce(department.name, '全单位') AS department, person.name AS person,
               finding.requirement, finding.due, finding.state,
               CASE WHEN finding.state IN ('OPEN', 'ASSIGNED', 'REOPENED')
                     AND finding.due < :today
                    THEN CAST(julianday(:today) - julianday(finding.due) AS INTEGER) END AS late,
               finding.state IN ('OPEN', 'ASSIGNED', 'REOPENED') AND finding.due < :today
                   AS overdue,
               finding.measures, finding.evidence, rectifier.name AS rectifier,
               finding.rectified_on, finding.verifier, finding.verified_on, finding.closed_on,
               finding.alike > 0 OR finding.reopened > 0 AS repeated, finding.alike,
               CASE WHEN finding.alike > 0 THEN '复发，此前' || finding.alike || '次' ELSE '' END
               || CASE WHEN finding.alike > 0 AND finding.reopened > 0 THEN '；' ELSE '' END
               || CASE WHEN finding.reopened > 0 THEN '重开' || finding.reopened || '次'
                       WHEN finding.alike = 0 THEN '否' ELSE '' END AS again,
               finding.reopened, finding.why, finding.item,
               CASE WHEN stocktake.number IS NOT NULL THEN stocktake.number
                    WHEN incident.id IS NOT NULL
                    THEN incident.reported_on || '去向不明事件' ELSE '' END AS origin,
               substr(finding.found_on, 1, 7) AS month,
               finding.department AS department_id, finding.person AS person_id
          FROM finding
          LEFT JOIN department ON department.id = finding.department
          LEFT JOIN person ON person.id = finding.person
          LEFT JOIN person AS rectifier ON rectifier.id = finding.rectified_by
          LEFT JOIN stocktake ON stocktake.id = finding.stocktake
          LEFT JOIN incident ON incident.id = finding.incident
    """,
    key=("id",),
    roles=BUSINESS,
    order=(("id", False),),
    department="department_id",
    given=("today",),
)
