"""Slips, approvals and lists: boxes of head facts, numbered lines, totals, opinions, signatures.

The three differ in little.  A slip has its boxes above the lines and leaves rows for ink below
them; an approval is boxes, its opinions as high as the page allows, below lines if it has any; a
list has its lines first, strikes what is left of the page, and ends in totals and signatures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, islice

from desktop.printing.cells import words
from desktop.printing.form import Form
from desktop.printing.form_file import FormMistake
from desktop.printing.layouts.box_rows import box_strips, check_heads
from desktop.printing.layouts.flow import Flow, Strip, gap
from desktop.printing.layouts.folding import check_fold, folded
from desktop.printing.layouts.grid import EMPTY_ROW, Grid
from desktop.printing.layouts.signing import (
    group_strip,
    notes_strip,
    sign_strips,
    subtotal_strip,
    total_strip,
)
from desktop.printing.layouts.tally import Tally, check_totals
from desktop.printing.paper import Paper, book_year
from desktop.printing.record import Record, split
from desktop.printing.sheet import MM, Sheet
from desktop.printing.stamp import Drawn
from desktop.printing.table import SAMPLE, Room, Table, table_of

_LONGEST_TOTAL = 16 * MM
_LEAST_BLANK = 0.75 * EMPTY_ROW


def draw_document(
    form: Form,
    rows: Iterable[object],
    paper: Paper,
    row_type: type | None,
    head_type: type | None = None,
) -> Drawn:
    """Draw all rows as a slip, an approval or a list."""
    source = folded(form, rows)
    sample = list(islice(source, SAMPLE))
    kind = row_type or (type(sample[0]) if sample else None)
    check_totals(form, kind)
    check_fold(form, kind)
    check_heads(form, paper.stamp.head, head_type or (None if form.head_view else kind))
    if not form.columns:
        count = len(sample) + sum(1 for _ in source)
        _draw_boxes(form, paper)
        return Drawn(paper.pages, count)
    room = Room(paper.area.left, paper.area.right, book_year(paper.stamp), paper.setter)
    document = _Document(form, paper, table_of(form, kind, sample, room))
    for row in chain(sample, source):
        document.add(row)
    document.finish()
    return Drawn(paper.pages, document.count)


def _draw_boxes(form: Form, paper: Paper) -> None:
    """Draw a form without lines."""
    flow = Flow(paper, None)
    for strip in chain(box_strips(form, form.boxes, paper), _endings(form, paper)):
        flow.add(strip)
    flow.finish(lambda _: None)


def _endings(form: Form, paper: Paper) -> Iterator[Strip]:
    yield from sign_strips(form, paper)
    yield from notes_strip(form, paper)


class _Document:
    """A form with lines, as far as it has been drawn."""

    def __init__(self, form: Form, paper: Paper, table: Table) -> None:
        self.count = 0
        self._form, self._paper, self._table = form, paper, table
        self._grid = Grid(table, paper.area.left, paper.area.right)
        self._headings = Strip(
            self._grid.headings_height,
            lambda sheet, top, _: self._grid.draw_headings(sheet, top),
            heads=True,
        )
        above = [box for box in form.boxes if _above(form, box.above)]
        below = [box for box in form.boxes if not _above(form, box.above)]
        self._ending = [*box_strips(form, below, paper, glued=True), *_endings(form, paper)]
        rest = sum(strip.height for strip in self._ending)
        self._flow = Flow(paper, self._headings, rest + (_LONGEST_TOTAL if form.totals else 0))
        for strip in box_strips(form, above, paper):
            self._flow.add(strip)
        if above:
            self._flow.add(gap())
        self._flow.add(self._headings)
        self._whole = Tally(form.totals) if form.totals else None
        self._of_group: Tally | None = None
        self._group: tuple[object, ...] | None = None
        self._under: Strip | None = None
        _check_group(form, table)

    def add(self, row: object) -> None:
        """Put a row under its group."""
        self._begin_group(row)
        self.count += 1
        for tally in (self._whole, self._of_group):
            if tally:
                tally.add(row)
        self._flow.add(self._strip(self._table.record(row, self.count)))

    def finish(self) -> None:
        """Draw what stands below the lines, and the last page."""
        self._end_group()
        totals = self._form.totals
        if totals and self._whole:
            self._flow.add(total_strip(self._whole.said(totals.label), self._paper))
        for strip in self._ending:
            self._flow.add(strip)
        self._flow.finish(self._filling)

    # Groups ----------------------------------------------------------------

    def _begin_group(self, row: object) -> None:
        group = self._form.group
        if group is None:
            return
        values = tuple(getattr(row, field) for field in group.fields)
        if values == self._group:
            return
        self._end_group()
        self._group = values
        said = "　".join(filter(None, map(words, values)))
        self._under = group_strip(f"{said}（续）", self._paper)
        self._of_group = Tally(self._form.totals) if self._form.totals else None
        self._flow.add(group_strip(said, self._paper))

    def _end_group(self) -> None:
        group = self._form.group
        if group is None or self._group is None or self._of_group is None or not group.subtotal:
            return
        holder = words(self._group[-1])
        said = self._of_group.said(f"{group.subtotal}（{holder}）" if holder else group.subtotal)
        self._flow.add(replace(subtotal_strip(said, self._paper), under=self._under))

    # Lines -----------------------------------------------------------------

    def _strip(self, record: Record) -> Strip:
        return Strip(
            record.height,
            partial(self._draw_record, record),
            record.texts,
            lined=True,
            under=self._under,
            parts=lambda room: map(self._strip, split(record, room)),
        )

    def _draw_record(self, record: Record, sheet: Sheet, top: float, height: float) -> None:
        self._grid.draw_record(sheet, record, top, height - record.height)
        if not self._grid.several:
            self._grid.draw_columns(sheet, top, top - height)

    def _filling(self, slack: float) -> Strip | None:
        """Return what fills the page below the lines: rows for ink, or a strike."""
        if self._form.family == "slip":
            least = self._form.row * MM or EMPTY_ROW
            if slack < least:
                return None

            def rows(sheet: Sheet, top: float, height: float) -> None:
                self._grid.draw_rows(sheet, top, top - height, least)

            return Strip(slack, rows)
        if slack < _LEAST_BLANK:
            return None
        if self._form.family == "approval":
            slack = min(slack, 2 * EMPTY_ROW)  # the rest goes to the opinions

        def strike(sheet: Sheet, top: float, height: float) -> None:
            self._grid.strike(sheet, self._paper.setter, top, top - height)

        return Strip(slack, strike)


def _above(form: Form, asked: bool | None) -> bool:
    return form.family == "slip" if asked is None else asked


def _check_group(form: Form, table: Table) -> None:
    """Refuse a group by what the view does not have."""
    group = form.group
    if group is None or not table.fields:
        return
    for field in group.fields:
        if field not in table.fields:
            what = f"“{form.view}”没有字段 {field}"
            raise FormMistake(form.path, group.at, "fields", what)
