"""Devices in a stock-take: what it means that one was seen, or was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.ledger.beliefs import Bucket, Device, Place, Stocktake, StocktakeDevice
from db.ledger.stocktaking import device_seen_as, device_unseen_as
from db.store import standing

if TYPE_CHECKING:
    from sqlite3 import Connection


def device_seen(connection: Connection, stocktake: Stocktake, device: Device, place: int) -> Bucket:
    """Say what it means that a device is at a place, or somewhere within the scope."""
    line = standing.find(connection, StocktakeDevice, (stocktake.id, device.id))
    here = standing.find(connection, Place, (place,)) if place else None
    return device_seen_as(device, line, here.name if here else "")


def device_unseen(connection: Connection, stocktake: Stocktake, device: int) -> Bucket | None:
    """Say how a device counted before it was seen; None if it was not on the list."""
    line = standing.find(connection, StocktakeDevice, (stocktake.id, device))
    found = standing.find(connection, Device, (device,))
    return device_unseen_as(found) if line is not None and found is not None else None
