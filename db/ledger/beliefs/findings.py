"""问题与整改: what a check has found, who puts it right by when, and who saw that it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief


class FindingSource(Enum):
    """Which check has brought it to light."""

    SELF = "SELF"
    DEPARTMENT = "DEPARTMENT"
    AUTHORITY = "AUTHORITY"
    STOCKTAKE = "STOCKTAKE"
    INCIDENT = "INCIDENT"
    RISK = "RISK"

    @property
    def word(self) -> str:
        """The check in Chinese."""
        return {
            "SELF": "单位自查",
            "DEPARTMENT": "部门自查",
            "AUTHORITY": "上级检查",
            "STOCKTAKE": "盘点",
            "INCIDENT": "事件",
            "RISK": "隐患清单",
        }[self.value]


class FindingState(Enum):
    """How far a finding has been put right."""

    OPEN = "OPEN"
    ASSIGNED = "ASSIGNED"
    SUBMITTED = "SUBMITTED"
    VERIFIED = "VERIFIED"
    CLOSED = "CLOSED"
    REOPENED = "REOPENED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return {
            "OPEN": "待交办",
            "ASSIGNED": "整改中",
            "SUBMITTED": "待验收",
            "VERIFIED": "待销号",
            "CLOSED": "已销号",
            "REOPENED": "重新整改",
        }[self.value]

    @property
    def with_department(self) -> bool:
        """Whether it lies with those who have to put it right: their term runs."""
        return self in (FindingState.OPEN, FindingState.ASSIGNED, FindingState.REOPENED)


@dataclass(frozen=True, kw_only=True)
class Finding(Belief):
    """问题: one line of the register of what has to be put right (F37)."""

    table = "finding"
    word = "问题"
    id: int
    number: str
    found_on: date
    source: FindingSource
    inspector: str
    description: str
    category: str
    basis: str
    department: int | None
    person: int | None
    item: str
    requirement: str
    due: date
    state: FindingState
    alike: int = 0  # earlier ones of this category in this department, when it was noted
    incident: int | None = None
    stocktake: int | None = None
    measures: str = ""
    evidence: str = ""
    rectified_by: int | None = None
    rectified_on: date | None = None
    verifier: str = ""
    verified_on: date | None = None
    closed_on: date | None = None
    reopened: int = 0
    why: str = ""  # it was sent back or opened again
