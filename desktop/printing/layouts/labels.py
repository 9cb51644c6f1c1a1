"""Labels to be stuck on: no title of any document, only what a person and a reader go by.

The first column of the form is written large, the second is the mark in its frame, every other is
a line with its heading; below stands the ledger's own number of the copy as a bar code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from db.ledger.columns import columns_of
from db.ledger.numbering import own_code
from db.ledger.values import Level
from desktop.printing.bars import bars
from desktop.printing.cells import words
from desktop.printing.form import Form
from desktop.printing.form_file import FormMistake
from desktop.printing.paper import Paper
from desktop.printing.sheet import MM, Sheet
from desktop.printing.stamp import Drawn
from desktop.printing.type import Line, Typesetter

WIDTH, HEIGHT = 60 * MM, 40 * MM
_INSET = 4 * MM
_CROP = 2.2 * MM
_LARGE = (17.0, 15.0, 13.0, 11.0, 9.0, 7.0)
_FRAME = {Level.TOP_SECRET: 2.4, Level.SECRET: 1.4, Level.CONFIDENTIAL: 0.75}
_BARS = 7.6 * MM
_FRAMED = 6 * MM


def draw_labels(
    form: Form, rows: Iterable[object], paper: Paper, row_type: type | None, _: type | None = None
) -> Drawn:
    """Draw one label for each row, as many on a sheet as it has room for."""
    _check(form, row_type)
    area, count = paper.area, 0
    across = int((area.width + 0.1) // WIDTH)
    down = int((area.top - area.bottom + 0.1) // HEIGHT)
    for sheetful in _by(rows, across * down):
        sheet = paper.sheet()
        texts: list[str] = []
        for place, row in enumerate(sheetful):
            left = area.left + place % across * WIDTH
            top = area.top - place // across * HEIGHT
            texts += _label(form, sheet, paper, row, left, top)
            _crop(sheet, left, top)
        paper.done(sheet, tuple(texts))
        count += len(sheetful)
    if not count:
        paper.done(paper.sheet(), ())
    return Drawn(paper.pages, count)


def _by(rows: Iterable[object], many: int) -> Iterator[list[object]]:
    sheetful: list[object] = []
    for row in rows:
        sheetful.append(row)
        if len(sheetful) == many:
            yield sheetful
            sheetful = []
    if sheetful:
        yield sheetful


def _check(form: Form, kind: type | None) -> None:
    """Refuse a label whose fields the view does not have, or which has no number of its own."""
    if kind is None:
        return
    known = {column.field for column in columns_of(kind)}
    for column in form.columns:
        for field in column.fields:
            if field not in known:
                what = f"“{form.view}”没有字段 {field}"
                raise FormMistake(form.path, column.at, "field", what)
    if "id" not in known:
        raise FormMistake(form.path, 1, "view", "标签要印本台账的份编号，这个视图没有")


def _label(
    form: Form, sheet: Sheet, paper: Paper, row: object, left: float, top: float
) -> Sequence[str]:
    """Draw one label; return what it says."""
    setter, x, room = paper.setter, left + _INSET, WIDTH - 2 * _INSET
    code = own_code(getattr(row, "id"))  # noqa: B009 — every view of copies has it, see _check
    large, mark, *others = ("".join(_said(row, one.fields)) for one in form.columns)
    large = large or code
    sheet.line(x, top - 8.6 * MM, _fitting(setter, large, room))
    texts = [large, mark]
    _mark(sheet, setter, mark, row, x, top - 10.3 * MM)
    y = top - 20.9 * MM
    for column, said in zip(form.columns[2:], others, strict=True):
        sheet.line(x, y, setter.line(column.heading, "Song", 8))
        sheet.line(x + 10 * MM, y, _fitting(setter, said or "—", room - 10 * MM, (10, 8, 7, 6)))
        texts += [column.heading, said]
        y -= 4.2 * MM
    bottom = top - HEIGHT + 4.9 * MM
    sheet.shape(bars(code, left + 1 * MM, bottom, WIDTH - 2 * MM, _BARS))
    below = bottom - 3 * MM
    shown = setter.line(code, "Hei", 8)
    sheet.line(x, below, shown)
    beside = room - shown.width - 4 * MM
    unit = _fitting(setter, paper.stamp.unit, beside, (7, 6, 5))
    sheet.line(x + room - unit.width, below, unit)
    return [*texts, code]


def _said(row: object, fields: Iterable[str]) -> Iterator[str]:
    """Yield the first of the fields that says anything."""
    found = (words(getattr(row, field)) for field in fields)
    yield next(filter(None, found), "")


def _mark(sheet: Sheet, setter: Typesetter, mark: str, row: object, x: float, top: float) -> None:
    """Draw level and term in a frame, the heavier the higher the level."""
    if not mark:
        return
    line = _fitting(setter, mark, WIDTH - 2 * _INSET - 4 * MM, (12, 10, 8, 7))
    rule = _FRAME.get(getattr(row, "level", Level.CONFIDENTIAL), 0.75)
    sheet.box(x, top - _FRAMED, line.width + 4 * MM, _FRAMED, rule)
    sheet.line(x + 2 * MM, top - _FRAMED / 2 - 0.38 * line.size, line)


def _fitting(setter: Typesetter, text: str, room: float, sizes: Sequence[float] = _LARGE) -> Line:
    """Set a text as large as it fits; what fits at no size loses its end."""
    for size in sizes:
        line = setter.line(text, "Hei", size)
        if line.width <= room:
            return line
    while len(text) > 1 and setter.line(f"{text}…", "Hei", sizes[-1]).width > room:
        text = text[:-1]
    return setter.line(f"{text}…", "Hei", sizes[-1])


def _crop(sheet: Sheet, left: float, top: float) -> None:
    """Draw the corners by which a label is cut out."""
    for x in (left, left + WIDTH):
        for y in (top, top - HEIGHT):
            inner = _CROP if x == left else -_CROP
            sheet.rule(x, y, x + inner, y, 0.25)
            sheet.rule(x, y, x, y - _CROP if y == top else y + _CROP, 0.25)
