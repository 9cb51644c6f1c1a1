"""图表: the page draws what the ledger holds, with the drawing that is printed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.checks.note_finding import NoteFinding
from desktop.pages.charts_page import ChartsPage
from desktop.pages.findings import DRAWN_PAGE
from desktop.session import Session
from desktop.tasks import InlineWorker
from tests.book import FINANCE, OFFICE, a_book
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
