"""Rows of boxes: a label and what it names, choices to tick, opinions with room for a signature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, pairwise

from db.ledger.columns import columns_of
from desktop.printing.form import Form
from desktop.printing.form_boxes import Box
from desktop.printing.form_file import FormMistake
from desktop.printing.layouts.flow import Strip
from desktop.printing.paper import Paper
from desktop.printing.record import lines_within
from desktop.printing.sheet import MIDDLE, MM, Sheet
from desktop.printing.table import PADDING
from desktop.printing.type import EMPTY, Block, Line, Style, Typesetter

DAY = "年        月        日"
_INSET = PADDING + 0.6 * MM
_LABEL = Style("Song", 10.5, 8.5)
_VALUE = Style("Kai", 11, 9.5)
_STRONG = Style("Hei", 11, 9.5, atom=True)
_LABEL_WIDTH = 22 * MM
_ROW, _OPINION = 9.2 * MM, 24 * MM
_MOST_GROWN = 21 * MM
_SIGN_FOOT = 8.5 * MM
_SIGN_AT = 0.36  # of the width of an opinion, where its signature begins
_TICK, _BESIDE, _APART = 3.1 * MM, 1.3 * MM, 5 * MM
_CHOICE_LEADING = 6.2 * MM

Choice = tuple[bool, Line]


@dataclass(frozen=True)
class _Cell:
    """A box in its place, its texts set."""

    box: Box
    left: float
    middle: float  # the rule between label and content
    right: float
    label: Block
    said: Block
    choices: tuple[tuple[Choice, ...], ...] = ()

    @property
    def height(self) -> float:
        """How high the box must be."""
        foot = _SIGN_FOOT if self.box.sign else 0.0
        content = max(self.said.height, len(self.choices) * _CHOICE_LEADING)
        least = self.box.height * MM or (_OPINION if self.box.sign else _ROW)
        return max(self.label.height + 2.4 * MM, content + foot + 2.4 * MM, least)


def box_strips(
    form: Form, boxes: Sequence[Box], paper: Paper, *, glued: bool = False
) -> Iterator[Strip]:
    """Yield the rows of boxes as strips."""
    for _, row in groupby(boxes, key=lambda box: box.row):
        yield _strip(_cells(form, list(row), paper), paper, glued)


def check_heads(form: Form, known: Mapping[str, str], head_type: type | None) -> None:
    """Refuse a form whose boxes name what stands neither in the head's view nor on the stamp."""
    if head_type is None:
        return
    fields = {column.field for column in columns_of(head_type)} | set(known)
    for box in form.boxes:
        for field in box.fields():
            if field not in fields:
                what = f"“{form.head_view or form.view}”没有字段 {field}，可用的有："
                raise FormMistake(form.path, box.at, "field", what + "、".join(sorted(fields)))


def draw_blank(
    sheet: Sheet, setter: Typesetter, left: float, y: float, width: float, blank: str = DAY
) -> None:
    """Draw 年月日, to be filled in, at the right end of a room."""
    sheet.line(left, y, setter.line(blank, "Song", 9.5), "right", width - 2.5 * MM)


# Setting -----------------------------------------------------------------------


def _cells(form: Form, row: list[Box], paper: Paper) -> list[_Cell]:
    labels = [_label_width(form, box, first=not n) for n, box in enumerate(row)]
    area, setter = paper.area, paper.setter
    free = area.width - sum(labels) - sum(box.width for box in row) * MM
    shares = sum(box.weight for box in row if not box.width)
    cells, left = [], area.left
    for number, (box, label) in enumerate(zip(row, labels, strict=True)):
        middle = left + label
        right = middle + (box.width * MM or free * box.weight / shares)
        if number == len(row) - 1:
            right = area.right
        room = right - middle - 2 * _INSET
        said = setter.block(box.said(paper.stamp.head), room, _STRONG if box.strong else _VALUE)
        cells.append(
            _Cell(
                box,
                left,
                middle,
                right,
                setter.block(box.label, max(label - 1.6 * MM, 1.0), _LABEL),
                EMPTY if box.choices else said,
                _choices(box, paper.stamp.head, room, setter),
            )
        )
        left = right
    return cells


def _label_width(form: Form, box: Box, *, first: bool) -> float:
    if not box.label:
        return 0.0
    return box.label_width * MM or (form.label * MM if first else _LABEL_WIDTH)


def _choices(
    box: Box, head: Mapping[str, str], room: float, setter: Typesetter
) -> tuple[tuple[Choice, ...], ...]:
    """Set the choices on as many lines as they need."""
    lines: list[list[Choice]] = [[]]
    taken = 0.0
    for value, word in box.choices:
        line = setter.line(word, "Song", 10.5)
        ticked = bool(box.field) and head.get(box.field, "") == value
        width = _TICK + _BESIDE + line.width + _APART
        if lines[-1] and taken + width - _APART > room:
            lines.append([])
            taken = 0.0
        lines[-1].append((ticked, line))
        taken += width
    return tuple(map(tuple, lines)) if box.choices else ()


def _strip(cells: list[_Cell], paper: Paper, glued: bool) -> Strip:
    grows = _MOST_GROWN if any(cell.box.sign for cell in cells) else 0.0
    return Strip(
        max(cell.height for cell in cells),
        partial(_draw_row, cells, paper.setter),
        tuple(_texts(cells)),
        glued=glued,
        grows=grows,
        parts=partial(_parts, cells, paper, glued),
    )


def _texts(cells: list[_Cell]) -> Iterator[str]:
    """Yield what the boxes say; a tick is part of what is said."""
    for cell in cells:
        if cell.box.choices:
            for ticked, line in (one for row in cell.choices for one in row):
                yield ("☑" if ticked else "☐") + line.text
        elif cell.box.field or cell.box.text:
            yield "".join(line.text for line in cell.said.lines)


def _parts(cells: list[_Cell], paper: Paper, glued: bool, room: float) -> Iterator[Strip]:
    """Yield a row that is higher than a page in pieces."""
    room -= _SIGN_FOOT + 2.4 * MM
    more = True
    while more:
        heads = [replace(cell, said=lines_within(cell.said, room)) for cell in cells]
        yield _strip(heads, paper, glued)
        cells = [
            replace(cell, label=EMPTY, said=Block(cell.said.lines[len(head.said.lines) :]))
            for cell, head in zip(cells, heads, strict=True)
        ]
        glued, more = False, any(cell.said.lines for cell in cells)


# Drawing -----------------------------------------------------------------------


def _draw_row(
    cells: list[_Cell], setter: Typesetter, sheet: Sheet, top: float, height: float
) -> None:
    for number, cell in enumerate(cells):
        if number:
            sheet.upright(cell.left, top, top - height)
        if cell.box.label:
            sheet.upright(cell.middle, top, top - height)
            _draw_label(sheet, cell, top - height / 2)
        foot = _SIGN_FOOT if cell.box.sign else 0.0
        middle = top - (height - foot) / 2
        width = cell.right - cell.middle - 2 * _INSET
        left = cell.middle + _INSET
        if cell.choices:
            _draw_choices(sheet, cell, left, middle)
        else:
            sheet.block(left, middle + cell.said.height / 2, cell.said, cell.box.align, width)
        if cell.box.sign:
            _draw_sign(sheet, setter, cell, top - height)
        elif cell.box.blank and not cell.said.lines:
            room = cell.right - cell.middle
            draw_blank(sheet, setter, cell.middle, middle - 3.8, room, cell.box.blank)


def _draw_label(sheet: Sheet, cell: _Cell, middle: float) -> None:
    """Draw a label, its lines spread to the same width so that labels stand under each other."""
    top = middle + cell.label.height / 2
    room = cell.middle - cell.left
    widest = max([4 * 10.5, *(line.width for line in cell.label.lines)])
    widest = min(widest, max(room - 5 * MM, cell.label.width))
    for line in cell.label.lines:
        count = len(line.text)
        han = all(one >= "一" for one in line.text)
        by = (widest - line.width) / (count - 1) if 1 < count < 5 and han else 0.0
        width = line.width + by * (count - 1)
        y = top - line.leading / 2 - MIDDLE * line.size
        sheet.spread(cell.left + (room - width) / 2, y, line, by)
        top -= line.leading


def _draw_choices(sheet: Sheet, cell: _Cell, left: float, middle: float) -> None:
    y = middle + (len(cell.choices) - 1) * _CHOICE_LEADING / 2
    for row in cell.choices:
        x = left
        for ticked, line in row:
            bottom = y - _TICK / 2
            sheet.box(x, bottom, _TICK, _TICK, 0.6)
            if ticked:
                _draw_tick(sheet, x, bottom)
            x += _TICK + _BESIDE
            sheet.line(x, y - MIDDLE * line.size, line)
            x += line.width + _APART
        y -= _CHOICE_LEADING


def _draw_tick(sheet: Sheet, x: float, y: float) -> None:
    a, b, c = (0.16, 0.52), (0.42, 0.2), (0.88, 0.86)
    points = [(x + u * _TICK, y + v * _TICK) for u, v in (a, b, c)]
    for (x1, y1), (x2, y2) in pairwise(points):
        sheet.rule(x1, y1, x2, y2, 1.1)


def _draw_sign(sheet: Sheet, setter: Typesetter, cell: _Cell, bottom: float) -> None:
    width = cell.right - cell.middle
    y = bottom + 3 * MM
    label = setter.line(f"{cell.box.sign}：", "Song", 10.5)
    sheet.line(cell.middle + width * _SIGN_AT, y, label)
    draw_blank(sheet, setter, cell.middle, y, width)
