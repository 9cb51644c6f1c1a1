"""The ruled lines of a table: headings, records, and what is left of a page struck through."""

from __future__ import annotations

from itertools import groupby

from desktop.printing.record import Record
from desktop.printing.sheet import MM, Sheet
from desktop.printing.table import PADDING, Placed, Table, Tier, over_height
from desktop.printing.type import Typesetter

EMPTY_ROW = 11 * MM
_BLANK = "以下空白"


class Grid:
    """Draws a table between a left and a right edge."""

    def __init__(self, table: Table, left: float, right: float) -> None:
        self._table, self._left, self._right = table, left, right
        self._headings = table.headings()
        self.several = len(table.tiers) > 1

    @property
    def headings_height(self) -> float:
        """How high the headings of all tiers are."""
        return sum(height for _, height in self._headings)

    def draw_headings(self, sheet: Sheet, y: float) -> None:
        """Draw the headings from this height down."""
        for tier, height in self._headings:
            for place, column in enumerate(tier):
                over = over_height(column)
                middle = y - (height + over) / 2 + column.heading.height / 2
                sheet.block(column.left, middle, column.heading, "centre", column.width)
                if place:
                    same = over and _over(tier[place - 1]) == _over(column)
                    sheet.upright(column.left, y - over if same else y, y - height)
            self._draw_overs(sheet, tier, y)
            y -= height
            self._across(sheet, y, 0.5)

    def _draw_overs(self, sheet: Sheet, tier: Tier, y: float) -> None:
        for said, run in groupby(tier, key=_over):
            columns = list(run)
            if said:
                first, last = columns[0], columns[-1]
                width, height = last.left + last.width - first.left, over_height(first)
                middle = y - height / 2 + first.over.height / 2
                sheet.block(first.left, middle, first.over, "centre", width)
                sheet.rule(first.left, y - height, first.left + width, y - height)

    def draw_record(self, sheet: Sheet, record: Record, y: float, loosened: float) -> float:
        """Draw a record, higher by `loosened` than it need be; return the height below it."""
        more = loosened / len(record.tiers)
        for tier, (blocks, height) in zip(self._table.tiers, record.tiers, strict=True):
            middle = y - (height + more) / 2
            for column, block in zip(tier, blocks, strict=True):
                sheet.block(
                    column.left + PADDING,
                    middle + block.height / 2,
                    block,
                    column.align,
                    column.width - 2 * PADDING,
                )
            if self.several:
                self._draw_uprights(sheet, tier, y, y - height - more)
            y -= height + more
            inner = self.several and tier is not self._table.tiers[-1]
            self._across(sheet, y, 0.25 if inner else 0.9 if self.several else 0.5)
        return y

    def draw_columns(self, sheet: Sheet, top: float, bottom: float) -> None:
        """Draw the rules between the columns, those of the first tier if there are several."""
        self._draw_uprights(sheet, self._table.tiers[0], top, bottom)

    def draw_rows(self, sheet: Sheet, top: float, bottom: float, height: float) -> None:
        """Draw empty rows of about this height."""
        number = max(1, int((top - bottom) / height + 0.01))
        step = (top - bottom) / number
        for line in range(number):
            y = top - line * step
            self.draw_columns(sheet, y, y - step)
            self._across(sheet, y - step, 0.5)

    def strike(self, sheet: Sheet, setter: Typesetter, top: float, bottom: float) -> None:
        """Strike what is left of the page by one diagonal, its words in the middle."""
        left, right = self._left, self._right
        # An odd number of rows, so that the words stand in the middle of one and of the page.
        number = int((top - bottom) / EMPTY_ROW)
        number += 1 - number % 2
        self.draw_rows(sheet, top, bottom, (top - bottom) / number)
        step = (top - bottom) / number
        words_line = setter.line(_BLANK, "Song", 10.5)
        spread = words_line.size * 0.5
        width = words_line.width + 3 * spread
        # In the middle of a row, where the diagonal passes, so that no rule runs through the words.
        y = top - (number // 2 + 0.5) * step
        x = left + (right - left) * (y - bottom) / (top - bottom)
        half = width / 2 + 2.5 * MM
        slope = (top - bottom) / (right - left)
        clear = min(half, 10 / slope)  # the diagonal stops where the words begin, or above them
        sheet.blank(x - half, y - 7, 2 * half, 14)
        sheet.rule(left, bottom, x - clear, y - clear * slope)
        sheet.rule(x + clear, y + clear * slope, right, top)
        sheet.spread(x - width / 2, y - 4, words_line, spread)

    def _across(self, sheet: Sheet, y: float, width: float) -> None:
        sheet.rule(self._left, y, self._right, y, width)

    def _draw_uprights(self, sheet: Sheet, tier: Tier, top: float, bottom: float) -> None:
        for column in tier[1:]:
            sheet.upright(column.left, top, bottom)


def _over(column: Placed) -> str:
    return "".join(line.text for line in column.over.lines)
