"""The charts that belong to a register, above it: shown or put away by one button, remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.store.reading import Filter, Question
from db.vault import Snapshot
from db.views.figures_of_checks import DRAWN_FIGURES, DrawnRow
from desktop.dialogs.sheet import text
from desktop.look import Look
from desktop.printing.charts import Figure, figures
from desktop.session import Session
from desktop.widgets.svg_chart import GROWN, SvgChart

_WIDEST, _NARROWEST, _TALL, _SHARE = 440.0, 150.0, 720, 50
"""Points a chart is drawn into at most and at least; pixels at 100 % of a page with room for it,
and how much of a page, in per cent, it may take."""
_NAMES = {True: 9, False: 6}
"""How many names stand in one column: of stacked bars, of bars beside each other."""


class ChartStrip(QFrame):
    """Some of the drawings, side by side; nothing at all where there is nothing to draw."""

    failed = Signal(object)

    def __init__(self, session: Session, look: Look, name: str, wanted: tuple[int, ...]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._session, self._look, self._wanted = session, look, wanted
        self._kept, self._width = f"charts:{name}", 0.0
        self._figures: list[Figure] = []
        self.charts: list[SvgChart] = []
        self.button = QPushButton("图表")
        self.button.setCheckable(True)
        self.button.setObjectName("quiet")
        self.button.setToolTip("显示或收起图表")
        self.button.clicked.connect(self._choose)
        self._board = QWidget()
        self._room_for = QScrollArea()
        self._room_for.setWidgetResizable(True)
        self._room_for.setFrameShape(QFrame.Shape.NoFrame)
        self._room_for.setWidget(self._board)
        self._across = QHBoxLayout(self._board)
        self._across.setContentsMargins(look.px(8), 0, 0, 0)
        self._across.setSpacing(look.px(24))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(4), look.px(4), look.px(12), look.px(4))
        column.setSpacing(look.px(4))
        line = QHBoxLayout()
        line.addWidget(self.button)
        line.addStretch()
        column.addLayout(line)
        column.addWidget(self._room_for)
        self.hide()
        session.recorded.connect(self.ask)
        self.ask()

    def ask(self, *_: object) -> None:
        """Ask for the numbers of the drawings."""
        asked = Question((Filter("chart", self._wanted),), given=self._session.given())

        def read(book: Snapshot) -> Sequence[DrawnRow]:
            return book.page(DRAWN_FIGURES, asked).rows

        self._session.read(read, owner=self, then=self._show, otherwise=self.failed.emit)

    def _show(self, rows: Sequence[DrawnRow]) -> None:
        self._figures = [part for one in figures(rows) if one.most for part in _columns(one)]
        self.setVisible(bool(self._figures))
        self._draw()

    def _choose(self, shown: bool) -> None:
        self._session.drawer.keep(self._kept, "1" if shown else "0")
        self._unfold()

    def _unfold(self) -> None:
        kept = self._session.drawer.kept(self._kept).get(self._kept, "")
        page = self.parentWidget()
        roomy = page is not None and page.height() >= self._look.px(_TALL)
        self.button.setChecked(kept == "1" or (not kept and roomy))
        shown = self.button.isChecked()
        self.button.setIcon(self._look.icon("chevron-up" if shown else "chevron-down", "ink2", 16))
        self._room_for.setVisible(shown)
        most = page.height() * _SHARE // 100 if page is not None else 0
        self._room_for.setFixedHeight(min(self._board.sizeHint().height() + 2, most))

    def _draw(self) -> None:
        """Draw every chart into the width there is for it."""
        while self._across.count():
            if (gone := self._across.takeAt(0).widget()) is not None:
                gone.deleteLater()
        self.charts = [SvgChart(self._look, one, self._room()) for one in self._figures]
        for figure, chart in zip(self._figures, self.charts, strict=True):
            card = QWidget()
            rows = QVBoxLayout(card)
            rows.setContentsMargins(0, 0, 0, self._look.px(6))
            rows.addWidget(text(self._look, figure.title, 13, bold=True))
            rows.addWidget(chart)
            rows.addStretch()
            self._across.addWidget(card)
        self._across.addStretch()
        self._unfold()

    def _room(self) -> float:
        each = self.width() / max(len(self._figures), 1) - self._look.px(36)
        self._width = max(_NARROWEST, min(_WIDEST, each / self._look.px(100 * GROWN) * 100))
        return self._width

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew where the room has changed."""
        super().resizeEvent(event)
        before = self._width
        if self._figures and abs(self._room() - before) > 1:
            self._draw()
        else:
            self._unfold()


def _columns(figure: Figure) -> list[Figure]:
    """Return a figure of many bars as several, side by side."""
    names, most = figure.names, _NAMES[figure.stacked]
    if not figure.across or len(names) <= most:
        return [figure]
    each = -(-len(names) // -(-len(names) // most))
    return [
        replace(
            figure, names=names[at : at + each], title=f"{figure.title}{'（续）' if at else ''}"
        )
        for at in range(0, len(names), each)
    ]
