"""Evidence of persons: grades, reviews, pledges, training, leaving."""

from __future__ import annotations

from db.views.evidence.looking import IN_PERIOD, looked_at

_CLEARED = "FROM person WHERE person.on_post = 1 AND person.grade IS NOT NULL"

GRADED_POSTS = looked_at(
    "person",
    "FROM person WHERE person.on_post = 1",
    day=":last",
    person="person.id",
    troubles={
        "没有写明岗位": "person.post = '' AND person.grade IS NOT NULL",
        "尚待核实": "person.unverified = 1",
    },
)
"""SI-12: everybody in office, with post and grade."""

PLEDGES = looked_at(
    "person",
    _CLEARED,
    day=":last",
    person="person.id",
    troubles={"没有承诺书": "person.pledged_on IS NULL OR person.pledged_on > :last"},
)
"""SI-14: everybody cleared, with his pledge."""

_YEARS = (
    "'+' || CASE person.grade WHEN 'core' THEN :review_core_years"
    " WHEN 'important' THEN :review_important_years ELSE :review_general_years END || ' years'"
)
REVIEWS = looked_at(
    "person",
    _CLEARED,
    day="coalesce(person.reviewed_on, :last)",
    person="person.id",
    troubles={
        "没有审查记录": "person.reviewed_on IS NULL",
        "逾期没有复审": f"date(person.reviewed_on, {_YEARS}) < :last",
    },
)
"""SI-15: everybody cleared, and when he is to be reviewed again."""

TRAINING_HOURS = looked_at(
    "person",
    _CLEARED,
    day=":last",
    person="person.id",
    troubles={"期间没有培训记录": "person.trained_on IS NULL OR person.trained_on < :first"},
)
"""SI-09: everybody cleared, and whether he was trained in the period."""

LEAVERS = looked_at(
    "person",
    f"FROM person WHERE person.left_on {IN_PERIOD}",
    day="person.left_on",
    person="person.id",
    troubles={
        "手上还有文件": "EXISTS (SELECT 1 FROM copy WHERE copy.holder = person.id)",
        "没有定脱密期": "person.cooling_until IS NULL AND person.grade IS NOT NULL",
        "账户没有停用": "EXISTS (SELECT 1 FROM account"
        " WHERE account.person = person.id AND account.active = 1)",
    },
)
"""SI-19: everybody who left."""
