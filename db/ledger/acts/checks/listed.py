"""The lists as the unit has them: what the program brings, with what the unit changed."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from db.ledger.beliefs import CheckRound, CheckSheet, ListItem
from db.ledger.beliefs.selfcheck import RoundState
from db.ledger.checklists import Checklist, Item, Layer, amended
from db.ledger.known import Known
from db.ledger.rules import K31, Refusal, refuse


class Listed(msgspec.Struct, frozen=True):
    """An item of a round, and on which list it stands."""

    layer: Layer
    item: Item


def item_of(one: ListItem) -> Item:
    """Return a changed item as lists have them."""
    return Item(
        id=one.item,
        group=one.grouped,
        text=one.text,
        auto=one.auto,
        points=one.points,
        each=one.each_off,
        method=one.method,
        evidence=one.evidence,
        kind=one.kind,
        existing=one.existing,
    )


def changes_of(known: Known, layer: Layer) -> dict[str, tuple[Item, bool]]:
    """Return what the unit changed in a list, by item; needs the list items of the layer."""
    found = (one for one in known.all(ListItem) if one.layer is layer)
    return {one.item: (item_of(one), one.active) for one in found}


def list_of(known: Known, layer: Layer) -> tuple[Item, ...]:
    """Return the items of a list as the unit has them now."""
    shipped = known.policy.checking.lists.get(layer)
    return amended(shipped.items if shipped else (), changes_of(known, layer))


def shipped_list(known: Known, layer: Layer) -> Checklist | None:
    """Return the list that the program brings for a layer."""
    return known.policy.checking.lists.get(layer)


def round_refusals(found: CheckRound, verb: str, *states: RoundState) -> Iterator[Refusal]:
    """A round stands where this may be done with it."""
    if found.state not in states:
        yield refuse(K31, which=found.number, state=found.state.word, act=verb)


def sheet_refusals(sheet: CheckSheet, verb: str) -> Iterator[Refusal]:
    """What is signed stays as it is."""
    if sheet.signed_on is not None:
        yield refuse(K31, field="sheet", which=f"{sheet.name}的自查表", state="已签认", act=verb)
