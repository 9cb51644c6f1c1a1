"""第二遍 in the window: another person by his own password, blind, and back by the operator's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.beliefs import Bucket
from desktop.window import MainWindow
from tests.book import OFFICER, PASSWORD, WITNESS, WITNESS_PASSWORD, Book
from tests.desktop.framing import window_on
from tests.desktop.test_stocktake_page import counting, scan, settled, shown
from tests.store.test_second_count import counted, with_top_secret


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = with_top_secret(tmp_path)
    yield made
    made.vault.lock()


@pytest.fixture
def window(book: Book, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    counted(book)
    return window_on(book, qtbot, qapp)


def test_another_person_counts_blind_and_the_operator_takes_the_page_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = counting(window)
    assert shown(page, Bucket.FOUND) == "6"
    page.box.again.click()
    sheet = page.turn.sheet
    assert sheet is not None
    assert {sheet.who.itemText(at) for at in range(sheet.who.count())} == {WITNESS, OFFICER}
    sheet.who.setCurrentText(OFFICER)
    sheet.password.setText(PASSWORD)
    qtbot.keyClick(sheet.password, Qt.Key.Key_Return)
    assert "已点过第一遍" in sheet.said.text()
    sheet.who.setCurrentText(WITNESS)
    sheet.password.setText(WITNESS_PASSWORD)
    qtbot.keyClick(sheet.password, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert page.turn.counter == WITNESS
    assert {row.copy for row in page.model.rows(range(page.model.rowCount()))} == {8, 9}
    assert (shown(page, Bucket.FOUND), shown(page, Bucket.WAITING)) == ("0", "2")
    assert not page.head.isEnabled(), "what is printed tells the first count"
    window.activateWindow()  # as a window manager does once a dialog is gone
    QApplication.processEvents()
    scan(qtbot, page.box.line, "901")
    assert shown(page, Bucket.FOUND) == "1"
    scan(qtbot, page.box.line, "000120")
    assert "不是绝密" in page.box.said.text()
    settled(qtbot, page)
    page.box.again.click()
    sheet = page.turn.sheet
    assert sheet.who.currentText() == OFFICER
    sheet.password.setText(WITNESS_PASSWORD)
    sheet.go.click()
    assert "口令不对" in sheet.said.text()
    assert page.turn.number == 2
    sheet.password.setText(PASSWORD)
    sheet.go.click()
    QApplication.processEvents()
    assert shown(page, Bucket.FOUND) == "6"
    (chip,) = (one for one in page.narrowed.chips.all if one.chip.label == "两遍不一致")
    chip.button.click()
    QApplication.processEvents()
    assert page.model.rowCount() == 1
    assert page.model.row(0).copy == 9
    assert page.model.row(0).remark == "两遍不一致，第二遍未见，须重点"
