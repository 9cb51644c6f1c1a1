"""Evidence of what leaves for good: destruction, 清退, losses."""

from __future__ import annotations

from db.views.evidence.looking import IN_PERIOD, looked_at, together
from db.views.training import parameter

_DESTROYED = "coalesce(batch.destroyed_on, batch.closed_on, batch.listed_on)"
_SHREDDERS = """
    SELECT number FROM device WHERE device.kind = 'SHREDDER'
     UNION ALL SELECT number FROM facility WHERE facility.kind = 'SHREDDER'
"""
_WAITING = f"'+' || {parameter('pending_days')} || ' days') < :today"
DESTRUCTION = together(
    looked_at(
        "copy",
        "FROM batch JOIN batch_line AS line ON line.batch = batch.id"
        " JOIN copy ON copy.id = line.copy WHERE batch.kind = 'DESTRUCTION'"
        " AND batch.state <> 'CANCELLED' AND line.state <> 'REMOVED'"
        f" AND ({_DESTROYED} {IN_PERIOD} OR batch.closed_on IS NULL AND batch.listed_on <= :last)",
        day=_DESTROYED,
        person="batch.applicant",
        apart="batch.id",
        troubles={
            "待销太久": "batch.state IN ('LISTED', 'APPROVED')"
            f" AND date(batch.listed_on, {_WAITING}",
            "送销逾期没有回执": "batch.state = 'UNDER_WAY' AND batch.receipt_no = ''"
            " AND batch.due < :today",
            "销毁单位没有勾销": "line.state = 'APART'",
            "自行销毁的设备不在册": "batch.in_house = 1 AND batch.state = 'CLOSED' AND EXISTS"
            f" (SELECT 1 FROM ({_SHREDDERS})) AND NOT EXISTS (SELECT 1 FROM ({_SHREDDERS})"
            " WHERE instr(batch.opposite, number))",
        },
    ),
    looked_at(
        "copy",
        "FROM copy WHERE copy.state = 'PENDING_DESTRUCTION' AND copy.batch IS NULL"
        " AND copy.moved_on <= :last",
        day="copy.moved_on",
        person="copy.custodian",
        troubles={"待销，没有列入销毁清册": "1"},
    ),
)
"""SI-33: each copy destroyed or waiting; approval and two supervisors are a must (K16, K17)."""

_CALLED = "FROM batch JOIN called_line AS line ON line.batch = batch.id"
_HANDED_IN = """
    (SELECT count(*) FROM batch_line WHERE batch_line.batch = line.batch
        AND batch_line.called = line.position AND batch_line.state = 'DONE')
"""
RECALL = together(
    looked_at(
        "copy",
        "FROM document JOIN copy ON copy.document = document.id"
        f" WHERE document.recall_due {IN_PERIOD}",
        day="document.recall_due",
        person="coalesce(copy.holder, copy.custodian)",
        troubles={
            "应清退未退": "copy.closed_on IS NULL AND document.recall_due < :today",
            "迟于期限清退": "copy.state = 'RETURNED' AND copy.closed_on > document.recall_due",
        },
    ),
    looked_at(
        "batch",
        f"{_CALLED} WHERE batch.kind = 'CLEARING' AND batch.state <> 'CANCELLED'"
        f" AND coalesce(batch.closed_on, batch.listed_on) {IN_PERIOD}",
        day="coalesce(batch.closed_on, batch.listed_on)",
        person="batch.handler",
        apart="line.position",
        troubles={
            "没有按目录退齐": f"batch.state = 'CLOSED' AND line.wanted > {_HANDED_IN}",
            "逾期没有办结": "batch.closed_on IS NULL AND batch.due < :today",
            "迟于期限办结": "batch.closed_on > batch.due",
        },
    ),
)
"""SI-34: each copy that was to go back within the period, and each line of what was called back."""

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
