"""What the ledger believes now: one dataclass for each table; the list is in order of writing."""

from __future__ import annotations

from db.ledger.beliefs.belief import Belief, Key
from db.ledger.beliefs.custody import Batch, BatchLine, Hop, Incident, Loan
from db.ledger.beliefs.documents import Copy, Document, Knew, Receipt, ScopeMember
from db.ledger.beliefs.marks import (
    Appointment,
    Authority,
    Instruction,
    MarkChange,
    Remarking,
)
from db.ledger.beliefs.moves import Dispatch, Offer, Reproduction, Stay, Trip
from db.ledger.beliefs.packets import Packet
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
    "Appointment",
    "Authority",
    "Batch",
    "BatchLine",
    "Belief",
    "Copy",
    "Counter",
    "Department",
    "Dispatch",
    "Document",
    "Hop",
    "Incident",
    "Instruction",
    "Key",
    "KeyDuty",
    "KeyringSeal",
    "Knew",
    "Loan",
    "MarkChange",
    "Offer",
    "Packet",
    "Person",
    "Place",
    "Printed",
    "Receipt",
    "Remarking",
    "Reproduction",
    "Reversal",
    "ScopeMember",
    "Setting",
    "Stay",
    "Taken",
    "Trip",
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
    Stay,
    Trip,
    Dispatch,
    Offer,
    Reproduction,
    Packet,
    Instruction,
    Appointment,
    Authority,
    MarkChange,
    Remarking,
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
