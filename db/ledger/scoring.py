"""How a self-inspection is scored (domain 5.1): what exists counts, deductions never exceed points.

Everything is in tenths of a point; the bands are held against whole numbers: 89.96 % is below 90.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from db.ledger.checklists import ItemKind


class Band(Enum):
    """考评结果."""

    MEETS = "MEETS"
    MOSTLY = "MOSTLY"
    FAILS = "FAILS"
    OPEN = "OPEN"
    UNSCORED = "UNSCORED"

    @property
    def word(self) -> str:
        """The result as the sheet prints it."""
        return _BANDS[self]


MEETS_FROM, MOSTLY_FROM = 900, 800
"""The least permille that meets the standard, and that mostly does."""
_BANDS = {
    Band.MEETS: "符合要求",
    Band.MOSTLY: "基本符合要求",
    Band.FAILS: "不符合要求",
    Band.OPEN: "未评完",
    Band.UNSCORED: "分值未定",
}


@dataclass(frozen=True)
class Scored:
    """One item as it counts: what it is worth, whether it exists, what is deducted."""

    kind: ItemKind
    points: int | None
    existing: bool
    deduction: int | None  # None: not answered


@dataclass(frozen=True)
class Score:
    """A sheet summed up; `open` items are not answered yet, `unknown` have no points."""

    points: int
    applicable: int
    lost: int
    aggravated: int
    vetoed: bool
    open: int
    unknown: int

    @property
    def score(self) -> int:
        """The score in tenths, never below nothing."""
        return max(0, self.applicable - self.lost - self.aggravated)

    @property
    def permille(self) -> int | None:
        """The score as tenths of a per cent of what exists, cut off; None if nothing has points."""
        return self.score * 1000 // self.applicable if self.applicable else None

    @property
    def band(self) -> Band:
        """The result: a veto decides alone, an open item leaves it open."""
        if self.vetoed:
            return Band.FAILS
        if self.open:
            return Band.OPEN
        if self.permille is None:
            return Band.UNSCORED
        if self.permille >= MEETS_FROM:
            return Band.MEETS
        return Band.MOSTLY if self.permille >= MOSTLY_FROM else Band.FAILS


def scored(items: Iterable[Scored]) -> Score:
    """Sum up a sheet."""
    points = applicable = lost = aggravated = waiting = unknown = 0
    vetoed = False
    for item in items:
        worth = item.points or 0
        if item.kind is ItemKind.NORMAL:
            points += worth
            unknown += item.points is None
        if not item.existing:
            continue
        waiting += item.deduction is None
        deduction = item.deduction or 0
        if item.kind is ItemKind.NORMAL:
            applicable += worth
            lost += min(worth, deduction)
        elif item.kind is ItemKind.AGGRAVATED:
            aggravated += deduction
        else:
            vetoed = vetoed or deduction > 0
    return Score(points, applicable, lost, aggravated, vetoed, waiting, unknown)


def percent(permille: int | None) -> str:
    """Write tenths of a per cent."""
    return "—" if permille is None else f"{permille // 10}.{permille % 10}%"
