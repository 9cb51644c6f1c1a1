"""编号样式: how a running number is written, e.g. 机〔2026〕18号 or 机2026-0018."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

RECEIPT = "{series}〔{year}〕{number}号"
"""How receipts are numbered if a unit says nothing else."""
PAPER = "{series}〔{year}〕{number:03}号"
"""And all other papers, e.g. 销毁〔2026〕009号."""

_PART = re.compile(r"\{(\w+)(?::0([1-9]))?\}")
_LONGEST = 40


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
    if any(character.isdigit() for character in rest):
        return "三项以外不能写数字，编出的号会与别的号混"
    return ""


def written(mask: str, *, series: str, year: int, number: int) -> str:
    """Return a number as the mask writes it."""
    values = {"series": series, "year": str(year), "number": str(number)}

    def put(match: re.Match[str]) -> str:
        return values[match[1]].rjust(int(match[2] or 0), "0")

    return _PART.sub(put, mask)


class Meant(NamedTuple):
    """The number that a text stands for."""

    series: str
    year: int
    number: int


_READ = {
    "series": r"(?P<series>\D+)",
    "year": r"0*(?P<year>[0-9]{4})",
    "number": "(?P<number>[0-9]+)",
}


@lru_cache(maxsize=8)  # one mask is held against every number that was ever given
def _reading(mask: str) -> re.Pattern[str]:
    pattern, end = "", 0
    for match in _PART.finditer(mask):
        pattern += re.escape(mask[end : match.start()]) + _READ[match[1]]
        end = match.end()
    return re.compile(pattern + re.escape(mask[end:]))


def read_by(mask: str, text: str) -> Meant | None:
    """Return what a text stands for if a mask has written it; None if it has not."""
    found = _reading(mask).fullmatch(text)
    if found is None:
        return None
    meant = Meant(found["series"], int(found["year"]), int(found["number"]))
    return meant if written(mask, **meant._asdict()) == text else None


@dataclass(frozen=True)
class Series:
    """What is numbered from 1 in each year."""

    name: str  # its entry in resources/policy/numbers.toml
    label: str
    word: str  # how its numbers begin; a receipt says it itself
    counter: str
    usual: str = PAPER

    def of(self, word: str) -> Series:
        """Return the series of receipts of this word."""
        return replace(self, word=word, counter=f"{self.counter}:{word}")

    def counter_of(self, year: int) -> str:
        """Return the name of the counter of a year."""
        return f"{self.counter}:{year}"

    def written(self, year: int, number: int | None, mask: str = "") -> str:
        """Return a number as a unit writes it."""
        return written(mask or self.usual, series=self.word, year=year, number=number or 0)


RECEIPTS = Series("receipt", "收文号", "", "receipt_no", RECEIPT)
CLEARINGS = Series("clearing", "清退清单", "清退", "batch:CLEARING")
DESTRUCTIONS = Series("destruction", "销毁清册", "销毁", "batch:DESTRUCTION")
FILINGS = Series("archive", "归档清单", "归档", "batch:ARCHIVE")
DISPATCHES = Series("dispatch", "外发单", "外发", "dispatch:DISPATCH")
SENDINGS_BACK = Series("send_back", "退回单", "退回", "dispatch:SEND_BACK")
EXCHANGES = Series("exchange", "换回单", "换回", "dispatch:EXCHANGE")
MARK_REVIEWS = Series("mark_review", "定期审核", "审核", "mark_review")
HANDOVERS = Series("handover", "交接清单", "移交", "handover")
STOCKTAKES = Series("stocktake", "盘点表", "盘点", "stocktake")
TRAININGS = Series("training", "培训", "培训", "training")
TRAVELS = Series("travel", "出国（境）", "出境", "travel")
CONFERENCES = Series("conference", "涉密会议", "涉密会议", "conference")
PUBLICATIONS = Series("publication", "信息公开审查", "公开审查", "publication")
FINDINGS = Series("finding", "问题", "问题", "finding")
CHECK_ROUNDS = Series("check_round", "自查", "自查", "check_round")
RECEPTIONS = Series("reception", "迎检", "迎检", "reception")
LEAVINGS = Series("leaving", "离岗审批", "脱密", "leaving_no")
ALL_SERIES = (
    RECEIPTS,
    CLEARINGS,
    DESTRUCTIONS,
    FILINGS,
    DISPATCHES,
    SENDINGS_BACK,
    EXCHANGES,
    MARK_REVIEWS,
    HANDOVERS,
    STOCKTAKES,
    TRAININGS,
    TRAVELS,
    CONFERENCES,
    PUBLICATIONS,
    FINDINGS,
    CHECK_ROUNDS,
    RECEPTIONS,
    LEAVINGS,
)
