"""交接 in the window, by keyboard alone: scanned, ticked, written down, taken up again, signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.handover.open import SupplementHandover
from db.ledger.acts.handover.sign import HandOver, ReceiveHandover
from db.ledger.beliefs.handovers import Finding
from db.ledger.values import Role
from db.store import ticks
from db.store.reading import Question
from db.views.today import TODAY, Matter
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.print_dialog import PrintDialog
from desktop.pages.due import leads_to
from desktop.pages.handover_page import HandoverPage, HandoversPage
from desktop.window import MainWindow
from tests.book import PASSWORD, WANG, WITNESS_PASSWORD, Book
from tests.desktop.framing import small_book, window_on
from tests.store.test_handover import OPEN, RECEIVER, RECEIVER_PASSWORD

LINES = 5  # four copies and the keys


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with small_book(tmp_path) as made:
        made.account(RECEIVER, WANG, Role.CUSTODIAN, password=RECEIVER_PASSWORD)
        made.record(OPEN)
        yield made


@pytest.fixture
def window(book: Book, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    return window_on(book, qtbot, qapp)


def counting(window: MainWindow) -> HandoverPage:
    window.open("handover_lines")
    page = window.page("handover_lines")
    assert isinstance(page, HandoverPage)
    QApplication.processEvents()
    return page


def found(book: Book) -> dict[int, Finding]:
    return {place: tick.finding for place, tick in ticks.made(book.connection, 1).items()}


def scan(qtbot: QtBot, page: HandoverPage, number: str) -> None:
    page.line.setFocus()
    qtbot.keyClicks(page.line, number)
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    QApplication.processEvents()


def write(qtbot: QtBot, page: HandoverPage, words: str) -> None:
    """Enter on the chosen line, the words, Enter again."""
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.side.words.hasFocus()
    page.side.words.setText(words)
    qtbot.keyClick(page.side.words, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_the_open_handover_is_there_at_once(window: MainWindow) -> None:
    page = counting(window)
    assert page.handover == 1
    assert page.model.rowCount() == LINES
    assert page.narrowed.chip.label == "未点"
    assert not page.side.steps["hand_over"].isEnabled()


def test_what_is_not_finished_is_on_the_desk_every_day(window: MainWindow, book: Book) -> None:
    given = {"today": book.today.isoformat(), "since": book.today.isoformat()}
    rows = book.vault.ask(TODAY, Question(given=given)).rows
    mine = [row for row in rows if row.matter is Matter.HANDOVER]
    assert [row.doc_number for row in mine] == ["移交〔2026〕001号"]
    name, chip = leads_to(Matter.HANDOVER, mine, book.today)
    window.show_only(name, chip)
    QApplication.processEvents()
    assert window.page("handovers").model.rowCount() == 1  # type: ignore[union-attr]


def test_a_register_leads_to_the_list(window: MainWindow, qtbot: QtBot) -> None:
    window.open("handovers")
    page = window.page("handovers")
    assert isinstance(page, HandoversPage)
    QApplication.processEvents()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.at == "handover_lines"


def test_what_was_found_on_a_computer_is_ticked_like_the_rest(
    book: Book, window: MainWindow, qtbot: QtBot
) -> None:
    files = "JSJ-1：草稿2件，已清除"
    book.record(SupplementHandover(on=book.today, handover=1, files=(files,)))
    page = counting(window)
    page.table.selectRow(LINES)
    assert page.side.about.text() == f"第{LINES + 1}项 {files}；查过、清理过的记相符"
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert found(book) == {LINES + 1: Finding.MATCHES}


def test_a_scan_ticks_and_what_is_ticked_leaves_the_rest(
    window: MainWindow, book: Book, qtbot: QtBot
) -> None:
    page = counting(window)
    scan(qtbot, page, "000121")
    assert found(book) == {2: Finding.MATCHES}
    assert page.model.rowCount() == LINES - 1
    assert "相符" in page.side.said.text()
    scan(qtbot, page, "000121")
    assert "已点过" in page.side.said.text()
    scan(qtbot, page, "000999")
    assert "没有这一份" in page.side.said.text()
    assert found(book) == {2: Finding.MATCHES}


def test_space_ticks_backspace_takes_back_and_a_difference_has_words(
    window: MainWindow, book: Book, qtbot: QtBot
) -> None:
    page = counting(window)
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert found(book) == {1: Finding.MATCHES}
    page.narrowed.choose(page.kind.chips[-1])
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Backspace)
    assert found(book) == {1: Finding.NONE}
    page.table.selectRow(LINES - 1)
    page.side.choices.button(1).click()
    write(qtbot, page, "")
    assert "说明" in page.side.said.text()
    assert found(book) == {1: Finding.NONE}
    write(qtbot, page, "在抽屉，已入柜")
    assert found(book)[LINES] is Finding.ELSEWHERE
    assert page.side.head.text() == "差异 1"
    assert page.table.hasFocus()


def test_a_half_finished_count_is_taken_up_in_another_session(
    window: MainWindow, book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    scan(qtbot, counting(window), "000120")
    window.close()
    book.reopen()
    page = counting(window_on(book, qtbot, qapp))
    assert page.model.rowCount() == LINES - 1
    assert page.side.steps["hand_over"].isVisible()


def test_the_list_is_printed_by_its_own_form(window: MainWindow, qtbot: QtBot) -> None:
    counting(window)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = QApplication.activeModalWidget() or window.findChildren(PrintDialog)[-1]
    assert isinstance(dialog, PrintDialog)
    dialog.reject()


def test_both_signatures_are_given_from_the_page(
    window: MainWindow, book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    for position in range(1, LINES + 1):
        book.vault.ticking.tick(1, position, Finding.MATCHES)
    page = counting(window)
    page.ask()
    assert page.side.steps["hand_over"].isEnabled()
    page.side.steps["hand_over"].click()
    form = window.findChildren(ActForm)[-1]
    assert form.kind is HandOver
    assert form.grid.collect().values["handover"] == 1
    form.reject()
    book.record(HandOver(on=book.today, handover=1), second=book.second())
    window.close()
    book.reopen(RECEIVER_PASSWORD, RECEIVER)
    page = counting(window_on(book, qtbot, qapp))
    page.side.steps["receive_handover"].click()
    form = page.window().findChildren(ActForm)[-1]
    assert form.kind is ReceiveHandover
    for strip, password in zip(form.face.strips, (WITNESS_PASSWORD, PASSWORD), strict=True):
        qtbot.waitUntil(lambda strip=strip: strip.who.currentIndex() >= 0)
        strip.password.setFocus()
        strip.password.setText(password)
        qtbot.keyClick(strip.password, Qt.Key.Key_Return)
    qtbot.waitUntil(form.foot.record.isEnabled)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    signed = "SELECT signer FROM seal WHERE last = (SELECT max(seq) FROM entry WHERE kind = ?)"
    found = book.connection.execute(signed, (ReceiveHandover.kind,)).fetchall()
    assert len(found) == len(form.face.strips) + 1, "移交人, 接交人, 监交人"
