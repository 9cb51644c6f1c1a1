"""Evidence of 定密: who classifies, records of own secrets, marks, declassification."""

from __future__ import annotations

from db.ledger.marking import CAPS
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
        "没有培训记录": "coalesce(appointment.trained_on, person.trained_on) IS NULL",
    },
)
"""SI-22: who is named to classify."""

_ENTERED = "(SELECT min(copy.entered_on) FROM copy WHERE copy.document = document.id)"
_RECORD = (
    "SELECT 1 FROM mark_change WHERE mark_change.document = document.id"
    " AND mark_change.decision = 'APPROVED' AND mark_change.kind = 'SET'"
)
_DERIVED = "FROM reproduction WHERE reproduction.kind <> 'COPY'"
OWN_SECRETS = looked_at(
    "document",
    f"FROM document WHERE {_OWN} AND document.legacy = 0 AND {_ENTERED} {IN_PERIOD}"
    f" AND NOT EXISTS (SELECT 1 {_DERIVED} AND reproduction.document = document.id)",
    day=_ENTERED,
    person=_KEEPER,
    troubles={"没有审定的定密记录": f"NOT EXISTS ({_RECORD})"},
)
"""SI-24: each own secret, with its record; what was taken from others has their mark (SI-25)."""

_OVER_CAP = (
    "(document.term = '长期' OR document.term GLOB '[0-9]*年'"
    " AND CAST(document.term AS INTEGER) > CASE document.level "
    + " ".join(f"WHEN {level.value} THEN {years}" for level, years in CAPS.items())
    + " END)"
)
_OF_SOURCES = """
    (SELECT max(source.level) FROM json_each(reproduction.sources) AS one
       JOIN copy ON copy.id = one.value JOIN document AS source ON source.id = copy.document)
"""
DERIVATION = together(
    looked_at(
        "document",
        "FROM mark_change JOIN document ON document.id = mark_change.document"
        f" WHERE mark_change.kind IN ('SET', 'CHANGE') AND mark_change.decided_on {IN_PERIOD}",
        day="mark_change.decided_on",
        number="document.id",
        person=_KEEPER,
        apart="mark_change.id",
        troubles={"保密期限超过法定最长": f"document.declassified_on IS NULL AND {_OVER_CAP}"},
    ),
    looked_at(
        "reproduction",
        "FROM reproduction JOIN document ON document.id = reproduction.document"
        f" WHERE reproduction.kind <> 'COPY' AND reproduction.made_on {IN_PERIOD}",
        day="reproduction.made_on",
        person=_KEEPER,
        troubles={
            "与来源的密级不一致": "document.declassified_on IS NULL"
            f" AND document.level <> {_OF_SOURCES}"
        },
    ),
)
"""SI-25: each decision, and what was excerpted or compiled; none is without its basis (K21)."""

MARKS = looked_at(
    "copy",
    "FROM copy JOIN document ON document.id = copy.document LEFT JOIN remarking"
    " ON remarking.copy = copy.id AND remarking.open = 1 WHERE copy.closed_on IS NULL"
    " AND copy.entered_on <= :last",
    day="copy.entered_on",
    person="copy.custodian",
    apart="coalesce(remarking.id, 0)",
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
_REVIEWED = (
    "SELECT 1 FROM mark_review AS review JOIN mark_review_line AS line ON line.review = review.id"
    f" WHERE line.document = document.id AND review.closed_on {IN_PERIOD}"
)
_DECIDED = (
    "SELECT 1 FROM mark_change WHERE mark_change.document = document.id"
    f" AND mark_change.decision <> 'PROPOSED' AND mark_change.decided_on {IN_PERIOD}"
)
DECLASSIFICATION = together(
    looked_at(
        "document",
        f"FROM document WHERE {_OWN} AND document.declassified_on IS NULL"
        f" AND ({_ENTERED} < :first OR EXISTS ({_REVIEWED}))",
        day=_ENTERED,
        person=_KEEPER,
        apart="-2",
        troubles={"期内没有审核": f"NOT EXISTS ({_REVIEWED}) AND NOT EXISTS ({_DECIDED})"},
    ),
    looked_at(
        "document",
        f"FROM document WHERE document.last_secret_day {IN_PERIOD} AND {_LIVING}",
        day="document.last_secret_day",
        person=_KEEPER,
        apart="-1",
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
        apart="mark_change.id",
        troubles={
            "没有书面通知": f"{_OWN} AND mark_change.notice_no = ''"
            " AND mark_change.kind <> 'EXPIRY'",
            "没有全部改标": "EXISTS (SELECT 1 FROM remarking"
            " WHERE remarking.change = mark_change.id AND remarking.open = 1)",
        },
    ),
)
"""SI-27: each older own secret, reviewed in the period; what ended or was changed in it."""
