"""培训: the sessions (F34), who came (sign-in), hours of each person, coverage of departments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.training import Presence, TrainingKind
from db.ledger.columns import Kind, column
from db.ledger.values import Grade
from db.store.reading import View
from db.views.roles import BUSINESS, UNIT_WIDE

COUNTED = ", ".join(f"'{one.value}'" for one in Presence if one.counts)


def in_hours(tenths: str) -> str:
    """Return an expression that writes tenths as hours, e.g. 2 or 1.5."""
    return f"rtrim(rtrim(printf('%.1f', ({tenths}) / 10.0), '0'), '.')"


def names_in(listed: str) -> str:
    """Return an expression for the names of the departments that a list holds."""
    return f"""coalesce((SELECT group_concat(department.name, '、')
                           FROM json_each({listed}) AS one
                           JOIN department ON department.id = one.value), '')"""


def parameter(name: str) -> str:
    """Return an expression for a number as set for this ledger, or else by the unit."""
    return f"coalesce((SELECT value FROM setting WHERE name = '{name}'), :{name})"


@dataclass(frozen=True)
class TrainingRow:
    """One session, with its list counted."""

    id: int = column("培训号", Kind.COUNT, hidden=True, filters=True)
    training: int = column("培训", Kind.COUNT, hidden=True, filters=True)
    number: str = column("编号", Kind.ATOM, filters=True, sorts=True)
    held_on: date = column("日期", Kind.DATE, filters=True, sorts=True)
    held_at: str = column("时间", Kind.ATOM)
    topic: str = column("主题", filters=True)
    kind: TrainingKind = column("类型", Kind.CHOICE, filters=True, sorts=True)
    lecturer: str = column("主讲", Kind.ATOM, filters=True)
    hours: str = column("学时", Kind.FIGURE)
    place: str = column("地点")
    departments: str = column("部门", filters=True)
    listed: int = column("应到", Kind.COUNT)
    present: int = column("实到", Kind.COUNT)
    absent: int = column("缺席", Kind.COUNT)
    made_up: int = column("补训", Kind.COUNT)
    waiting: int = column("待签到", Kind.COUNT, filters=True)
    average: int | None = column("平均分", Kind.COUNT)
    failed: int = column("不及格", Kind.COUNT)
    remark: str = column("备注")
    signed: bool = column("已签到", Kind.FLAG, filters=True)


def _counting(presence: Presence) -> str:
    return f"count(*) FILTER (WHERE attendance.presence = '{presence.value}')"


TRAININGS: View[TrainingRow] = View(
    name="trainings",
    title="保密教育培训登记",
    row=TrainingRow,
    sql=f"""
        SELECT training.id, training.id AS training, training.number, training.held_on,
               training.held_at, training.topic, training.kind, training.lecturer,
               {in_hours("training.tenths")} AS hours,
               training.place, {names_in("training.departments")} AS departments,
               count(*) AS listed, {_counting(Presence.PRESENT)} AS present,
               {_counting(Presence.ABSENT)} AS absent, {_counting(Presence.MADE_UP)} AS made_up,
               {_counting(Presence.LISTED)} AS waiting,
               CAST(round(avg(attendance.score)) AS INTEGER) AS average,
               count(*) FILTER (WHERE attendance.score < {parameter("pass_mark")}) AS failed,
               training.remark, {_counting(Presence.LISTED)} < count(*) AS signed
          FROM training JOIN attendance ON attendance.training = training.id
         GROUP BY training.id
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("held_on", True),),
    given=("pass_mark",),
)


@dataclass(frozen=True)
class AttendanceRow:
    """One person of one session."""

    training: int = column("培训号", Kind.COUNT, hidden=True, filters=True)
    person_id: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("编号", Kind.ATOM, filters=True, sorts=True)
    held_on: date = column("日期", Kind.DATE, filters=True, sorts=True)
    topic: str = column("主题", filters=True)
    kind: TrainingKind = column("类型", Kind.CHOICE, filters=True)
    hours: str = column("学时", Kind.FIGURE)
    lecturer: str = column("主讲", Kind.ATOM)
    place: str = column("地点")
    person: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    department: str | None = column("部门", filters=True, sorts=True)
    post: str = column("岗位")
    grade: Grade | None = column("涉密等级", Kind.CHOICE, filters=True)
    presence: Presence = column("签到", Kind.CHOICE, filters=True, sorts=True)
    done_on: date | None = column("参训日期", Kind.DATE, filters=True)
    score: int | None = column("成绩", Kind.COUNT, filters=True, sorts=True)
    failed: bool = column("不及格", Kind.FLAG, filters=True)
    why: str = column("原因")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


ATTENDANCES: View[AttendanceRow] = View(
    name="attendances",
    title="培训签到表",
    row=AttendanceRow,
    sql=f"""
        SELECT attendance.training, attendance.person AS person_id, training.number,
               training.held_on, training.topic, training.kind,
               {in_hours("training.tenths")} AS hours, training.lecturer, training.place,
               person.name AS person, department.name AS department, person.post, person.grade,
               attendance.presence, attendance.done_on, attendance.score,
               coalesce(attendance.score < {parameter("pass_mark")}, 0) AS failed,
               attendance.why, person.department AS department_id
          FROM attendance
          JOIN training ON training.id = attendance.training
          JOIN person ON person.id = attendance.person
          LEFT JOIN department ON department.id = person.department
    """,
    key=("training", "person_id"),
    roles=BUSINESS,
    department="department_id",
    order=(("held_on", True), ("department", False)),
    given=("pass_mark",),
)


@dataclass(frozen=True)
class HoursRow:
    """What one cleared person has heard in one year."""

    year: int = column("年度", Kind.COUNT, filters=True, sorts=True)
    person_id: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    person: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    department: str | None = column("部门", filters=True, sorts=True)
    grade: Grade = column("涉密等级", Kind.CHOICE, filters=True)
    sessions: int = column("次数", Kind.COUNT)
    tenths: int = column("学时（十分之一）", Kind.COUNT, hidden=True, sorts=True)
    hours: str = column("学时", Kind.FIGURE)
    wanted: int = column("应满学时", Kind.COUNT)
    short: bool = column("不足", Kind.FLAG, filters=True)
    last: date | None = column("最近培训", Kind.DATE)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


HOURS_OF_PERSONS = f"""
    SELECT years.year, person.id AS person_id, person.name AS person,
           department.name AS department, person.grade, count(training.id) AS sessions,
           coalesce(sum(training.tenths), 0) AS tenths,
           {in_hours("coalesce(sum(training.tenths), 0)")} AS hours,
           {parameter("training_hours")} AS wanted,
           coalesce(sum(training.tenths), 0) < 10 * {parameter("training_hours")} AS short,
           max(attendance.done_on) AS last, person.department AS department_id
      FROM (SELECT CAST(substr(done_on, 1, 4) AS INTEGER) AS year
              FROM attendance WHERE done_on IS NOT NULL
            UNION SELECT CAST(substr(:today, 1, 4) AS INTEGER)) AS years
      JOIN person ON person.grade IS NOT NULL AND person.unverified = 0
       AND (person.on_post = 1 OR CAST(substr(person.left_on, 1, 4) AS INTEGER) > years.year)
      LEFT JOIN department ON department.id = person.department
      LEFT JOIN attendance ON attendance.person = person.id
       AND attendance.presence IN ({COUNTED})
       AND CAST(substr(attendance.done_on, 1, 4) AS INTEGER) = years.year
      LEFT JOIN training ON training.id = attendance.training
     GROUP BY years.year, person.id
"""
"""Whoever is cleared and on his post, or left later than that year, with what he heard in it."""

HOURS: View[HoursRow] = View(
    name="training_hours",
    title="培训学时",
    row=HoursRow,
    sql=HOURS_OF_PERSONS,
    key=("year", "person_id"),
    roles=BUSINESS,
    department="department_id",
    order=(("year", True), ("department", False)),
    given=("today", "training_hours"),
)


@dataclass(frozen=True)
class CoverageRow:
    """How many of a department's cleared persons were trained in one year, and how long."""

    year: int = column("年度", Kind.COUNT, filters=True, sorts=True)
    department: str = column("部门", filters=True, sorts=True)
    persons: int = column("涉密人员", Kind.COUNT)
    trained: int = column("参训", Kind.COUNT)
    coverage: int = column("覆盖率％", Kind.COUNT, sorts=True)
    reached: int = column("学时已满", Kind.COUNT)
    short: int = column("学时不足", Kind.COUNT, filters=True)
    hours: str = column("学时合计", Kind.FIGURE)
    average: str = column("人均学时", Kind.FIGURE)


COVERAGE: View[CoverageRow] = View(
    name="training_coverage",
    title="培训覆盖和学时",
    row=CoverageRow,
    sql=f"""
        SELECT year, coalesce(department, '未定部门') AS department, count(*) AS persons,
               count(*) FILTER (WHERE sessions > 0) AS trained,
               CAST(round(100.0 * count(*) FILTER (WHERE sessions > 0) / count(*)) AS INTEGER)
               AS coverage,
               count(*) FILTER (WHERE NOT short) AS reached,
               count(*) FILTER (WHERE short) AS short, {in_hours("sum(tenths)")} AS hours,
               {in_hours("round(1.0 * sum(tenths) / count(*))")} AS average
          FROM ({HOURS_OF_PERSONS})
         GROUP BY year, coalesce(department, '未定部门')
    """,
    key=("year", "department"),
    roles=UNIT_WIDE,
    order=(("year", True), ("department", False)),
    given=("today", "training_hours"),
)
