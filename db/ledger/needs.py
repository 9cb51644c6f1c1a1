"""What an act asks for before it is judged, and what a reversal must know of the past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from db.ledger.beliefs import Belief, Key
from db.ledger.sampling import Population
from db.ledger.stocktaking import Scope
from db.ledger.withheld import Sought


@dataclass
class Needs:
    """What must be loaded before an act can be judged."""

    keys: set[tuple[type[Belief], Key]] = field(default_factory=set)
    person_names: set[str] = field(default_factory=set)
    numbers: set[tuple[str, str]] = field(default_factory=set)  # (issuer, doc_number)
    receipts: set[str] = field(default_factory=set)  # receipt numbers as typed
    entries: set[int] = field(default_factory=set)
    entire: set[int] = field(default_factory=set)  # documents with all their copies
    alike: set[tuple[type[Belief], str, object]] = field(default_factory=set)  # column = value
    years: set[int] = field(default_factory=set)  # to be counted at their end
    kept: set[int] = field(default_factory=set)  # persons, with all that they keep or hold
    sought: set[Sought] = field(default_factory=set)  # what a redaction takes out
    scopes: set[Scope] = field(default_factory=set)  # what a stock-take is to count
    gathered: set[int] = field(default_factory=set)  # rounds, with their evidence as it is now
    rounds_of: set[int] = field(default_factory=set)  # sheets, with their round and its items
    populations: set[Population] = field(default_factory=set)  # what a sample is drawn from
    given: set[str] = field(default_factory=set)  # series whose numbers so far are looked at

    def joined(self, other: Needs) -> Needs:
        """Take in what another act needs, and return itself."""
        self.keys |= other.keys
        self.person_names |= other.person_names
        self.numbers |= other.numbers
        self.receipts |= other.receipts
        self.entries |= other.entries
        self.entire |= other.entire
        self.alike |= other.alike
        self.years |= other.years
        self.kept |= other.kept
        self.sought |= other.sought
        self.scopes |= other.scopes
        self.gathered |= other.gathered
        self.rounds_of |= other.rounds_of
        self.populations |= other.populations
        self.given |= other.given
        return self


def needs(*keys: tuple[type[Belief], int | None], **sets: Iterable[object]) -> Needs:
    """Name the beliefs that are needed by kind and id; a None id is left out."""
    wanted = {(kind, (number,)) for kind, number in keys if number is not None}
    return Needs(wanted, **{name: set(values) for name, values in sets.items()})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Past:
    """An entry of the journal, as far as a reversal must know it."""

    seq: int
    kind: str
    title: str
    account: int
    recorded_on: date
    reversible: bool
    reversed_by: int | None
    later: tuple[tuple[int, str], ...]  # effective later entries on its subjects, newest first
    left_the_desk: bool  # printed or handed out since
