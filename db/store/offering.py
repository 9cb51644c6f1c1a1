"""What may be done with a person now, by what the ledger holds of him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.ledger.act import KINDS
from db.ledger.known import Known, Needs
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
