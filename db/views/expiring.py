"""到期: what lapses unnoticed, 90, 30 and 7 days ahead: reviews, pledges, terms, 脱密期."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.columns import Kind, column
from db.ledger.values import Grade
from db.store.reading import View
from db.views.person import YEARS_GIVEN, review_years_in
from db.views.roles import BUSINESS
from db.views.training import HOURS_OF_PERSONS


class Lapse(Enum):
    """What comes to its end."""

    REVIEW = "REVIEW"
    PLEDGE = "PLEDGE"
    TENURE = "TENURE"
    COOLING = "COOLING"
    ENTRUSTED = "ENTRUSTED"
    PASSPORT = "PASSPORT"
    TRAINING = "TRAINING"

    @property
    def word(self) -> str:
        """What it is, in words."""
        return {
            "REVIEW": "复审",
            "PLEDGE": "承诺书",
            "TENURE": "任期",
            "COOLING": "脱密期",
            "ENTRUSTED": "委托回执",
            "PASSPORT": "出入境证件",
            "TRAINING": "培训学时",
        }[self.value]


class Ahead(Enum):
    """How far ahead it is."""

    OVER = "0over"
    WEEK = "1week"
    MONTH = "2month"
    QUARTER = "3quarter"

    @property
    def word(self) -> str:
        """How far, in words."""
        return {"0over": "已过期", "1week": "7天内", "2month": "30天内", "3quarter": "90天内"}[
            self.value
        ]


@dataclass(frozen=True)
class ExpiringRow:
    """One thing that lapses."""

    lapse: Lapse = column("事项", Kind.CHOICE, filters=True, sorts=True)
    id: int = column("编号", Kind.COUNT, hidden=True)
    person: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    name: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    department: str | None = column("部门", filters=True, sorts=True)
    grade: Grade | None = column("涉密等级", Kind.CHOICE, filters=True)
    what: str = column("内容")
    due: date = column("到期", Kind.DATE, filters=True, sorts=True)
    ahead: Ahead = column("期限", Kind.CHOICE, filters=True, sorts=True)
    days: int = column("还有天数", Kind.COUNT)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


def years_after(day: str, years: str) -> str:
    """Return the day so many years later; the 29th of February becomes the 28th, as everywhere."""
    then = f"date({day}, '+' || {years} || ' years')"
    return (
        f"CASE WHEN substr({day}, 6) = '02-29' AND substr({then}, 6) = '03-01'"
        f" THEN date({then}, '-1 day') ELSE {then} END"
    )


_PLEDGE_YEARS = "coalesce((SELECT value FROM setting WHERE name = 'pledge_years'), :pledge_years)"
_SERVING = "person.grade IS NOT NULL AND person.on_post AND person.left_on IS NULL"
LAPSES = f"""
    SELECT 'REVIEW' AS lapse, person.id, person.id AS person, '上次审查' || person.reviewed_on
           AS what, {years_after("person.reviewed_on", f"({review_years_in('person.grade')})")}
           AS due
      FROM person WHERE {_SERVING} AND person.reviewed_on IS NOT NULL
    UNION ALL
    SELECT 'PLEDGE', person.id, person.id, '上次签订' || person.pledged_on,
           {years_after("person.pledged_on", _PLEDGE_YEARS)}
      FROM person WHERE {_SERVING} AND person.pledged_on IS NOT NULL
    UNION ALL
    SELECT 'TENURE', tenure.id, tenure.person, coalesce(body.name, department.name, ''),
           tenure.until
      FROM tenure
      LEFT JOIN body ON body.id = tenure.body
      LEFT JOIN department ON department.id = tenure.department
     WHERE tenure.open AND tenure.until IS NOT NULL
    UNION ALL
    SELECT 'COOLING', leaving.id, leaving.person,
           iif(leaving.entrusted_to = '', '待回访、解除', '已委托' || leaving.entrusted_to),
           leaving.cooling_until
      FROM leaving WHERE leaving.state IN ('COOLING', 'ENTRUSTED')
    UNION ALL
    SELECT 'ENTRUSTED', leaving.id, leaving.person, leaving.entrusted_to || '还没有回执',
           date(leaving.entrusted_on, '+30 days')
      FROM leaving WHERE leaving.state = 'ENTRUSTED' AND leaving.receipted_on IS NULL
    UNION ALL
    SELECT 'PASSPORT', passport.id, passport.person, '有效期届满，请本人换领', passport.expires_on
      FROM passport WHERE passport.state NOT IN ('GIVEN_BACK', 'VOID')
       AND passport.expires_on IS NOT NULL
"""
_HOURS = f"""
    SELECT 'TRAINING', short.person_id, short.person_id,
           short.year || '年已学' || short.hours || '，应满' || short.wanted || '学时',
           short.year || '-12-31'
      FROM ({HOURS_OF_PERSONS}) AS short
     WHERE short.short AND short.year = CAST(substr(:today, 1, 4) AS INTEGER)
       AND EXISTS (SELECT 1 FROM training)
"""
"""Everything that lapses: what, whose, and the day; also far ahead."""
LAPSES_GIVEN = ("pledge_years", *YEARS_GIVEN)

OF_PERSONS = f"""
        SELECT CASE lapsing.lapse WHEN 'REVIEW' THEN '8review' WHEN 'PLEDGE' THEN '8pledge'
               WHEN 'TENURE' THEN '8tenure' WHEN 'COOLING' THEN '8cooling'
               WHEN 'PASSPORT' THEN '8passport' ELSE '8trust' END,
               lapsing.id, lapsing.due, NULL, NULL, lapsing.what, NULL, person.name,
               lapsing.due >= :since AND lapsing.due < :today
          FROM ({LAPSES}) AS lapsing JOIN person ON person.id = lapsing.person
         WHERE lapsing.due <= date(:today, '+30 days')
        UNION ALL
        SELECT '7leaving', leaving.id, NULL, NULL, leaving.number, leaving.destination, NULL,
               person.name, 0
          FROM leaving JOIN person ON person.id = leaving.person
         WHERE leaving.state = 'LEAVING'
"""
"""What 今日 says of persons: what lapses within a month, and who is leaving."""

EXPIRING: View[ExpiringRow] = View(
    name="expiring",
    title="到期提醒",
    row=ExpiringRow,
    sql=f"""
        SELECT lapsing.lapse, lapsing.id, lapsing.person, person.name,
               department.name AS department, person.grade, lapsing.what, lapsing.due,
               CASE WHEN lapsing.due < :today THEN '0over'
                    WHEN lapsing.due <= date(:today, '+7 days') THEN '1week'
                    WHEN lapsing.due <= date(:today, '+30 days') THEN '2month'
                    ELSE '3quarter' END AS ahead,
               CAST(julianday(lapsing.due) - julianday(:today) AS INTEGER) AS days,
               person.department AS department_id
          FROM ({LAPSES} UNION ALL {_HOURS}) AS lapsing
          JOIN person ON person.id = lapsing.person
          LEFT JOIN department ON department.id = person.department
         WHERE lapsing.due <= date(:today, '+90 days')
    """,
    key=("lapse", "id"),
    roles=BUSINESS,
    department="department_id",
    order=(("due", False),),
    given=("today", "training_hours", *LAPSES_GIVEN),
)
