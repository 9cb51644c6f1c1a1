"""What the program itself remembers: workbooks taken, keyring, numbers, prints, reversals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.belief import Belief


@dataclass(frozen=True, kw_only=True)
class Taken(Belief):
    """A workbook that was taken over, known by its digest."""

    table = "taken"
    word = "接收的旧账"
    key = ("digest",)
    digest: str
    kind: str
    rows: int
    accepted: int
    day: date


@dataclass(frozen=True, kw_only=True)
class KeyringSeal(Belief):
    """The digest of the keyring that the file vouches for (id 1)."""

    table = "keyring_seal"
    word = "口令环"
    id: int = 1
    generation: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class Setting(Belief):
    """A number that the unit has set for this ledger, by two persons; it outranks the file."""

    table = "setting"
    word = "规定"
    key = ("name",)
    name: str
    value: int
    since: date


@dataclass(frozen=True, kw_only=True)
class NumberStyle(Belief):
    """How a kind of number is written from a day on, set by two persons; it outranks the file."""

    table = "number_style"
    word = "编号样式"
    key = ("name", "since")
    name: str
    since: date
    mask: str


@dataclass(frozen=True, kw_only=True)
class KeyDuty(Belief):
    """Since when, and why, the ledger's keys must be changed (换钥); no day if they need not."""

    table = "key_duty"
    word = "换钥"
    id: int = 1
    since: date | None
    why: str


@dataclass(frozen=True, kw_only=True)
class Counter(Belief):
    """The last number used of a series; never goes back."""

    table = "counter"
    word = "编号"
    key = ("series",)
    subject = False
    series: str
    last: int


@dataclass(frozen=True, kw_only=True)
class Printed(Belief):
    """A print or an export that left the program; `serial` runs through all of them."""

    table = "printed"
    word = "打印"
    key = ("serial",)
    subject = False
    serial: int
    form: str
    title: str = ""
    about: str = ""
    marking: str = ""
    operator: str = ""
    day: date
    made_at: str = ""
    pages: int
    reprint_of: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reversal(Belief):
    """An entry that was taken back, and by which entry."""

    table = "reversal"
    word = "冲销"
    key = ("entry",)
    subject = False
    entry: int
    by: int
