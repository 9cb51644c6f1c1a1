"""身份证号: its check digit, and how it is shown without being shown (GB 11643)."""

from __future__ import annotations

import re
from datetime import date

from db.ledger.withheld import PLACEHOLDER

_SHAPE = re.compile(r"(\d{6})(\d{4})(\d{2})(\d{2})\d{3}([\dX])", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHOWN = 4


def tidy_number(typed: str) -> str:
    """Return a number without spaces, its x a capital, full-width digits made plain."""
    plain = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in typed)
    return re.sub(r"[\s-]", "", plain).upper()


def number_problem(number: str) -> str:
    """Say what is wrong with a number; '' if nothing is, or if there is none."""
    if not number:
        return ""
    match = _SHAPE.fullmatch(number)
    if match is None:
        return "不是18位"
    try:
        date(int(match[2]), int(match[3]), int(match[4]))
    except ValueError:
        return "中的出生日期不成立"
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "" if _CHECKS[total % 11] == match[5] else "校验位不对"


def masked(number: str) -> str:
    """Return a number as it is shown: the region and the end are enough to tell two apart."""
    if number == PLACEHOLDER:
        return number
    if len(number) <= 2 * _SHOWN:
        return "*" * len(number)
    return number[:_SHOWN] + "*" * (len(number) - 2 * _SHOWN) + number[-_SHOWN:]
