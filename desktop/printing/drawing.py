"""The one door of printing: a form, its rows and a stamp become a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

from desktop.printing.form import Form
from desktop.printing.form_file import FormMistake
from desktop.printing.layouts.charts import draw_charts
from desktop.printing.layouts.documents import draw_document
from desktop.printing.layouts.labels import draw_labels
from desktop.printing.layouts.register import draw_register
from desktop.printing.paper import PageDone, Paper
from desktop.printing.stamp import Drawn, Stamp

_Layout = Callable[[Form, Iterable[object], Paper, type | None, type | None], Drawn]

_LAYOUTS: dict[str, _Layout] = {
    "register": draw_register,
    "label": draw_labels,
    "charts": draw_charts,
    **dict.fromkeys(("slip", "approval", "list"), draw_document),
}


def draw(
    form: Form,
    rows: Iterable[object],
    stamp: Stamp,
    out: BinaryIO,
    page_done: PageDone | None = None,
    *,
    row_type: type | None = None,
    head_type: type | None = None,
) -> Drawn:
    """Draw the rows on the form and write the PDF to `out`, page by page.

    Rows are instances of the view's row type and are read once, as a stream; `row_type` tells an
    empty print which headings it has.  What stands above or around the lines is `stamp.head`, and
    `head_type` is the row type of the view it was taken from.  `page_done` is called with the
    number and the cell texts (in reading order) of every page as soon as it is finished.  The same
    input gives the same bytes, and nothing is written anywhere but to `out`.
    """
    layout = _LAYOUTS.get(form.family)
    if layout is None:
        raise FormMistake(form.path, 1, "family", f"“{form.family}”还不能打印")
    paper = Paper(form, stamp, out, page_done)
    count = 0
    for number, run in enumerate(_sets(form, rows)):
        if number:
            paper.turn_set()
        count += layout(form, run, paper, row_type, head_type).rows
    paper.close()
    return Drawn(paper.pages, count)


def _sets(form: Form, rows: Iterable[object]) -> Iterator[Iterable[object]]:
    """Yield the rows that stand together; without any, nothing stands on a set of its own."""
    if not form.apart:
        yield rows
        return
    some = False
    for _, run in groupby(rows, key=lambda row: [getattr(row, name) for name in form.apart]):
        some = True
        yield run
    if not some:
        yield ()
