"""Days and hours as people type them into a form; no clock here, the day is handed in."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from db.ledger.deadlines import DayProblem, parse_day

_NAMED = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "今": 0,
          "明天": 1, "明日": 1, "明": 1, "后天": 2, "大后天": 3}  # fmt: skip
_STEP = re.compile(r"([+＋\-－])\s*([0-9]{1,4})(?:天|日)?|([0-9]{1,4})天(后|前)")
_MONTH_DAY = re.compile(r"([0-9]{1,2})[-/.．。月]([0-9]{1,2})[日号]?")
_TIGHT = re.compile(r"(?:([0-9]{2})?([0-9]{2}))([0-9]{2})")
_DAY_ONLY = re.compile(r"([0-9]{1,2})[日号]?")
_WIDE = str.maketrans("０１２３４５６７８９／：", "0123456789/:")
_WEEK = "一二三四五六日"


def read_day(typed: str, today: date, *, ahead: bool = False) -> date:
    """Read 3.5, 0305, 明天, +10, 月底 or a whole date; raise `DayProblem`.

    A day without a year is the last one there was or, with `ahead`, the next one.
    """
    text = "".join(typed.split()).translate(_WIDE)
    if text in _NAMED:
        return today + timedelta(days=_NAMED[text])
    if text == "月底":
        return today.replace(day=monthrange(today.year, today.month)[1])
    if step := _STEP.fullmatch(text):
        back = step[1] in ("-", "－") or step[4] == "前"
        return today + timedelta(days=int(step[2] or step[3]) * (-1 if back else 1))
    if found := _MONTH_DAY.fullmatch(text):
        return _nearest(int(found[1]), int(found[2]), today, typed, ahead=ahead)
    if found := _TIGHT.fullmatch(text):
        if found[1]:
            return _real(2000 + int(found[1]), int(found[2]), int(found[3]), typed)
        return _nearest(int(found[2]), int(found[3]), today, typed, ahead=ahead)
    if found := _DAY_ONLY.fullmatch(text):
        return _real(today.year, today.month, int(found[1]), typed)
    if text.isdigit() and len(text) != 8:
        raise DayProblem(f"日期“{typed[:20]}”无法识别，可写3.5、0305、明天或+10。")
    return parse_day(typed)


def _nearest(month: int, day: int, today: date, typed: str, *, ahead: bool) -> date:
    here = _real(today.year, month, day, typed)
    if ahead and here < today:
        return _real(today.year + 1, month, day, typed)
    if not ahead and here > today + timedelta(days=31):
        return _real(today.year - 1, month, day, typed)
    return here


def _real(year: int, month: int, day: int, typed: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DayProblem(f"没有“{typed[:20]}”这一天。") from None


def distance(day: date, today: date) -> str:
    """Say how far away a day is, and which day of the week."""
    days = (day - today).days
    near = {-1: "昨天", 0: "今天", 1: "明天"}
    far = near.get(days) or (f"{days} 天后" if days > 0 else f"{-days} 天前")
    return f"周{_WEEK[day.weekday()]} · {far}"


_HOUR = re.compile(r"(上午|下午|晚上|晚)?([0-9]{1,2})[:时点.]?([0-9]{2}|半)?分?")


def read_hour(typed: str) -> str:
    """Read 14:05, 1405, 下午2点半 as 14:05; what is not understood stays as typed."""
    found = _HOUR.fullmatch("".join(typed.split()).translate(_WIDE))
    if found is None:
        return typed.strip()
    hour = int(found[2]) + (12 if found[1] in ("下午", "晚上", "晚") and int(found[2]) < 12 else 0)
    minute = 30 if found[3] == "半" else int(found[3] or 0)
    return f"{hour:02d}:{minute:02d}"
