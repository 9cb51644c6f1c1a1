"""What may be done with a person now: every act that takes one is tried with nothing else in it.

Whatever is still to be filled in may turn out well or badly; what an act says of the person
himself, however its choices are made, stands already.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from enum import Enum
from itertools import product
from types import NoneType
from typing import Any, get_args, get_origin

from db.ledger.act import Act, hints_of
from db.ledger.beliefs import Person
from db.ledger.fitness import reader_refusals
from db.ledger.judging import role_refusals
from db.ledger.known import Known, Missing
from db.ledger.rules import Refusal
from db.ledger.values import Level

ABOUT, INTO_HIS_HANDS = "person", "to"


def takes_person(kind: type[Act]) -> str:
    """Return the field by which an act is about a person, or hands something to him; '' if none.

    What only notes a hand-over of the past (it has no look at the copy) is about the copy.
    """
    for field in _asked(kind):
        required = field.default is dataclasses.MISSING
        named = field.name == ABOUT or (field.name == INTO_HIS_HANDS and "first_look" in vars(kind))
        if named and required and field.metadata["refers"] is Person:
            return field.name
    return ""


def tried(kind: type[Act], person: int, day: date) -> Iterator[Act]:
    """Yield the act about this person, once for each way of making its choices."""
    field, hints = takes_person(kind), hints_of(kind)
    fixed: dict[str, Any] = {field: person, "on": day}
    open_: dict[str, list[Any]] = {}
    for one in _asked(kind):
        if one.name in fixed:
            continue
        if choices := list(one.metadata["among"] or _choices(hints[one.name])):
            open_[one.name] = choices
        elif one.default is dataclasses.MISSING:
            fixed[one.name] = _nothing(hints[one.name], day)
    for picked in product(*open_.values()):
        yield kind(**fixed, **dict(zip(open_, picked, strict=True)))


def against(kind: type[Act], person: int, known: Known) -> list[Refusal]:
    """Return what speaks against every way of doing it; [] is lawful."""
    least: list[Refusal] | None = None
    for candidate in tried(kind, person, known.today):
        said = [*role_refusals(candidate, known), *_of_the_person(candidate, known)]
        if least is None or len(said) < len(least):
            least = said
        if not least:
            break
    return least or []


def _of_the_person(candidate: Act, known: Known) -> Iterator[Refusal]:
    field = takes_person(type(candidate))
    if field == INTO_HIS_HANDS:
        for person in known.those(Person, [getattr(candidate, field)]):
            found = reader_refusals(person, min(Level), candidate.on)
            yield from (refusal for refusal in found if refusal.block)
    with suppress(Missing):  # of what is not filled in nothing can be said
        for refusal in candidate.completed(known).refusals(known):
            if refusal.block and refusal.field == field:
                yield refusal


def _asked(kind: type[Act]) -> Iterator[dataclasses.Field[Any]]:
    return (field for field in dataclasses.fields(kind) if not field.metadata["reckoned"])


def _choices(hint: Any) -> list[Any]:
    """Return the values of a box to tick or a list to choose from."""
    arms = get_args(hint) or (hint,)
    if get_origin(hint) is tuple:
        return []
    found: list[Any] = []
    for arm in arms:
        if arm is bool:
            found += [False, True]
        elif isinstance(arm, type) and issubclass(arm, Enum):
            found += list(arm)
    return [None, *found] if found and NoneType in arms else found


def _nothing(hint: Any, day: date) -> Any:
    """Return what stands in a field before anybody has filled it in."""
    return {str: "", int: 0, date: day}.get(hint, ())
