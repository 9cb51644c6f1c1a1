"""出国（境）: travel documents and who has them, journeys with what is missing, 重大事项."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.travel import (
    MatterKind,
    PassportKind,
    PassportState,
    TravelKind,
    TravelState,
)
from db.ledger.columns import Kind, column
from db.ledger.values import Grade
from db.store.reading import View
from db.views.roles import BUSINESS
from db.views.training import parameter


def masked(number: str) -> str:
    """Return an expression for a number of which only the ends are shown."""
    return f"substr({number}, 1, 2) || '****' || substr({number}, -3)"


@dataclass(frozen=True)
class PassportRow:
    """One travel document; its number is looked up by its exact value, and shown in part."""

    id: int = column("证件登记号", Kind.COUNT, hidden=True, filters=True)
    person_id: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    person: str = column("持证人", Kind.ATOM, filters=True, sorts=True)
    department: str | None = column("部门", filters=True, sorts=True)
    grade: Grade | None = column("涉密等级", Kind.CHOICE, filters=True)
    standing: str = column("人员状态", Kind.ATOM, filters=True)
    kind: PassportKind = column("证件种类", Kind.CHOICE, filters=True)
    exact: str = column("证件号码（全）", Kind.ATOM, hidden=True, filters=True)
    number: str = column("证件号码", Kind.ATOM)
    expires_on: date | None = column("有效期至", Kind.DATE, filters=True, sorts=True)
    state: PassportState = column("去向", Kind.CHOICE, filters=True, sorts=True)
    since: date = column("变动日期", Kind.DATE, filters=True, sorts=True)
    reason: str = column("用途")
    travel: str | None = column("出境编号", Kind.ATOM, filters=True)
    due: date | None = column("应交回", Kind.DATE, filters=True, sorts=True)
    late: bool = column("逾期未交", Kind.FLAG, filters=True)
    expired: bool = column("已过期", Kind.FLAG, filters=True)
    remark: str = column("备注")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


STANDING = """CASE WHEN person.cooling_until >= :today THEN '脱密期'
                    WHEN person.left_on IS NOT NULL THEN '已离岗'
                    WHEN person.on_post = 1 THEN '在岗' ELSE '不在岗' END"""

PASSPORTS: View[PassportRow] = View(
    name="passports",
    title="出入境证件保管登记",
    row=PassportRow,
    sql=f"""
        SELECT passport.id, passport.person AS person_id, person.name AS person,
               department.name AS department, person.grade, {STANDING} AS standing,
               passport.kind, passport.number AS exact, {masked("passport.number")} AS number,
               passport.expires_on, passport.state, passport.since, passport.reason,
               travel.number AS travel, passport.due,
               coalesce(passport.state = 'OUT' AND passport.due < :today, 0) AS late,
               coalesce(passport.expires_on < :today, 0) AS expired,
               passport.remark, person.department AS department_id
          FROM passport
          JOIN person ON person.id = passport.person
          LEFT JOIN department ON department.id = person.department
          LEFT JOIN travel ON travel.id = passport.travel
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    given=("today",),
)


@dataclass(frozen=True)
class PassportMoveRow:
    """One time that a document was out."""

    id: int = column("领用号", Kind.COUNT, hidden=True)
    passport: int = column("证件登记号", Kind.COUNT, hidden=True, filters=True)
    out_on: date = column("领出日期", Kind.DATE, filters=True, sorts=True)
    person: str = column("持证人", Kind.ATOM, filters=True)
    department: str | None = column("部门", filters=True)
    kind: PassportKind = column("证件种类", Kind.CHOICE, filters=True)
    number: str = column("证件号码", Kind.ATOM)
    reason: str = column("用途")
    travel: str | None = column("出境编号", Kind.ATOM, filters=True)
    approved_by: str = column("批准人", Kind.ATOM)
    due: date = column("应交回", Kind.DATE, filters=True)
    back_on: date | None = column("交回日期", Kind.DATE, filters=True)
    remark: str = column("检查情况")
    open: bool = column("未交回", Kind.FLAG, filters=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


PASSPORT_MOVES: View[PassportMoveRow] = View(
    name="passport_moves",
    title="证件领用登记",
    row=PassportMoveRow,
    sql=f"""
        SELECT move.id, move.passport, move.out_on, person.name AS person,
               department.name AS department, passport.kind,
               {masked("passport.number")} AS number, move.reason, travel.number AS travel,
               move.approved_by, move.due, move.back_on, move.remark,
               move.back_on IS NULL AS open, person.department AS department_id
          FROM passport_move AS move
          JOIN passport ON passport.id = move.passport
          JOIN person ON person.id = move.person
          LEFT JOIN department ON department.id = person.department
          LEFT JOIN travel ON travel.id = move.travel
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    order=(("out_on", True),),
)


@dataclass(frozen=True)
class TravelRow:
    """One journey, step by step; `missing` names what should have been done by today."""

    id: int = column("出境号", Kind.COUNT, hidden=True, filters=True)
    person_id: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("编号", Kind.ATOM, filters=True, sorts=True)
    applied_on: date = column("申请日期", Kind.DATE, filters=True, sorts=True)
    person: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    department: str | None = column("部门", filters=True, sorts=True)
    post: str = column("岗位")
    grade: Grade | None = column("涉密等级", Kind.CHOICE, filters=True)
    standing: str = column("在岗或脱密期", Kind.ATOM)
    kind: TravelKind = column("因公因私", Kind.CHOICE, filters=True)
    destination: str = column("目的地", filters=True)
    reason: str = column("事由")
    leaves_on: date = column("出发日期", Kind.DATE, filters=True, sorts=True)
    returns_on: date = column("返回日期", Kind.DATE, filters=True, sorts=True)
    state: TravelState = column("状态", Kind.CHOICE, filters=True, sorts=True)
    papers: str = column("证件种类号码")
    approved_by: str = column("批准人", Kind.ATOM)
    decided_on: date | None = column("批准日期", Kind.DATE)
    opinion: str = column("审批意见")
    talk_on: date | None = column("行前谈话", Kind.DATE)
    talk_by: str = column("谈话人", Kind.ATOM)
    back_on: date | None = column("实际返回", Kind.DATE, filters=True)
    passport_back: date | None = column("证件交回", Kind.DATE)
    return_talk_on: date | None = column("回访谈话", Kind.DATE)
    return_talk_by: str = column("回访人", Kind.ATOM)
    findings: str = column("情况")
    missing: str = column("缺", filters=True)
    cooling: bool = column("脱密期内", Kind.FLAG, filters=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


def _due(day: str, name: str) -> str:
    return f"date({day}, '+' || {parameter(name)} || ' days') < :today"


PAPERS_OUT = (
    "EXISTS (SELECT 1 FROM passport WHERE passport.travel = travel.id AND passport.state = 'OUT')"
)
_STEPS = (
    ("travel.state = 'APPLIED' AND travel.leaves_on <= :today", "未批准"),
    ("travel.talk_on IS NULL AND travel.state <> 'APPLIED' AND travel.leaves_on <= :today",
     "行前谈话"),
    ("travel.back_on IS NULL AND travel.returns_on < :today", "返回登记"),
    (f"travel.back_on IS NOT NULL AND {_due('travel.back_on', 'passport_days')} AND {PAPERS_OUT}",
     "证件交回"),
    (f"travel.return_talk_on IS NULL AND {_due('travel.back_on', 'talk_days')}", "回访谈话"),
)  # fmt: skip
MISSING = f"""CASE WHEN travel.state IN ('REFUSED', 'CANCELLED') THEN '' ELSE
    rtrim({" || ".join(f"CASE WHEN {test} THEN '{step}、' ELSE '' END" for test, step in _STEPS)},
          '、') END"""
"""What should have been done by today, and was not: '' if nothing."""

TRAVELS: View[TravelRow] = View(
    name="travels",
    title="出国（境）审批管理登记",
    row=TravelRow,
    sql=f"""
        SELECT travel.id, travel.person AS person_id, travel.number, travel.applied_on,
               person.name AS person, department.name AS department, person.post, person.grade,
               iif(travel.cooling, '脱密期', '在岗') AS standing, travel.kind,
               travel.destination, travel.reason, travel.leaves_on, travel.returns_on,
               travel.state,
               coalesce((SELECT group_concat(
                   CASE passport.kind {
        " ".join(f"WHEN '{one.value}' THEN '{one.word}'" for one in PassportKind)
    } END
                   || ' ' || {masked("passport.number")}, '；')
                  FROM passport WHERE passport.id IN (
                       SELECT move.passport FROM passport_move AS move
                        WHERE move.travel = travel.id)), '') AS papers,
               travel.approved_by, travel.decided_on, travel.opinion, travel.talk_on,
               travel.talk_by, travel.back_on, travel.passport_back, travel.return_talk_on,
               travel.return_talk_by, travel.findings, {MISSING} AS missing, travel.cooling,
               person.department AS department_id
          FROM travel
          JOIN person ON person.id = travel.person
          LEFT JOIN department ON department.id = person.department
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    order=(("applied_on", True),),
    given=("today", "passport_days", "talk_days"),
)


@dataclass(frozen=True)
class MajorMatterRow:
    """One report of a person about himself."""

    id: int = column("报告号", Kind.COUNT, hidden=True)
    person_id: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    reported_on: date = column("报告日期", Kind.DATE, filters=True, sorts=True)
    person: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    department: str | None = column("部门", filters=True, sorts=True)
    grade: Grade | None = column("涉密等级", Kind.CHOICE, filters=True)
    kind: MatterKind = column("事项", Kind.CHOICE, filters=True, sorts=True)
    happened_on: date = column("发生日期", Kind.DATE, filters=True)
    content: str = column("内容")
    received_by: str = column("受理人", Kind.ATOM)
    handling: str = column("处理意见")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


MAJOR_MATTERS: View[MajorMatterRow] = View(
    name="major_matters",
    title="重大事项报告登记",
    row=MajorMatterRow,
    sql="""
        SELECT matter.id, matter.person AS person_id, matter.reported_on, person.name AS person,
               department.name AS department, person.grade, matter.kind, matter.happened_on,
               matter.content, matter.received_by, matter.handling,
               person.department AS department_id
          FROM major_matter AS matter
          JOIN person ON person.id = matter.person
          LEFT JOIN department ON department.id = person.department
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    order=(("reported_on", True),),
)
