"""The window's frame: bars, veil, panes, keys, help, looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import keys, settings
from desktop.app import Desk
from desktop.assets import read_text
from desktop.dialogs.key_card import KeyCard, key_card
from desktop.dialogs.manual import CHAPTERS, Manual
from desktop.dialogs.print_dialog import PrintDialog
from desktop.look import dress
from desktop.pages.books_page import BooksPage
from desktop.pages.catalogue import REGISTERS
from desktop.pages.register_page import RegisterPage
from desktop.pages.system_page import SystemPage
from desktop.session import Session
from desktop.tasks import InlineWorker, SerialWorker
from desktop.veil import COVERED
from desktop.window import MainWindow
from tests.book import Book
from tests.desktop.framing import small_book, window_in, window_on
from tests.desktop.printing_desk import fake_printing
from tests.desktop.starting import looks, started


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with small_book(tmp_path) as made:
        yield made


@pytest.fixture
def window(book: Book, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    return window_on(book, qtbot, qapp)


def register_page(window: MainWindow, name: str) -> RegisterPage:
    window.open(name)
    found = window.page(name)
    assert isinstance(found, RegisterPage)
    return found


# -- the bars -------------------------------------------------------------------------


def test_the_top_bar_says_whose_ledger_it_is_and_who_sits_here(
    window: MainWindow, book: Book
) -> None:
    assert window.top._marking.text() == "本台账按 机密★10年 管理"
    assert window.top._unit.text() == "示例单位"
    assert window.top._day.text().startswith(str(book.today))
    assert "示例李" in window.top._who.text()
    assert "保密员" in window.top._who.toolTip()
    assert not window.top._demo.isVisible()


def test_a_demo_says_so(book: Book, qtbot: QtBot, qapp: QApplication) -> None:
    window = window_on(book, qtbot, qapp, demo=True)
    assert window.top._demo.isVisible()
    assert "演示" in window.windowTitle()


def test_the_status_line_counts_the_day_and_turns_red_in_time(
    book: Book, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    book.vault.back_up(tmp_path / "备份.zcb")
    entries = book.vault.prove(full=False).entries
    window = window_on(book, qtbot, qapp)
    assert window.status.head.text().startswith(f"末条 {entries}")
    assert window.status.backup.text() == f"备份 {book.today}"
    assert not window.status.backup.property("late")
    book.clock.forward(days=8)
    window._ask_book()
    assert window.status.backup.property("late")
    assert not window.status.check.property("late")
    assert window.status.day.text() == "今日记账 0 条"
    book.clock.forward(days=23)
    window._ask_book()
    assert window.status.check.property("late")


def test_each_fact_opens_the_page_that_mends_it(window: MainWindow) -> None:
    for fact, page in ((window.status.backup, "system"), (window.status.check, "journal")):
        fact.click()
        assert window.at == page


# -- the veil -------------------------------------------------------------------------


def painted(page: RegisterPage, row: int) -> str:
    """Return what the delegate would write into the title's cell."""
    column = [each.field for each in page.model.columns].index("title")
    delegate = page.table.itemDelegate()
    return str(delegate._shown(QStyleOptionViewItem(), page.model.index(row, column)))  # type: ignore[attr-defined]


def test_titles_are_covered_but_for_the_row_under_the_cursor(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = register_page(window, "copies")
    last = page.model.rowCount() - 1
    assert painted(page, last) != COVERED
    qtbot.keyClick(
        window,
        Qt.Key.Key_H,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert window.session.veil.on
    assert painted(page, last) == COVERED
    assert page.table.hasFocus()
    assert painted(page, page.table.currentIndex().row()) != COVERED
    window.top.focus_search()
    assert painted(page, page.table.currentIndex().row()) == COVERED


def test_the_veil_is_remembered_with_the_account(book: Book, window: MainWindow) -> None:
    window.top.veil.click()
    assert window.top.veil.isChecked()
    vault = book.reopen()
    again = Session(vault, InlineWorker(), InlineWorker())
    assert again.veil.on
    again.veil.turn()
    assert not Session(book.reopen(), InlineWorker(), InlineWorker()).veil.on


# -- keys -----------------------------------------------------------------------------


def test_f6_goes_round_the_panes_and_back(window: MainWindow, qtbot: QtBot) -> None:
    page = register_page(window, "copies")
    assert page.table.hasFocus()
    assert page.card is not None

    def inside(place: QWidget) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is place or place.isAncestorOf(focus))

    for place in (page.card, window.ways.rail, page.header, page.table):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        assert inside(place), place
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert inside(page.header)


def test_every_entry_of_the_rail_has_its_number(window: MainWindow, qtbot: QtBot) -> None:
    for number, name in enumerate(window.ways.entries[:10], 1):
        key = getattr(Qt.Key, f"Key_{number % 10}")
        qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        assert window.at == name


def test_the_keys_go_from_tab_to_tab_and_to_the_entries(window: MainWindow, qtbot: QtBot) -> None:
    window.open("marks")
    assert window.ways.tabs.isVisible()
    behind = [kind.name for kind in REGISTERS if kind.under == "marks"]
    for name in (*behind, "marks"):  # and round
        qtbot.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert window.at == name
    qtbot.keyClick(window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert window.at == behind[-1]
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.at == "today"
    assert not window.ways.tabs.isVisible()


def test_ctrl_p_prints_this_pages_form_or_says_there_is_none(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.open("system")
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "没有可打印" in window.status.said
    window.open("receipts")
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = window.findChildren(PrintDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_every_key_of_the_window_is_on_the_card_and_in_the_manual(window: MainWindow) -> None:
    told = {key.keys for key in keys.IN_THE_WINDOW}
    manual = read_text("manual", "手册.md")
    for shortcut in window.findChildren(
        QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly
    ):
        key = shortcut.key().toString()
        assert key in told or key.startswith("Alt+"), key
        assert key in manual or key.startswith("Alt+"), key
    for key in keys.IN_A_DIALOG:
        assert key.keys in manual


def test_the_key_card_goes_to_the_printer(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    got = fake_printing(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    card = KeyCard(window.session, window.look)
    qtbot.addWidget(card)
    assert card.printer.count() == 2
    card.go.click()
    assert got.read_bytes() == key_card()
    assert "已送往打印机" in card.news.words


def test_f1_opens_the_manual_at_the_chapter_of_the_page(window: MainWindow, qtbot: QtBot) -> None:
    for name in window.names:
        window.open(name)
        qtbot.keyClick(window, Qt.Key.Key_F1)
        manual = window.findChildren(Manual)[-1]
        assert manual.chapters.currentItem().text().startswith(CHAPTERS[name])
        assert manual.page.verticalScrollBar().value() > 0
        manual.close()


def test_every_page_of_the_window_has_its_chapter(window: MainWindow) -> None:
    assert set(window.names) <= set(CHAPTERS)


def test_every_control_has_a_name_a_reader_can_say(window: MainWindow) -> None:
    for name in window.names:
        window.open(name)
        for each in window.findChildren(QWidget):
            if isinstance(each, QAbstractButton | QLineEdit) and each.isVisible():
                said = each.accessibleName() or each.toolTip()
                said = said or (each.text() if isinstance(each, QAbstractButton) else "")
                assert said.strip(), (name, each, each.parent())


def test_what_holds_in_this_unit_stands_on_the_system_page(window: MainWindow) -> None:
    system = window.page("system")
    assert isinstance(system, SystemPage)
    told = {label.text() for label in cast("list[QLabel]", system.findChildren(QLabel))}
    assert {"最长几天备份一次", "7", "借用最长天数", "30"} <= told
    assert {"示例周", "见证人", "示例李"} <= told
    assert "保密员" in next(text for text in told if "系统管理员" in text)


def test_a_journal_that_does_not_add_up_is_told_and_not_put_on_record(
    window: MainWindow, book: Book
) -> None:
    page = window.page("journal")
    assert isinstance(page, BooksPage)
    book.connection.execute("UPDATE tally SET amount = amount + 1")
    before = book.vault.prove(full=False).entries
    page.proofs.prove(full=True)
    assert "核对不符" in page.proofs.proven.words
    assert "计数" in page.proofs.proven.words
    assert book.vault.prove(full=False).entries == before


def test_a_verification_can_be_given_up_while_it_runs(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    reader = SerialWorker("reader")
    session = Session(book.vault, InlineWorker(), reader)
    window = window_in(session, looks(qapp), qtbot)
    page = window.page("journal")
    assert isinstance(page, BooksPage)
    before = book.vault.prove(full=False).entries
    page.proofs.prove(full=True)
    assert not page.proofs.full.isEnabled()
    page.proofs.strip.cancel()
    assert page.proofs.full.isEnabled()
    assert "已取消" in page.proofs.proven.words
    reader.finish()
    QApplication.processEvents()
    assert "已取消" in page.proofs.proven.words
    assert book.vault.prove(full=False).entries == before


# -- looks ----------------------------------------------------------------------------


def test_other_looks_are_there_at_once_on_the_same_page(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.STATE_VARIABLE, str(tmp_path / "state"))
    start = started(tmp_path, qtbot, qapp)
    desk = Desk(qapp, looks(qapp), start.door, lambda _: InlineWorker())
    vault = start.door.unlock(start.book.folder, None, "示例口令第一二三四")
    try:
        desk._enter(vault, InlineWorker())
        before = desk.shown
        assert isinstance(before, MainWindow)
        before.open("system")
        system = before.page("system")
        assert isinstance(system, SystemPage)
        system.looks.schemes["dark"].click()
        after = desk.shown
        assert isinstance(after, MainWindow)
        assert after is not before
        assert after.at == "system"
        assert after.look.scheme == "dark"
        assert settings.preferences().scheme == "dark"
        assert qapp.palette().window().color() == after.look.colour("ground")
        again = after.page("system")
        assert isinstance(again, SystemPage)
        assert again.looks.schemes["dark"].isChecked()
        again.looks.scales[1.5].click()
        assert isinstance(desk.shown, MainWindow)
        assert desk.shown.look.px(10) == 15
        assert settings.preferences().scale == 1.5
    finally:
        desk.lock()
        dress(qapp)


@pytest.mark.parametrize("scale", [settings.SCALES[0], settings.SCALES[-1]])
def test_nothing_of_the_frame_is_cut_off_on_the_smallest_window(
    book: Book, qtbot: QtBot, qapp: QApplication, scale: float
) -> None:
    session = Session(book.vault, InlineWorker(), InlineWorker())
    window = window_in(session, dress(qapp, "contrast", scale), qtbot)
    window.resize(1024, 700)
    QApplication.processEvents()
    try:
        assert window.width() == 1024
        for each in (*window.top.findChildren(QWidget), *window.status.findChildren(QWidget)):
            if each.isVisible() and each.parentWidget() in (window.top, window.status):
                assert each.geometry().right() <= each.parentWidget().width(), each
                assert each.width() >= min(each.minimumSizeHint().width(), each.sizeHint().width())
    finally:
        dress(qapp)
