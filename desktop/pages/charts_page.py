"""图表: three drawings of self-inspection and rectification above the numbers they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.store.reading import Question
from db.vault import Snapshot
from db.views.figures_of_checks import DRAWN_FIGURES, DrawnRow
from desktop.dialogs.sheet import text
from desktop.look import Look
from desktop.pages.kind import PageKind
from desktop.pages.register_page import RegisterPage
from desktop.printing.charts import Figure, figures
from desktop.session import Session
from desktop.widgets.svg_chart import SvgChart


class ChartsPage(RegisterPage):
    """The drawings side by side; the table below holds every number of them."""

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__(session, look, kind)
        self.charts: list[SvgChart] = []
        self._board = QWidget()
        across = QHBoxLayout(self._board)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.px(12))
        self._columns = [QVBoxLayout() for _ in range(2)]
        for column in self._columns:
            column.setSpacing(look.px(12))
            across.addLayout(column)
        across.addStretch()
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setWidget(self._board)
        room.setMinimumHeight(look.px(300))
        left = self._left.layout()
        assert isinstance(left, QBoxLayout)
        left.insertWidget(1, room, 2)
        session.recorded.connect(self._draw)
        self._draw()

    def _draw(self, *_: object) -> None:
        asked = Question(given=self._session.given())

        def read(book: Snapshot) -> Sequence[DrawnRow]:
            return book.page(DRAWN_FIGURES, asked).rows

        self._session.read(read, owner=self, then=self._show, otherwise=self.failed.emit)

    def _show(self, rows: Sequence[DrawnRow]) -> None:
        for column in self._columns:
            while column.count():
                if (gone := column.takeAt(0).widget()) is not None:
                    gone.deleteLater()
        self.charts = []
        highs = [0] * len(self._columns)
        for number, figure in enumerate(figures(rows), 1):
            card, least = self._card(number, figure), highs.index(min(highs))
            highs[least] += card.sizeHint().height()
            self._columns[least].addWidget(card)
        for column in self._columns:
            column.addStretch()

    def _card(self, number: int, figure: Figure) -> QWidget:
        card, look = QFrame(), self._look
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*(look.px(12),) * 4)
        column.setSpacing(look.px(6))
        column.addWidget(text(look, f"图{number}　{figure.title}", 14, bold=True))
        chart = SvgChart(look, figure)
        self.charts.append(chart)
        column.addWidget(chart)
        column.addStretch()
        return card
