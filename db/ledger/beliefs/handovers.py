"""交接: one keeper's things pass to another, counted item by item before a supervisor (K25)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from db.ledger.beliefs.belief import Belief


class HandoverReason(Enum):
    """Why somebody hands over what he keeps."""

    LEAVING = "LEAVING"
    MOVING = "MOVING"
    ROTATION = "ROTATION"
    LEAVE = "LEAVE"
    MERGER = "MERGER"

    @property
    def word(self) -> str:
        """The reason in Chinese."""
        return {
            "LEAVING": "离岗",
            "MOVING": "调动",
            "ROTATION": "轮岗",
            "LEAVE": "休假代管",
            "MERGER": "机构合并",
        }[self.value]

    @property
    def locks(self) -> bool:
        """Whether whoever hands over has no business here any more: his credential locks."""
        return self in (HandoverReason.LEAVING, HandoverReason.MOVING)


class HandoverState(Enum):
    """How far a handover has come."""

    OPEN = "OPEN"
    HANDED = "HANDED"
    CLOSED = "CLOSED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return {"OPEN": "清点中", "HANDED": "待接收", "CLOSED": "已完成"}[self.value]


class Finding(Enum):
    """What was found when an item was counted; '' is not counted yet."""

    NONE = ""
    MATCHES = "MATCHES"
    ABSENT = "ABSENT"
    ELSEWHERE = "ELSEWHERE"
    DIFFERS = "DIFFERS"
    SETTLED = "SETTLED"

    @property
    def word(self) -> str:
        """The finding in Chinese."""
        return {
            "": "未点",
            "MATCHES": "相符",
            "ABSENT": "未见",
            "ELSEWHERE": "错柜",
            "DIFFERS": "不符",
            "SETTLED": "已了结",
        }[self.value]


class Tick(NamedTuple):
    """One item as it was counted; `stood` is how its copy stood in the book at that moment."""

    finding: Finding
    words: str
    stood: str


@dataclass(frozen=True, kw_only=True)
class Handover(Belief):
    """One handover, from the frozen list to the day custody passed."""

    table = "handover"
    word = "交接"
    id: int
    number: str
    reason: HandoverReason
    leaver: int
    receiver: int
    supervisor: int
    state: HandoverState
    opened_on: date
    base_at: str  # when the list was frozen, and behind which entry
    base_seq: int
    until: date | None = None
    remark: str = ""
    handed_on: date | None = None
    closed_on: date | None = None
    closed_by: int | None = None  # the entry with which custody passed
    by_three: bool = False  # it bears the leaver's own signature, too


@dataclass(frozen=True, kw_only=True)
class HandoverLine(Belief):
    """One item of the list: a copy as it stood, or a thing or a matter in words."""

    table = "handover_line"
    word = "交接项"
    key = ("handover", "position")
    handover: int
    position: int
    sort: str
    copy: int | None = None
    device: int | None = None
    called: str = ""
    stood: str = ""
    place: int | None = None
    holder: int | None = None
    finding: Finding = Finding.NONE
    words: str = ""
