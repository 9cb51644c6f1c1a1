"""Evidence of persons: posts, reviews, pledges, filing, leaving."""

from __future__ import annotations

from db.views.evidence.looking import IN_PERIOD, looked_at, together
from db.views.person_steps import PERSON_STEPS
from db.views.training import parameter

CLEARED = "FROM person WHERE person.on_post = 1 AND person.grade IS NOT NULL"
_ON_POST = "clearance.stage = 'ON_POST'"

GRADED_POSTS = together(
    looked_at(
        "person",
        CLEARED,
        day=":last",
        person="person.id",
        troubles={
            "没有写明岗位": "person.post = '' AND NOT EXISTS (SELECT 1 FROM clearance"
            f" WHERE clearance.person = person.id AND {_ON_POST})",
            "尚待核实": "person.unverified = 1",
        },
    ),
    looked_at(
        "person",
        "FROM clearance JOIN post ON post.id = clearance.post"
        f" JOIN person ON person.id = clearance.person WHERE {_ON_POST}",
        day="clearance.started_on",
        person="person.id",
        apart="clearance.id",
        troubles={
            "与岗位等级不一致": "clearance.grade <> post.grade",
        },
    ),
    looked_at(
        "post",
        "FROM post WHERE post.active = 1 AND post.approved_on <= :last",
        day="post.approved_on",
        department="post.department",
        troubles={
            "岗位上没有人": "NOT EXISTS (SELECT 1 FROM clearance WHERE clearance.post = post.id"
            " AND clearance.stage IN ('ON_POST', 'SUSPENDED'))"
        },
    ),
)
"""SI-12: everybody cleared, with his post and its grade, and every post."""

_STARTED = (
    "FROM clearance JOIN person ON person.id = clearance.person"
    f" WHERE clearance.started_on {IN_PERIOD}"
)


def _before_post(what: str, day: str) -> str:
    return looked_at(
        "person",
        _STARTED,
        day="clearance.started_on",
        person="person.id",
        apart="clearance.id",
        troubles={f"上岗后才{what}": f"clearance.{day} > clearance.started_on"},
    )


REVIEWED_BEFORE_POST = _before_post("审查", "reviewed_on")
"""SI-13: everybody who began on a post in the period; nobody does without a review (K41)."""
TRAINED_BEFORE_POST = _before_post("培训", "trained_on")
"""SI-10: the same."""

_PLEDGE_YEARS = parameter("pledge_years")
PLEDGES = looked_at(
    "person",
    CLEARED,
    day=":last",
    person="person.id",
    troubles={
        "没有承诺书": "person.pledged_on IS NULL OR person.pledged_on > :last",
        "承诺书逾期没有重签": f"{_PLEDGE_YEARS} > 0"
        f" AND date(person.pledged_on, '+' || {_PLEDGE_YEARS} || ' years') < min(:last, :today)",
    },
)
"""SI-14: everybody cleared, with his pledge."""

_YEARS = (
    f"'+' || CASE person.grade WHEN 'core' THEN {parameter('review_core_years')}"
    f" WHEN 'important' THEN {parameter('review_important_years')}"
    f" ELSE {parameter('review_general_years')} END || ' years'"
)
REVIEWS = looked_at(
    "person",
    CLEARED,
    day="coalesce(person.reviewed_on, :last)",
    person="person.id",
    troubles={
        "没有审查记录": "person.reviewed_on IS NULL",
        "逾期没有复审": f"date(person.reviewed_on, {_YEARS}) < min(:last, :today)",
    },
)
"""SI-15: everybody cleared, and when he is to be reviewed again."""


def _filed(kind: str, year: str = "") -> str:
    return (
        "EXISTS (SELECT 1 FROM filing, json_each(filing.persons) AS one"
        f" WHERE filing.kind = '{kind}' AND one.value = person.id{year})"
    )


_OF_YEAR = " AND filing.year = CAST(substr(:last, 1, 4) AS INTEGER)"
FILINGS = looked_at(
    "person",
    f"{CLEARED} AND EXISTS (SELECT 1 FROM filing)",
    day=":last",
    person="person.id",
    troubles={
        "当年没有报备": f"NOT {_filed('ANNUAL', _OF_YEAR)}",
        "没有出入境备案": f"NOT {_filed('BORDER')}",
    },
)
"""SI-16: everybody cleared, once lists are filed at all."""

_OUT = """
    NOT EXISTS (SELECT 1 FROM touched
                  JOIN entry ON entry.seq = touched.seq AND entry.kind = 'leave_post'
                  JOIN field ON field.seq = entry.seq AND field.name = '%s'
                 WHERE touched.subject = 'leaving:' || leaving.id)
"""
_CLEARED = "coalesce(leaving.grade, person.grade) IS NOT NULL"
LEAVERS = looked_at(
    "person",
    "FROM person LEFT JOIN leaving ON leaving.person = person.id"
    " AND leaving.left_on = person.left_on AND leaving.state <> 'CANCELLED'"
    f" WHERE person.left_on {IN_PERIOD}",
    day="person.left_on",
    person="person.id",
    apart="coalesce(leaving.id, 0)",
    troubles={
        "手上还有文件": "EXISTS (SELECT 1 FROM copy WHERE copy.holder = person.id)",
        "没有提醒谈话": f"{_CLEARED} AND leaving.talked_on IS NULL",
        "没有离岗承诺": f"{_CLEARED} AND leaving.pledged_on IS NULL",
        "没有登记交回钥匙证件": f"{_CLEARED} AND {_OUT % 'keys'}",
        "没有登记取消权限": f"{_CLEARED} AND {_OUT % 'rights'}",
    },
)
"""SI-19: everybody who left; nobody does with an account or without a 脱密期 (K24, K43)."""

COOLING = looked_at(
    "person",
    "FROM leaving JOIN person ON person.id = leaving.person"
    " WHERE leaving.state <> 'CANCELLED' AND leaving.left_on <= :last"
    " AND leaving.cooling_until >= :first",
    day="leaving.cooling_until",
    person="person.id",
    apart="leaving.id",
    troubles={
        "期满没有办结": "leaving.cooling_until < :today AND leaving.released_on IS NULL",
        "半年没有回访": "leaving.contacts = 0 AND leaving.released_on IS NULL"
        " AND date(leaving.left_on, '+6 months') < :today",
        "调离一个月没有委托管理": "leaving.way = 'TRANSFER' AND leaving.entrusted_on IS NULL"
        " AND date(leaving.left_on, '+1 month') < :today",
        "委托没有回执": "leaving.receipted_on IS NULL"
        " AND date(leaving.entrusted_on, '+1 month') < :today",
    },
)
"""SI-20: everybody in his 脱密期 during the period."""

ATTACHED = looked_at(
    "person",
    f"{CLEARED} AND person.employment NOT IN ('正式', '外单位', '')",
    day=":last",
    person="person.id",
    troubles={
        "没有审查记录": "person.reviewed_on IS NULL",
        "没有培训记录": "person.trained_on IS NULL",
        "没有承诺书": "person.pledged_on IS NULL",
        "其他手续没有办齐": f"EXISTS (SELECT 1 FROM ({PERSON_STEPS.sql}) AS step"
        " WHERE step.person = person.id AND step.noted AND step.missing)",
    },
)
"""SI-21: those who are attached, lent or here for training, and their steps."""
