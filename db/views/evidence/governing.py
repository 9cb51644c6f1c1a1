"""Evidence of what the unit keeps in order: regulations, reports, leaders, systems, contracts."""

from __future__ import annotations

from db.ledger.beliefs.governing import Area, LeaderRole, LeadingKind, Submitted
from db.views.contracts import LACKS
from db.views.evidence.looking import IN_PERIOD, looked_at, together
from db.views.regulations import LOOKED_AT, REVIEW_DUE
from db.views.submissions import report_due
from db.views.systems import ASSESS_DUE
from db.views.training import parameter

_NOW = "min(:last, :today)"
_IN_FORCE = (
    "regulation.issued_on <= :last"
    " AND (regulation.repealed_on IS NULL OR regulation.repealed_on > :last)"
)
_OLD = {"多年没有修订、复核": f"{REVIEW_DUE} < {_NOW}"}


def _missing(words: str, *conditions: str) -> str:
    """Return one row about the unit if all conditions hold: something of its own is not there."""
    source = f"FROM unit WHERE {' AND '.join(conditions)}"
    return looked_at("unit", source, day=":last", troubles={words: "1"})


def _none_about(area: Area) -> str:
    return (
        "NOT EXISTS (SELECT 1 FROM regulation"
        f" WHERE regulation.area = '{area.value}' AND {_IN_FORCE})"
    )


_ANY = "EXISTS (SELECT 1 FROM regulation)"
REGULATIONS = together(
    looked_at("regulation", f"FROM regulation WHERE {_IN_FORCE}", day=LOOKED_AT, troubles=_OLD),
    *(_missing(f"没有{one.word}制度", _ANY, _none_about(one)) for one in Area if one.wanted),
)
"""SI-05: every regulation in force, and the areas that have none."""


def _led(role: LeaderRole, *wanted: LeadingKind) -> str:
    """Return what leaders did in a role, and what of it nobody did."""
    theirs = f"FROM leading WHERE leading.role = '{role.value}' AND leading.done_on {IN_PERIOD}"
    return together(
        looked_at(
            "leading",
            theirs,
            day="leading.done_on",
            person="leading.person",
            troubles={"没有记录编号": "leading.record_no = ''"},
        ),
        *(
            _missing(
                f"没有{one.word}的记录",
                f"EXISTS (SELECT 1 {theirs})",
                f"NOT EXISTS (SELECT 1 {theirs} AND leading.kind = '{one.value}')",
            )
            for one in wanted
        ),
    )


LEADER_DUTIES = _led(
    LeaderRole.HEAD,
    LeadingKind.DEMAND,
    LeadingKind.HEAR,
    LeadingKind.APPRAISE,
    LeadingKind.PROVIDE,
)
"""SI-01: what the head did, and which of his four duties is not on record."""

LINE_LEADERS = _led(LeaderRole.LINE, LeadingKind.DEMAND, LeadingKind.CHECK, LeadingKind.PROVIDE)
"""SI-03: what the other leaders did, and which of their three duties is not on record."""


def _latest(kind: Submitted) -> str:
    """Return the list of a kind that counts: the last that was filed."""
    return (
        "FROM submission WHERE submission.id = (SELECT latest.id FROM submission AS latest"
        f" WHERE latest.kind = '{kind.value}' AND latest.filed_on <= :last"
        " ORDER BY latest.filed_on DESC, latest.id DESC LIMIT 1)"
    )


_OUTDATED = (
    f"date(submission.filed_on, '+' || {parameter('regulation_years')} || ' years') < {_NOW}"
)
SECRETS_LIST = looked_at(
    "submission",
    _latest(Submitted.SECRETS),
    day="submission.filed_on",
    troubles={
        "没有写版本": "submission.edition = ''",
        "没有备案文号或回执": "submission.receipt_no = ''",
        "多年没有更新": _OUTDATED,
    },
)
"""SI-23: the list of secrets that counts, its edition, and whether it is filed."""

_NO_RULES = _none_about(Area.WORK_SECRETS)
_NO_LIST = (
    "NOT EXISTS (SELECT 1 FROM submission"
    f" WHERE submission.kind = '{Submitted.WORK_SECRETS.value}' AND submission.filed_on <= :last)"
)
WORK_SECRETS = together(
    looked_at(
        "submission",
        _latest(Submitted.WORK_SECRETS),
        day="submission.filed_on",
        troubles={"多年没有更新": _OUTDATED},
    ),
    looked_at(
        "regulation",
        f"FROM regulation WHERE regulation.area = '{Area.WORK_SECRETS.value}' AND {_IN_FORCE}",
        day=LOOKED_AT,
        troubles=_OLD,
    ),
    _missing("没有工作秘密事项清单", f"NOT ({_NO_RULES})", _NO_LIST),
    _missing("没有工作秘密制度", _NO_RULES, f"NOT ({_NO_LIST})"),
)
"""SI-53: the list of work secrets and the rules for them; the papers are in no ledger of ours."""

_ANNUAL = "submission.kind = 'ANNUAL'"
_YEARS = f"""
    FROM (WITH RECURSIVE about (year) AS (
              SELECT CAST(substr(:first, 1, 4) AS INTEGER) - 2
               UNION ALL
              SELECT year + 1 FROM about WHERE year < CAST(substr(:last, 1, 4) AS INTEGER))
          SELECT year, {report_due("year")} AS due FROM about) AS about
    JOIN unit
   WHERE about.due {IN_PERIOD} AND about.due < :today
     AND EXISTS (SELECT 1 FROM submission WHERE {_ANNUAL} AND submission.year < about.year)
     AND NOT EXISTS (SELECT 1 FROM submission WHERE {_ANNUAL} AND submission.year = about.year)
"""
ANNUAL_REPORT = together(
    looked_at(
        "submission",
        f"FROM submission WHERE {_ANNUAL} AND submission.filed_on {IN_PERIOD}",
        day="submission.filed_on",
        troubles={
            "迟于期限": f"submission.filed_on > {report_due('submission.year')}",
            "没有文号或回执": "submission.receipt_no = ''",
        },
    ),
    looked_at("unit", _YEARS, day="about.due", troubles={"到期没有报送年度报告": "1"}),
)
"""SI-57: every yearly report handed over in the period, and those that were due and are not."""

SYSTEMS = looked_at(
    "system",
    "FROM system WHERE system.level IS NOT NULL AND system.started_on <= :last"
    " AND (system.stopped_on IS NULL OR system.stopped_on >= :first)",
    day="system.started_on",
    department="system.department",
    troubles={
        "投入使用前没有检测评估": "coalesce(system.tested_on, '9') > system.started_on",
        "投入使用前没有审查批准": "coalesce(system.approved_on, '9') > system.started_on",
        "逾期没有风险评估": f"{ASSESS_DUE} < min({_NOW}, coalesce(system.stopped_on, '9'))",
    },
)
"""SI-43: every classified system in use, how it came into use, and its last assessment."""

CONTRACTS = looked_at(
    "contract",
    "FROM contract WHERE contract.begins_on <= :last"
    " AND (contract.ended_on IS NULL OR contract.ended_on >= :first)",
    day="contract.begins_on",
    department="contract.department",
    troubles=LACKS,
)
"""SI-51: every purchase or commission that went on in the period, and what it lacks."""
