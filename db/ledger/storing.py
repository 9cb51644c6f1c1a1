"""Whether a place is fit for what is put there: its cabinet is rated for a level (V53).

As long as the unit has rated no cabinet nothing is said: then there is no register to go by.
"""

from __future__ import annotations

from collections.abc import Iterator

from db.ledger.act import Act
from db.ledger.beliefs import Copy, Document, Place
from db.ledger.known import Known
from db.ledger.rules import V53, Refusal, warn
from db.ledger.values import Level

READ_THERE = frozenset({"circulate_out", "lend", "hand_out"})
"""Acts whose place is where something is read, not where it is kept."""


def storage_refusals(candidate: Act, known: Known) -> Iterator[Refusal]:
    """Warn of a place whose cabinet is not rated for the highest level that comes there."""
    number = getattr(candidate, "place", None)
    if candidate.kind in READ_THERE or not isinstance(number, int):
        return
    place = known.find(Place, number)
    if place is None or not any(one.rated for one in known.all(Place)):
        return
    level = max(_levels(candidate, known), default=None)
    if level is not None and _too_weak(place, level):
        rated = f"只能存放{place.rated.word}及以下" if place.rated else "没有登记可存放的密级"
        what = f"{place.name}{rated}，此件为{level.word}"
        yield warn(V53, field="place", what=what)


def _too_weak(place: Place, level: Level) -> bool:
    """Tell whether it must not be kept there; unrated places are asked about for 绝密 only."""
    if place.rated is None:
        return level is Level.TOP_SECRET and not place.reading
    return level > place.rated


def _levels(candidate: Act, known: Known) -> Iterator[Level]:
    level = getattr(candidate, "level", None)
    if isinstance(level, Level):
        yield level
    for field in ("copy", "copies"):
        named = getattr(candidate, field, ())
        numbers = named if isinstance(named, tuple) else (named,)
        for copy in known.those(Copy, (one for one in numbers if isinstance(one, int))):
            yield copy.level
    document = getattr(candidate, "document", None)
    if isinstance(document, int):
        for found in known.those(Document, [document]):
            yield found.level
