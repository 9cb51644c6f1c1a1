"""Two small drawings, told apart by pattern as well as by colour: months stacked, bars across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.look import Look

_STEPS = 12


@dataclass(frozen=True)
class Series:
    """One layer of every column: its name, its colour, its pattern, its numbers."""

    name: str
    tint: str
    pattern: Qt.BrushStyle
    numbers: tuple[int, ...]


class Chart(QWidget):
    """What both have in common: size, name, pens."""

    def __init__(self, look: Look, title: str, height: int) -> None:
        super().__init__()
        self._look, self._title, self._height = look, title, height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def sizeHint(self) -> QSize:
        """Return a size that fits a narrow column."""
        return QSize(self._look.px(240), self._look.px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the words would meet."""
        return QSize(self._look.px(160), self._look.px(self._height))

    def block(self, painter: QPainter, box: QRectF, tint: str, pattern: Qt.BrushStyle) -> None:
        """Fill a block: an edge and a pattern, so that it can be read in black and white."""
        colour = self._look.colour(tint)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(QBrush(colour, pattern))
        painter.drawRect(box)

    def words(self, painter: QPainter, box: QRectF, text: str, *, across: str = "left") -> None:
        """Write a small word into a box."""
        side = {"left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight,
                "middle": Qt.AlignmentFlag.AlignHCenter}[across]  # fmt: skip
        painter.setFont(self._look.font(11))
        painter.setPen(self._look.colour("ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, text)


class MonthChart(Chart):
    """A column for each month, its layers stacked; the last one carries its number."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, title, 132)
        self._months: tuple[str, ...] = ()
        self._layers: tuple[Series, ...] = ()

    def show_months(self, months: Sequence[str], layers: Sequence[Series]) -> None:
        """Show these months, the lowest layer first."""
        self._months, self._layers = tuple(months), tuple(layers)
        last = "，".join(f"{layer.name}{layer.numbers[-1]}份" for layer in layers)
        self.setAccessibleDescription(f"本月：{last}")
        self.setToolTip(f"本月　{last}")
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw legend, columns and months."""
        painter, look = QPainter(self), self._look
        line = look.px(18)
        self._legend(painter, QRectF(0, 0, self.width(), line))
        floor, top = self.height() - line, 2.0 * line
        sums = [sum(layer.numbers[n] for layer in self._layers) for n in range(len(self._months))]
        most = max([*sums, 1])
        step = self.width() / _STEPS
        for number, month in enumerate(self._months):
            left, foot = number * step + step * 0.2, float(floor)
            for layer in self._layers:
                high = (floor - top) * layer.numbers[number] / most
                box = QRectF(left, foot - high, step * 0.6, high)
                if high:
                    self.block(painter, box, layer.tint, layer.pattern)
                foot -= high
            name = QRectF(number * step, floor, step, line)
            self.words(painter, name, str(int(month[5:])), across="middle")
        if sums:
            high = (floor - top) * sums[-1] / most
            last = QRectF(self.width() - 3 * step, floor - high - line, 3 * step, line)
            self.words(painter, last, f"{sums[-1]}", across="right")
        painter.setPen(look.colour("line2"))
        painter.drawLine(0, floor, self.width(), floor)

    def _legend(self, painter: QPainter, box: QRectF) -> None:
        look, left = self._look, box.left()
        metrics = QFontMetrics(look.font(11))
        for layer in self._layers:
            mark = QRectF(left + 1, box.center().y() - look.px(5), look.px(10), look.px(10))
            self.block(painter, mark, layer.tint, layer.pattern)
            wide = metrics.horizontalAdvance(layer.name)
            self.words(painter, QRectF(mark.right() + look.px(4), 0, wide + 2, box.height()),
                       layer.name)  # fmt: skip
            left = mark.right() + look.px(16) + wide


class BarChart(Chart):
    """One bar across for each name, the longest first."""

    MOST = 6

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, title, 24)
        self._bars: tuple[tuple[str, int], ...] = ()

    def show_bars(self, bars: Sequence[tuple[str, int]]) -> None:
        """Show these, as many as there is room for."""
        self._bars = tuple(sorted(bars, key=lambda bar: (-bar[1], bar[0]))[: self.MOST])
        self._height = 24 * max(len(self._bars), 1)
        self.setAccessibleDescription("，".join(f"{name}{amount}" for name, amount in self._bars))
        self.updateGeometry()
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw name, bar and number of each."""
        painter, look = QPainter(self), self._look
        line, left, right = look.px(24), look.px(84), look.px(36)
        if not self._bars:
            self.words(painter, QRectF(0, 0, self.width(), line), "没有超期未还的。")
            return
        most = max(amount for _, amount in self._bars)
        elide = QFontMetrics(look.font(11)).elidedText
        for number, (name, amount) in enumerate(self._bars):
            top = number * line
            short = elide(name, Qt.TextElideMode.ElideRight, left - look.px(8))
            self.words(painter, QRectF(0, top, left, line), short)
            wide = (self.width() - left - right) * amount / most
            box = QRectF(left, top + line * 0.3, wide, line * 0.4)
            self.block(painter, box, "red", Qt.BrushStyle.Dense4Pattern)
            where = QRectF(left + wide + look.px(6), top, right, line)
            self.words(painter, where, str(amount))
