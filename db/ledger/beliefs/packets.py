"""What is on its way in, counted in packets: announced, collected, opened, reconciled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Level


class PacketState(Enum):
    """How far a packet has come (domain 2.4)."""

    EXPECTED = "EXPECTED"
    SEALED = "SEALED"
    OPENED = "OPENED"
    RECONCILED = "RECONCILED"

    @property
    def word(self) -> str:
        """The state in the words of the trade."""
        return _PACKET_WORDS[self]


_PACKET_WORDS = {
    PacketState.EXPECTED: "待领取",
    PacketState.SEALED: "待拆封",
    PacketState.OPENED: "待核对",
    PacketState.RECONCILED: "已核对",
}


@dataclass(frozen=True, kw_only=True)
class Packet(Belief):
    """机要件 (封): one envelope, from the phone call to the last line of its list."""

    table = "packet"
    word = "机要包"
    id: int
    number: str
    sender: str
    channel: str
    level: Level | None
    urgency: str
    announced_on: date | None = None
    announced_at: str = ""
    caller: str = ""
    wanted: str = ""
    told_on: date | None = None
    told_at: str = ""
    told_to: str = ""
    due: str = ""
    collectors: str = ""
    vehicle: str = ""
    counter: str = ""
    seal_intact: bool = False
    collected_on: date | None = None
    collected_at: str = ""
    opened_on: date | None = None
    opened_at: str = ""
    opened_by: str = ""
    listed: int | None = None
    found: int | None = None
    query: str = ""
    closed_on: date | None = None
    state: PacketState
    handler: int | None = None  # who has it, from the counter until it is reconciled
