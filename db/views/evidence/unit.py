"""Evidence of the office itself: bodies, officers, meetings, self-inspections, findings."""

from __future__ import annotations

from db.views.evidence.looking import IN_PERIOD, looked_at, together
from db.views.evidence.schooling import UNTRAINED

_OFFICER = """
    (EXISTS (SELECT 1 FROM account JOIN person ON person.id = account.person,
                           json_each(account.roles) AS role
              WHERE account.active = 1 AND person.on_post = 1
                AND person.department = department.id
                AND role.value IN ('dept_secrecy_officer', 'custodian'))
     OR EXISTS (SELECT 1 FROM tenure JOIN person ON person.id = tenure.person
                 WHERE tenure.department = department.id AND tenure.open = 1
                   AND tenure.seat IN ('DEPT_OFFICER', 'DEPT_DEPUTY') AND person.on_post = 1))
"""
DEPARTMENT_OFFICERS = together(
    looked_at(
        "department",
        "FROM department WHERE department.active = 1",
        day=":last",
        department="department.id",
        troubles={"没有在岗的保密员": f"NOT {_OFFICER}"},
    ),
    looked_at(
        "unit",
        "FROM unit WHERE EXISTS (SELECT 1 FROM department WHERE department.active = 1)",
        day=":last",
        troubles={
            "没有登记保密委员会": "NOT EXISTS (SELECT 1 FROM body"
            " WHERE body.tier = 'LEADING' AND body.active = 1)",
            "没有保密办负责人": "NOT EXISTS (SELECT 1 FROM tenure"
            " WHERE tenure.seat = 'OFFICE_HEAD' AND tenure.open = 1)"
            " AND NOT EXISTS (SELECT 1 FROM account, json_each(account.roles) AS role"
            " WHERE account.active = 1 AND role.value = 'secrecy_office_head')",
        },
    ),
)
"""SI-06: every department, and whether it has an officer; the committee and its office."""

_HELD = f"gathering.held_on {IN_PERIOD}"
_MET = f"EXISTS (SELECT 1 FROM gathering WHERE gathering.kind = 'COMMITTEE' AND {_HELD})"
_INSPECTED = f"""
    (EXISTS (SELECT 1 FROM check_round WHERE check_round.frozen_on {IN_PERIOD})
     OR EXISTS (SELECT 1 FROM finding WHERE finding.source IN ('SELF', 'DEPARTMENT')
                   AND finding.found_on {IN_PERIOD})
     OR EXISTS (SELECT 1 FROM risk_check WHERE risk_check.checked_on {IN_PERIOD}))
"""
LEADING = together(
    looked_at(
        "gathering",
        f"FROM gathering WHERE gathering.kind = 'COMMITTEE' AND {_HELD}",
        day="gathering.held_on",
        troubles={"没有纪要": "gathering.minutes_no = ''"},
    ),
    looked_at(
        "incident",
        f"FROM incident WHERE incident.reported_on {IN_PERIOD}",
        day="incident.reported_on",
        troubles={"没有查结": "incident.closed_on IS NULL"},
    ),
    looked_at(
        "unit",
        f"FROM unit WHERE {_MET} OR {_INSPECTED}"
        f" OR EXISTS (SELECT 1 FROM incident WHERE incident.reported_on {IN_PERIOD})",
        day=":last",
        troubles={
            "期间没有召开保密委员会会议": f"NOT {_MET}",
            "期间没有组织检查": f"NOT {_INSPECTED}",
        },
    ),
)
"""SI-02: meetings of the committee, what was looked into, and whether there was any of both."""

_QUARTERS = f"""
    FROM (WITH RECURSIVE quarter (starts) AS (
              SELECT printf('%s-%02d-01', substr(:first, 1, 4),
                            (CAST(substr(:first, 6, 2) AS INTEGER) - 1) / 3 * 3 + 1)
               UNION ALL
              SELECT date(starts, '+3 months') FROM quarter
               WHERE date(starts, '+3 months') <= :last)
          SELECT starts, date(starts, '+3 months', '-1 day') AS ends FROM quarter) AS quarter
    JOIN unit
   WHERE quarter.ends < :today
     AND EXISTS (SELECT 1 FROM gathering WHERE gathering.kind = 'OFFICERS' AND {_HELD})
"""
OFFICER_MEETINGS = together(
    looked_at(
        "gathering",
        f"FROM gathering WHERE gathering.kind = 'OFFICERS' AND {_HELD}",
        day="gathering.held_on",
        troubles={"没有纪要": "gathering.minutes_no = ''"},
    ),
    looked_at(
        "unit",
        _QUARTERS,
        day="quarter.starts",
        troubles={
            "这一季没有召开": "NOT EXISTS (SELECT 1 FROM gathering"
            " WHERE gathering.kind = 'OFFICERS'"
            " AND gathering.held_on BETWEEN quarter.starts AND quarter.ends)"
        },
    ),
    looked_at(
        "reminder",
        f"FROM reminder WHERE reminder.reminded_on {IN_PERIOD}",
        day="reminder.reminded_on",
        troubles={},
    ),
)
"""SI-58: meetings of the departments' officers, quarter by quarter, and what they were reminded."""

_SHEET = f"""
    EXISTS (SELECT 1 FROM check_sheet AS sheet JOIN check_round ON check_round.id = sheet.round
             WHERE sheet.layer IN ('DEPARTMENT', 'MONTHLY') AND sheet.about = department.id
               AND check_round.until {IN_PERIOD} AND {{which}})
"""
_CHECKED = _SHEET.format(which="sheet.signed_on IS NOT NULL")
_ASKED = _SHEET.format(which="sheet.signed_on IS NULL AND check_round.state <> 'CLOSED'")
_LATE = "finding.closed_on IS NULL AND finding.due < :today"
DEPARTMENT_CHECKS = looked_at(
    "department",
    "FROM department WHERE department.active = 1",
    day=":last",
    department="department.id",
    troubles={
        "部门自查表还没有签认，签认后再取证，计入单位表": f"{_ASKED} AND NOT {_CHECKED}",
        "期间没有签认的部门自查": f"NOT {_ASKED} AND NOT {_CHECKED}",
        "期间无人参训": UNTRAINED,
        "有逾期没有销号的问题": "EXISTS (SELECT 1 FROM finding"
        f" WHERE finding.department = department.id AND {_LATE})",
    },
)
"""SI-04: every department: has it trained its people, checked itself, put right what was found.

A sheet counts for the period its round is about, whenever that was signed, and only once it is:
those of the same year count when the evidence is taken again before the unit's sheet is signed.
"""

SELF_CHECKS = looked_at(
    "check_sheet",
    "FROM check_sheet JOIN check_round ON check_round.id = check_sheet.round"
    f" WHERE check_sheet.layer <> 'UNIT' AND check_round.opened_on {IN_PERIOD}"
    " AND check_round.frozen_on IS NOT NULL",
    day="check_round.opened_on",
    person="iif(check_sheet.layer = 'PERSON', check_sheet.about, NULL)",
    department="check_sheet.department",
    troubles={"没有签认": "check_sheet.signed_on IS NULL"},
)
"""SI-54: every sheet of departments and persons, but for the round that is being frozen."""

RECTIFICATION = looked_at(
    "finding",
    f"FROM finding WHERE finding.found_on {IN_PERIOD}",
    day="finding.found_on",
    person="finding.person",
    department="finding.department",
    troubles={
        "逾期没有销号": _LATE,
        "重复发生": "finding.alike > 0",
        "销号后又重开": "finding.reopened > 0",
    },
)
"""SI-55: everything found, and what became of it."""
