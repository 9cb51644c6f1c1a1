"""Evidence of what leaves for good: destruction, 清退, losses."""

from __future__ import annotations

from db.ledger.values import HISTORY
from db.views.evidence.looking import IN_PERIOD, fewer_than_two, looked_at, together

_DESTROYED = "coalesce(batch.destroyed_on, batch.closed_on, batch.listed_on)"
DESTRUCTION = together(
    looked_at(
        "copy",
        "FROM batch JOIN batch_line AS line ON line.batch = batch.id"
        " JOIN copy ON copy.id = line.copy"
        f" WHERE batch.kind = 'DESTRUCTION' AND batch.state <> 'CANCELLED' AND {_DESTROYED}"
        f" {IN_PERIOD}",
        day=_DESTROYED,
        person="batch.applicant",
        troubles={
            "没有批准": "batch.approved_by = '' AND batch.state <> 'LISTED'",
            "监销不足二人": f"batch.state = 'CLOSED' AND {fewer_than_two('batch.supervisors')}",
            "送销没有回执": "batch.state = 'CLOSED' AND batch.in_house = 0"
            " AND batch.receipt_no = ''",
            "送销逾期没有回执": "batch.state = 'UNDER_WAY' AND batch.due < :today",
        },
    ),
    looked_at(
        "copy",
        "FROM copy WHERE copy.state = 'DESTROYED' AND copy.closed_on BETWEEN :first AND :last"
        f" AND copy.closing_ref IS NOT '{HISTORY}'"
        " AND NOT EXISTS (SELECT 1 FROM batch_line WHERE batch_line.copy = copy.id)",
        day="copy.closed_on",
        person="copy.custodian",
        troubles={"没有销毁批次": "1"},
    ),
)
"""SI-33: each copy destroyed, with approval, supervisors and receipt."""

RECALL = looked_at(
    "copy",
    f"FROM document JOIN copy ON copy.document = document.id WHERE document.recall_due {IN_PERIOD}",
    day="document.recall_due",
    person="coalesce(copy.holder, copy.custodian)",
    troubles={
        "应清退未退": "copy.closed_on IS NULL AND document.recall_due < :today",
        "迟于期限清退": "copy.state = 'RETURNED' AND copy.closed_on > document.recall_due",
    },
)
"""SI-34: each copy that was called back within the period."""

_SENT = "incident.sent_on || 'T' || incident.sent_at"
_LATE = (
    f"iif(incident.sent_on IS NULL, :today > substr(incident.report_by, 1, 10),"
    f" {_SENT} > substr(incident.report_by, 1, 16))"
)
_FROM = f"FROM incident JOIN copy ON copy.id = incident.copy WHERE incident.reported_on {IN_PERIOD}"
LEAKS = looked_at(
    "incident",
    _FROM,
    day="incident.reported_on",
    person="coalesce(copy.holder, copy.custodian)",
    troubles={"超过24小时上报": _LATE, "没有结案": "incident.closed_on IS NULL"},
)
"""SI-56: each event and its 24-hour clock."""

LEAK_EVENTS = looked_at(
    "incident",
    _FROM,
    day="incident.reported_on",
    person="coalesce(copy.holder, copy.custodian)",
    troubles={"查无下落": "copy.state = 'WRITTEN_OFF'", "仍去向不明": "copy.state = 'UNACCOUNTED'"},
)
"""Aggravated: what was lost and not found again."""
