"""What came in, what left and what is there, of one level, keeper and carrier, in some period.

Figures count by the days on which things happened.  A copy is its keeper's of each day: what one
keeper passed on to another stands apart, for the unit neither gains nor loses by it.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.ledger.columns import Kind, column
from db.ledger.values import Carrier, Level, Origin, State
from db.views.balance import OUT_ORDER


@dataclass(frozen=True)
class Whose:
    """Of whom and of what the figures of a row are."""

    level: Level = column("密级", Kind.CHOICE, filters=True, sorts=True)
    custodian_id: int = column("保管人编号", Kind.COUNT, hidden=True)
    custodian: str = column("保管人", Kind.ATOM, filters=True, sorts=True)
    carrier: Carrier = column("载体", Kind.CHOICE, filters=True, sorts=True)


@dataclass(frozen=True)
class Flows:
    """What came in and what left within the period; a row names it behind what it opened with."""

    received: int = column(Origin.RECEIVED.word, Kind.COUNT)
    produced: int = column(Origin.PRODUCED.word, Kind.COUNT)
    reproduced: int = column(Origin.REPRODUCED.word, Kind.COUNT)
    meeting: int = column(Origin.MEETING.word, Kind.COUNT)
    found: int = column(Origin.FOUND.word, Kind.COUNT)
    taken_over: int = column(Origin.OPENING.word, Kind.COUNT)
    handed_in: int = column(Origin.HANDED_IN.word, Kind.COUNT)
    came_in: int = column("进合计", Kind.COUNT)
    taken_on: int = column("他人交来", Kind.COUNT)
    returned: int = column(State.RETURNED.word, Kind.COUNT)
    dispatched: int = column(State.DISPATCHED.word, Kind.COUNT)
    archived: int = column(State.ARCHIVED.word, Kind.COUNT)
    destroyed: int = column(State.DESTROYED.word, Kind.COUNT)
    transferred: int = column(State.TRANSFERRED.word, Kind.COUNT)
    written_off: int = column(State.WRITTEN_OFF.word, Kind.COUNT)
    history: int = column("期初已了结", Kind.COUNT)
    went_out: int = column("出合计", Kind.COUNT)
    passed_on: int = column("交给他人", Kind.COUNT)


_ORIGINS = ("received", "produced", "reproduced", "meeting", "found", "taken_over", "handed_in")
_ENDS = ("returned", "dispatched", "archived", "destroyed", "transferred", "written_off")


def flows(began: str, ended: str, first: str, last: str) -> dict[str, str]:
    """Return the figures of a period, by name; `amount`, `came_by` and `went_by` are at hand."""
    came = f"{began} BETWEEN {first} AND {last} AND came_by"
    went = f"{ended} BETWEEN {first} AND {last} AND went_by"
    origins = zip(_ORIGINS, Origin, strict=True)
    ends = zip(_ENDS, OUT_ORDER, strict=True)
    return {
        "opening": _sum(f"{began} < {first} AND ({ended} IS NULL OR {ended} >= {first})"),
        **{name: _sum(f"{came} = '{origin.value}'") for name, origin in origins},
        "came_in": _sum(f"{came} <> 'KEEPER'"),
        "taken_on": _sum(f"{came} = 'KEEPER'"),
        **{name: _sum(f"{went} = '{state.value}'") for name, state in ends},
        "history": _sum(f"{went} = 'HISTORY'"),
        "went_out": _sum(f"{went} <> 'KEEPER'"),
        "passed_on": _sum(f"{went} = 'KEEPER'"),
        "closing": _sum(f"{began} <= {last} AND ({ended} IS NULL OR {ended} > {last})"),
    }


def _sum(condition: str) -> str:
    return f"coalesce(sum(amount) FILTER (WHERE {condition}), 0)"


BROKEN = "counted.opening + counted.came_in + counted.taken_on - counted.went_out\
 - counted.passed_on - counted.closing"
"""Nought, or the program is wrong."""
