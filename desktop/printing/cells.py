"""Values as paper words them."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum

_OF_YEAR = re.compile(r"(?P<series>\w{1,4})〔(?P<year>\d{4})〕(?P<number>\d+)号")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def words(value: object, year: int | None = None) -> str:
    """Return the words of a value; a day or a running number of `year` is given without it."""
    if value is None:
        return ""
    if isinstance(value, str):
        numbered = _OF_YEAR.fullmatch(value) if year else None
        of_book = numbered is not None and int(numbered["year"]) == year
        return numbered["series"] + numbered["number"] if numbered and of_book else value
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, date):
        of_year = "" if value.year == year else f"{value.year}年"
        return f"{of_year}{value.month}月{value.day}日"
    if isinstance(value, Enum):
        return str(getattr(value, "word", value.value))
    return str(value)


def capitals(number: int) -> str:
    """Return a count in 大写, which nobody can alter by a stroke of the pen: 壹佰零贰."""
    if number == 0:
        return _DIGITS[0]
    text, skipped = "", False
    for place in reversed(range(len(str(number)))):
        digit = number // 10**place % 10
        group, within = divmod(place, 4)
        if digit:
            text += (_DIGITS[0] if skipped and text else "") + _DIGITS[digit] + _PLACES[within]
        skipped = digit == 0
        if within == 0 and number // 10**place % 10_000:
            text += _GROUPS[group]
    return text
