"""What every sending to another unit has: a lawful channel, fit senders, a number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from db.ledger.beliefs import Person
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known
from db.ledger.rules import K19, Refusal, refuse

CHANNELS = {
    "机要交通": "机要交通",
    "机要通信": "机要通信",
    "专人直送": "专人直送",
    "机要交换": "机要交换",
}


def sending_refusals(
    known: Known, channel: str, senders: tuple[int, ...], day: date
) -> Iterator[Refusal]:
    """Only channels that the law names (K19), by people still in office (K23)."""
    for sender in known.those(Person, senders):
        yield from fit_refusals(sender, day, "收发", field="senders")
    if channel not in CHANNELS:
        yield refuse(K19, field="channel", what=channel.strip() or "请选择渠道")
