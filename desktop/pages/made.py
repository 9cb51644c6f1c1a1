"""The pages that are more than a register, and what they are made of."""

from __future__ import annotations

from desktop.pages.books_page import BooksPage
from desktop.pages.catalogue import JOURNAL_PAGE
from desktop.pages.charted_page import ChartedPage, RoundsPage
from desktop.pages.charts_page import ChartsPage
from desktop.pages.counting_page import CountingPage
from desktop.pages.evidence_page import EvidencePage
from desktop.pages.figures import PERIOD_PAGE
from desktop.pages.findings import DRAWN_PAGE, FINDINGS_PAGE
from desktop.pages.handover_page import HandoverPage, HandoversPage
from desktop.pages.handovers import COUNT_PAGE, HANDOVERS_PAGE
from desktop.pages.inspection import (
    ANNUAL_PAGE,
    EVIDENCE_PAGE,
    INSPECTION_PAGE,
    ROUNDS_PAGE,
    SHEETS_PAGE,
)
from desktop.pages.inspection_page import InspectionPage, SheetsPage
from desktop.pages.past import PAST_PAGE
from desktop.pages.past_page import PastPage
from desktop.pages.period_page import PeriodPage
from desktop.pages.register_page import RegisterPage
from desktop.pages.stocktakes_page import StocktakesPage
from desktop.pages.stocktaking import COUNTING_PAGE, STOCKTAKES_PAGE

MADE: dict[str, type[RegisterPage]] = {
    JOURNAL_PAGE.name: BooksPage,
    PAST_PAGE.name: PastPage,
    PERIOD_PAGE.name: PeriodPage,
    STOCKTAKES_PAGE.name: StocktakesPage,
    COUNTING_PAGE.name: CountingPage,
    HANDOVERS_PAGE.name: HandoversPage,
    COUNT_PAGE.name: HandoverPage,
    INSPECTION_PAGE.name: InspectionPage,
    EVIDENCE_PAGE.name: EvidencePage,
    SHEETS_PAGE.name: SheetsPage,
    ROUNDS_PAGE.name: RoundsPage,
    FINDINGS_PAGE.name: ChartedPage,
    ANNUAL_PAGE.name: PeriodPage,
    DRAWN_PAGE.name: ChartsPage,
}
