"""移位: a copy in the cabinet gets another place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.acts.custody.access import rest_refusals, time_refusals
from db.ledger.beliefs import Belief, Copy, Place
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V00, V01, Refusal, refuse
from db.ledger.values import Role


@act("relocate", "移位", Phase.CUSTODY, Role.CUSTODIAN)
class Relocate(Act):
    """Keep copies in another place; every change of location is an event (K01)."""

    short = "移位"

    copies: tuple[int, ...] = asked("份", refers=Copy)
    place: int = asked("新的存放处", refers=Place)

    def needs(self) -> Needs:
        """The copies."""
        return needs(*((Copy, number) for number in self.copies))

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only a copy at rest is moved."""
        yield from rest_refusals(copy, "移位")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """At rest, and to a known place."""
        if not self.copies:
            yield refuse(V01, field="copies", label="份", problem="至少一份")
        if known.find(Place, self.place) is None:
            yield refuse(V00, field="place", what="存放处")
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            yield from time_refusals(copy, self.on)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Every copy in its new place."""
        for copy in known.those(Copy, self.copies):
            yield replace(copy, place=self.place, moved_on=self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{len(self.copies)}份移至{names.place(self.place)}"
