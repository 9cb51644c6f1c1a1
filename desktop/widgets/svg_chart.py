"""A chart on the screen: the drawing of the paper, in the colours of the desk."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.look import Look
from desktop.printing.chart_faces import svg
from desktop.printing.charts import Drawing, Figure, drawn

_WIDTH, GROWN = 380.0, 1.2
"""Points into which a chart is drawn, and pixels of a point at 100 %."""


class SvgChart(QWidget):
    """One chart, as large as it was drawn for; every number is read out, too."""

    def __init__(self, look: Look, figure: Figure, width: float = _WIDTH) -> None:
        super().__init__()
        self._drawing: Drawing = drawn(figure, width)
        self._look = look
        family = look.families[0] if look.families else look.font().family()
        said = svg(self._drawing, lambda token: look.colour(token).name(), family)
        self._picture = QSvgRenderer(QByteArray(said.encode()), self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(figure.title)
        numbers = (
            f"{name}{series}{figure.numbers.get((name, layer), 0)}{figure.unit}"
            for name in figure.names
            for layer, series in figure.series
        )
        self.setAccessibleDescription("，".join(numbers))

    def sizeHint(self) -> QSize:
        """Return the size it was drawn for."""
        wide, high = self._drawing.width, self._drawing.height
        return QSize(self._look.px(wide * GROWN), self._look.px(high * GROWN))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        self._picture.render(painter, QRectF(self.rect()))
