"""What an act asks of a person, field by field, as a form needs to know it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_origin

from db.ledger.act import Act, Phase, hints_of
from db.ledger.beliefs import (
    Batch,
    Belief,
    Copy,
    Dispatch,
    Document,
    Finding,
    MarkChange,
    Offer,
    Packet,
)
from db.ledger.values import Role
from desktop.asking import RECORDABLE

_ABOUT = frozenset({Copy, Document})
_DOCUMENT_EACH = frozenset({"keep_mark"})
"""Acts about one document that are done for a whole list of them, with the same answers."""
_BIGGER = frozenset({Batch, Dispatch, Finding, MarkChange, Offer, Packet})
LAST = ("on", "at")  # every act has them, mostly untouched: today, and no hour


@dataclass(frozen=True)
class Asked:
    """One field: what it is called, what it holds, and whether it must be there."""

    name: str
    label: str
    hint: str
    holds: type[Any]
    many: bool
    required: bool
    default: Any
    refers: type[Belief] | None
    among: Mapping[str, str] | None = None
    seldom: bool = False

    @property
    def empty(self) -> Any:
        """What stands in the act if nothing is filled in."""
        return () if self.many else self.default


class Scanning(Enum):
    """How an act takes its list: not from one, one act each, one act for all, or a step."""

    NOT = "not"
    EACH = "each"
    TOGETHER = "together"
    STEP = "step"


def asked_fields(kind: type[Act]) -> tuple[Asked, ...]:
    """Return the fields a person fills in, in the order of the form: what is seldom filled last."""
    hints = hints_of(kind)
    found = [
        _asked(field, hints[field.name])
        for field in dataclasses.fields(kind)
        if not field.metadata.get("reckoned")
    ]
    return tuple(sorted(found, key=lambda one: (one.seldom, one.name in LAST)))


def _asked(field: dataclasses.Field[Any], hint: Any) -> Asked:
    many = get_origin(hint) is tuple
    missing = field.default is dataclasses.MISSING
    return Asked(
        name=field.name,
        label=field.metadata["label"],
        hint=field.metadata["hint"],
        holds=_held(hint),
        many=many,
        required=missing,
        default=None if missing else field.default,
        refers=field.metadata["refers"],
        among=field.metadata.get("among"),
        seldom=field.metadata["seldom"],
    )


def _held(hint: Any) -> type[Any]:
    """Return the plain type behind `X | None`, `tuple[X, ...]` and `dict[X, Y]`."""
    if get_origin(hint) is dict:
        return dict
    options = [each for each in get_args(hint) if each not in (NoneType, Ellipsis)]
    return _held(options[0]) if options else hint


def scanning(kind: type[Act]) -> tuple[Scanning, Asked | None]:
    """Return how an act takes its copies or documents, and the field they go into.

    Copies that come one by one from the hand are scanned; a correction or an
    incident is about one copy, which is looked up like anything else.
    """
    fields = asked_fields(kind)
    by_batch = any(one.name == "batch" for one in fields)
    for one in fields:
        if one.refers is Copy and one.many:
            return (Scanning.STEP if by_batch else Scanning.TOGETHER), one
        if one.refers is Copy and kind.phase is Phase.CUSTODY:
            return Scanning.EACH, one
        if one.refers is Document and kind.kind in _DOCUMENT_EACH:
            return Scanning.EACH, one
    return Scanning.NOT, None


def bulk_acts(roles: frozenset[Role]) -> list[type[Act]]:
    """Return the acts that take copies from a list, as far as these roles may do them."""
    taken = (Scanning.EACH, Scanning.TOGETHER)
    listing = ((act, *scanning(act)) for act in _about_copies(roles))
    return [act for act, way, field in listing if way in taken and field and field.refers is Copy]


def acts_on_a_copy(roles: frozenset[Role]) -> list[type[Act]]:
    """Return the acts about one copy or its document, as far as these roles may do them."""
    return list(_about_copies(roles))


def _about_copies(roles: frozenset[Role]) -> Iterator[type[Act]]:
    """A step of something bigger, and the taking over of old books, have pages of their own."""
    for act in RECORDABLE.values():
        refers = {one.refers for one in asked_fields(act) if one.required}
        if act.roles & roles and not act.exempt and refers & _ABOUT and not refers & _BIGGER:
            yield act
