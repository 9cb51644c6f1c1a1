"""编号样式: how a running number is written, e.g. 机〔2026〕18号 or 机2026-0018."""

from __future__ import annotations

import re

RECEIPT = "{series}〔{year}〕{number}号"
"""How receipts are numbered if a unit says nothing else."""

_PART = re.compile(r"\{(\w+)(?::0([1-9]))?\}")
_LONGEST = 40


def numbered(word: str, year: int, number: int | None) -> str:
    """Return the number of a paper of this year, e.g. 销毁〔2026〕009号."""
    return f"{word}〔{year}〕{number or 0:03d}号"


def mask_problem(mask: str) -> str:
    """Say why a mask cannot be used; '' if it can."""
    names = [match[1] for match in _PART.finditer(mask)]
    rest = _PART.sub("", mask)
    if not 1 <= len(mask) <= _LONGEST or "{" in rest or "}" in rest:
        return "只能用 {series}、{year}、{number}，位数写作 {number:04}，全长不超过40字"
    if set(names) - {"series", "year", "number"}:
        return "只能用 {series}、{year}、{number}"
    if sorted(names) != ["number", "series", "year"]:
        return "{series}、{year}、{number} 各用一次，编出的号才不会重"
    return ""


def written(mask: str, *, series: str, year: int, number: int) -> str:
    """Return a number as the mask writes it."""
    values = {"series": series, "year": str(year), "number": str(number)}

    def put(match: re.Match[str]) -> str:
        return values[match[1]].rjust(int(match[2] or 0), "0")

    return _PART.sub(put, mask)
