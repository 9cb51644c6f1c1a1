"""What stands below the lines: totals, the boxes in which people answer, and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from desktop.printing.form import Form, Sign
from desktop.printing.layouts.box_rows import draw_blank
from desktop.printing.layouts.flow import Strip
from desktop.printing.paper import Paper
from desktop.printing.sheet import MM, Sheet
from desktop.printing.table import PADDING
from desktop.printing.type import Block, Style

_SIGN = 14 * MM
_MOST_ACROSS = {"A4 landscape": 5, "A4 portrait": 3}
_LABEL = Style("Song", 10.5, 9)
_TOTAL = Style("Song", 10.5, 9)
_SUBTOTAL = Style("Song", 9.5, 9)
_GROUP = Style("Hei", 10, 9)
_NOTE = Style("Kai", 9.5, 9)
_INSET = PADDING + 0.6 * MM
_SHADE = "0.94 g"


def total_strip(said: str, paper: Paper) -> Strip:
    """Return the line that sums up everything."""
    return _sentence(said, paper, _TOTAL, 8.5 * MM)


def subtotal_strip(said: str, paper: Paper) -> Strip:
    """Return the line that sums up a group."""
    return _sentence(said, paper, _SUBTOTAL, 7 * MM, lined=True)


def group_strip(said: str, paper: Paper) -> Strip:
    """Return the line above a group, shaded."""
    block = paper.setter.block(said, paper.area.width - 2 * _INSET, _GROUP)

    def draw(sheet: Sheet, top: float, height: float) -> None:
        area = paper.area
        sheet.shape(f"{_SHADE} {area.left:.2f} {top - height:.2f} {area.width:.2f} {height:.2f} re")
        sheet.shape("f 0 g")
        sheet.rule(area.left, top, area.right, top)
        sheet.block(area.left + _INSET, top - (height - block.height) / 2, block, "left", 0)

    return Strip(max(block.height + 2 * MM, 7 * MM), draw, (said,), lined=True, heads=True)


def _sentence(said: str, paper: Paper, style: Style, least: float, *, lined: bool = False) -> Strip:
    block = paper.setter.block(said, paper.area.width - 2 * _INSET, style)

    def draw(sheet: Sheet, top: float, height: float) -> None:
        middle = top - (height - block.height) / 2
        sheet.block(paper.area.left + _INSET, middle, block, "left", 0)

    height = max(block.height + 2.4 * MM, least)
    return Strip(height, draw, (said,), lined=lined, glued=True)


def sign_strips(form: Form, paper: Paper) -> Iterator[Strip]:
    """Yield the signature boxes, in rows of even length."""
    signs = form.signs
    if not signs:
        return
    rows = -(-len(signs) // _MOST_ACROSS[form.paper])
    across = -(-len(signs) // rows)
    for first in range(0, len(signs), across):
        row = signs[first : first + across]
        yield Strip(_SIGN, partial(_draw_signs, row, paper), glued=True)


def _draw_signs(
    signs: Sequence[Sign], paper: Paper, sheet: Sheet, top: float, height: float
) -> None:
    left, whole = paper.area.left, sum(sign.weight for sign in signs)
    for number, sign in enumerate(signs):
        width = paper.area.width * sign.weight / whole
        if number:
            sheet.upright(left, top, top - height)
        known = paper.stamp.head.get(sign.field, "")
        label = paper.setter.block(f"{sign.label}：{known}", width - 2 * _INSET, _LABEL)
        sheet.block(left + _INSET, top - 1.3 * MM, label, "left", width)
        if sign.date:
            draw_blank(sheet, paper.setter, left, top - height + 2 * MM, width)
        left += width


def notes_strip(form: Form, paper: Paper) -> Iterator[Strip]:
    """Yield the notes below the ruled part, if there are any."""
    if not form.notes:
        return
    label = paper.setter.line("注：", "Kai", 9.5)
    beside = label.width + 1.6 * MM
    room = paper.area.width - beside
    notes = form.notes.strip().split("\n")
    lines = [paper.setter.block(note.strip(), room, _NOTE) for note in notes]

    def draw(sheet: Sheet, top: float, _: float) -> None:
        y, left = top - 1.6 * MM, paper.area.left
        sheet.block(left, y, Block((label,)), "left", 0)
        for block in lines:
            sheet.block(left + beside, y, block, "left", 0)
            y -= block.height

    height = sum(block.height for block in lines) + 2 * MM
    yield Strip(height, draw, glued=True, framed=False)
