"""One page while it is being drawn: rules and boxes, and the texts above them."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.printing.type import Block, Line

MM = 72 / 25.4
MIDDLE = 0.38  # the optical middle of a Han character, above the baseline


class Sheet:
    """Collects the operators of one page; points, counted from the lower left corner."""

    def __init__(
        self,
        shapes: Iterable[str] = (),
        texts: Iterable[str] = (),
        face: tuple[str, float] = ("", 0.0),
        rule: float = 0.0,
    ) -> None:
        self._shapes = list(shapes)
        self._texts = list(texts)
        self._after: list[str] = []
        self._uprights: dict[float, tuple[float, float]] = {}
        self._face = face
        self._rule = rule

    def copy(self) -> Sheet:
        """Return another page that begins with what is drawn here."""
        return Sheet(self._shapes, self._texts, self._face, self._rule)

    def line(self, x: float, y: float, line: Line, align: str = "left", width: float = 0) -> None:
        """Show a line on this baseline, in a room of this width that begins at `x`."""
        if not line.shown:
            return
        if align != "left":
            # A hanging stop makes a line wider than its room: it hangs out at the right only.
            x += max(width - line.width, 0) / (2 if align == "centre" else 1)
        if self._face != (line.face, line.size):
            self._face = (line.face, line.size)
            self._texts.append(f"/{line.face} {line.size:g} Tf")
        self._texts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm {line.shown}")

    def spread(self, x: float, y: float, line: Line, by: float) -> None:
        """Show a line with `by` points after each of its characters."""
        self._texts.append(f"{by:.2f} Tc")
        self.line(x, y, line)
        self._texts.append("0 Tc")

    def block(self, left: float, top: float, block: Block, align: str, width: float) -> None:
        """Show a block of lines hanging from this height."""
        for line in block.lines:
            self.line(left, top - line.leading / 2 - MIDDLE * line.size, line, align, width)
            top -= line.leading

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5) -> None:
        """Draw a straight rule."""
        self._pen(width)
        self._shapes.append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def upright(self, x: float, top: float, bottom: float) -> None:
        """Draw an upright rule, as one piece with the one above it."""
        above = self._uprights.get(x)
        if above is not None and abs(above[1] - top) > 0.01:
            self.rule(x, above[0], x, above[1])
            above = None
        self._uprights[x] = (above[0] if above else top, bottom)

    def box(
        self, left: float, bottom: float, width: float, height: float, rule: float = 0.75
    ) -> None:
        """Draw a ruled box."""
        self._pen(rule)
        self._shapes.append(f"{left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re S")

    def blank(self, left: float, bottom: float, width: float, height: float) -> None:
        """Clear a rectangle of the rules drawn so far."""
        self._draw_uprights()
        self._shapes.append(f"1 g {left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re f 0 g")

    def shape(self, operators: str) -> None:
        """Draw what these operators draw, below all texts."""
        self._shapes.append(operators)

    def form(self, name: str, x: float, y: float) -> None:
        """Show a drawing that is filled in when the document is complete."""
        self._after.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm /{name} Do Q")

    def operators(self) -> str:
        """Return the whole page."""
        self._draw_uprights()
        return "\n".join([*self._shapes, "BT", *self._texts, "ET", *self._after, ""])

    def _draw_uprights(self) -> None:
        for x, (top, bottom) in self._uprights.items():
            self.rule(x, top, x, bottom)
        self._uprights.clear()

    def _pen(self, width: float) -> None:
        if self._rule != width:
            self._rule = width
            self._shapes.append(f"{width:g} w")
