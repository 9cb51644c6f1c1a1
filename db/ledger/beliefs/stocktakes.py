"""盘点: what was to be counted, what was made of it, and what nobody knew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Level, State


class StocktakeState(Enum):
    """How far a stock-take has come."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return {"OPEN": "点数中", "CLOSED": "已收盘", "CANCELLED": "已撤销"}[self.value]


class Bucket(Enum):
    """What a stock-take makes of one copy."""

    FOUND = "FOUND"
    ELSEWHERE = "ELSEWHERE"
    OUT = "OUT"
    LENT_HERE = "LENT_HERE"
    MISSING = "MISSING"
    UNKNOWN = "UNKNOWN"
    GONE = "GONE"
    MOVED = "MOVED"
    WAITING = "WAITING"

    @property
    def word(self) -> str:
        """The result as the form names it."""
        return _BUCKET_WORDS[self]

    @property
    def grave(self) -> bool:
        """Whether somebody has to look into it."""
        return self not in (Bucket.FOUND, Bucket.OUT, Bucket.WAITING)


_BUCKET_WORDS = {
    Bucket.FOUND: "相符",
    Bucket.ELSEWHERE: "错柜",
    Bucket.OUT: "在外",
    Bucket.LENT_HERE: "账外借在柜",
    Bucket.MISSING: "未见",
    Bucket.UNKNOWN: "账外",
    Bucket.GONE: "已销在柜",
    Bucket.MOVED: "点中移动",
    Bucket.WAITING: "未点",
}


@dataclass(frozen=True, kw_only=True)
class Stocktake(Belief):
    """盘点: one count of one scope; its list is frozen, the desk is not."""

    table = "stocktake"
    word = "盘点"
    id: int
    number: str
    reason: str
    state: StocktakeState
    scope: str
    places: tuple[int, ...] = ()  # with what stands within them; none is everywhere
    person: int | None = None
    level: Level | None = None
    sample: int | None = None
    seed: str = ""
    counter: int
    second: str = ""
    opened_on: date
    opened_at: str
    upto: int
    copies: int
    top_secret: int = 0
    secret: int = 0
    confidential: int = 0
    closed_on: date | None = None
    remark: str = ""
    devices: int = 0


@dataclass(frozen=True, kw_only=True)
class StocktakeLine(Belief):
    """One copy of a stock-take, as the book had it then; and, once it is closed, the result."""

    table = "stocktake_line"
    word = "盘点清单"
    key = ("stocktake", "copy")
    subject = False
    stocktake: int
    copy: int
    position: int
    place: int
    holder: int | None
    state: State
    stays: int
    expected: bool = True
    result: Bucket | None = None
    found_place: int | None = None
    pages: int | None = None
    mark_ok: bool = True
    nature_ok: bool = True  # 原件, 复制件: as the ledger has it
    note: str = ""
    seen_at: str = ""
    moved_by: int | None = None
    again: Bucket | None = None  # the second count of a 绝密 copy
    again_place: int | None = None
    again_pages: int | None = None
    again_at: str = ""


@dataclass(frozen=True, kw_only=True)
class StocktakeDevice(Belief):
    """One device of a stock-take; and, once it is closed, the result."""

    table = "stocktake_device"
    word = "盘点清单设备"
    key = ("stocktake", "device")
    subject = False
    stocktake: int
    device: int
    position: int
    custodian: int
    expected: bool = True
    result: Bucket | None = None
    found_place: int | None = None
    serial_ok: bool = True
    keeper_ok: bool = True
    note: str = ""
    seen_at: str = ""


@dataclass(frozen=True, kw_only=True)
class StocktakeFind(Belief):
    """账外: a thing that no copy of this ledger answers to; kept with place and note."""

    table = "stocktake_find"
    word = "账外实物"
    key = ("stocktake", "number")
    subject = False
    stocktake: int
    number: int
    code: str
    place: int | None
    note: str
    seen_at: str
