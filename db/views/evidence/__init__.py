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
from db.views.evidence import custody, ending, equipment, marking, people, registers, unit
from db.views.roles import BUSINESS

EVIDENCE: Mapping[str, str] = {
    "receipts": registers.RECEIPTS,
    "transmission": registers.TRANSMISSION,
    "meetings": registers.MEETINGS,
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
    "declassification": marking.DECLASSIFICATION,
    "devices": equipment.DEVICES,
    "carrier_levels": equipment.CARRIER_LEVELS,
    "device_events": equipment.DEVICE_EVENTS,
    "administrators": equipment.ADMINISTRATORS,
    "graded_posts": people.GRADED_POSTS,
    "pledges": people.PLEDGES,
    "reviews": people.REVIEWS,
    "training_hours": people.TRAINING_HOURS,
    "leavers": people.LEAVERS,
    "department_officers": unit.DEPARTMENT_OFFICERS,
    "department_checks": unit.DEPARTMENT_CHECKS,
    "self_checks": unit.SELF_CHECKS,
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


_SORTS = {
    "receipt": "收文",
    "copy": "份",
    "document": "文件",
    "dispatch": "外发",
    "packet": "信封",
    "handout": "会议发放",
    "loan": "借阅",
    "hop": "传阅",
    "trip": "外带送修",
    "reproduction": "复制",
    "incident": "事件",
    "device": "设备",
    "person": "人员",
    "department": "部门",
    "check_sheet": "自查表",
}
_SORT = " ".join(f"WHEN '{kind}' THEN '{word}'" for kind, word in _SORTS.items())
_WHAT = """
    CASE found.kind
         WHEN 'dispatch' THEN (SELECT number || ' ' || addressee FROM dispatch WHERE id = found.id)
         WHEN 'packet' THEN (SELECT number || ' ' || sender FROM packet WHERE id = found.id)
         WHEN 'handout' THEN (SELECT meeting FROM handout WHERE id = found.id)
         WHEN 'device' THEN (SELECT number || ' ' || name FROM device WHERE id = found.id)
         WHEN 'person' THEN (SELECT name FROM person WHERE id = found.id)
         WHEN 'department' THEN (SELECT name FROM department WHERE id = found.id)
         WHEN 'check_sheet' THEN (SELECT check_round.number || ' ' || check_sheet.name
                                    FROM check_sheet
                                    JOIN check_round ON check_round.id = check_sheet.round
                                   WHERE check_sheet.id = found.id)
         ELSE trim(coalesce(document.doc_number, '') || ' ' || coalesce(document.title, '')) END
"""
_COPY = """
    CASE found.kind WHEN 'copy' THEN found.id
         WHEN 'loan' THEN (SELECT copy FROM loan WHERE id = found.id)
         WHEN 'hop' THEN (SELECT copy FROM hop WHERE id = found.id)
         WHEN 'trip' THEN (SELECT copy FROM trip WHERE id = found.id)
         WHEN 'incident' THEN (SELECT copy FROM incident WHERE id = found.id) END
"""
_DOCUMENT = """
    CASE found.kind WHEN 'document' THEN found.id
         WHEN 'receipt' THEN (SELECT document FROM receipt WHERE id = found.id)
         WHEN 'handout' THEN (SELECT document FROM handout WHERE id = found.id)
         WHEN 'reproduction' THEN (SELECT document FROM reproduction WHERE id = found.id)
         ELSE copy.document END
"""


def _worded(found: str) -> str:
    """Return the rows of evidence with the words that belong to them."""
    return f"""
        SELECT found.evidence, found.kind, found.id,
               CASE found.kind {_SORT} ELSE found.kind END AS sort, {_WHAT} AS what,
               coalesce(document.marking, '') AS marking,
               coalesce(copy.level, document.level) AS level,
               coalesce(copy.copy_no, '') AS copy_no, found.day, found.why,
               person.name AS person, department.name AS department, found.why <> '' AS troubled,
               copy.id AS copy, document.id AS document, found.person AS person_id,
               coalesce(found.department, person.department) AS department_id
          FROM ({found}) AS found
          LEFT JOIN copy ON copy.id = {_COPY}
          LEFT JOIN document ON document.id = {_DOCUMENT}
          LEFT JOIN person ON person.id = found.person
          LEFT JOIN department ON department.id = coalesce(found.department, person.department)
    """


_ALL = " UNION ALL ".join(
    f"SELECT '{name}' AS evidence, kind, id, day, why, person, department"
    f" FROM ({sql}) WHERE :evidence = '{name}'"
    for name, sql in EVIDENCE.items()
)
_NUMBERS = ("late_entry_days", "review_core_years", "review_important_years")
EVIDENCE_ROWS: View[EvidenceRow] = View(
    name="evidence",
    title="自查凭据",
    row=EvidenceRow,
    sql=_worded(_ALL),
    key=("kind", "id", "day", "why"),
    roles=BUSINESS,
    order=(("troubled", True), ("day", False)),
    document="document",
    department="department_id",
    given=("evidence", "first", "last", "today", *_NUMBERS, "review_general_years"),
)

_KEPT = """
    SELECT kept.evidence, one.value ->> '$[0]' AS kind, one.value ->> '$[1]' AS id,
           one.value ->> '$[2]' AS day, one.value ->> '$[3]' AS why,
           one.value ->> '$[4]' AS person, one.value ->> '$[5]' AS department
      FROM check_evidence AS kept, json_each(kept.rows) AS one
     WHERE kept.round = :round AND kept.evidence = :evidence
"""
KEPT_ROWS: View[EvidenceRow] = replace(
    EVIDENCE_ROWS,
    name="kept_evidence",
    title="冻结的自查凭据",
    sql=_worded(_KEPT),
    given=("round", "evidence"),
)
