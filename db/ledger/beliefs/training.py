"""保密教育培训: the sessions, who was to come, who came, and with what score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief


class TrainingKind(Enum):
    """What a session is for."""

    BEFORE_POST = "BEFORE_POST"
    ON_POST = "ON_POST"
    TOPIC = "TOPIC"
    WARNING = "WARNING"
    BEFORE_TRAVEL = "BEFORE_TRAVEL"
    BEFORE_MEETING = "BEFORE_MEETING"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return _KINDS[self]


_KINDS = {
    TrainingKind.BEFORE_POST: "岗前",
    TrainingKind.ON_POST: "在岗",
    TrainingKind.TOPIC: "专题",
    TrainingKind.WARNING: "警示教育",
    TrainingKind.BEFORE_TRAVEL: "出境前",
    TrainingKind.BEFORE_MEETING: "涉密会议前",
}


class Presence(Enum):
    """Whether somebody who was to come did."""

    LISTED = "LISTED"
    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    MADE_UP = "MADE_UP"

    @property
    def word(self) -> str:
        """The presence in Chinese."""
        return {"LISTED": "应到", "PRESENT": "实到", "ABSENT": "缺席", "MADE_UP": "已补训"}[
            self.value
        ]

    @property
    def counts(self) -> bool:
        """Whether the hours of the session are his."""
        return self in (Presence.PRESENT, Presence.MADE_UP)


@dataclass(frozen=True, kw_only=True)
class Training(Belief):
    """One session; its hours are kept in tenths, as there are no fractions in an entry."""

    table = "training"
    word = "培训"
    id: int
    number: str
    kind: TrainingKind
    topic: str
    lecturer: str
    tenths: int
    place: str
    departments: tuple[int, ...]
    held_on: date
    held_at: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Attendance(Belief):
    """One person of one session: the day that counts is the session's, or that of the make-up."""

    table = "attendance"
    word = "参训"
    key = ("training", "person")
    training: int
    person: int
    presence: Presence
    done_on: date | None = None
    score: int | None = None
    why: str = ""
