"""Pages filled with strips: boxes, headings, lines, totals and signatures from the top down.

Only the page being filled is in memory.  A strip may hold on to the one before it, so a signature
block is never alone on a page, or to the one after it, so a heading is never the last; column
headings come again on every page that goes on with lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from desktop.printing.paper import Paper
from desktop.printing.sheet import MM, Sheet

GAP = 2.6 * MM  # between two ruled parts
_LOOSEST = 8.0  # points by which lines may be stretched to fill a page
_FRAME = 1.0

Draw = Callable[[Sheet, float, float], None]  # sheet, upper edge, height


@dataclass(frozen=True)
class Strip:
    """A piece of a page over its whole width."""

    height: float
    draw: Draw
    texts: tuple[str, ...] = ()
    lined: bool = False  # a line of the table: stands under the column headings
    heads: bool = False  # holds on to what follows
    glued: bool = False  # holds on to what goes before
    grows: float = 0.0  # points by which it may be stretched
    framed: bool = True
    under: Strip | None = None  # comes again above it on a new page
    parts: Callable[[float], Iterator[Strip]] | None = None


def gap() -> Strip:
    """Return a gap between two ruled parts."""
    return Strip(GAP, lambda *_: None, framed=False, heads=True)


class Flow:
    """The page being filled; `rest` is what will stand below the last line of the table."""

    def __init__(self, paper: Paper, headings: Strip | None, rest: float = 0.0) -> None:
        self._paper, self._headings = paper, headings
        self._room = paper.area.top - paper.area.bottom
        above = headings.height if headings else 0.0
        # So that the last line and what holds on to it always fit on one page.
        self._longest = self._room - above - min(rest, 0.6 * self._room)
        self._page: list[Strip] = []
        self._used = 0.0

    def add(self, strip: Strip) -> None:
        """Put a strip on the page, or on the next if it does not fit."""
        longest = self._longest - (strip.under.height if strip.under else 0.0)
        if strip.height > longest and strip.parts is not None:
            for part in strip.parts(longest):
                self._put(part)
        else:
            self._put(strip)

    def finish(self, fill: Callable[[float], Strip | None]) -> None:
        """Draw the last page; `fill` makes something of the room left below the lines."""
        slack = self._room - self._used
        filling = fill(slack)
        if filling is not None:
            lines = [n for n, one in enumerate(self._page) if one.lined or one is self._headings]
            self._page.insert(max(lines, default=-1) + 1, filling)
            slack -= filling.height
        self._draw(_shared(slack, self._most(loosened=filling is None)))

    def _put(self, strip: Strip) -> None:
        if self._used + strip.height > self._room and self._page:
            self._turn(strip)
        self._page.append(strip)
        self._used += strip.height

    def _turn(self, strip: Strip) -> None:
        """Let the page go, but for the strips at its end that hold on to the next."""
        at, glued = len(self._page), strip.glued
        while at and (glued or self._page[at - 1].heads):
            at -= 1
            glued = self._page[at].glued
        if not any(not one.heads for one in self._page[:at]):
            at = len(self._page)  # nothing would stay behind
        self._page, kept = self._page[:at], self._page[at:]
        slack = self._room - sum(one.height for one in self._page)
        self._draw(_shared(slack, self._most(loosened=True)))
        first = (*kept, strip)[0]
        if first.lined and self._headings:
            kept[:0] = [self._headings, *([first.under] if first.under else [])]
        self._page = kept
        self._used = sum(one.height for one in kept)

    def _most(self, *, loosened: bool) -> list[float]:
        """Return by how much each strip of the page may grow."""
        return [one.grows or _LOOSEST * (one.lined and loosened) for one in self._page]

    def _draw(self, grown: list[float]) -> None:
        area, sheet = self._paper.area, self._paper.sheet()
        y = begin = area.top
        for number, strip in enumerate(self._page):
            height = strip.height + grown[number]
            if not strip.framed:
                self._frame(sheet, begin, y)
                begin = y - height
            strip.draw(sheet, y, height)
            y -= height
            if strip.framed:
                sheet.rule(area.left, y, area.right, y)
        self._frame(sheet, begin, y)
        self._paper.done(sheet, tuple(chain.from_iterable(one.texts for one in self._page)))

    def _frame(self, sheet: Sheet, top: float, bottom: float) -> None:
        if top - bottom > 1:
            area = self._paper.area
            sheet.box(area.left, bottom, area.width, top - bottom, _FRAME)


def _shared(slack: float, most: list[float]) -> list[float]:
    """Return what each strip gets of the room left, never more than it can take."""
    taken = min(max(slack, 0.0) / sum(most), 1.0) if any(most) else 0.0
    return [taken * one for one in most]
