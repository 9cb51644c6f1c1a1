"""A barcode reader types into whatever has the keyboard: its scans are read, a hand's keys stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.ledger.acts.custody.lend import Lend
from db.store import sightings
from desktop.pages.counting_page import CountingPage
from desktop.widgets.scan_keys import GAP, ScanKeys
from tests.book import CABINET, Book
from tests.desktop.filling import Desk, compose
from tests.desktop.framing import window_on
from tests.desktop.test_stocktake_page import counting
from tests.store.test_stocktakes import SHELF, furnished, opened

CODE = "Z000012"
HAND = GAP + 20  # milliseconds between the keys of a very quick hand


class Desktop(QWidget):
    """A line for scans, and everything else that may have the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.field, self.text = QLineEdit(), QLineEdit(), QTextEdit()
        self.secret, self.box, self.button = QLineEdit(), QComboBox(), QPushButton("按")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.box.addItems(["Z柜", "1号柜", "2号柜"])
        column = QVBoxLayout(self)
        for one in (self.line, self.field, self.text, self.secret, self.box, self.button):
            column.addWidget(one)
        self.read: list[str] = []
        self.keys = ScanKeys(self, self.line)
        self.keys.read.connect(self.read.append)


@pytest.fixture
def at(qtbot: QtBot) -> Desktop:
    made = Desktop()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def reader(code: str, *, pause: int = 0) -> None:
    """Send each key to what has the keyboard, as the window system would; then Enter."""
    for key in (*code, Qt.Key.Key_Return):
        here = QApplication.focusWidget()
        assert here is not None
        if isinstance(key, str):
            QTest.keyClicks(here, key, Qt.KeyboardModifier.NoModifier, pause or -1)
        else:
            QTest.keyClick(here, key, Qt.KeyboardModifier.NoModifier, pause or -1)


def test_a_scan_into_a_field_is_read_and_leaves_nothing_behind(at: Desktop) -> None:
    at.field.setText("借给示例王看")
    at.field.setFocus()
    at.field.setSelection(2, 3)
    entered: list[None] = []
    at.field.returnPressed.connect(lambda: entered.append(None))
    reader(CODE)
    assert at.read == [CODE]
    assert at.field.text() == "借给示例王看", "what was selected is there, too"
    assert not entered, "the Enter was the reader's"
    assert at.field.hasFocus(), "one goes on writing where one was"


def test_a_scan_into_a_text_or_a_choice_leaves_it_as_it_was(at: Desktop) -> None:
    at.text.setPlainText("第一行\n第二行")
    at.text.setFocus()
    reader("000121")
    assert at.text.toPlainText() == "第一行\n第二行"
    at.box.setCurrentIndex(2)
    at.box.setFocus()
    reader("Z100001")
    assert at.box.currentText() == "2号柜"
    assert at.read == ["000121", "Z100001"]


def test_what_a_hand_types_stays_however_quick_it_is(at: Desktop) -> None:
    at.field.setFocus()
    reader(CODE, pause=HAND)
    assert (at.read, at.field.text()) == ([], CODE)
    at.field.clear()
    reader("2026-03-04")
    assert (at.read, at.field.text()) == ([], "2026-03-04"), "a date is no code"
    at.field.clear()
    reader("12")
    assert (at.read, at.field.text()) == ([], "12")


def test_a_scan_after_what_a_hand_typed_takes_only_itself(at: Desktop) -> None:
    at.field.setFocus()
    QTest.keyClicks(at.field, "page 12", Qt.KeyboardModifier.NoModifier, HAND)
    QTest.qWait(HAND)
    reader(CODE)
    assert (at.read, at.field.text()) == ([CODE], "page 12")


def test_what_is_composed_is_never_taken(at: Desktop) -> None:
    at.field.setFocus()
    QTest.keyClicks(at.field, "0001")
    compose(at.field, "号")
    reader("21")
    assert (at.read, at.field.text()) == ([], "0001号21")


def test_a_password_is_nobodys_scan(at: Desktop) -> None:
    at.secret.setFocus()
    reader("secret123456")
    assert (at.read, at.secret.text()) == ([], "secret123456")


def test_where_nobody_writes_the_keys_go_on_in_the_line(at: Desktop) -> None:
    at.button.setFocus()
    reader("000121")
    assert at.line.text() == "000121"
    assert at.line.hasFocus()


def test_out_of_sight_it_reads_nothing(at: Desktop, qtbot: QtBot) -> None:
    elsewhere = QLineEdit()
    qtbot.addWidget(elsewhere)
    with qtbot.waitActive(elsewhere):
        elsewhere.show()
    elsewhere.setFocus()
    reader(CODE)
    assert (at.read, elsewhere.text()) == ([], CODE)


# -- on the pages ------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = furnished(tmp_path)
    yield made
    made.vault.lock()


@pytest.fixture
def page(book: Book, qtbot: QtBot, qapp: QApplication) -> CountingPage:
    opened(book, CABINET, SHELF)
    return counting(window_on(book, qtbot, qapp))


def test_a_note_is_being_written_while_the_next_copy_is_scanned(
    page: CountingPage, book: Book
) -> None:
    page.scan("000120")
    page.box.detail.note.setFocus()
    compose(page.box.detail.note, "缺")
    reader("000121")
    QApplication.processEvents()
    assert {seen.copy for seen in sightings.made(book.connection, 1)} == {1, 2}
    assert page.box.said.text() == "000121 相符"


def test_a_scan_is_taken_while_a_field_of_a_form_is_filled(book: Book, qtbot: QtBot) -> None:
    form = Desk(book, qtbot).form(Lend)
    assert form.scan is not None
    with qtbot.waitActive(form):
        form.activateWindow()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    compose(field, "示例")
    reader("000120")
    QApplication.processEvents()
    assert field.text() == "示例"
    assert [item.number for item in form.scan.items] == ["000120"]
