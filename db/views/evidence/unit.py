"""Evidence of the office itself: officers of departments, self-inspections."""

from __future__ import annotations

from db.views.evidence.looking import IN_PERIOD, looked_at, together

_OFFICER = """
    EXISTS (SELECT 1 FROM account JOIN person ON person.id = account.person,
                          json_each(account.roles) AS role
             WHERE account.active = 1 AND person.on_post = 1
               AND person.department = department.id
               AND role.value IN ('dept_secrecy_officer', 'custodian'))
"""
DEPARTMENT_OFFICERS = looked_at(
    "department",
    "FROM department WHERE department.active = 1",
    day=":last",
    department="department.id",
    troubles={"没有在岗的保密员": f"NOT {_OFFICER}"},
)
"""SI-06: every department, and whether it has an officer."""

_CHECKED = f"""
    EXISTS (SELECT 1 FROM check_sheet AS sheet
             WHERE sheet.layer IN ('DEPARTMENT', 'MONTHLY') AND sheet.about = department.id
               AND sheet.signed_on {IN_PERIOD})
"""
DEPARTMENT_CHECKS = looked_at(
    "department",
    "FROM department WHERE department.active = 1",
    day=":last",
    department="department.id",
    troubles={"期间没有签认的部门自查": f"NOT {_CHECKED}"},
)
"""SI-04: every department, and whether it has checked itself."""

SELF_CHECKS = together(
    looked_at(
        "check_sheet",
        "FROM check_sheet JOIN check_round ON check_round.id = check_sheet.round"
        f" WHERE check_sheet.layer <> 'UNIT' AND check_round.opened_on {IN_PERIOD}",
        day="check_round.opened_on",
        person="iif(check_sheet.layer = 'PERSON', check_sheet.about, NULL)",
        department="check_sheet.department",
        troubles={"没有签认": "check_sheet.signed_on IS NULL"},
    ),
)
"""SI-54: every sheet of departments and persons."""
