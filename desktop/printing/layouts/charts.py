"""证据图表: charts one below the other, each with its number and title, as many as a page holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.printing.chart_faces import put
from desktop.printing.charts import Drawing, Figure, drawn, figures
from desktop.printing.form import Form
from desktop.printing.layouts.flow import Flow, Strip
from desktop.printing.layouts.signing import notes_strip, sign_strips
from desktop.printing.paper import Paper
from desktop.printing.sheet import MM, Sheet
from desktop.printing.stamp import Drawn

_ABOVE, _TITLE, _BELOW = 3 * MM, 7 * MM, 5 * MM


def draw_charts(
    form: Form, rows: Iterable[object], paper: Paper, _: type | None, __: type | None = None
) -> Drawn:
    """Draw every chart that the rows tell; a page without any says so by its emptiness."""
    told = list(rows)
    flow = Flow(paper, None)
    for number, figure in enumerate(figures(told), 1):
        flow.add(_strip(number, figure, paper))
    for strip in (*sign_strips(form, paper), *notes_strip(form, paper)):
        flow.add(strip)
    flow.finish(_air)
    return Drawn(paper.pages, len(told))


def _air(slack: float) -> Strip | None:
    return Strip(slack, lambda *_: None, framed=False) if slack > 0 else None


def _strip(number: int, figure: Figure, paper: Paper) -> Strip:
    made = drawn(figure, paper.area.width)
    title = f"图{number}　{figure.title}"

    def draw(sheet: Sheet, top: float, _: float) -> None:
        top -= _ABOVE
        put(made, sheet, paper.setter, paper.area.left, top)
        line = paper.setter.line(title, "Hei", 10.5)
        sheet.line(paper.area.left, top - made.height - _TITLE + 2 * MM, line, "centre",
                   paper.area.width)  # fmt: skip

    height = _ABOVE + made.height + _TITLE + _BELOW
    return Strip(height, draw, tuple(_texts(title, made)), lined=True, framed=False)


def _texts(title: str, made: Drawing) -> Iterator[str]:
    """Yield what the page says, for its digest and for whoever searches it."""
    yield title
    yield from (word.text for word in made.words)
