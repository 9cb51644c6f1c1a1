"""One person: fitness for the post, credential, duties, and everything recorded of him."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.beliefs.marks import Duty
from db.ledger.beliefs.organisation import Seat
from db.ledger.columns import Kind, column
from db.ledger.fitness import review_holds_until
from db.ledger.identity_numbers import masked
from db.ledger.values import Grade
from db.store.reading import Read, View
from db.views.people import standing_in
from db.views.roles import REGISTERS_OF_PEOPLE, UNIT_WIDE
from db.views.timeline import JOURNAL, EntryRow

YEARS_GIVEN = tuple(f"review_{grade.value}_years" for grade in Grade)
"""What a view is given to reckon when the next review is due."""


@dataclass(frozen=True)
class PersonFactsRow:
    """What stands on a person's card."""

    id: int = column("人员编号", Kind.COUNT)
    name: str = column("姓名", Kind.ATOM)
    department: str | None = column("部门")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)
    post: str = column("岗位")
    grade: Grade | None = column("涉密等级", Kind.CHOICE)
    employment: str = column("人员类型", Kind.ATOM)
    on_post: bool = column("在岗", Kind.FLAG)
    unverified: bool = column("待核", Kind.FLAG)
    reviewed_on: date | None = column("审查日期", Kind.DATE)
    trained_on: date | None = column("最近培训", Kind.DATE)
    pledged_on: date | None = column("承诺书", Kind.DATE)
    left_on: date | None = column("离岗日期", Kind.DATE)
    cooling_until: date | None = column("脱密期至", Kind.DATE)
    credential: str | None = column("账户或见证", Kind.ATOM)
    duties: str = column("专责")
    years: int | None = column("几年复审", Kind.COUNT, hidden=True)
    id_number: str = column("证件号码", Kind.ATOM)
    sex: str = column("性别", Kind.ATOM)
    born_on: str = column("出生年月", Kind.ATOM)
    politics: str = column("政治面貌", Kind.ATOM)
    position: str = column("职务")
    phone: str = column("联系方式", Kind.ATOM)
    sender: str = column("原单位")
    abroad: str = column("外国国籍或境外居留")
    seats: str = column("任职")
    review_due: date | None = column("复审有效期", Kind.DATE, default=None)


def _reckoned(rows: list[PersonFactsRow], _: Read) -> list[PersonFactsRow]:
    """Say until when the review holds, and name the duties."""
    return [
        replace(
            row,
            review_due=with_review_due(row.reviewed_on, row.years),
            duties=_named(row.duties),
            id_number=masked(row.id_number),
            seats=_seats(row.seats),
        )
        for row in rows
    ]


def with_review_due(reviewed_on: date | None, years: int | None) -> date | None:
    """Return until when a review holds, if there was one."""
    if reviewed_on is None or years is None:
        return None
    return review_holds_until(reviewed_on, years)


def _seats(seats: str) -> str:
    told = (one.rpartition(" ") for one in seats.split(",") if one)
    return "、".join(f"{place}{Seat(seat).word}" for place, _, seat in told)


def _named(duties: str) -> str:
    return "、".join(Duty(one).word for one in duties.split(",") if one)


def review_years_in(grade: str) -> str:
    """Return the years until the next review, as set for this ledger or else by the unit."""
    cases = (
        f"WHEN '{grade.value}' THEN coalesce((SELECT value FROM setting WHERE name = '{name}'),"
        f" :{name})"
        for grade, name in zip(Grade, YEARS_GIVEN, strict=True)
    )
    return f"CASE {grade} {' '.join(cases)} END"


PERSON: View[PersonFactsRow] = View(
    name="person",
    title="人员情况",
    row=PersonFactsRow,
    sql=f"""
        SELECT person.id, person.name, department.name AS department,
               person.department AS department_id, person.post, person.grade, person.employment,
               person.on_post, person.unverified, person.reviewed_on, person.trained_on,
               person.pledged_on, person.left_on, person.cooling_until,
               coalesce((SELECT '账户 ' || account.name || '，' || {standing_in("account")}
                           FROM account WHERE account.person = person.id AND account.active),
                        (SELECT '见证 ' || witness.name || '，' || {standing_in("witness")}
                           FROM witness WHERE witness.person = person.id AND witness.active)
               ) AS credential,
               coalesce((SELECT group_concat(appointment.duty) FROM appointment
                          WHERE appointment.person = person.id AND appointment.active), '')
               AS duties,
               {review_years_in("person.grade")} AS years,
               coalesce(his.id_number, '') AS id_number, coalesce(his.sex, '') AS sex,
               coalesce(his.born_on, '') AS born_on, coalesce(his.politics, '') AS politics,
               coalesce(his.position, '') AS position, coalesce(his.phone, '') AS phone,
               coalesce(his.sender, '') AS sender, coalesce(his.abroad, '') AS abroad,
               coalesce((SELECT group_concat(coalesce(body.name, room.name, '') || ' ' ||
                                             tenure.seat)
                           FROM tenure LEFT JOIN body ON body.id = tenure.body
                           LEFT JOIN department AS room ON room.id = tenure.department
                          WHERE tenure.person = person.id AND tenure.open), '') AS seats
          FROM person
          LEFT JOIN particulars AS his ON his.person = person.id
          LEFT JOIN department ON department.id = person.department
         WHERE person.id = :person
    """,
    key=("id",),
    roles=REGISTERS_OF_PEOPLE,
    given=("person", *YEARS_GIVEN),
    department="department_id",
    finish=_reckoned,
)

# A loan or a circulation is the reader's as much as the copy's; what an act says of somebody's
# account is the auditor's, and the journal keeps it back by itself.
PERSON_LIFE: View[EntryRow] = replace(
    JOURNAL,
    name="person_life",
    title="人员经历",
    sql=f"""{JOURNAL.sql}
     WHERE entry.seq IN (SELECT touched.seq FROM touched WHERE touched.subject IN (
           SELECT 'person:' || :person
           UNION ALL SELECT 'account:' || id FROM account WHERE person = :person
           UNION ALL SELECT 'witness:' || id FROM witness WHERE person = :person
           UNION ALL SELECT 'appointment:' || person || ':' || duty
             FROM appointment WHERE person = :person
           UNION ALL SELECT 'clearance:' || id FROM clearance WHERE person = :person
           UNION ALL SELECT 'leaving:' || id FROM leaving WHERE person = :person
           UNION ALL SELECT 'tenure:' || id FROM tenure WHERE person = :person
           UNION ALL SELECT 'review:' || id FROM review WHERE person = :person
           UNION ALL SELECT 'pledge:' || id FROM pledge WHERE person = :person
           UNION ALL SELECT 'particulars:' || :person
           UNION ALL SELECT 'loan:' || id FROM loan WHERE borrower = :person
           UNION ALL SELECT 'hop:' || id FROM hop WHERE reader = :person
           UNION ALL SELECT 'trip:' || id FROM trip WHERE holder = :person
           UNION ALL SELECT 'travel:' || id FROM travel WHERE person = :person
           UNION ALL SELECT 'passport:' || id FROM passport WHERE person = :person
           UNION ALL SELECT 'major_matter:' || id FROM major_matter WHERE person = :person
           UNION ALL SELECT 'attendance:' || training || ':' || person
             FROM attendance WHERE person = :person
           UNION ALL SELECT 'offer:' || id FROM offer WHERE :person IN (giver, taker)))
    """,
    roles=UNIT_WIDE,
    given=("person",),
    order=(("seq", True),),
)
