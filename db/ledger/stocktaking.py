"""What a stock-take counts, and what it makes of a copy that was seen, or was not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from db.ledger.beliefs import Bucket, Copy, Device, Stocktake, StocktakeDevice, StocktakeLine
from db.ledger.beliefs.equipment import DeviceState
from db.ledger.values import Level, State

PRESENT = (Bucket.FOUND, Bucket.ELSEWHERE, Bucket.LENT_HERE, Bucket.GONE)
AT_REST = (State.IN_STOCK, State.PENDING_RETURN, State.PENDING_DESTRUCTION)


class What(Enum):
    """What sort of thing is counted."""

    COPIES = "COPIES"
    DEVICES = "DEVICES"
    BOTH = "BOTH"

    @property
    def word(self) -> str:
        """The sort in Chinese."""
        return {"COPIES": "文件和载体", "DEVICES": "只点设备", "BOTH": "文件、载体和设备"}[
            self.value
        ]


@dataclass(frozen=True)
class Scope:
    """What is to be counted: these places and what stands within them, one holder, one level."""

    places: tuple[int, ...] = ()
    person: int | None = None
    level: Level | None = None
    what: What = What.COPIES


@dataclass(frozen=True)
class Expected:
    """The copies of a scope in the order of the shelves; which other counts hold some of them."""

    copies: tuple[int, ...] = ()
    elsewhere: tuple[tuple[int, str], ...] = ()  # copy, number of the open stock-take
    devices: tuple[int, ...] = ()
    devices_elsewhere: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Sighting:
    """One thing that was seen (or settled) in a stock-take that is not closed yet."""

    copy: int  # 0 for what nobody knows
    code: str
    place: int  # 0 is somewhere within the scope
    bucket: Bucket
    pages: int | None
    mark_ok: bool
    nature_ok: bool
    note: str
    stays: int
    account: int
    at: str
    moved_by: int | None = None
    turn: int = 1  # 2: what another person saw who did not know the first count
    person: int = 0  # who counted
    device: int = 0  # a device: then mark_ok is of its serial number, nature_ok of its keeper


def within(name: str, whole: str) -> bool:
    """Whether a place stands within another, as their names tell: 1号柜2层 within 1号柜."""
    if not name.startswith(whole):
        return False
    rest = name[len(whole) :]
    glued = rest[:1].isascii() and rest[:1].isalnum() and whole[-1:].isascii()
    return not (glued and whole[-1:].isalnum())


def sampled(copies: Iterable[int], amount: int, seed: str) -> tuple[int, ...]:
    """Draw some copies by a seed: the same seed draws the same ones, in the order given."""
    copies = tuple(copies)

    def lot(copy: int) -> bytes:
        return hashlib.sha256(f"{seed}:{copy}".encode()).digest()

    drawn = set(sorted(copies, key=lot)[:amount])
    return tuple(copy for copy in copies if copy in drawn)


def seen_as(copy: Copy, stocktake: Stocktake, place: int, line: StocktakeLine | None) -> Bucket:
    """Say what it means that a copy is here."""
    if copy.state.closed:
        return Bucket.GONE
    if stocktake.person is not None and copy.holder == stocktake.person:
        return Bucket.FOUND
    if copy.state not in AT_REST:
        return Bucket.LENT_HERE
    strange = line is None or stocktake.person is not None
    if strange or (place and copy.place != place):
        return Bucket.ELSEWHERE
    return Bucket.FOUND


def device_seen_as(device: Device, line: StocktakeDevice | None, place: str) -> Bucket:
    """Say what it means that a device is here; a place with no name is somewhere in the scope."""
    if device.state is DeviceState.SCRAPPED:
        return Bucket.GONE
    astray = line is None or (place and not within(device.place, place))
    return Bucket.ELSEWHERE if astray else Bucket.FOUND


def device_unseen_as(device: Device) -> Bucket:
    """Say what it means that nobody has seen a device so far."""
    return Bucket.OUT if device.state is DeviceState.REPAIR else Bucket.WAITING


def unseen_as(copy: Copy, stocktake: Stocktake, line: StocktakeLine) -> Bucket:
    """Say what it means that nobody has seen a copy so far."""
    if copy.stays != line.stays:
        return Bucket.MOVED
    if stocktake.person is not None and copy.holder == stocktake.person:
        return Bucket.WAITING
    return Bucket.WAITING if copy.state in AT_REST else Bucket.OUT


def agree(first: Sighting | None, second: Sighting | None) -> bool:
    """Whether two counts say the same: what only one of them looked at is no contradiction."""
    if first is None or second is None or not {first.bucket, second.bucket} <= set(PRESENT):
        seen = [one is not None and one.bucket in PRESENT for one in (first, second)]
        return seen[0] == seen[1]
    places, pages = {first.place, second.place} - {0}, {first.pages, second.pages} - {None}
    looks = {(one.mark_ok, one.nature_ok) for one in (first, second)}
    return len(places) < 2 and len(pages) < 2 and len(looks) < 2
