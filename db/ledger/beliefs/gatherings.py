"""会议和提醒: committee and officers' meetings, classified meetings, reminders, plans of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Level


class GatheringKind(Enum):
    """Which body met."""

    COMMITTEE = "COMMITTEE"
    OFFICERS = "OFFICERS"
    OTHER = "OTHER"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return {"COMMITTEE": "保密委员会会议", "OFFICERS": "保密员例会", "OTHER": "其他会议"}[
            self.value
        ]


class ConferenceState(Enum):
    """How far a classified meeting has come."""

    PLANNED = "PLANNED"
    APPROVED = "APPROVED"
    CHECKED = "CHECKED"
    CANCELLED = "CANCELLED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return {
            "PLANNED": "待审批",
            "APPROVED": "已批准",
            "CHECKED": "已检查",
            "CANCELLED": "已取消",
        }[self.value]


class PlanKind(Enum):
    """What is planned for a year."""

    TRAINING = "TRAINING"
    MEETINGS = "MEETINGS"
    INSPECTION = "INSPECTION"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return {"TRAINING": "培训计划", "MEETINGS": "例会计划", "INSPECTION": "检查计划"}[
            self.value
        ]


@dataclass(frozen=True, kw_only=True)
class Gathering(Belief):
    """One meeting of a body: the index of its minutes, and which departments were there."""

    table = "gathering"
    word = "会议记录"
    id: int
    kind: GatheringKind
    title: str
    held_on: date
    chair: str
    attendees: tuple[int, ...]
    others: str
    departments: tuple[int, ...]
    absent: str
    matters: str
    decisions: str
    minutes_no: str


@dataclass(frozen=True, kw_only=True)
class Conference(Belief):
    """涉密会议: approved before (F32), checked while it was held (F33); checks are 1 or 0."""

    table = "conference"
    word = "涉密会议"
    id: int
    number: str
    name: str
    department: int
    level: Level
    starts_on: date
    ends_on: date
    location: str
    officer: int
    content: str
    scope: str
    duties: str
    planned_on: date
    state: ConferenceState
    approved_by: str = ""
    approved_on: date | None = None
    opinion: str = ""
    checks: tuple[int, ...] = ()
    record_keeper: str = ""
    checked_by: str = ""
    checked_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Reminder(Belief):
    """保密提醒: before a holiday, a big event, a move; who was reminded, how, and of what."""

    table = "reminder"
    word = "保密提醒"
    id: int
    reminded_on: date
    occasion: str
    content: str
    departments: tuple[int, ...]
    way: str
    reminded_by: str


@dataclass(frozen=True, kw_only=True)
class YearPlan(Belief):
    """年度计划: what was planned for a year, and who approved it."""

    table = "year_plan"
    word = "年度计划"
    key = ("year", "kind")
    year: int
    kind: PlanKind
    content: str
    approved_by: str
    planned_on: date
