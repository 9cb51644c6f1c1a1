"""What a person types under a heading, as conditions; what cannot be read finds nothing."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_type_hints

from db.ledger.columns import Column, Kind
from db.ledger.deadlines import DayProblem
from db.store.reading import Filter, Test
from desktop.dialogs.form.editors.day_text import read_day

_BOUND = re.compile(r"(>=|<=|[≥≤<>])(.+)")
_RANGE = re.compile(r"(.+?)(?:\.\.|~|～|至|到|—+)(.+)")
_NUMBERS = re.compile(r"(\d{1,9})(?:[-~～至到]|\.\.)(\d{1,9})")
_MONTH = re.compile(r"((?:19|20)\d{2})年?(?:[-/.]?(\d{1,2})月?)?")
_WIDE = str.maketrans("０１２３４５６７８９＞＜＝－", "0123456789><=-")
_YES, _NO = ("是", "有", "1", "y", "Y"), ("否", "无", "0", "n", "N")
_HOW = {
    Kind.DATE: "如 2026-03（这个月）、3.5、≥2026-03-01、2026-01..2026-03",
    Kind.COUNT: "如 5、≥5、5-10",
    Kind.FLAG: "是 或 否",
}


@dataclass(frozen=True)
class Narrowing:
    """One column that can be filtered, and what its cells hold."""

    column: Column
    holds: type[Any]

    @classmethod
    def of(cls, row: type[Any], column: Column) -> Narrowing:
        """Describe a column of a row type."""
        hint = get_type_hints(row)[column.field]
        arms = [arm for arm in get_args(hint) if arm is not NoneType]
        return cls(column, arms[0] if arms else hint)

    @property
    def how(self) -> str:
        """What may be typed, in a line."""
        if words := self._words():
            return "、".join(words)
        return _HOW.get(self.column.kind, "其中几个字")

    def read(self, typed: str, today: date) -> tuple[Filter, ...]:
        """Return the conditions; one without values, which finds nothing, if it is unreadable."""
        typed = typed.strip()
        if words := self._words():
            return (
                Filter(self.column.field, tuple(words[word] for word in words if typed in word)),
            )
        kind = self.column.kind
        if kind is Kind.DATE:
            return self._between(typed, lambda text: _span(text, today))
        if kind is Kind.COUNT:
            return self._counts(typed)
        if kind is Kind.FLAG:
            flag = (1,) if typed in _YES else (0,) if typed in _NO else ()
            return (Filter(self.column.field, flag),)
        letters = typed.isascii() and typed.isalpha()  # pinyin initials, or a part of the text
        test = Test.LOOKED_UP if letters else Test.CONTAINS
        return (Filter(self.column.field, (typed,), test),)

    def _words(self) -> dict[str, object]:
        if not issubclass(self.holds, Enum):
            return {}
        return {getattr(one, "word", str(one.value)): one for one in self.holds}

    def _counts(self, typed: str) -> tuple[Filter, ...]:
        if found := _NUMBERS.fullmatch(typed.translate(_WIDE)):
            typed = f"{found[1]}..{found[2]}"
        return self._between(typed, _number)

    def _between(
        self, typed: str, read: Callable[[str], tuple[object, object]]
    ) -> tuple[Filter, ...]:
        """Read `≥x`, `x..y` or `x`; `read` returns the first and the last that a text means."""
        field, text = self.column.field, typed.translate(_WIDE)
        bound, both = _BOUND.fullmatch(text), _RANGE.fullmatch(text)
        try:
            if bound is not None:
                first, last = read(bound[2])
                match bound[1]:
                    case ">=" | "≥":
                        return (Filter(field, (first,), Test.AT_LEAST),)
                    case "<=" | "≤":
                        return (Filter(field, (last,), Test.AT_MOST),)
                    case ">":
                        return (Filter(field, (_beside(last, 1),), Test.AT_LEAST),)
                    case _:
                        return (Filter(field, (_beside(first, -1),), Test.AT_MOST),)
            first, last = (read(both[1])[0], read(both[2])[1]) if both else read(text)
        except (DayProblem, ValueError, OverflowError):
            return (Filter(field, ()),)
        return (Filter(field, (first,), Test.AT_LEAST), Filter(field, (last,), Test.AT_MOST))


def readable(filters: tuple[Filter, ...]) -> bool:
    """Tell whether what was typed could be read."""
    return all(one.values for one in filters)


def _span(text: str, today: date) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day."""
    text = text.strip()
    if found := _MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2] or 0)
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    day = read_day(text, today)
    return day, day


def _number(text: str) -> tuple[int, int]:
    number = int(text)
    return number, number


def _beside(value: object, step: int) -> object:
    if isinstance(value, date):
        return date.fromordinal(value.toordinal() + step)
    assert isinstance(value, int)
    return value + step
