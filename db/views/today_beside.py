"""What is due about people, places and what the unit keeps in order, for 今日 and for the month.

Nothing is said of what a unit keeps no register of: no session on file, no hours wanted.
"""

from __future__ import annotations

from db.views.facilities import CODE_DUE, HAS_CODE
from db.views.mark_reviews import GOING_ON
from db.views.submissions import report_due
from db.views.systems import ASSESS_DUE, ASSESS_GIVEN, RUNNING
from db.views.training import HOURS_OF_PERSONS
from db.views.travel import MISSING

_YEAR_END = "CAST(substr(:today, 1, 4) AS TEXT) || '-12-31'"
_YEARS = """SELECT CAST(CAST(substr(:today, 1, 4) AS INTEGER) - 1 AS TEXT) AS year
                UNION ALL SELECT substr(:today, 1, 4) WHERE substr(:today, 6, 2) >= '10'"""
"""Years whose review should have been made, or is to be made now that the year ends."""
_QUARTER = "(CAST(substr(:today, 6, 2) AS INTEGER) + 2) / 3"
_QUARTER_END = (
    f"date(substr(:today, 1, 4) || '-01-01', '+' || (3 * ({_QUARTER})) || ' months', '-1 day')"
)
_QUARTER_BEGINS = f"date({_QUARTER_END}, 'start of month', '-2 months')"

_LAST_YEAR = "CAST(substr(:today, 1, 4) AS INTEGER) - 1"
_REPORT = f"""
    SELECT {_LAST_YEAR} AS year, {report_due(_LAST_YEAR)} AS due
     WHERE EXISTS (SELECT 1 FROM submission WHERE kind = 'ANNUAL')
       AND NOT EXISTS (SELECT 1 FROM submission
                        WHERE kind = 'ANNUAL' AND year >= {_LAST_YEAR})
"""
"""The report about last year, if such reports are kept here and this one is not handed over."""
_ASSESS = f"""
    SELECT system.id, system.number, system.name, system.level, {ASSESS_DUE} AS due
      FROM system WHERE {RUNNING}
"""
BESIDE_TODAY = f"""
        SELECT '3abroad' AS matter, found.id, found.due, NULL, found.number,
               found.destination || '，缺' || found.missing, NULL, found.person,
               coalesce(found.due BETWEEN :since AND :today, 0)
          FROM (SELECT travel.id, travel.number, travel.destination, person.name AS person,
                       CASE WHEN travel.back_on IS NOT NULL THEN travel.back_on
                            WHEN travel.returns_on < :today THEN travel.returns_on
                            ELSE travel.leaves_on END AS due,
                       {MISSING} AS missing
                  FROM travel JOIN person ON person.id = travel.person
                 WHERE travel.state IN ('APPLIED', 'APPROVED', 'BACK')) AS found
         WHERE found.missing <> ''
        UNION ALL
        SELECT '3passport', passport.id, passport.due, NULL, NULL,
               iif(passport.reason = '', '出境用证件未交回', passport.reason || '，证件未交回'),
               NULL, person.name, passport.due >= :since
          FROM passport JOIN person ON person.id = passport.person
         WHERE passport.state = 'OUT' AND passport.due < :today
        UNION ALL
        SELECT '9training', training.id, training.held_on, NULL, training.number,
               training.topic || '，待签到', NULL, training.lecturer, training.held_on >= :since
          FROM training
         WHERE training.held_on <= :today
           AND NOT EXISTS (SELECT 1 FROM attendance WHERE attendance.training = training.id
                              AND attendance.presence <> 'LISTED')
        UNION ALL
        SELECT '9hours', short.year, {_YEAR_END}, NULL, NULL,
               short.year || '年还有' || count(*) || '人学时不足', NULL, NULL, 0
          FROM ({HOURS_OF_PERSONS}) AS short
         WHERE short.short AND short.year = CAST(substr(:today, 1, 4) AS INTEGER)
           AND substr(:today, 6, 2) >= '10' AND EXISTS (SELECT 1 FROM training)
         GROUP BY short.year
        UNION ALL
        SELECT '9officers', 0, {_QUARTER_END}, NULL, NULL, '本季度保密员例会还没有开', NULL, NULL, 0
         WHERE :today >= date({_QUARTER_END}, '-20 days')
           AND EXISTS (SELECT 1 FROM gathering WHERE gathering.kind = 'OFFICERS')
           AND NOT EXISTS (SELECT 1 FROM gathering WHERE gathering.kind = 'OFFICERS'
                              AND gathering.held_on BETWEEN {_QUARTER_BEGINS} AND {_QUARTER_END})
        UNION ALL
        SELECT '9marks', review.id, substr(review.opened_on, 1, 4) || '-12-31', NULL,
               review.number, iif(review.waiting, '还有' || review.waiting || '件没有审核',
               '已逐件审核，待办结'), NULL, NULL, 0
          FROM ({GOING_ON}) AS review
        UNION ALL
        SELECT '9marks', -missed.year, missed.year || '-12-31', NULL, NULL,
               missed.year || '年度本单位定密的还没有审核', NULL, NULL,
               missed.year || '-12-31' BETWEEN :since AND :today
          FROM ({_YEARS}) AS missed
         WHERE NOT EXISTS (SELECT 1 FROM mark_review
                            WHERE open = 1 OR substr(closed_on, 1, 4) >= missed.year)
           AND EXISTS (SELECT 1 FROM document JOIN copy ON copy.document = document.id
                        WHERE document.direction = '内部产生' AND document.declassified_on IS NULL
                          AND copy.entered_on < missed.year || '-10-01')
        UNION ALL
        SELECT '9code', facility.id, {CODE_DUE}, NULL, facility.number,
               facility.name || '，密码钥匙该换了', NULL, person.name, {CODE_DUE} >= :since
          FROM facility JOIN person ON person.id = facility.keeper
         WHERE {HAS_CODE} AND {CODE_DUE} < :today
        UNION ALL
        SELECT '9conference', conference.id, conference.starts_on, conference.level,
               conference.number,
               conference.name || iif(conference.state = 'PLANNED', '，待审批', '，待检查'),
               NULL, person.name, conference.starts_on BETWEEN :since AND :today
          FROM conference JOIN person ON person.id = conference.officer
         WHERE conference.state = 'PLANNED'
            OR conference.state = 'APPROVED' AND conference.ends_on < :today
        UNION ALL
        SELECT '9visit', visit.id, visit.came_on, NULL, NULL,
               visit.unit || visit.visitor || '在' || site.name || '，没有登记离开', NULL,
               person.name, visit.came_on >= :since
          FROM visit JOIN site ON site.id = visit.site
          JOIN person ON person.id = visit.escort
         WHERE visit.left_on IS NULL AND visit.came_on < :today
        UNION ALL
        SELECT '9publication', publication.id, publication.asked_on, NULL, publication.number,
               publication.content, NULL, person.name, publication.asked_on >= :since
          FROM publication JOIN person ON person.id = publication.applicant
         WHERE publication.state = 'WAITING'
        UNION ALL
        SELECT '8report', report.year, report.due, NULL, NULL,
               report.year || '年度保密工作报告还没有报送', NULL, NULL,
               report.due >= :since AND report.due < :today
          FROM ({_REPORT}) AS report
        UNION ALL
        SELECT '8assess', assess.id, assess.due, assess.level, assess.number,
               assess.name || '，应再做风险评估', NULL, NULL,
               assess.due >= :since AND assess.due < :today
          FROM ({_ASSESS}) AS assess WHERE assess.due <= date(:today, '+30 days')
"""

BESIDE_GIVEN = ("passport_days", "talk_days", "training_hours", "code_days", "report_days",
                *ASSESS_GIVEN)  # fmt: skip
"""The numbers these questions count by."""


def beside_duties(month: str) -> str:
    """Return what is to do about people and places in a month: day, matter, how much."""
    return f"""
        SELECT training.held_on, '培训', count(*) FROM training
         WHERE training.held_on {month} GROUP BY training.held_on
        UNION ALL
        SELECT travel.returns_on, '出境人员返回', count(*) FROM travel
         WHERE travel.state = 'APPROVED' AND travel.returns_on {month} GROUP BY travel.returns_on
        UNION ALL
        SELECT passport.due, '证件应交回', count(*) FROM passport
         WHERE passport.state = 'OUT' AND passport.due {month} GROUP BY passport.due
        UNION ALL
        SELECT conference.starts_on, '涉密会议', count(*) FROM conference
         WHERE conference.state IN ('PLANNED', 'APPROVED') AND conference.starts_on {month}
         GROUP BY conference.starts_on
        UNION ALL
        SELECT code.due, '密码钥匙应更换', count(*)
          FROM (SELECT {CODE_DUE} AS due FROM facility WHERE {HAS_CODE}) AS code
         WHERE code.due {month} GROUP BY code.due
        UNION ALL
        SELECT report.due, '年度报告应报送', 1 FROM ({_REPORT}) AS report
         WHERE report.due {month}
        UNION ALL
        SELECT assess.due, '系统应风险评估', count(*) FROM ({_ASSESS}) AS assess
         WHERE assess.due {month} GROUP BY assess.due
    """
