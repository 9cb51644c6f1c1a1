"""What may be done with a person now, by what the ledger holds of him."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from db.ledger import fitness
from db.ledger.act import KINDS
from db.ledger.beliefs import Appointment, Person
from db.ledger.beliefs.marks import Duty
from db.ledger.known import Known, Needs, needs
from db.ledger.offering import against, takes_person, tried
from db.ledger.rules import Refusal
from db.store.loading import load

if TYPE_CHECKING:
    from sqlite3 import Connection


def offers_to(connection: Connection, person: int, known: Known) -> dict[str, list[Refusal]]:
    """Return, for every kind of act that takes a person, what forbids it now; [] is lawful.

    Only what is found by its key is looked up: nobody waits for a card to search the journal.
    """
    roles = known.operator.roles
    kinds = [kind for kind in KINDS.values() if takes_person(kind) and kind.roles & roles]
    wanted = Needs()
    for kind in kinds:
        for act in tried(kind, person, known.today):
            needed = act.needs()
            wanted.keys |= needed.keys
            wanted.alike |= needed.alike
            wanted.kept |= needed.kept
    load(connection, known, wanted)
    return {kind.kind: against(kind, person, known) for kind in kinds}


def unfit_for(
    connection: Connection, field: str, persons: Iterable[int], known: Known
) -> dict[int, str]:
    """Return, by person, why he cannot be named in a field of an act today; '' if he can."""
    people = tuple(persons)
    wanted = needs(*((Person, person) for person in people))
    wanted.keys |= {(Appointment, (person, Duty.COLLECT)) for person in people}
    load(connection, known, wanted)
    found = known.those(Person, people)
    return {one.id: fitness.unfit_for(known, one, field, known.today) for one in found}
