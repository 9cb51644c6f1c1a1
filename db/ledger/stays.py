"""Every movement of a copy leaves a stay behind, whatever act moved it: so custody can be told of
any day.  A stay is one state with one keeper, holder and place; its days are those on which
things happened, not those on which they were recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from db.ledger.beliefs import Belief, Copy, Stay
from db.ledger.known import Known

_WHERE = ("state", "custodian", "place", "holder")


def with_stays(effects: Iterable[Belief], known: Known, day: date) -> Iterator[Belief]:
    """Yield the effects, and behind each copy that moved the stay it leaves."""
    for belief in effects:
        before = known.find(Copy, belief.id) if isinstance(belief, Copy) else None
        if not isinstance(belief, Copy) or before is None or not _moved(before, belief):
            yield belief
            continue
        number = before.stays + 1
        yield Stay(
            copy=before.id,
            number=number,
            since=before.here_since,
            until=day,
            state=before.state,
            custodian=before.custodian,
            place=before.place,
            holder=before.holder,
        )
        yield replace(belief, stays=number, since=day)


def _moved(before: Copy, after: Copy) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in _WHERE)
