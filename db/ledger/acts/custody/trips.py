"""What 外带 and 送修 share: a copy is out of the house, and comes back checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.acts.custody.access import pages_refusals, time_refusals
from db.ledger.beliefs import Belief, Copy, Trip
from db.ledger.known import Known, Needs
from db.ledger.rules import Refusal
from db.ledger.values import State


def with_trips(wanted: Needs, copy: int) -> Needs:
    """Ask for a copy's trips, too."""
    wanted.alike.add((Trip, "copy", copy))
    return wanted


def open_trip(known: Known, copy: int) -> int | None:
    """Return the number of the trip a copy is on."""
    open_ones = (trip.id for trip in known.all(Trip) if trip.copy == copy and trip.open)
    return next(open_ones, None)


def back_refusals(copy: Copy, day: date, pages: int | None) -> Iterator[Refusal]:
    """Judge a coming back: its day and its pages."""
    yield from time_refusals(copy, day)
    yield from pages_refusals(copy, pages)


def came_back(
    known: Known, number: int, trip: int | None, day: date, at: str, *, damaged: bool, note: str
) -> Iterator[Belief]:
    """The copy is in its place again, and the trip is over."""
    copy = known.copy(number)
    yield replace(
        copy,
        state=State.IN_STOCK,
        holder=None,
        due=None,
        damaged=damaged,
        moved_on=day,
    )
    yield from over(known, trip, day, at, note)


def over(known: Known, trip: int | None, day: date, at: str, note: str) -> Iterator[Trip]:
    """The trip is closed."""
    for found in known.those(Trip, [trip or 0]):
        yield replace(found, back_on=day, back_at=at, open=False, remark=note or found.remark)
