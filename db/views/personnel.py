"""涉密人员登记表 (F22): everybody with a grade or a candidacy, as such a register asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.identity_numbers import masked
from db.ledger.values import Grade
from db.store.reading import Read, View
from db.views.person import YEARS_GIVEN, review_years_in, with_review_due
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class PersonnelRow:
    """One cleared person; his identity number is sought whole, and shown masked."""

    id: int = column("编号", Kind.COUNT)
    name: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    sex: str = column("性别", Kind.ATOM, filters=True)
    born_on: str = column("出生年月", Kind.ATOM, sorts=True)
    ethnicity: str = column("民族", Kind.ATOM)
    politics: str = column("政治面貌", Kind.ATOM, filters=True)
    education: str = column("学历", Kind.ATOM, filters=True)
    department: str | None = column("部门", filters=True, sorts=True)
    position: str = column("职务")
    rank: str = column("行政级别", Kind.ATOM)
    title: str = column("技术职称", Kind.ATOM)
    post: str = column("涉密岗位", filters=True)
    grade: Grade | None = column("涉密等级", Kind.CHOICE, filters=True)
    employment: str = column("人员类型", Kind.ATOM, filters=True)
    standing: str = column("状态", Kind.ATOM, filters=True)
    classifier: bool = column("定密责任人", Kind.FLAG, filters=True)
    person: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    sought: str = column("身份证号（全号）", Kind.ATOM, hidden=True, filters=True)
    phone: str = column("联系方式", Kind.ATOM)
    abroad: str = column("外国国籍或境外居留")
    since: str = column("确定为涉密人员", Kind.ATOM, sorts=True)
    reviewed_on: date | None = column("审查日期", Kind.DATE, filters=True, sorts=True)
    trained_on: date | None = column("最近培训", Kind.DATE, filters=True, sorts=True)
    pledged_on: date | None = column("承诺书", Kind.DATE, filters=True, sorts=True)
    filed_on: date | None = column("年度报备", Kind.DATE, filters=True, sorts=True)
    border_filed_on: date | None = column("出入境备案", Kind.DATE, filters=True, sorts=True)
    left_on: date | None = column("离岗日期", Kind.DATE, filters=True, sorts=True)
    cooling_until: date | None = column("脱密期至", Kind.DATE, filters=True, sorts=True)
    held: int = column("手上份数", Kind.COUNT)
    years: int | None = column("几年复审", Kind.COUNT, hidden=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)
    id_number: str = column("证件号码", Kind.ATOM, default="")
    review_due: date | None = column("复审有效期", Kind.DATE, default=None)


def _worded(rows: list[PersonnelRow], _: Read) -> list[PersonnelRow]:
    """Mask the number; say until when the review holds."""
    return [
        replace(
            row,
            id_number=masked(row.sought),
            sought="",
            review_due=with_review_due(row.reviewed_on, row.years),
        )
        for row in rows
    ]


STANDING = """CASE WHEN person.left_on IS NOT NULL AND leaving.state = 'RELEASED' THEN '已解除'
               WHEN person.left_on IS NOT NULL AND leaving.state = 'ENTRUSTED' THEN '委托管理'
               WHEN person.left_on IS NOT NULL THEN iif(person.cooling_until IS NULL, '已离岗',
                                                        '脱密期')
               WHEN leaving.state = 'LEAVING' THEN '离岗办理中'
               WHEN NOT person.on_post THEN '暂停'
               WHEN person.grade IS NOT NULL THEN '在岗'
               WHEN EXISTS (SELECT 1 FROM clearance WHERE clearance.person = person.id
                               AND clearance.stage NOT IN ('REJECTED', 'ENDED')) THEN '候选'
               ELSE '' END"""
"""How somebody stands, in one word."""

LATEST_LEAVING = """(SELECT max(id) FROM leaving AS one WHERE one.person = person.id
                       AND one.state <> 'CANCELLED')"""

PERSONNEL: View[PersonnelRow] = View(
    name="personnel",
    title="涉密人员登记表",
    row=PersonnelRow,
    sql=f"""
        SELECT person.id, person.name, coalesce(his.sex, '') AS sex,
               coalesce(his.born_on, '') AS born_on, coalesce(his.ethnicity, '') AS ethnicity,
               coalesce(his.politics, '') AS politics, coalesce(his.education, '') AS education,
               department.name AS department, coalesce(his.position, '') AS position,
               coalesce(his.rank, '') AS rank, coalesce(his.title, '') AS title,
               person.post, person.grade, person.employment, {STANDING} AS standing,
               EXISTS (SELECT 1 FROM appointment WHERE appointment.person = person.id
                          AND appointment.duty = 'CLASSIFY' AND appointment.active) AS classifier,
               person.id AS person,
               coalesce(his.id_number, '') AS sought, coalesce(his.phone, '') AS phone,
               coalesce(his.abroad, '') AS abroad,
               coalesce(nullif(his.cleared_on, ''),
                        (SELECT min(clearance.started_on) FROM clearance
                          WHERE clearance.person = person.id), '') AS since,
               person.reviewed_on, person.trained_on, person.pledged_on, person.filed_on,
               person.border_filed_on, person.left_on, person.cooling_until,
               (SELECT count(*) FROM copy WHERE copy.holder = person.id) AS held,
               {review_years_in("person.grade")} AS years, person.department AS department_id
          FROM person
          LEFT JOIN particulars AS his ON his.person = person.id
          LEFT JOIN leaving ON leaving.id = {LATEST_LEAVING}
          LEFT JOIN department ON department.id = person.department
         WHERE person.grade IS NOT NULL
            OR EXISTS (SELECT 1 FROM clearance WHERE clearance.person = person.id)
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    given=YEARS_GIVEN,
    finish=_worded,
)
