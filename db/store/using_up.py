"""What was counted for a step and is part of its entry now: it need not be kept twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.ledger.acts.custody.close_stocktake import CloseStocktake
from db.ledger.acts.custody.stocktaking import CancelStocktake
from db.ledger.acts.handover.sign import ReceiveHandover
from db.store import scans, sightings, ticks

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.ledger.act import Act


def use_up(connection: Connection, act: Act) -> None:
    """Clear the scans, sightings or ticks that a recorded step has used up."""
    if act.takes_scans:
        scans.forget(connection, getattr(act, "batch"))  # noqa: B009 — a step names its batch
    if isinstance(act, ReceiveHandover):
        ticks.forget(connection, act.handover)
    if isinstance(act, (CloseStocktake, CancelStocktake)):
        sightings.forget(connection, act.stocktake)
