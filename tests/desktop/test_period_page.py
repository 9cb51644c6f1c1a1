"""期间结存 in the window: the days are chosen, the figures follow, and what is shown is printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.dialogs.print_dialog import PrintDialog
from desktop.pages.period_page import PeriodPage, usual_periods
from tests.book import TODAY, a_book, register
from tests.desktop.framing import window_on


@pytest.mark.parametrize(
    ("today", "name", "period"),
    [
        (date(2026, 3, 4), "上月", (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 1, 31), "上月", (date(2025, 12, 1), date(2025, 12, 31))),
        (date(2026, 3, 31), "上季", (date(2025, 10, 1), date(2025, 12, 31))),
        (date(2026, 8, 31), "本季", (date(2026, 7, 1), date(2026, 8, 31))),
        (date(2024, 2, 29), "上年", (date(2023, 1, 1), date(2023, 12, 31))),
    ],
)
def test_the_usual_periods(today: date, name: str, period: tuple[date, date]) -> None:
    assert usual_periods(today)[name] == period


def test_the_days_are_chosen_and_what_is_shown_is_printed(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    book = a_book(tmp_path)
    book.record(register())
    window = window_on(book, qtbot, qapp)
    window.open("period")
    page = window.page("period")
    assert isinstance(page, PeriodPage)
    QApplication.processEvents()
    (row,) = page.model.rows(range(page.model.rowCount()))
    assert (row.opening, row.received, row.closing) == (0, 3, 3), "this year is asked about first"
    page.choose("上月")
    QApplication.processEvents()
    assert page.model.rowCount() == 0, "nothing was here yet"
    page.last.line.setText(TODAY.isoformat())
    QApplication.processEvents()
    assert page.model.rowCount() == 1
    page.head.printed.emit()
    dialog = window.findChildren(PrintDialog)[-1]
    assert dialog.drawn is not None, dialog.choices.said
    assert (dialog.drawn.form.id, dialog.drawn.print.rows) == ("F40A", 1)
    dialog.reject()
    page.first.line.setText("2027-01-01")
    QApplication.processEvents()
    assert "先早后晚" in page.empty.sentence
