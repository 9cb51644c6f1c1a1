"""脱密期: how long it may be by grade; three sets are in circulation, and the unit chooses one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date

from db.ledger.values import Grade


@dataclass(frozen=True)
class CoolingSet:
    """One set: its name and source, and for each grade the least and the most months (0: open)."""

    name: str
    source: str
    months: Mapping[Grade, tuple[int, int]]

    def words(self, grade: Grade) -> str:
        """Tell the range of a grade, e.g. 甲套：重要涉密人员2年至3年."""
        least, most = self.months[grade]
        upto = f"{spell(least)}至{spell(most)}" if most else f"不少于{spell(least)}"
        return f"{self.name}套：{grade.word}涉密人员{upto}"


COOLING_SETS: tuple[CoolingSet, ...] = (
    CoolingSet(
        "甲",
        "较早文本，引用最多：核心3至5年，重要2至3年，一般1至2年",
        {Grade.CORE: (36, 60), Grade.IMPORTANT: (24, 36), Grade.GENERAL: (12, 24)},
    ),
    CoolingSet(
        "乙",
        "较新文本：核心2至3年，重要1至2年，一般6个月至1年，必要时可以延长",
        {Grade.CORE: (24, 36), Grade.IMPORTANT: (12, 24), Grade.GENERAL: (6, 12)},
    ),
    CoolingSet(
        "丙",
        "科研生产单位文本：核心不少于3年，重要不少于2年，一般不少于1年",
        {Grade.CORE: (36, 0), Grade.IMPORTANT: (24, 0), Grade.GENERAL: (12, 0)},
    ),
)
"""The sets as resources/policy/cooling.toml tells them with their sources."""


def months_after(day: date, months: int) -> date:
    """Return the day so many months later; the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, MAXYEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def spell(months: int) -> str:
    """Tell a length as a person does: 2年, 6个月, 1年6个月."""
    years, rest = divmod(months, 12)
    return (f"{years}年" if years else "") + (f"{rest}个月" if rest or not years else "")
