"""Days: reading them as people type them, and counting working days.

There is no clock here: whoever calls brings the day.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

FIRST_YEAR, LAST_YEAR = 1949, 2100
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet's serial numbers

_DIGITS = str.maketrans(
    "０１２３４５６７８９／－．：〇○零一二三四五六七八九", "0123456789/-.:000123456789"
)
_TEN = re.compile("([1-9]?)十([1-9]?)")
_WEEKDAY = re.compile(r"[(（]?(?:星期|周|礼拜)[1-7日天六][)）]?")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?")
_SHORT_YEAR = re.compile(r"([0-9]{2})年([0-9]{1,2})月([0-9]{1,2})[日号]?")
_EIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0+)?")
_NO_YEAR = re.compile(r"([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?")
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_YEAR = re.compile(r"([0-9]{4})年?")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CLOCK = re.compile(
    r"(?P<day>.*?)[T\s]*(?P<half>上午|下午|晚上|晚)?\s*(?P<hour>[0-9]{1,2})[:时点]"
    r"(?:(?P<half_past>半)|(?P<minute>[0-9]{1,2})分?(?::?(?P<second>[0-9]{1,2})(?:\.[0-9]+)?秒?)?)?"
)

Typed = str | int | float | date | datetime


class DayProblem(ValueError):
    """A date that cannot be read or cannot be meant; `sentence` says why, in Chinese."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def parse_day(value: Typed, *, year: int | None = None) -> date:
    """Read a day as typed, as a spreadsheet cell or as its serial number.

    With `year`, text without one (12.17, 3月5日) is a day of that year.
    """
    if isinstance(value, datetime):
        return _plausible(value.date(), value)
    if isinstance(value, date):
        return _plausible(value, value)
    if isinstance(value, (int, float)):
        return _from_number(value, value)
    return _from_text(value, year)


def parse_moment(value: Typed, *, year: int | None = None) -> tuple[date, time | None]:
    """Read a day and, if one is given, its time; an unknown time stays unknown."""
    if isinstance(value, datetime):
        return _plausible(value.date(), value), value.time().replace(microsecond=0, tzinfo=None)
    if not isinstance(value, str):
        return parse_day(value), None
    clock = _CLOCK.fullmatch(_fold(value))
    if clock is None or not clock["day"].strip():
        return parse_day(value, year=year), None
    return parse_day(clock["day"], year=year), _time_of(clock, value)


def parse_partial(value: Typed) -> str:
    """Read a day of which perhaps only year or month is known: 2019, 2019-07 or 2019-07-16."""
    if isinstance(value, str):
        text = _fold(value)
        if month := _MONTH.fullmatch(text):
            return _ymd(month[1], month[2], "1", value).strftime("%Y-%m")
        if year := _YEAR.fullmatch(text):
            return _ymd(year[1], "1", "1", value).strftime("%Y")
    elif isinstance(value, (int, float)) and FIRST_YEAR <= value <= LAST_YEAR:
        return str(int(value))
    return parse_day(value).isoformat()


def _fold(text: str) -> str:
    """Bring every way of writing digits to Arabic ones; drop the day of the week."""
    folded = _TEN.sub(_ten, text.strip().translate(_DIGITS))
    return _WEEKDAY.sub("", folded).strip()


def _ten(found: re.Match[str]) -> str:
    return str(int(found[1] or 1) * 10 + int(found[2] or 0))


def _from_text(typed: str, year: int | None) -> date:
    text = _fold(typed)
    clock = _CLOCK.fullmatch(text)
    if clock is not None and clock["day"].strip():
        text = clock["day"].strip()
    tight = "".join(text.split())
    if found := _DAY.fullmatch(tight) or _EIGHT.fullmatch(tight):
        return _ymd(found[1], found[2], found[3], typed)
    if found := _SHORT_YEAR.fullmatch(tight):
        return _ymd("20" + found[1], found[2], found[3], typed)
    if year is not None and (found := _NO_YEAR.fullmatch(tight)):
        return _ymd(str(year), found[1], found[2], typed)
    if len(tight) <= 20 and _NUMBER.fullmatch(tight):
        return _from_number(float(tight), typed)
    raise DayProblem(f"日期“{_short(typed)}”无法识别，请写成2024-01-05的样子。")


def _from_number(number: float, typed: object) -> date:
    if isinstance(number, bool) or not math.isfinite(number):
        raise DayProblem(f"日期“{_short(typed)}”无法识别，请写成2024-01-05的样子。")
    whole = int(number)
    if whole == number and FIRST_YEAR * 10000 <= whole < (LAST_YEAR + 1) * 10000:
        return _ymd(str(whole // 10000), str(whole // 100 % 100), str(whole % 100), typed)
    if not 0 <= whole <= (date.max - _EPOCH).days:
        raise DayProblem(f"日期“{_short(typed)}”无法识别，请写成2024-01-05的样子。")
    return _plausible(_EPOCH + timedelta(days=whole), typed)


def _ymd(year: str, month: str, day: str, typed: object) -> date:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise DayProblem(f"日期“{_short(typed)}”不存在。") from None
    return _plausible(found, typed)


def _plausible(day: date, typed: object) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DayProblem(f"日期“{_short(typed)}”不在{FIRST_YEAR}年至{LAST_YEAR}年之间，请核对。")
    return day


def _time_of(clock: re.Match[str], typed: str) -> time:
    hour, minute = int(clock["hour"]), 30 if clock["half_past"] else int(clock["minute"] or 0)
    if clock["half"] in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    try:
        return time(hour, minute, int(clock["second"] or 0))
    except ValueError:
        raise DayProblem(f"时间“{_short(typed)}”不存在。") from None


def _short(typed: object) -> str:
    text = " ".join(str(typed).split())
    return text if len(text) <= 20 else text[:20] + "…"


# Working days -----------------------------------------------------------------


@dataclass(frozen=True)
class Calendar:
    """Public holidays and made-up working days; a year that is not listed has weekends only."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def covers(self, year: int) -> bool:
        """Whether the holidays of this year are listed; if not, the person must be told."""
        return year in self.years

    def is_working(self, day: date) -> bool:
        """Whether people work on this day."""
        if day in self.workdays:
            return True
        return day.weekday() < 5 and day not in self.holidays

    def add_working_days(self, day: date, count: int) -> date:
        """The day that is `count` working days after (or, negative, before) `day`."""
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to `end` itself; negative if it is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (end - start).days
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, days + 1))


def calendar_of(tables: Iterable[Mapping[str, Any]]) -> Calendar:
    """Build a calendar from the tables of resources/calendars, one per year."""
    holidays: set[date] = set()
    workdays: set[date] = set()
    years: set[int] = set()
    for table in tables:
        years.add(table["year"])
        for holiday in table["holiday"]:
            first, last = holiday["from"], holiday["to"]
            holidays.update(first + timedelta(days=n) for n in range((last - first).days + 1))
            workdays.update(holiday.get("workdays", ()))
    return Calendar(frozenset(holidays), frozenset(workdays), frozenset(years))
