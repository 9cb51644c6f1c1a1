"""The sheet around the content: marking, title, header fields, foot, page code.

`Paper` serves one document.  A layout asks for a `Sheet`, draws inside `area`, and hands the sheet
back with the cell texts of the page; it then goes out and is forgotten.  How many pages there are
is known at the end only, so each page refers to one small drawing that is written last; pages
for several people are sets, each with such a drawing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from desktop.printing.form import Form
from desktop.printing.pdf import PdfFile
from desktop.printing.qr import square
from desktop.printing.sheet import MM, Sheet
from desktop.printing.stamp import Stamp
from desktop.printing.type import Block, Style, Typesetter

PageDone = Callable[[int, tuple[str, ...]], None]

_A4 = (210 * MM, 297 * MM)
_BINDING, _OUTER = 25 * MM, 20 * MM
_MARKING = 17 * MM  # baselines, from the upper edge
_TITLE = 27.5 * MM
_UNDER_TITLE = 3 * MM
_STAMP_TOP = 10 * MM
_BY_HAND = 16 * MM  # room to write what a header field does not know
_FOOT = 13.2 * MM  # baseline of the last foot line, from the lower edge
_AREA_FOOT = 25 * MM
_LABELS_BESIDE, _LABELS_BELOW = 15 * MM, 8.5 * MM  # three columns and seven rows of 60 × 40 mm
_QR = 10 * MM
_SMALL = Style("Song", 8, 7)
_EDGE = Style("Song", 6.5, 6)
_SMALL_LEADING = 12.0
_LABEL = Style("Song", 10.5, 9.5)
_TITLE_STYLE = Style("SongBold", 20, 16)
_SUBTITLE = Style("Kai", 11, 10)
_TITLE_SPREAD = 0.18
_TOTAL = "Total"
_WIDEST_PAGE_LINE = "第88888页　共88888页"


@dataclass(frozen=True)
class Area:
    """Where a layout may draw, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From the left to the right edge."""
        return self.right - self.left


class Paper:
    """The pages of one print."""

    def __init__(
        self, form: Form, stamp: Stamp, out: BinaryIO, page_done: PageDone | None = None
    ) -> None:
        self.setter = Typesetter()
        self.stamp = stamp
        self.pages = 0
        self._form = form
        self._page_done = page_done
        width, self._height = _A4 if form.paper == "A4 portrait" else _A4[::-1]
        self._left, self._right = _BINDING, width - _OUTER
        self._file = PdfFile(out, width, self._height, form.title)
        self._totals = [self._file.reserve()]
        self._before = 0  # pages of the sets that are done
        # The same on every page, so it is set once.
        self._head = Sheet()
        self._foot = self._set_foot()
        if form.family == "label":  # to be stuck on: nothing but one line at the lower edge
            self.area = Area(_LABELS_BESIDE, _LABELS_BELOW, width - _LABELS_BESIDE,
                             self._height - _LABELS_BELOW)  # fmt: skip
            return
        bottom = self._draw_head(self._head)
        self.area = Area(self._left, _AREA_FOOT, self._right, bottom)

    def sheet(self) -> Sheet:
        """Return the next page, its head drawn."""
        self.pages += 1
        return self._head.copy()

    def done(self, sheet: Sheet, texts: tuple[str, ...]) -> None:
        """Finish the page last begun: it goes out."""
        if self._form.family == "label":
            self._draw_edge(sheet)
        else:
            self._draw_foot(sheet)
        self._file.put_page(sheet.operators())
        if self._page_done is not None:
            self._page_done(self.pages, texts)

    def turn_set(self) -> None:
        """Begin a set of pages with numbers of its own, to be handed to somebody else."""
        self._put_total()
        self._totals.append(self._file.reserve())
        self._before = self.pages

    def close(self) -> None:
        """Finish the document."""
        self._put_total()
        totals = {f"{_TOTAL}{number}": one for number, one in enumerate(self._totals)}
        self._file.close(self.setter.embed(self._file), totals)

    def _put_total(self) -> None:
        line = self.setter.line(f"共{self.pages - self._before}页", "Song", 8)
        operators = f"BT /Song 8 Tf {line.shown} ET"
        self._file.put_form(operators, (-1, -3, line.width + 1, 9), self._totals[-1])

    # The head --------------------------------------------------------------

    def _draw_head(self, sheet: Sheet) -> float:
        """Draw everything above the content; return where the content may begin."""
        top, width = self._height, self._right - self._left
        marking = self.setter.line(self.stamp.marking or "", "Hei", 14)
        sheet.line(self._left, top - _MARKING, marking)
        number = self.setter.line(self.stamp.number or self._form.id, "Song", 10.5)
        sheet.line(self._left, top - _MARKING, number, "right", width)
        title = top - _TITLE
        if self.stamp.reprint is not None:
            begin = self._left + (marking.width + 6 * MM if marking.width else 0)
            room = self._right - number.width - 6 * MM - begin
            # A long note pushes the title down.
            title = min(title, self._draw_reprint(sheet, begin, room) - 8 * MM)
        y = self._draw_title(sheet, title)
        if self._form.subtitle:
            subtitle = self.setter.block(self._form.subtitle, width, _SUBTITLE)
            sheet.block(self._left, y - 3, subtitle, "centre", width)
            y -= subtitle.height + 3
        return self._draw_fields(sheet, y - _UNDER_TITLE) - 1.6 * MM

    def _draw_title(self, sheet: Sheet, y: float) -> float:
        """Draw the title, spread if there is room; return the height below it."""
        width = self._right - self._left
        title = self.setter.block(self._form.title, width, _TITLE_STYLE)
        for count, line in enumerate(title.lines):
            by = line.size * _TITLE_SPREAD
            # The last character's share of the spreading would push the title off the middle.
            spread = line.width + by * (len(line.text) - 1)
            if spread > width:
                by, spread = 0.0, line.width
            sheet.spread(self._left + (width - spread) / 2, y - count * line.leading, line, by)
        return y - sum(line.leading for line in title.lines[1:]) - 4

    def _draw_fields(self, sheet: Sheet, top: float) -> float:
        """Draw the header fields evenly over the width, on more lines if they need them."""
        width = self._right - self._left
        fields = []
        for one in self._form.heads:
            value = self.stamp.head.get(one.field, "")
            block = self.setter.block(f"{one.label}：{value}", width, _LABEL)
            fields.append((block, block.width if value else block.width + _BY_HAND))
        while fields:
            fitting = _fitting([taken for _, taken in fields], width)
            row, fields = fields[:fitting], fields[fitting:]
            gap = (width - sum(taken for _, taken in row)) / max(fitting - 1, 1)
            x = self._left
            for block, taken in row:
                sheet.block(x, top, block, "left", width)
                x += taken + gap
            top -= max(block.height for block, _ in row)
        return top

    def _draw_reprint(self, sheet: Sheet, left: float, room: float) -> float:
        """Draw the 补打 stamp, a ruled box as large as its word and its note; return its foot."""
        word = self.setter.line("补打", "Hei", 12)
        beside = 2 * MM + word.width + 2 * MM
        note = self.setter.block(self.stamp.reprint or "", room - beside - 2 * MM, _SMALL)
        height = max(word.leading, note.height) + 1.6 * MM
        # Level with the marking, as long as that leaves the upper edge free.
        middle = self._height - max(_MARKING - 1.9 * MM, _STAMP_TOP + height / 2)
        width = beside + (note.width + 2 * MM if note.lines else 0)
        sheet.box(left, middle - height / 2, width, height)
        sheet.line(left + 2 * MM, middle - 4.5, word)
        sheet.block(left + beside, middle + note.height / 2, note, "left", room)
        return middle - height / 2

    # The foot --------------------------------------------------------------

    def _set_foot(self) -> Block:
        """Set what stands at the left of the foot, in as many lines as it needs."""
        stamp, form = self.stamp, self._form
        who = (stamp.unit, f"打印人 {stamp.operator}", stamp.printed_at)
        what = (f"打印序号 {stamp.serial}", stamp.copy, f"{form.id} 第{form.version}版")
        text = "\n".join("  ".join(filter(None, parts)) for parts in (who, what))
        return self.setter.block(text, (self._right - self._left) * 0.55, _SMALL)

    def _draw_edge(self, sheet: Sheet) -> None:
        """Draw what proves a sheet of labels, below the labels."""
        stamp, form = self.stamp, self._form
        again = f"补打 {stamp.reprint}" if stamp.reprint else ""
        said = (stamp.marking, again, f"打印人 {stamp.operator}",
                stamp.printed_at, f"打印序号 {stamp.serial}", f"{form.id} 第{self.pages}页",
                f"纸码 {stamp.code(self.pages)}")  # fmt: skip
        block = self.setter.block("  ".join(filter(None, said)), self.area.width, _EDGE)
        sheet.block(self.area.left, _LABELS_BELOW - 1.2 * MM, block, "left", self.area.width)

    def _draw_foot(self, sheet: Sheet) -> None:
        y = _FOOT + _SMALL_LEADING * (len(self._foot.lines) - 1)
        for line in self._foot.lines:
            sheet.line(self._left, y, line)
            y -= _SMALL_LEADING
        bottom = _FOOT - 2.6 * MM
        sheet.shape(square(self.stamp.qr_text(self.pages), self._right - _QR, bottom, _QR))
        self._draw_page_line(sheet)

    def _draw_page_line(self, sheet: Sheet) -> None:
        """Draw code and page to the left of the square code, both beginning at the same place."""
        code = self.setter.line(f"纸码 {self.stamp.code(self.pages)}", "Song", 8)
        page = self.setter.line(f"第{self.pages - self._before}页", "Song", 8)
        widest = self.setter.line(_WIDEST_PAGE_LINE, "Song", 8)
        left = self._right - _QR - 2.5 * MM - max(code.width, widest.width)
        sheet.line(left, _FOOT, code)
        sheet.line(left, _FOOT + _SMALL_LEADING, page)
        sheet.form(
            f"{_TOTAL}{len(self._totals) - 1}",
            left + page.width + page.size,
            _FOOT + _SMALL_LEADING,
        )


def book_year(stamp: Stamp) -> int | None:
    """Return the year that the book's head names: days of that year are printed without it."""
    found = re.fullmatch(r"\s*(\d{4})\s*年?(?:度)?\s*", stamp.head.get("year", ""))
    return int(found[1]) if found else None


def _fitting(widths: list[float], room: float) -> int:
    """Return how many of these stand beside each other without touching."""
    taken = 0.0
    for count, width in enumerate(widths):
        taken += width + (6 * MM if count else 0)
        if taken > room:
            return max(count, 1)
    return len(widths)
