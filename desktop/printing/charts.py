"""Charts drawn once: columns or bars of plain rectangles, lines and words.

The screen shows them as SVG, paper as operators of a page; neither draws anything of its own.
Layers are told apart by pattern — full, hatched, pale, crossed — so a black-and-white printer
loses nothing, and every number that is not nought stands beside what it measures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

WORDS = 9.0  # points of a name or number
_GAP, _ROW, _HIGH, _LEGEND = 6.0, 20.0, 130.0, 18.0
_PITCH = 3.2
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Mark:
    """A rectangle in one of the patterns, seen from the top left corner."""

    x: float
    y: float
    width: float
    height: float
    layer: int


@dataclass(frozen=True)
class Rule:
    """A straight line; a dotted one is a step of the scale."""

    x1: float
    y1: float
    x2: float
    y2: float
    dotted: bool = False


@dataclass(frozen=True)
class Word:
    """A text on its baseline; `x` is its left end, middle or right end."""

    x: float
    y: float
    text: str
    at: str = "left"


@dataclass
class Drawing:
    """What a chart is made of, in points."""

    width: float
    height: float = 0.0
    tints: Mapping[int, str] = field(default_factory=dict)  # on the screen, by layer
    marks: list[Mark] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)


@dataclass(frozen=True)
class Figure:
    """One chart: names along the axis, and for each series a number of every name."""

    title: str
    unit: str
    across: bool
    stacked: bool
    names: tuple[str, ...]
    series: tuple[tuple[int, str], ...]  # layer and name
    numbers: Mapping[tuple[str, int], int]
    tints: Mapping[int, str] = field(default_factory=dict)

    def of(self, name: str) -> list[tuple[int, int]]:
        """Return layer and number of everything that stands at a name."""
        known = ((layer, self.numbers.get((name, layer))) for layer, _ in self.series)
        return [(layer, number) for layer, number in known if number is not None]

    @property
    def most(self) -> int:
        """The largest number that is drawn."""
        sizes = ([number for _, number in self.of(name)] for name in self.names)
        return max((sum(one) if self.stacked else max(one, default=0) for one in sizes), default=0)


def figures(rows: Iterable[Any]) -> list[Figure]:
    """Return the charts that rows of `drawn_figures` tell, in order."""
    return [_figure(list(some)) for _, some in groupby(rows, key=lambda row: row.chart)]


def _figure(rows: Sequence[Any]) -> Figure:
    first = rows[0]
    return Figure(
        title=first.title,
        unit=first.unit,
        across=first.across,
        stacked=first.stacked,
        names=tuple(dict.fromkeys(row.name for row in rows)),
        series=tuple(sorted({(row.layer, row.series) for row in rows})),
        numbers={(row.name, row.layer): row.number for row in rows},
    )


def drawn(figure: Figure, width: float) -> Drawing:
    """Draw a chart into this width; its height follows."""
    drawing = Drawing(width, tints=figure.tints)
    top = _legend(drawing, figure)
    (_bars if figure.across else _columns)(drawing, figure, top)
    return drawing


def _legend(drawing: Drawing, figure: Figure) -> float:
    """Say the unit, and the series beside it or below; return how high that is."""
    unit, y = f"单位：{figure.unit}", 0.0
    drawing.words.append(Word(0, WORDS, unit))
    if sum(map(_entry, figure.series)) > drawing.width - wide(unit):
        y = _LEGEND
    for line in _lines_within(drawing.width, figure.series):
        right = drawing.width
        for layer, name in reversed(line):
            right -= wide(name)
            drawing.words.append(Word(right, y + WORDS, name))
            right -= 18
            drawing.marks.append(Mark(right, y + 1, 14, WORDS - 1, layer))
            right -= 10
        y += _LEGEND
    return y


def _entry(series: tuple[int, str]) -> float:
    return wide(series[1]) + 28


def _lines_within(
    width: float, series: Sequence[tuple[int, str]]
) -> Iterator[list[tuple[int, str]]]:
    """Yield the entries of a legend, as many on a line as it holds."""
    line: list[tuple[int, str]] = []
    for one in series:
        if line and sum(map(_entry, [*line, one])) > width:
            yield line
            line = []
        line.append(one)
    yield line


def _scale(most: int) -> tuple[int, int]:
    """Return the step of the scale and its end: four to eight steps, never a broken number."""
    size, step = 1, 1
    while most > 6 * step:
        step = next((size * one for one in _STEPS if most <= 6 * size * one), 0) or 10 * size
        size *= 10
    return step, max(-(-most // step), 1) * step


def _columns(drawing: Drawing, figure: Figure, above: float) -> None:
    step, end = _scale(figure.most)
    left, top = wide(str(end)) + _GAP, above + 12
    floor, room = top + _HIGH, drawing.width - wide(str(end)) - _GAP
    for number in range(0, end + 1, step):
        y = floor - _HIGH * number / end
        drawing.rules.append(Rule(left, y, drawing.width, y, dotted=number > 0))
        drawing.words.append(Word(left - _GAP, y + 3, str(number), "right"))
    each = room / max(len(figure.names), 1)
    all_fit = wide(str(figure.most)) < each  # else the last one alone carries its number
    for place, name in enumerate(figure.names):
        x, y = left + each * (place + 0.2), floor
        for layer, number in figure.of(name):
            high = _HIGH * number / end
            if number:
                drawing.marks.append(Mark(x, y - high, each * 0.6, high, layer))
                if high > WORDS + 3 and wide(str(number)) < each * 0.6:
                    drawing.words.append(_inside(x + each * 0.3, y - high / 2, number))
            y -= high
        total = str(sum(number for _, number in figure.of(name)))
        if all_fit:
            drawing.words.append(Word(x + each * 0.3, y - 3, total, "middle"))
        elif name == figure.names[-1]:
            drawing.words.append(Word(drawing.width, y - 3, total, "right"))
        called = _month(name) if wide("12月") < each else _month(name).removesuffix("月")
        drawing.words.append(Word(x + each * 0.3, floor + WORDS + 4, called, "middle"))
    drawing.height = floor + WORDS + 10


def _inside(x: float, y: float, number: int) -> Word:
    return Word(x, y + WORDS * 0.36, str(number), "inside")


def _month(name: str) -> str:
    year, _, month = name.partition("-")
    return f"{int(month)}月" if month.isdecimal() and year.isdecimal() else name


def _bars(drawing: Drawing, figure: Figure, above: float) -> None:
    step, end = _scale(figure.most)
    left = max((wide(name) for name in figure.names), default=0) + _GAP
    room, y = drawing.width - left - 76, above + 4
    row = _ROW if figure.stacked else _ROW * 1.5
    floor = y + row * len(figure.names)
    for number in range(0, end + 1, step):
        x = left + room * number / end
        drawing.rules.append(Rule(x, y, x, floor, dotted=number > 0))
        drawing.words.append(Word(x, floor + WORDS + 3, str(number), "middle"))
    for name in figure.names:
        drawing.words.append(Word(left - _GAP, y + row / 2 + 3, name, "right"))
        (_one_bar if figure.stacked else _beside)(drawing, figure, name, (left, y, room / end))
        y += row
    drawing.height = floor + WORDS + 8


def _one_bar(drawing: Drawing, figure: Figure, name: str, at: tuple[float, float, float]) -> None:
    x, y, each = at
    told = figure.of(name)
    for layer, number in told:
        if number:
            drawing.marks.append(Mark(x, y + 4, each * number, _ROW - 8, layer))
            if each * number > wide(str(number)) + 8:
                middle = _inside(x + each * number / 2, y + _ROW / 2, number)
                drawing.words.append(middle)
        x += each * number
    first, gravest = told[0] if told else (0, 0)
    total = sum(amount for _, amount in told)
    named = dict(figure.series)
    said = f"{total}（{named[first]}{gravest}）" if gravest and len(told) > 1 else str(total)
    drawing.words.append(Word(x + 4, y + _ROW / 2 + 3, said))


def _beside(drawing: Drawing, figure: Figure, name: str, at: tuple[float, float, float]) -> None:
    x, y, each = at
    for place, (layer, number) in enumerate(figure.of(name)):
        top = y + 3 + place * 12
        if number:
            drawing.marks.append(Mark(x, top, each * number, 10, layer))
        drawing.words.append(Word(x + each * number + 4, top + 8.5, f"{number}{figure.unit}"))


def wide(text: str) -> float:
    """Return about how wide a text is: a Han character is square, a figure half of it."""
    return sum(WORDS if ord(one) > 0x2E7F else WORDS * 0.56 for one in text)


# -- patterns ----------------------------------------------------------------------------


def lines_of(mark: Mark) -> Iterator[tuple[float, float, float, float]]:
    """Yield the lines of a mark's pattern, cut at its edges: 2 hatched, 4 crossed."""
    if mark.layer not in (2, 4):
        return
    at = _PITCH
    while at < mark.width + mark.height:
        x1, y1 = min(at, mark.width), max(at - mark.width, 0.0)
        x2, y2 = max(at - mark.height, 0.0), min(at, mark.height)
        yield mark.x + x1, mark.y + y1, mark.x + x2, mark.y + y2
        if mark.layer == 4:  # the same from the other side
            yield (mark.x + mark.width - x1, mark.y + y1,
                   mark.x + mark.width - x2, mark.y + y2)  # fmt: skip
        at += _PITCH
