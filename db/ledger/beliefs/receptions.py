"""迎检: an inspector sits at the open ledger for a time; what was drawn for him, and found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Level


class Ended(Enum):
    """How an inspection at the desk came to its end; '' is still going on."""

    NO = ""
    HOST = "HOST"
    TIME = "TIME"
    LOCKED = "LOCKED"

    @property
    def word(self) -> str:
        """The end in Chinese."""
        return {"": "进行中", "HOST": "接待人结束", "TIME": "到时锁定", "LOCKED": "锁定结束"}[
            self.value
        ]


class Proof(Enum):
    """What became of a line of the sample; '' is not looked for yet."""

    WAITING = ""
    FOUND = "FOUND"
    DIFFERS = "DIFFERS"
    ABSENT = "ABSENT"

    @property
    def word(self) -> str:
        """The result in Chinese."""
        return {"": "未核", "FOUND": "见到", "DIFFERS": "不符", "ABSENT": "未见"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Reception(Belief):
    """迎检: who inspects, as whose guest, from when until when."""

    table = "reception"
    word = "迎检"
    id: int
    number: str
    inspector: str
    office: str
    host: str
    opened_on: date
    opened_at: str
    until: str
    ended: Ended = Ended.NO
    ended_at: str = ""
    draws: int = 0
    scans: int = 0
    looks: int = 0


@dataclass(frozen=True, kw_only=True)
class Draw(Belief):
    """抽样: how many were drawn of how many, by which seed; the same seed draws the same again."""

    table = "draw"
    word = "抽样"
    key = ("reception", "number")
    reception: int
    number: int
    persons: bool
    level: Level | None
    year: int | None
    gone: bool
    size: int
    population: int
    seed: str
    drawn_at: str
    upto: int


@dataclass(frozen=True, kw_only=True)
class DrawLine(Belief):
    """One copy or person drawn, as the book had it then, and whether it was seen."""

    table = "draw_line"
    word = "抽样行"
    key = ("reception", "draw", "position")
    reception: int
    draw: int
    position: int
    copy: int | None = None
    person: int | None = None
    place: int | None = None
    holder: int | None = None
    state: str = ""
    held: int = 0
    proof: Proof = Proof.WAITING
    proved_at: str = ""
    note: str = ""
