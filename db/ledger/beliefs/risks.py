"""隐患自查: a department went through its list; what it answered with no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.belief import Belief


@dataclass(frozen=True, kw_only=True)
class RiskCheck(Belief):
    """One sheet that came back: when, by whom, how many lines, how many of them wrong."""

    table = "risk_check"
    word = "隐患自查"
    id: int
    department: int
    checked_on: date
    checker: str
    asked: int
    wrong: int


@dataclass(frozen=True, kw_only=True)
class RiskLine(Belief):
    """One line that was answered with no, and what was found."""

    table = "risk_line"
    word = "隐患"
    key = ("risk_check", "item")
    risk_check: int
    item: str
    text: str
    category: str
    note: str
