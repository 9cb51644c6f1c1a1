"""A register: landscape, ruled, headings on every page, and at the foot of each page who answers.

Rows come as a stream.  A page is drawn as soon as the next row does not fit on it, so only one
page of rows is in memory.  What is left of the last page is struck through: nothing can be added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from desktop.printing.cells import words
from desktop.printing.form import Form, Sign
from desktop.printing.layouts.grid import EMPTY_ROW, Grid
from desktop.printing.layouts.tally import Tally, check_totals
from desktop.printing.paper import Paper, book_year
from desktop.printing.record import Record, split
from desktop.printing.sheet import MM, Sheet
from desktop.printing.stamp import Drawn
from desktop.printing.table import PADDING, SAMPLE, Room, Table, table_of
from desktop.printing.type import Block, Style

_FOOT = 12 * MM
_INSIDE = 1.2 * MM
_NOTES = 5 * MM
_LOOSEST = 8.0  # points by which rows may be stretched to fill a page
_LABEL = Style("Song", 9.5, 8.5)
_COUNTED = (_LABEL, *(Style("Song", size, size) for size in (8, 7, 6, 5)))
_NOTE = Style("Kai", 9, 8)
_DAY = "年    月    日"


def draw_register(
    form: Form,
    rows: Iterable[object],
    paper: Paper,
    row_type: type | None,
    _: type | None = None,
) -> Drawn:
    """Draw all rows as a register."""
    source = iter(rows)
    sample = list(islice(source, SAMPLE))
    kind = row_type or (type(sample[0]) if sample else None)
    check_totals(form, kind)
    room = Room(paper.area.left, paper.area.right, book_year(paper.stamp), paper.setter)
    table = table_of(form, kind, sample, room)
    register = _Register(form, paper, table)
    for row in chain(sample, source):
        register.add(row)
    register.finish()
    return Drawn(paper.pages, register.count)


class _Register:
    """The page being filled, and what has been counted so far."""

    def __init__(self, form: Form, paper: Paper, table: Table) -> None:
        self.count = 0
        self._form, self._paper, self._table = form, paper, table
        area = paper.area
        self._grid = Grid(table, area.left, area.right)
        self._bottom = area.bottom + (_NOTES if form.notes else 0) + _FOOT
        self._top = area.top - self._grid.headings_height
        self._room = self._top - self._bottom
        self._page: list[Record] = []
        self._used = 0.0
        self._tally = Tally(form.totals) if form.totals else None

    def add(self, row: object) -> None:
        """Put a row on the page, or on the next if it does not fit."""
        self.count += 1
        if self._tally:
            self._tally.add(row)
        record = self._table.record(row, self.count)
        pieces = [record] if record.height <= self._room else split(record, self._room)
        for piece in pieces:
            if self._used + piece.height > self._room:
                self._turn()
            self._page.append(piece)
            self._used += piece.height

    def finish(self) -> None:
        """Draw the last page."""
        sheet = self._paper.sheet()
        slack = self._room - self._used
        empty = slack >= 0.75 * EMPTY_ROW
        y = self._draw_rows(sheet, 0.0 if empty else self._loosened(slack))
        if empty:
            self._grid.strike(sheet, self._paper.setter, y, self._bottom)
            y = self._bottom
        self._draw_frame(sheet, y, last=True)

    def _turn(self) -> None:
        sheet = self._paper.sheet()
        y = self._draw_rows(sheet, self._loosened(self._room - self._used))
        self._draw_frame(sheet, y, last=False)
        self._page, self._used = [], 0.0

    def _loosened(self, slack: float) -> float:
        """Return by how much each row is stretched, so that full pages end at the same height."""
        return min(slack / len(self._page), _LOOSEST) if self._page else 0.0

    # Drawing ---------------------------------------------------------------

    def _draw_rows(self, sheet: Sheet, loosened: float) -> float:
        y = self._top
        for record in self._page:
            y = self._grid.draw_record(sheet, record, y, loosened)
        if not self._grid.several:
            self._grid.draw_columns(sheet, self._top, y)
        return y

    def _draw_frame(self, sheet: Sheet, y: float, last: bool) -> None:
        """Draw headings, foot boxes and the outer rule, and let the page go."""
        area = self._paper.area
        self._grid.draw_headings(sheet, area.top)
        self._draw_foot(sheet, y, last)
        sheet.box(area.left, y - _FOOT, area.width, area.top - y + _FOOT, 1)
        if self._form.notes:
            notes = self._paper.setter.block(self._form.notes, area.width, _NOTE)
            sheet.block(area.left, y - _FOOT - 1.5 * MM, notes, "left", area.width)
        texts = tuple(chain.from_iterable(record.texts for record in self._page))
        self._paper.done(sheet, texts)

    def _draw_foot(self, sheet: Sheet, top: float, last: bool) -> None:
        """Draw the boxes in which people answer for the page, and what is on it."""
        area, totals = self._paper.area, self._form.totals
        weights = [sign.weight for sign in self._form.signs]
        weights += [totals.weight] if totals else []
        left = area.left
        for number, weight in enumerate(weights):
            width = area.width * weight / sum(weights)
            if number:
                sheet.upright(left, top, top - _FOOT)
            if number < len(self._form.signs):
                self._draw_sign(sheet, self._form.signs[number], left, top, width)
            else:
                block = self._within_the_foot("\n".join(self._counted(last)), width - 2 * PADDING)
                sheet.block(left + PADDING, top - _INSIDE, block, "left", width)
            left += width

    def _within_the_foot(self, text: str, room: float) -> Block:
        """Set what was counted so small that it stays inside its box."""
        for style in _COUNTED:
            block = self._paper.setter.block(text, room, style)
            if block.height <= _FOOT - 1.5 * _INSIDE:
                break
        return block

    def _draw_sign(self, sheet: Sheet, sign: Sign, left: float, top: float, width: float) -> None:
        known = self._paper.stamp.head.get(sign.field, "")
        label = self._paper.setter.block(f"{sign.label}：{known}", width - 2 * PADDING, _LABEL)
        sheet.block(left + PADDING, top - _INSIDE, label, "left", width)
        if sign.date:
            day = self._paper.setter.line(_DAY, "Song", 9)
            sheet.line(left, top - _FOOT + 1.8 * MM, day, "right", width - 2.5 * MM)

    def _counted(self, last: bool) -> Iterator[str]:
        """Yield what stands on this page, and on the last one what stands in the whole."""
        totals = self._form.totals
        if totals is None:
            return
        rows = [record.row for record in self._page if record.begins]
        if totals.span and rows:
            year = self._table.years.get(totals.span)
            both = (words(getattr(row, totals.span), year) for row in (rows[0], rows[-1]))
            ends = dict.fromkeys(both)
            yield f"本页起止：{'至'.join(filter(None, ends))}，共{len(rows)}{totals.unit}"
        else:
            yield f"本页共{len(rows)}{totals.unit}"
        if last and self._tally:
            yield self._tally.said(totals.label)
