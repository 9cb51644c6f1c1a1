"""会议记录、例会、提醒、年度计划: what the committee and the officers did, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.gatherings import GatheringKind, PlanKind
from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.roles import UNIT_WIDE
from db.views.training import names_in


@dataclass(frozen=True)
class GatheringRow:
    """One meeting of a body."""

    id: int = column("会议号", Kind.COUNT, hidden=True, filters=True)
    held_on: date = column("日期", Kind.DATE, filters=True, sorts=True)
    kind: GatheringKind = column("会议", Kind.CHOICE, filters=True, sorts=True)
    title: str = column("名称", filters=True)
    chair: str = column("主持人", Kind.ATOM, filters=True)
    attendees: str = column("出席人")
    present: int = column("到会部门数", Kind.COUNT)
    departments: str = column("到会部门")
    away: str = column("未到部门")
    absent: str = column("缺席原因")
    matters: str = column("议题", filters=True)
    decisions: str = column("议定事项")
    minutes_no: str = column("纪要编号", Kind.ATOM, filters=True)


GATHERINGS: View[GatheringRow] = View(
    name="gatherings",
    title="保密工作会议记录",
    row=GatheringRow,
    sql=f"""
        SELECT gathering.id, gathering.held_on, gathering.kind, gathering.title, gathering.chair,
               trim(coalesce((SELECT group_concat(person.name, '、')
                                FROM json_each(gathering.attendees) AS one
                                JOIN person ON person.id = one.value), '')
                    || '、' || gathering.others, '、') AS attendees,
               json_array_length(gathering.departments) AS present,
               {names_in("gathering.departments")} AS departments,
               iif(gathering.kind = 'OFFICERS', coalesce((
                   SELECT group_concat(department.name, '、') FROM department
                    WHERE department.active = 1 AND department.id NOT IN (
                          SELECT value FROM json_each(gathering.departments))), ''), '') AS away,
               gathering.absent, gathering.matters, gathering.decisions, gathering.minutes_no
          FROM gathering
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("held_on", True),),
)


@dataclass(frozen=True)
class OfficersRow:
    """In which quarters a department was at the officers' meeting."""

    year: int = column("年度", Kind.COUNT, filters=True, sorts=True)
    department: str = column("部门", filters=True, sorts=True)
    first: str = column("一季度", Kind.ATOM)
    second: str = column("二季度", Kind.ATOM)
    third: str = column("三季度", Kind.ATOM)
    fourth: str = column("四季度", Kind.ATOM)
    held: int = column("开会次数", Kind.COUNT)
    attended: int = column("到会次数", Kind.COUNT)
    absent: int = column("缺席次数", Kind.COUNT, filters=True)


def _quarter(number: int) -> str:
    there = f"meeting.quarter = {number}"
    return (
        f"CASE WHEN count(*) FILTER (WHERE {there}) = 0 THEN '未开'"
        f" WHEN count(*) FILTER (WHERE {there} AND meeting.came) > 0 THEN '到' ELSE '缺' END"
    )


OFFICERS: View[OfficersRow] = View(
    name="officers_meetings",
    title="保密员例会到会情况",
    row=OfficersRow,
    sql=f"""
        SELECT meeting.year, meeting.department, {_quarter(1)} AS first, {_quarter(2)} AS second,
               {_quarter(3)} AS third, {_quarter(4)} AS fourth, count(*) AS held,
               count(*) FILTER (WHERE meeting.came) AS attended,
               count(*) FILTER (WHERE NOT meeting.came) AS absent
          FROM (SELECT CAST(substr(gathering.held_on, 1, 4) AS INTEGER) AS year,
                       (CAST(substr(gathering.held_on, 6, 2) AS INTEGER) + 2) / 3 AS quarter,
                       department.name AS department,
                       department.id IN (SELECT value FROM json_each(gathering.departments))
                       AS came
                  FROM gathering JOIN department ON department.active = 1
                 WHERE gathering.kind = 'OFFICERS') AS meeting
         GROUP BY meeting.year, meeting.department
    """,
    key=("year", "department"),
    roles=UNIT_WIDE,
    order=(("year", True), ("department", False)),
)


@dataclass(frozen=True)
class ReminderRow:
    """One reminder."""

    id: int = column("提醒号", Kind.COUNT, hidden=True)
    reminded_on: date = column("日期", Kind.DATE, filters=True, sorts=True)
    occasion: str = column("时机", filters=True)
    content: str = column("提醒内容", filters=True)
    departments: str = column("部门", filters=True)
    told: int = column("部门数", Kind.COUNT)
    way: str = column("方式", Kind.ATOM, filters=True)
    reminded_by: str = column("提醒人", Kind.ATOM)


REMINDERS: View[ReminderRow] = View(
    name="reminders",
    title="保密提醒登记",
    row=ReminderRow,
    sql=f"""
        SELECT reminder.id, reminder.reminded_on, reminder.occasion, reminder.content,
               {names_in("reminder.departments")} AS departments,
               json_array_length(reminder.departments) AS told, reminder.way,
               reminder.reminded_by
          FROM reminder
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("reminded_on", True),),
)


@dataclass(frozen=True)
class YearPlanRow:
    """What was planned for a year."""

    year: int = column("年度", Kind.COUNT, filters=True, sorts=True)
    kind: PlanKind = column("计划", Kind.CHOICE, filters=True)
    content: str = column("内容")
    approved_by: str = column("批准人", Kind.ATOM)
    planned_on: date = column("登记日期", Kind.DATE)


YEAR_PLANS: View[YearPlanRow] = View(
    name="year_plans",
    title="年度计划",
    row=YearPlanRow,
    sql="SELECT year, kind, content, approved_by, planned_on FROM year_plan",
    key=("year", "kind"),
    roles=UNIT_WIDE,
    order=(("year", True),),
)
