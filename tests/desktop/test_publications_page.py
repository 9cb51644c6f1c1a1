"""信息公开 at the desk: from 今日 to the register and through its forms, the rules in sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.documents.publish import (
    AskPublication,
    ConcludePublication,
    NotePublication,
)
from db.ledger.beliefs.publication import PublicationState, Verdict
from db.views.publications import PUBLICATIONS, PublicationRow
from db.views.today import Matter
from desktop.pages.given import given_for
from desktop.pages.register_page import RegisterPage
from desktop.widgets.matter_card import MatterCard
from tests.book import LI, WANG, Book, a_book, register
from tests.desktop.filling import Desk, fill, said
from tests.desktop.framing import window_on

SAID = {"department_opinion": "同意", "office_opinion": "同意"}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    asked = {"applicant": WANG, "content": "动态一则", "purpose": "门户网站", "documents": (1,)}
    made.record(register(), AskPublication(on=made.today, **asked))
    return made


def test_a_review_is_waiting_on_the_day_and_is_seen_to_v58(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window, desk = window_on(book, qtbot, qapp), Desk(book, qtbot)
    window.open("today")
    cards = {card.matter: card for card in window.findChildren(MatterCard)}
    qtbot.keyClick(cards[Matter.PUBLICATION], Qt.Key.Key_Return)
    page = window.page("publications")
    assert isinstance(page, RegisterPage)
    page.table.selectRow(0)
    row = page.chosen()
    assert isinstance(row, PublicationRow)
    review = desk.form(ConcludePublication, given_for(ConcludePublication, row))
    fill(review, verdict=Verdict.PUBLIC, reviewer=LI, **SAID)
    assert said(review) == {"verdict": ["V58"]}
    fill(review, verdict=Verdict.AMENDED, changes="删去数据")
    assert said(review) == {}
    desk.record(review)
    out = desk.form(NotePublication, given_for(NotePublication, row))
    fill(out, where_to="门户网站")
    assert said(out) == {"amended": ["V57"]}
    fill(out, amended=True)
    desk.record(out)
    (row,) = book.vault.ask(PUBLICATIONS).rows
    assert (row.state, row.where_to) == (PublicationState.PUBLISHED, "门户网站")
