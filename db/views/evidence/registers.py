"""Evidence of what comes in and goes out: registers, numbers, channels, meetings."""

from __future__ import annotations

from db.ledger.values import Level, Origin
from db.views.evidence.looking import IN_PERIOD, fewer_than_two, looked_at, together
from db.views.numbers import NUMBERS
from db.views.training import parameter

_TOP = Level.TOP_SECRET.value
_GAPS = f"""
    LEFT JOIN (SELECT id, series, year, number,
                      lag(number) OVER (PARTITION BY series, year ORDER BY number) AS before
                 FROM receipt
                WHERE number IS NOT NULL
                  AND year BETWEEN CAST(substr(:first, 1, 4) AS INTEGER)
                               AND CAST(substr(:last, 1, 4) AS INTEGER)) AS run
      ON run.id = receipt.id AND run.number - run.before > 1
     AND run.number - run.before - 1 >
         (SELECT count(*) FROM ({NUMBERS.sql}) AS given
           WHERE given.void = 1 AND given.name = 'receipt'
             AND given.series = run.series AND given.year = run.year
             AND given.number > run.before AND given.number < run.number)
"""
_ENTERED = """
    LEFT JOIN entry ON entry.seq = (SELECT min(touched.seq) FROM touched
                                     WHERE touched.subject = 'receipt:' || receipt.id)
    LEFT JOIN account ON account.id = entry.account
"""
_LATE = (
    "receipt.legacy = 0 AND julianday(substr(entry.recorded_at, 1, 10))"
    " - julianday(receipt.received_on) > "
    f"{parameter('late_entry_days')}"
)

RECEIPTS = looked_at(
    "receipt",
    f"FROM receipt JOIN document ON document.id = receipt.document {_GAPS} {_ENTERED}"
    f" WHERE receipt.received_on {IN_PERIOD}",
    day="receipt.received_on",
    person="account.person",
    troubles={
        "缺文号": "document.doc_number = ''",
        "缺标题": "document.title = ''",
        "缺签收人": "receipt.signed_by = ''",
        "缺传递渠道": "receipt.channel = ''",
        "前面断号": "run.id IS NOT NULL",
        "登记迟于规定": _LATE,
    },
)
"""SI-28: every line of the receipt register, complete, in an unbroken row, entered in time."""

_LEVEL_SENT = (
    "(SELECT max(copy.level) FROM json_each(dispatch.copies) AS one"
    " JOIN copy ON copy.id = one.value)"
)
TRANSMISSION = together(
    looked_at(
        "dispatch",
        f"FROM dispatch WHERE dispatch.sent_on {IN_PERIOD}",
        day="dispatch.sent_on",
        troubles={
            "绝密件经办不足二人": f"{_LEVEL_SENT} = {_TOP}"
            f" AND {fewer_than_two('dispatch.senders')}",
            "逾期没有回执": "dispatch.state = 'SENT' AND dispatch.due < :today",
        },
    ),
    looked_at(
        "packet",
        f"FROM packet WHERE packet.collected_on {IN_PERIOD}",
        day="packet.collected_on",
        troubles={
            "封装不完好，没有查询": "packet.seal_intact = 0 AND packet.query = ''",
        },
    ),
)
"""SI-29: what was sent and fetched; the channel is always known, and two fetch (K05, K19)."""

HANDED_OUT = looked_at(
    "handout",
    f"FROM handout WHERE handout.out_on {IN_PERIOD}",
    day="handout.out_on",
    troubles={
        "没有收齐": "handout.open = 1 AND handout.due < :today",
        "有去向不明": "handout.lost > 0",
    },
)
"""What was handed out at meetings, and whether it came back."""

MEETING_ITEMS = looked_at(
    "copy",
    f"FROM copy WHERE copy.origin = '{Origin.MEETING.value}' AND copy.entered_on {IN_PERIOD}",
    day="copy.entered_on",
    person="coalesce(copy.holder, copy.custodian)",
    troubles={"去向不明": "copy.state = 'UNACCOUNTED'"},
)
"""SI-37: what was brought back from meetings and registered."""
