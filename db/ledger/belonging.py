"""Whoever changes his department leaves behind where he belonged until then, whatever act moved
him: so what he had, and what he did wrong, is told of the department of its day.

A department that was never noted is not known to be another one, and leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from db.ledger.beliefs import Belief, Belonging, Person
from db.ledger.known import Known


def with_belongings(effects: Iterable[Belief], known: Known, day: date) -> Iterator[Belief]:
    """Yield the effects, and behind each person who moved the department he leaves."""
    for belief in effects:
        home = _left(belief, known)
        if home is None or not isinstance(belief, Person):
            yield belief
            continue
        number = belief.rooms + 1
        yield Belonging(person=belief.id, number=number, department=home, until=day)
        yield replace(belief, rooms=number)


def _left(belief: Belief, known: Known) -> int | None:
    """Return the department that a person leaves by this; None if he leaves none."""
    before = known.find(Person, belief.id) if isinstance(belief, Person) else None
    if before is None or not isinstance(belief, Person) or belief.department == before.department:
        return None
    return before.department
