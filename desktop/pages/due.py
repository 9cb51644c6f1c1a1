"""From a matter of the day to the register that shows exactly these rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from db.ledger.values import BatchKind, State
from db.store.reading import Filter, Test
from db.views.loans import OVERDUE
from db.views.today import Matter, TodayRow
from desktop.pages.kind import Chip

GRAVE = (Matter.KEYS, Matter.RECOVERED, Matter.MISSING, Matter.IN_TRANSIT, Matter.UNTOLD,
         Matter.OVERDUE, Matter.TRIP, Matter.UNRECTIFIED, Matter.ABROAD,
         Matter.PASSPORT)  # fmt: skip
_MOST = 500
"""More rows than this are named by their condition instead of one by one."""
_AT_HAND = Filter("state", tuple(state for state in State if not state.closed))
_SOON = timedelta(days=3)


_BY_ROW = {
    Matter.RECALL: ("copies", "document", (_AT_HAND,)),
    Matter.EXPIRY: ("documents", "id", ()),
    Matter.RECOVERED: ("journal", "seq", ()),
    Matter.TRIP: ("trips", "id", ()),
    Matter.UNINSTRUCTED: ("unread", "document", ()),
    Matter.UNTOLD: ("packets", "id", ()),
    Matter.PACKET: ("packets", "id", ()),
    Matter.CLASSIFY: ("marks", "id", ()),
    Matter.REMARK: ("remarkings", "id", ()),
    Matter.HANDOVER: ("handovers", "id", ()),
    Matter.OFFER: ("offers", "id", ()),
    Matter.LEAVING: ("leavings", "id", ()),
    Matter.COOLING: ("leavings", "id", ()),
    Matter.ENTRUSTED: ("leavings", "id", ()),
    Matter.TENURE: ("tenures", "id", ()),
    Matter.PASSPORT_ENDS: ("passports", "id", ()),
    Matter.REVIEW: ("personnel", "id", ()),
    Matter.PLEDGE: ("personnel", "id", ()),
    Matter.RECEIPT: ("dispatches", "id", ()),
    Matter.FINDING: ("findings", "id", ()),
    Matter.UNRECTIFIED: ("findings", "id", ()),
    Matter.ABROAD: ("travels", "id", ()),
    Matter.PASSPORT: ("passports", "id", ()),
    Matter.TRAINING: ("trainings", "id", ()),
    Matter.HOURS: ("training_hours", "year", (Filter("short", (1,)),)),
    Matter.CODE: ("facilities", "id", ()),
    Matter.CONFERENCE: ("conferences", "id", ()),
    Matter.PUBLICATION: ("publications", "id", ()),
    Matter.VISIT: ("visits", "id", ()),
    Matter.ASSESS: ("systems", "id", ()),
    Matter.SIGN: ("holdings", "holder_id", ()),
}


_OF_BATCHES = {
    BatchKind.DESTRUCTION: "destruction",
    BatchKind.CLEARING: "clearing",
    BatchKind.ARCHIVE: "archiving",
}
_WHOLE = {
    Matter.UNREAD: "unread",
    Matter.KEYS: "accounts",
    Matter.LIST: "holdings",
    Matter.STOCKTAKE: "stocktakes",
    Matter.OFFICERS: "officers_meetings",
    Matter.REPORT: "submissions",
    Matter.MARK_REVIEW: "mark_reviews",
}


def leads_to(matter: Matter, rows: Sequence[TodayRow], today: date) -> tuple[str, Chip]:
    """Return the page, and the condition under which it shows these rows."""
    if matter in _BY_ROW and len(rows) <= _MOST:
        page, field, more = _BY_ROW[matter]
        return page, Chip(matter.word, (_these(field, rows), *more))
    if matter in _WHOLE:
        return _WHOLE[matter], Chip(matter.word)
    if matter in (Matter.IN_TRANSIT, Matter.BATCH):
        return _page_of(rows), Chip(matter.word, (_these("id", rows),))
    page, chip = _by_condition(matter, today)
    return page, replace(chip, label=matter.word)


def _by_condition(matter: Matter, today: date) -> tuple[str, Chip]:
    yesterday = today - timedelta(days=1)
    match matter:
        case Matter.OVERDUE:
            return "loans", Chip("", view=OVERDUE)
        case Matter.DUE:
            first = Filter("due", (today,), Test.AT_LEAST)
            return "loans", Chip("", (first, Filter("due", (today + _SOON,), Test.AT_MOST)))
        case Matter.CIRCULATING:
            sent = Filter("out_on", (yesterday,), Test.AT_MOST)
            return "hops", Chip("", (Filter("open", (1,)), sent))
        case Matter.RECALL:
            return "copies", Chip("", (Filter("must_return", (1,)), _AT_HAND))
        case Matter.EXPIRY:
            return "documents", Chip("", (Filter("last_secret_day", (yesterday,), Test.AT_MOST),))
        case Matter.REMARK:
            return "remarkings", Chip("", (Filter("open", (1,)),))
        case Matter.TRIP:
            late = Filter("due", (yesterday,), Test.AT_MOST)
            return "trips", Chip("", (Filter("open", (1,)), late))
        case _ if matter in _BY_ROW:
            return _BY_ROW[matter][0], Chip("")
        case _:
            return "copies", Chip("", (Filter("state", (State.UNACCOUNTED,)),))


def _these(field: str, rows: Sequence[TodayRow]) -> Filter:
    return Filter(field, tuple(row.id for row in rows))


def _page_of(rows: Sequence[TodayRow]) -> str:
    """Tell the page by the number, which names the kind of batch; what is red comes first."""
    numbers = [row.doc_number or "" for row in rows]
    for kind in (BatchKind.DESTRUCTION, BatchKind.CLEARING, BatchKind.ARCHIVE):
        if any(kind.word in number for number in numbers):
            return _OF_BATCHES[kind]
    return _OF_BATCHES[BatchKind.CLEARING]
