"""Evidence of 要害部门部位: the list, who came in, what protects them; classified meetings."""

from __future__ import annotations

from db.views.evidence.looking import IN_PERIOD, looked_at, together
from db.views.evidence.registers import HANDED_OUT

_SITE = "FROM site JOIN person ON person.id = site.head WHERE site.fixed_on <= :last"
_STANDS = "(site.withdrawn_on IS NULL OR site.withdrawn_on > :last)"

KEY_SITES = looked_at(
    "site",
    f"{_SITE} AND {_STANDS}",
    day="site.fixed_on",
    person="site.head",
    department="site.department",
    troubles={"没有备案": "site.filed_on IS NULL", "负责人不在岗": "person.on_post = 0"},
)
"""SI-46: every site on the list."""

SITE_VISITS = looked_at(
    "visit",
    f"FROM visit JOIN site ON site.id = visit.site WHERE visit.came_on {IN_PERIOD}",
    day="visit.came_on",
    person="visit.escort",
    department="site.department",
    troubles={
        "没有登记离开": "visit.left_on IS NULL AND visit.came_on < :today",
    },
)
"""SI-47: everybody from outside who came in; nobody without approval."""

SAFEGUARDS = together(
    looked_at(
        "facility",
        "FROM facility WHERE facility.state <> 'RETIRED' AND facility.since <= :last",
        day="facility.since",
        person="facility.keeper",
        troubles={
            "正在维修": "facility.state = 'REPAIR'",
            "一年没有检查": "coalesce(facility.checked_on, facility.since)"
            " < date(:last, '-1 year')",
        },
    ),
    looked_at(
        "site",
        f"{_SITE} AND {_STANDS}",
        day="site.fixed_on",
        person="site.head",
        department="site.department",
        troubles={
            "没有登记防护设施": "NOT EXISTS (SELECT 1 FROM facility"
            " WHERE facility.site = site.id AND facility.state <> 'RETIRED')"
        },
    ),
)
"""SI-48: every door, cabinet and shredder, and every site without any."""

MEETINGS = together(
    looked_at(
        "conference",
        f"FROM conference WHERE conference.starts_on {IN_PERIOD}"
        " AND conference.state <> 'CANCELLED'",
        day="conference.starts_on",
        person="conference.officer",
        department="conference.department",
        troubles={
            "没有审批": "conference.approved_by = ''",
            "没有记录方案执行情况": "conference.checked_on IS NULL AND conference.ends_on < :today",
        },
    ),
    HANDED_OUT,
)
"""SI-49: each classified meeting, and what was handed out."""
