"""What the ledger believes now: one dataclass for each table; the list is in order of writing."""

from __future__ import annotations

from db.ledger.beliefs.belief import Belief, Key
from db.ledger.beliefs.custody import Batch, BatchLine, Hop, Incident, Loan
from db.ledger.beliefs.documents import Copy, Document, Knew, Receipt, ScopeMember
from db.ledger.beliefs.people import Account, Department, Person, Place, Unit, Witness
from db.ledger.beliefs.program import (
    Counter,
    KeyDuty,
    KeyringSeal,
    Printed,
    Reversal,
    Setting,
    Taken,
)

__all__ = [
    "BELIEFS",
    "Account",
    "Batch",
    "BatchLine",
    "Belief",
    "Copy",
    "Counter",
    "Department",
    "Document",
    "Hop",
    "Incident",
    "Key",
    "KeyDuty",
    "KeyringSeal",
    "Knew",
    "Loan",
    "Person",
    "Place",
    "Printed",
    "Receipt",
    "Reversal",
    "ScopeMember",
    "Setting",
    "Taken",
    "Unit",
    "Witness",
]

BELIEFS: tuple[type[Belief], ...] = (
    Unit,
    Department,
    Person,
    Place,
    Account,
    Witness,
    Document,
    Receipt,
    Copy,
    Loan,
    Hop,
    Batch,
    BatchLine,
    Incident,
    ScopeMember,
    Knew,
    Taken,
    KeyringSeal,
    Setting,
    KeyDuty,
    Counter,
    Printed,
    Reversal,
)
