"""What a print is to be: on which printer, how often, which pages, on one side or two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from db.ledger.trouble import Unusable

MOST_COPIES = 99


class Sides(Enum):
    """One side of the paper or both; the value is what CUPS calls it."""

    ONE = "one-sided"
    LONG = "two-sided-long-edge"
    SHORT = "two-sided-short-edge"

    @property
    def word(self) -> str:
        """As a person calls it."""
        return {"ONE": "单面", "LONG": "双面（长边翻页）", "SHORT": "双面（短边翻页）"}[self.name]


@dataclass(frozen=True)
class Printer:
    """A printer of this machine."""

    name: str
    usual: bool = False
    stopped: bool = False


@dataclass(frozen=True)
class PrintOrder:
    """Everything the printer is told besides the pages; no `pages` are all of them."""

    printer: str
    copies: int = 1
    pages: tuple[tuple[int, int], ...] = ()
    sides: Sides = Sides.ONE

    def sheets_of(self, many: int) -> int:
        """Return how many pages come out of a document of so many."""
        return self.copies * len(self.numbers(many))

    def numbers(self, many: int) -> list[int]:
        """Return the pages that are printed, counted from 1."""
        chosen = self.pages or ((1, many),)
        return [number for first, last in chosen for number in range(first, last + 1)]

    @property
    def ranges(self) -> str:
        """The pages as they are written: 1-3,5."""
        return ",".join(f"{a}-{b}" if b > a else str(a) for a, b in self.pages)


def pages_in(text: str, many: int) -> tuple[tuple[int, int], ...]:
    """Read 1-3，5 as pages of a document of so many; nothing means all of them."""
    found: list[tuple[int, int]] = []
    for part in filter(None, re.split(r"[,，、;；\s]+", text.strip())):
        read = re.fullmatch(r"([0-9]{1,6})(?:[-—–~～至]([0-9]{1,6}))?", part)
        if read is None:
            raise Unusable(f"页码“{part[:20]}”看不懂。", "请写成 1-3，5 的样子。")
        first, last = int(read[1]), int(read[2] or read[1])
        if not 1 <= first <= last <= many:
            raise Unusable(f"没有第“{part}”页。", f"这份打印件共{many}页。")
        if found and first <= found[-1][1]:
            raise Unusable("页码要从小到大，不能重复。", "请写成 1-3，5 的样子。")
        found.append((first, last))
    return tuple(found)
