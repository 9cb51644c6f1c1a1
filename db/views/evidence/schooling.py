"""Evidence of training, journeys abroad and what persons must report."""

from __future__ import annotations

from db.views.evidence.looking import IN_PERIOD, looked_at, together
from db.views.evidence.people import CLEARED
from db.views.training import parameter

_CAME = "attendance.presence IN ('PRESENT', 'MADE_UP')"
_TENTHS = f"""
    coalesce((SELECT sum(training.tenths) FROM attendance
                JOIN training ON training.id = attendance.training
               WHERE attendance.person = person.id AND {_CAME}
                 AND coalesce(attendance.done_on, training.held_on) {IN_PERIOD}), 0)
"""
TRAINING_HOURS = looked_at(
    "person",
    CLEARED,
    day=":last",
    person="person.id",
    troubles={
        "学时不足": f"{_TENTHS} BETWEEN 1 AND 10 * {parameter('training_hours')} - 1",
        "有培训日期，没有登记学时": f"{_TENTHS} = 0 AND person.trained_on {IN_PERIOD}",
        "期间没有培训": f"{_TENTHS} = 0"
        f" AND (person.trained_on IS NULL OR person.trained_on NOT {IN_PERIOD})",
    },
)
"""SI-09: everybody cleared, and his hours in the period."""

_SESSION = "FROM training WHERE training.held_on BETWEEN :first AND :last"
UNTRAINED = f"""
    EXISTS (SELECT 1 FROM person WHERE person.department = department.id AND person.on_post = 1)
    AND NOT EXISTS (SELECT 1 FROM attendance
                      JOIN training ON training.id = attendance.training
                      JOIN person ON person.id = attendance.person
                     WHERE person.department = department.id AND {_CAME}
                       AND training.held_on {IN_PERIOD})
"""
"""Whether a department has people of whom none came to any session of the period."""
_LEADS = """
    (EXISTS (SELECT 1 FROM tenure WHERE tenure.person = person.id AND tenure.open = 1
                AND tenure.seat IN ('CHAIR', 'DEPUTY', 'DEPT_HEAD'))
     OR EXISTS (SELECT 1 FROM account, json_each(account.roles) AS role
                 WHERE account.person = person.id AND account.active = 1
                   AND role.value = 'leader'))
"""
TRAINING_COVERAGE = together(
    looked_at(
        "training",
        _SESSION,
        day="training.held_on",
        troubles={
            "有人缺席没有补课": "EXISTS (SELECT 1 FROM attendance"
            " WHERE attendance.training = training.id AND attendance.presence = 'ABSENT')",
            "没有登记到场": "NOT EXISTS (SELECT 1 FROM attendance"
            f" WHERE attendance.training = training.id AND {_CAME})",
        },
    ),
    looked_at(
        "department",
        f"FROM department WHERE department.active = 1 AND EXISTS (SELECT 1 {_SESSION})",
        day=":last",
        department="department.id",
        troubles={"期间无人参训": UNTRAINED},
    ),
    looked_at(
        "person",
        f"FROM person WHERE person.on_post = 1 AND {_LEADS} AND EXISTS (SELECT 1 {_SESSION})",
        day=":last",
        person="person.id",
        troubles={
            "领导干部期间没有参训": "NOT EXISTS (SELECT 1 FROM attendance"
            " JOIN training ON training.id = attendance.training"
            f" WHERE attendance.person = person.id AND {_CAME} AND training.held_on {IN_PERIOD})"
        },
    ),
    looked_at(
        "unit",
        f"FROM unit WHERE EXISTS (SELECT 1 {_SESSION})",
        day=":last",
        troubles={
            "没有年度培训计划": "NOT EXISTS (SELECT 1 FROM year_plan WHERE year_plan.kind ="
            " 'TRAINING' AND year_plan.year = CAST(substr(:last, 1, 4) AS INTEGER))"
        },
    ),
)
"""SI-08: each session, each department, who leads, and whether there was a plan."""

WARNINGS = looked_at(
    "training",
    f"{_SESSION} AND (training.kind = 'WARNING' OR EXISTS (SELECT 1 FROM attendance"
    " WHERE attendance.training = training.id AND attendance.score IS NOT NULL))",
    day="training.held_on",
    troubles={
        "有人测试不及格": "EXISTS (SELECT 1 FROM attendance"
        " WHERE attendance.training = training.id"
        f" AND attendance.score < {parameter('pass_mark')})"
    },
)
"""SI-11: sessions with warning cases or a test."""

_GONE = "travel.state NOT IN ('REFUSED', 'CANCELLED')"
TRAVEL = together(
    looked_at(
        "travel",
        f"FROM travel WHERE travel.leaves_on {IN_PERIOD} AND {_GONE}",
        day="travel.leaves_on",
        person="travel.person",
        troubles={
            "没有批准": "travel.approved_by = ''",
            "没有行前教育": "travel.talk_on IS NULL AND travel.leaves_on <= :today",
            "逾期没有回来登记": "travel.back_on IS NULL AND travel.returns_on < :today",
            "没有回来谈话": "travel.back_on IS NOT NULL AND travel.return_talk_on IS NULL",
            "证件没有交回": "travel.back_on IS NOT NULL AND travel.passport_back IS NULL"
            " AND EXISTS (SELECT 1 FROM passport WHERE passport.travel = travel.id)",
        },
    ),
    looked_at(
        "passport",
        "FROM passport JOIN person ON person.id = passport.person"
        " WHERE person.on_post = 1 AND passport.since <= :last"
        " AND passport.state NOT IN ('GIVEN_BACK', 'VOID')",
        day="passport.since",
        person="passport.person",
        troubles={
            "没有集中保管": "passport.state = 'NOT_HANDED_IN'",
            "领用逾期未交回": "passport.state = 'OUT' AND passport.due < :today",
        },
    ),
)
"""SI-17: each journey, and each travel document that ought to be here."""

MATTERS = looked_at(
    "major_matter",
    f"FROM major_matter WHERE major_matter.reported_on {IN_PERIOD}",
    day="major_matter.reported_on",
    person="major_matter.person",
    troubles={"没有处理意见": "major_matter.handling = ''"},
)
"""SI-18: what was reported."""
