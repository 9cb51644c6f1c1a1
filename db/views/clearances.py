"""涉密任职、审查、承诺书、报备: the life of a clearance, row by row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.beliefs.clearance import FilingKind, PledgeKind, ReviewKind, Stage
from db.ledger.columns import Kind, column
from db.ledger.identity_numbers import masked
from db.ledger.values import Grade
from db.store.reading import Read, View
from db.views.roles import BUSINESS, UNIT_WIDE


@dataclass(frozen=True)
class ClearanceRow:
    """One person on one post, and how far he has come."""

    id: int = column("任职号", Kind.COUNT, hidden=True)
    name: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    person: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    department: str | None = column("部门", filters=True, sorts=True)
    code: str = column("岗位编号", Kind.ATOM, filters=True, sorts=True)
    post: str = column("岗位", filters=True)
    category: str = column("岗位类别", Kind.ATOM, filters=True)
    grade: Grade = column("涉密等级", Kind.CHOICE, filters=True)
    stage: Stage = column("状态", Kind.CHOICE, filters=True, sorts=True)
    nominated_on: date = column("提名", Kind.DATE, filters=True, sorts=True)
    form_no: str = column("审查表编号", Kind.ATOM)
    reviewed_on: date | None = column("审查", Kind.DATE, filters=True, sorts=True)
    trained_on: date | None = column("岗前培训", Kind.DATE, filters=True, sorts=True)
    pledged_on: date | None = column("上岗承诺", Kind.DATE, filters=True, sorts=True)
    started_on: date | None = column("上岗", Kind.DATE, filters=True, sorts=True)
    suspended_on: date | None = column("暂停", Kind.DATE)
    ended_on: date | None = column("离任", Kind.DATE, filters=True, sorts=True)
    reason: str = column("说明")
    sex: str = column("性别", Kind.ATOM)
    born_on: str = column("出生年月", Kind.ATOM)
    ethnicity: str = column("民族", Kind.ATOM)
    politics: str = column("政治面貌", Kind.ATOM)
    education: str = column("学历", Kind.ATOM)
    position: str = column("职务")
    title: str = column("技术职称", Kind.ATOM)
    phone: str = column("联系方式", Kind.ATOM)
    employment: str = column("人员类型", Kind.ATOM, filters=True)
    sender: str = column("原单位")
    abroad: str = column("外国国籍或境外居留")
    items: str = column("涉密事项")
    post_grade: Grade = column("岗位等级", Kind.CHOICE)
    before: str = column("原岗位")
    before_grade: Grade | None = column("原岗位等级", Kind.CHOICE)
    id_number: str = column("证件号码", Kind.ATOM)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


def _masked(rows: list[ClearanceRow], _: Read) -> list[ClearanceRow]:
    return [replace(row, id_number=masked(row.id_number)) for row in rows]


_BEFORE = """(SELECT max(other.id) FROM clearance AS other
                WHERE other.person = clearance.person AND other.id < clearance.id
                  AND other.started_on IS NOT NULL)"""

CLEARANCES: View[ClearanceRow] = View(
    name="clearances",
    title="涉密任职",
    row=ClearanceRow,
    sql=f"""
        SELECT clearance.id, person.name, clearance.person, department.name AS department,
               post.code, post.name AS post, post.category, clearance.grade,
               CASE WHEN clearance.stage = 'APPROVED'
                         AND person.trained_on >= clearance.nominated_on THEN 'TRAINED'
                    ELSE clearance.stage END AS stage,
               clearance.nominated_on, clearance.form_no, clearance.reviewed_on,
               CASE WHEN clearance.trained_on IS NULL AND clearance.stage = 'APPROVED'
                         AND person.trained_on >= clearance.nominated_on
                    THEN person.trained_on ELSE clearance.trained_on END AS trained_on,
               clearance.pledged_on, clearance.started_on,
               clearance.suspended_on, clearance.ended_on, clearance.reason,
               coalesce(his.sex, '') AS sex, coalesce(his.born_on, '') AS born_on,
               coalesce(his.ethnicity, '') AS ethnicity, coalesce(his.politics, '') AS politics,
               coalesce(his.education, '') AS education, coalesce(his.position, '') AS position,
               coalesce(his.title, '') AS title, coalesce(his.phone, '') AS phone,
               person.employment, coalesce(his.sender, '') AS sender,
               coalesce(his.abroad, '') AS abroad, post.items, post.grade AS post_grade,
               coalesce(former.name, '') AS before, earlier.grade AS before_grade,
               coalesce(his.id_number, '') AS id_number, person.department AS department_id
          FROM clearance
          JOIN person ON person.id = clearance.person
          JOIN post ON post.id = clearance.post
          LEFT JOIN particulars AS his ON his.person = clearance.person
          LEFT JOIN clearance AS earlier ON earlier.id = {_BEFORE}
          LEFT JOIN post AS former ON former.id = earlier.post
          LEFT JOIN department ON department.id = person.department
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    finish=_masked,
)


@dataclass(frozen=True)
class ReviewRow:
    """One review and what it found."""

    id: int = column("审查号", Kind.COUNT, hidden=True)
    name: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    person: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    department: str | None = column("部门", filters=True, sorts=True)
    sort: ReviewKind = column("类别", Kind.CHOICE, filters=True)
    concluded_on: date = column("结论日期", Kind.DATE, filters=True, sorts=True)
    passed: bool = column("合格", Kind.FLAG, filters=True)
    grade: Grade | None = column("审定等级", Kind.CHOICE, filters=True)
    reviewer: str = column("审查部门", filters=True)
    form_no: str = column("审查表编号", Kind.ATOM)
    opinion: str = column("审查意见")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


REVIEWS: View[ReviewRow] = View(
    name="reviews",
    title="审查记录",
    row=ReviewRow,
    sql="""
        SELECT review.id, person.name, review.person, department.name AS department,
               review.kind AS sort, review.concluded_on, review.passed, review.grade,
               review.reviewer, review.form_no, review.opinion, person.department AS department_id
          FROM review
          JOIN person ON person.id = review.person
          LEFT JOIN department ON department.id = person.department
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
)


@dataclass(frozen=True)
class PledgeRow:
    """One pledge or responsibility letter."""

    id: int = column("承诺书号", Kind.COUNT, hidden=True)
    name: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    person: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    department: str | None = column("部门", filters=True, sorts=True)
    sort: PledgeKind = column("种类", Kind.CHOICE, filters=True)
    signed_on: date = column("签订日期", Kind.DATE, filters=True, sorts=True)
    matter: str = column("事由")
    copies: int = column("份数", Kind.COUNT)
    kept_at: str = column("存放")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


PLEDGES: View[PledgeRow] = View(
    name="pledges",
    title="承诺书和责任书",
    row=PledgeRow,
    sql="""
        SELECT pledge.id, person.name, pledge.person, department.name AS department,
               pledge.kind AS sort, pledge.signed_on, pledge.matter, pledge.copies,
               pledge.kept_at, person.department AS department_id
          FROM pledge
          JOIN person ON person.id = pledge.person
          LEFT JOIN department ON department.id = person.department
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
)


@dataclass(frozen=True)
class FilingRow:
    """One list as it was filed."""

    id: int = column("报备号", Kind.COUNT, hidden=True)
    sort: FilingKind = column("种类", Kind.CHOICE, filters=True)
    year: int = column("年度", Kind.COUNT, filters=True, sorts=True)
    filed_on: date = column("报备日期", Kind.DATE, filters=True, sorts=True)
    filed_to: str = column("报送", filters=True)
    number: str = column("文号或批次", Kind.ATOM)
    count: int = column("人数", Kind.COUNT)


FILINGS: View[FilingRow] = View(
    name="filings",
    title="报备记录",
    row=FilingRow,
    sql="""
        SELECT id, kind AS sort, year, filed_on, filed_to, number,
               json_array_length(persons) AS count FROM filing
    """,
    key=("id",),
    roles=UNIT_WIDE,
)
