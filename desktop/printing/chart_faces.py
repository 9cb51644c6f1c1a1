"""The two faces of a chart: SVG in the colours of the desk, operators of a page in black."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape

from desktop.printing.charts import WORDS, Drawing, Word, lines_of, wide
from desktop.printing.sheet import Sheet
from desktop.printing.type import Typesetter

# -- the screen --------------------------------------------------------------------------


def svg(drawing: Drawing, colour: Callable[[str], str], family: str) -> str:
    """Return a chart as SVG in colours of the table, asked for by token."""
    ink, line, ground = colour("ink"), colour("line2"), colour("surface")
    edges = {layer: colour(drawing.tints.get(layer, "blue")) for layer in (1, 2, 3, 4)}
    fills = {1: edges[1], 2: ground, 3: colour("blueln"), 4: ground}
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(drawing.width)} '
        f'{_n(drawing.height)}" font-family="{escape(family)}" font-size="{_n(WORDS)}">'
    ]
    for rule in drawing.rules:
        dots = ' stroke-dasharray="1 2"' if rule.dotted else ""
        out.append(_svg_line((rule.x1, rule.y1, rule.x2, rule.y2), line, 0.6, dots))
    for mark in drawing.marks:
        out.append(
            f'<rect x="{_n(mark.x)}" y="{_n(mark.y)}" width="{_n(mark.width)}" '
            f'height="{_n(mark.height)}" fill="{fills[mark.layer]}" stroke="{edges[mark.layer]}" '
            'stroke-width="0.6"/>'
        )
        out += [_svg_line(one, edges[mark.layer], 0.6) for one in lines_of(mark)]
    ends = {"left": "start", "middle": "middle", "right": "end", "inside": "middle"}
    for word in drawing.words:
        if word.at == "inside":
            out.append(_svg_patch(word, ground))
        out.append(
            f'<text x="{_n(word.x)}" y="{_n(word.y)}" text-anchor="{ends[word.at]}" '
            f'fill="{ink}">{escape(word.text)}</text>'
        )
    return "\n".join([*out, "</svg>"])


def _svg_line(
    at: tuple[float, float, float, float], colour: str, width: float, more: str = ""
) -> str:
    x1, y1, x2, y2 = map(_n, at)
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" '
        f'stroke-width="{_n(width)}"{more}/>'
    )


def _svg_patch(word: Word, ground: str) -> str:
    half = wide(word.text) / 2 + 1.5
    return (
        f'<rect x="{_n(word.x - half)}" y="{_n(word.y - WORDS * 0.86)}" width="{_n(2 * half)}" '
        f'height="{_n(WORDS * 1.06)}" fill="{ground}"/>'
    )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


# -- paper -------------------------------------------------------------------------------

_GREY = {1: 0.15, 2: 1.0, 3: 0.86, 4: 1.0}


def put(drawing: Drawing, sheet: Sheet, setter: Typesetter, left: float, top: float) -> None:
    """Put a chart on a page, its upper left corner here."""
    for rule in drawing.rules:
        dots = "[0.5 1.5] 0 d" if rule.dotted else "[] 0 d"
        ends = _line(left, top, (rule.x1, rule.y1, rule.x2, rule.y2))
        sheet.shape(f"q 0.4 w {dots} {ends} Q")
    for mark in drawing.marks:
        corner = f"{left + mark.x:.2f} {top - mark.y - mark.height:.2f}"
        box = f"{corner} {mark.width:.2f} {mark.height:.2f} re"
        sheet.shape(f"q 0.5 w {_GREY[mark.layer]:g} g {box} B Q")
        for one in lines_of(mark):
            sheet.shape(f"q 0.4 w {_line(left, top, one)} Q")
    for word in drawing.words:
        line = setter.line(word.text, "Hei", WORDS - 0.5)
        share = {"left": 0.0, "right": 1.0}.get(word.at, 0.5)
        x, y = left + word.x - share * line.width, top - word.y
        if word.at == "inside":
            sheet.blank(x - 1.5, y - 1.5, line.width + 3, WORDS)
        sheet.line(x, y, line)


def _line(left: float, top: float, at: tuple[float, float, float, float]) -> str:
    x1, y1, x2, y2 = at
    return f"{left + x1:.2f} {top - y1:.2f} m {left + x2:.2f} {top - y2:.2f} l S"
