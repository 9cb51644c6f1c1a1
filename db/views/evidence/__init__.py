"""凭据: what the ledger shows for an item of a checklist, and the rows behind it.

`EVIDENCE` holds the questions by name, as the lists in resources name them; `EVIDENCE_ROWS` is the
one view that shows the rows of any of them, `KEPT_ROWS` those that were frozen with a round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.evidence import (
    custody,
    ending,
    equipment,
    governing,
    marking,
    people,
    publishing,
    registers,
    schooling,
    sites,
    unit,
)
from db.views.evidence.looking import looked_at
from db.views.evidence.wording import worded
from db.views.roles import BUSINESS

EVIDENCE: Mapping[str, str] = {
    "receipts": registers.RECEIPTS,
    "transmission": registers.TRANSMISSION,
    "meetings": sites.MEETINGS,
    "meeting_items": registers.MEETING_ITEMS,
    "storage": custody.STORAGE,
    "lending": custody.LENDING,
    "copying": custody.COPYING,
    "shelf": custody.SHELF,
    "holdings": custody.HOLDINGS,
    "holding_signs": custody.HOLDING_SIGNS,
    "destruction": ending.DESTRUCTION,
    "recall": ending.RECALL,
    "leaks": ending.LEAKS,
    "leak_events": ending.LEAK_EVENTS,
    "classifiers": marking.CLASSIFIERS,
    "own_secrets": marking.OWN_SECRETS,
    "derivation": marking.DERIVATION,
    "marks": marking.MARKS,
    "drafts": marking.DRAFTS,
    "declassification": marking.DECLASSIFICATION,
    "publication": publishing.PUBLICATION,
    "devices": equipment.DEVICES,
    "carrier_levels": equipment.CARRIER_LEVELS,
    "device_events": equipment.DEVICE_EVENTS,
    "administrators": equipment.ADMINISTRATORS,
    "graded_posts": people.GRADED_POSTS,
    "pledges": people.PLEDGES,
    "reviews": people.REVIEWS,
    "training_hours": schooling.TRAINING_HOURS,
    "training_coverage": schooling.TRAINING_COVERAGE,
    "training_before_post": people.TRAINED_BEFORE_POST,
    "reviewed_before_post": people.REVIEWED_BEFORE_POST,
    "warnings": schooling.WARNINGS,
    "filings": people.FILINGS,
    "travel": schooling.TRAVEL,
    "major_matters": schooling.MATTERS,
    "leavers": people.LEAVERS,
    "cooling": people.COOLING,
    "attached_staff": people.ATTACHED,
    "key_sites": sites.KEY_SITES,
    "site_visits": sites.SITE_VISITS,
    "site_safeguards": sites.SAFEGUARDS,
    "department_officers": unit.DEPARTMENT_OFFICERS,
    "department_checks": unit.DEPARTMENT_CHECKS,
    "self_checks": unit.SELF_CHECKS,
    "leading": unit.LEADING,
    "officer_meetings": unit.OFFICER_MEETINGS,
    "rectification": unit.RECTIFICATION,
    "rules": governing.REGULATIONS,
    "leader_duties": governing.LEADER_DUTIES,
    "line_leaders": governing.LINE_LEADERS,
    "secrets_list": governing.SECRETS_LIST,
    "work_secrets": governing.WORK_SECRETS,
    "annual_report": governing.ANNUAL_REPORT,
    "systems": governing.SYSTEMS,
    "contracts": governing.CONTRACTS,
}
"""Every question of evidence, by the name under which a list refers to it."""


@dataclass(frozen=True)
class EvidenceRow:
    """One thing that was looked at, and what is wrong with it."""

    evidence: str = column("凭据", Kind.ATOM, hidden=True)
    kind: str = column("种类", Kind.ATOM, hidden=True)
    id: int = column("编号", Kind.COUNT, hidden=True)
    sort: str = column("类别", Kind.ATOM, filters=True)
    what: str = column("事项", filters=True, sorts=True)
    marking: str = column("密级★保密期限", Kind.ATOM, filters=True)
    level: Level | None = column("密级", Kind.CHOICE, filters=True, sorts=True)
    copy_no: str = column("份号", Kind.ATOM, filters=True)
    day: date | None = column("日期", Kind.DATE, filters=True, sorts=True)
    why: str = column("问题", filters=True, sorts=True)
    person: str | None = column("责任人", Kind.ATOM, filters=True, sorts=True)
    department: str | None = column("部门", Kind.ATOM, filters=True, sorts=True)
    troubled: bool = column("有问题", Kind.FLAG, filters=True, sorts=True)
    copy: int | None = column("份编号", Kind.COUNT, hidden=True)
    document: int | None = column("文件编号", Kind.COUNT, hidden=True)
    person_id: int | None = column("责任人编号", Kind.COUNT, hidden=True, filters=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True, filters=True)
    owner_id: int | None = column("现部门编号", Kind.COUNT, hidden=True)
    apart: int = column("第几行", Kind.COUNT, hidden=True)


def _rows(name: str, sql: str) -> str:
    """Return the rows of one question, with the words that belong to them."""
    return worded(
        f"SELECT '{name}' AS evidence, kind, id, day, why, person, department, apart FROM ({sql})"
    )


_NONE = looked_at("unit", "FROM unit WHERE 0", day="NULL", troubles={})
_NUMBERS = ("late_entry_days", "review_core_years", "review_important_years",
            "review_general_years", "pledge_years", "training_hours", "pending_days",
            "pass_mark", "regulation_years", "report_days", "assess_top_secret_years",
            "assess_years")  # fmt: skip
EVIDENCE_ROWS: View[EvidenceRow] = View(
    name="evidence",
    title="自查凭据",
    row=EvidenceRow,
    sql=_rows("", _NONE),
    chosen_by="evidence",
    choices={name: _rows(name, sql) for name, sql in EVIDENCE.items()},
    key=("kind", "id", "day", "why", "apart"),
    roles=BUSINESS,
    order=(("troubled", True), ("day", False)),
    document="document",
    department="owner_id",
    given=("evidence", "first", "last", "today", "steps", *_NUMBERS),
)

_KEPT = """
    SELECT kept.evidence, one.value ->> '$[0]' AS kind, one.value ->> '$[1]' AS id,
           one.value ->> '$[2]' AS day, one.value ->> '$[3]' AS why,
           one.value ->> '$[4]' AS person, one.value ->> '$[5]' AS department,
           one.value ->> '$[6]' AS apart
      FROM check_evidence AS kept, json_each(kept.rows) AS one
     WHERE kept.round = :round AND kept.evidence = :evidence
"""
KEPT_ROWS: View[EvidenceRow] = replace(
    EVIDENCE_ROWS,
    name="kept_evidence",
    title="冻结的自查凭据",
    sql=worded(_KEPT),
    choices={},
    order=(("day", False),),
    given=("round", "evidence"),
)
