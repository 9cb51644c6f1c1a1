"""A register with the charts that are made of it above its lines."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout

from db.views.figures_of_checks import DRAWN_FIGURES
from desktop.look import Look
from desktop.pages.findings import FINDINGS_PAGE
from desktop.pages.inspection import ROUNDS_PAGE
from desktop.pages.inspection_page import SheetsPage
from desktop.pages.kind import PageKind
from desktop.pages.register_page import RegisterPage
from desktop.session import Session
from desktop.widgets.chart_strip import ChartStrip

CHARTS: dict[str, tuple[int, ...]] = {FINDINGS_PAGE.name: (2, 3), ROUNDS_PAGE.name: (1,)}
"""By page, the numbers of its charts as they stand on the page of all of them."""


class ChartedPage(RegisterPage):
    """A register whose charts stand above it for whoever may see the whole unit."""

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__(session, look, kind)
        self.charts: ChartStrip | None = None
        if DRAWN_FIGURES.roles & session.operator.roles:
            self.charts = ChartStrip(session, look, kind.name, CHARTS[kind.name])
            self.charts.failed.connect(self.failed)
            room = self._left.layout()
            assert isinstance(room, QBoxLayout)
            room.insertWidget(1, self.charts)


class RoundsPage(SheetsPage, ChartedPage):
    """The rounds; Enter leads to the first sheet of one."""
