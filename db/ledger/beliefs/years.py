"""What a closed year leaves behind: up to which entry it was counted, and what was there then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Carrier, Level


@dataclass(frozen=True, kw_only=True)
class ClosedYear(Belief):
    """A calendar year that the 保密办 has closed; what is recorded for it later stands in the next.

    `upto` is the last entry that was counted.
    """

    table = "closed_year"
    word = "结账年度"
    id: int
    closed_on: date
    upto: int
    closed_by: str
    copies: int


@dataclass(frozen=True, kw_only=True)
class YearFigure(Belief):
    """年末结存: copies of one level, keeper and carrier at the end of a closed year."""

    table = "year_figure"
    word = "年末结存"
    key = ("year", "level", "custodian", "carrier")
    year: int
    level: Level
    custodian: int
    carrier: Carrier
    copies: int
