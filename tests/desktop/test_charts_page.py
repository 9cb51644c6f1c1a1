"""图表: the page draws what the ledger holds, with the drawing that is printed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.checks.note_finding import NoteFinding
from desktop.pages.charted_page import ChartedPage
from desktop.pages.charts_page import ChartsPage
from desktop.pages.findings import DRAWN_PAGE, FINDINGS_PAGE
from desktop.pages.today_page import TodayPage
from desktop.session import Session
from desktop.tasks import InlineWorker
from desktop.widgets.svg_chart import SvgChart
from tests.book import FINANCE, OFFICE, a_book
from tests.desktop.framing import window_on
from tests.desktop.starting import looks


def test_what_is_noted_is_drawn_at_once(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    book = a_book(tmp_path)
    session = Session(book.vault, InlineWorker(), InlineWorker())
    page = ChartsPage(session, looks(qapp), DRAWN_PAGE)
    qtbot.addWidget(page)
    assert page.charts == []
    due = book.today + timedelta(10)
    found = {"on": book.today, "inspector": "保密办", "due": due, "description": "柜门未锁"}
    acts = [
        NoteFinding(category=category, department=department, **found)  # type: ignore[arg-type]
        for category, department in (("横传", OFFICE), ("存放不合规", FINANCE), ("横传", FINANCE))
    ]
    for act in acts:
        session.record(act, owner=page, then=lambda _: None, otherwise=print)
    months, departments = page.charts
    assert f"{book.today:%Y-%m}横传2项" in months.accessibleDescription()
    assert "财务处期限内2项" in departments.accessibleDescription()
    assert departments.grab().toImage().width() > 100
    session.lock()


def test_the_charts_stand_where_one_works(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    """Above the findings, put away by a button and so again; and beside the day."""
    book = a_book(tmp_path)
    window = window_on(book, qtbot, qapp)
    window.open("findings")
    page = cast("ChartedPage", window.page("findings"))
    assert page.charts is not None
    assert not page.charts.isVisible()
    found = {"on": book.today, "inspector": "保密办", "description": "柜门未锁", "category": "横传"}
    act = NoteFinding(due=book.today, department=FINANCE, **found)  # type: ignore[arg-type]
    window.session.record(act, owner=page, then=lambda _: None, otherwise=print)
    assert [chart.accessibleName() for chart in page.charts.charts] == [
        "查出的问题，按月和类别", "整改，按部门",
    ]  # fmt: skip
    page.charts.button.setChecked(False)
    page.charts.button.click()
    assert page.charts.charts[1].isVisible()
    page.charts.button.click()
    assert not page.charts.charts[1].isVisible()
    again = ChartedPage(window.session, looks(qapp), FINDINGS_PAGE)
    qtbot.addWidget(again)
    assert again.charts is not None
    assert not again.charts.button.isChecked()
    window.open("today")
    today = cast("TodayPage", window.page("today"))
    (chart,) = today.outlook.rectifying.findChildren(SvgChart)
    assert "财务处期限内1项" in chart.accessibleDescription()
    book.close()
