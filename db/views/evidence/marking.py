"""Evidence of 定密: who classifies, records of own secrets, marks, declassification."""

from __future__ import annotations

from db.views.evidence.looking import IN_PERIOD, looked_at, together

_KEEPER = "(SELECT min(copy.custodian) FROM copy WHERE copy.document = document.id)"
_OWN = "document.direction = '内部产生'"

CLASSIFIERS = looked_at(
    "person",
    "FROM appointment JOIN person ON person.id = appointment.person"
    " WHERE appointment.duty = 'CLASSIFY' AND appointment.active = 1"
    " AND appointment.since <= :last",
    day="appointment.since",
    person="person.id",
    troubles={
        "已不在岗": "person.on_post = 0",
        "没有培训记录": "person.trained_on IS NULL",
        "没有指定依据": "appointment.basis = ''",
    },
)
"""SI-22: who is named to classify."""

_ENTERED = "(SELECT min(copy.entered_on) FROM copy WHERE copy.document = document.id)"
_RECORD = (
    "SELECT 1 FROM mark_change WHERE mark_change.document = document.id"
    " AND mark_change.decision = 'APPROVED' AND mark_change.kind = 'SET'"
)
OWN_SECRETS = looked_at(
    "document",
    f"FROM document WHERE {_OWN} AND document.legacy = 0 AND {_ENTERED} {IN_PERIOD}",
    day=_ENTERED,
    person=_KEEPER,
    troubles={
        "没有审定的定密记录": f"NOT EXISTS ({_RECORD})",
        "没有写明依据": f"EXISTS ({_RECORD} AND mark_change.basis = '')",
    },
)
"""SI-24: each own secret, with its record."""

DERIVATION = together(
    looked_at(
        "document",
        "FROM mark_change JOIN document ON document.id = mark_change.document"
        f" WHERE mark_change.kind IN ('SET', 'CHANGE') AND mark_change.decided_on {IN_PERIOD}",
        day="mark_change.decided_on",
        number="document.id",
        person=_KEEPER,
        troubles={"没有写明依据": "mark_change.basis = ''"},
    ),
    looked_at(
        "copy",
        "FROM copy JOIN copy AS source ON source.id = copy.parent"
        f" WHERE copy.parent IS NOT NULL AND copy.entered_on {IN_PERIOD}",
        day="copy.entered_on",
        person="copy.custodian",
        troubles={"低于来源的密级": "copy.level < source.level"},
    ),
)
"""SI-25: each decision, and each copy made from another."""

MARKS = looked_at(
    "copy",
    "FROM copy JOIN document ON document.id = copy.document LEFT JOIN remarking"
    " ON remarking.copy = copy.id AND remarking.open = 1 WHERE copy.closed_on IS NULL",
    day="copy.entered_on",
    person="copy.custodian",
    troubles={
        "标志不规范": "document.irregular = 1",
        "变更后没有改标": "remarking.id IS NOT NULL",
    },
)
"""SI-26: the mark of every copy at hand."""

DRAFTS = looked_at(
    "copy",
    "FROM copy WHERE copy.origin = 'PRODUCED' AND copy.parent IS NOT NULL"
    " AND copy.entered_on <= :last AND (copy.closed_on IS NULL OR copy.closed_on >= :first)",
    day="copy.entered_on",
    person="copy.custodian",
    troubles={
        "过程稿半年没有处理": "copy.closed_on IS NULL"
        " AND date(copy.entered_on, '+6 months') < :today"
    },
)
"""SI-38: the drafts that led to an original."""

_LIVING = "EXISTS (SELECT 1 FROM copy WHERE copy.document = document.id AND copy.closed_on IS NULL)"
DECLASSIFICATION = together(
    looked_at(
        "document",
        f"FROM document WHERE document.last_secret_day {IN_PERIOD} AND {_LIVING}",
        day="document.last_secret_day",
        person=_KEEPER,
        troubles={
            "保密期满没有办理": "document.last_secret_day < :today"
            " AND document.declassified_on IS NULL"
        },
    ),
    looked_at(
        "document",
        "FROM mark_change JOIN document ON document.id = mark_change.document"
        " WHERE mark_change.kind IN ('CHANGE', 'EXTEND', 'LIFT', 'EXPIRY')"
        f" AND mark_change.decided_on {IN_PERIOD}",
        day="mark_change.decided_on",
        number="document.id",
        person=_KEEPER,
        troubles={
            "没有书面通知": f"{_OWN} AND mark_change.notice_no = ''"
            " AND mark_change.kind <> 'EXPIRY'",
            "没有全部改标": "EXISTS (SELECT 1 FROM remarking"
            " WHERE remarking.change = mark_change.id AND remarking.open = 1)",
        },
    ),
)
"""SI-27: what ended or was changed in the period."""
