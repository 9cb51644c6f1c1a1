"""往日去处 in the window: whose copies, in whose hands, what lay where on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.values import Role
from desktop.dialogs.export_dialog import ExportDialog
from desktop.dialogs.print_dialog import PrintDialog
from desktop.pages.past_page import PastPage
from desktop.pages.register_page import RegisterPage
from desktop.widgets.person_card import PersonCard
from desktop.window import MainWindow
from tests.book import PASSWORD, ROOM, TODAY, WANG, ZHAO, Book
from tests.desktop.framing import small_book, window_on

REASONS = {"K10": "领导批准", "V03": "待补", "V09": "补录"}
OFFICER, OWN = "示例赵", "部门口令一二三四五"
AT_HIS_DESK = TODAY + timedelta(days=2)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Copy 1 is with 示例王 from the day of its entry for four days."""
    with small_book(tmp_path) as made:
        lend = Lend(on=made.today, copy=1, to=WANG, approved_by="示例领导")
        made.record(lend, reasons=REASONS)
        made.clock.forward(days=4)
        made.record(GiveBack(on=made.today, copy=1))
        made.clock.forward(days=4)
        yield made


@pytest.fixture
def window(book: Book, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    return window_on(book, qtbot, qapp)


def past(window: MainWindow) -> PastPage:
    window.open("past")
    page = window.page("past")
    assert isinstance(page, PastPage)
    QApplication.processEvents()
    return page


def ask(page: PastPage, view: str, subject: int, day: date) -> list[int]:
    """Ask about a subject and a day as somebody does who clicks and types; return the copies."""
    (chip,) = [one for one in page.narrowed.chips.all if one.chip.view.name == view]
    chip.button.click()
    page.pickers[view].show_value(subject)
    page.day.line.setText(day.isoformat())
    QApplication.processEvents()
    return [row.copy for row in page.model.rows(range(page.model.rowCount()))]


def test_before_anything_is_asked_it_says_what_to_fill_in(window: MainWindow) -> None:
    page = past(window)
    assert page.model.rowCount() == 0
    assert "请在上面选人员" in page.empty.sentence
    assert page.pickers["person_on_day"].isVisible()
    assert not page.pickers["copy_on_day"].isVisible()


def test_what_a_person_held_on_a_day(window: MainWindow) -> None:
    page = past(window)
    assert ask(page, "person_on_day", WANG, AT_HIS_DESK) == [1]
    assert ask(page, "person_on_day", WANG, window.session.today) == []
    assert f"{window.session.today} 没有" in page.empty.sentence


def test_where_a_copy_was_and_what_lay_in_a_place(window: MainWindow) -> None:
    page = past(window)
    assert ask(page, "copy_on_day", 1, AT_HIS_DESK) == [1]
    (row,) = page.model.rows(range(1))
    assert row.holder == "示例王"
    assert ask(page, "place_on_day", ROOM, AT_HIS_DESK) == [2, 3, 4]
    assert ask(page, "place_on_day", ROOM, window.session.today) == [1, 2, 3, 4]
    assert page.card is not None
    assert page.card.isVisible()


def test_a_day_is_typed_as_people_type_it_and_stepped(window: MainWindow, qtbot: QtBot) -> None:
    page = past(window)
    page.pickers["person_on_day"].show_value(WANG)
    page.day.line.setText("3.6")
    QApplication.processEvents()
    assert page.answer().day == AT_HIS_DESK
    before, after = (
        next(one for one in page.strip.findChildren(QPushButton) if one.accessibleName() == name)
        for name in ("前一天", "后一天")
    )
    after.click()
    assert page.answer().day == AT_HIS_DESK + timedelta(days=1)
    qtbot.mouseClick(before, Qt.MouseButton.LeftButton)
    assert page.answer().day == AT_HIS_DESK
    assert page.model.rowCount() == 1


def test_a_day_to_come_is_not_asked(window: MainWindow) -> None:
    page = past(window)
    assert ask(page, "person_on_day", WANG, window.session.today + timedelta(days=1)) == []
    assert "不晚于今天" in page.empty.sentence


def test_the_card_of_a_person_leads_here(window: MainWindow) -> None:
    window.open("people")
    people = window.page("people")
    assert isinstance(people, RegisterPage)
    QApplication.processEvents()
    ids = [row.id for row in people.model.rows(range(people.model.rowCount()))]
    people.table.choose(ids.index(WANG), [ids.index(WANG)])
    QApplication.processEvents()
    assert isinstance(people.card, PersonCard)
    (quiet,) = [
        one
        for one in people.card.findChildren(QPushButton)
        if one.text() == "某日持有…" and one.isVisibleTo(people.card)
    ]
    quiet.click()
    assert window.at == "past"
    page = past(window)
    assert page.answer().subject == WANG
    assert page.answer().words == "示例王"
    page.day.line.setText(AT_HIS_DESK.isoformat())
    QApplication.processEvents()
    assert page.model.rowCount() == 1


def test_a_row_of_any_register_of_copies_leads_here(window: MainWindow, qtbot: QtBot) -> None:
    window.open("copies")
    copies = window.page("copies")
    assert isinstance(copies, RegisterPage)
    QApplication.processEvents()
    copies.choosing._menu(QPoint(0, 0))
    menu = copies.table.findChildren(QMenu)[-1]
    (then,) = [one for one in menu.actions() if one.text() == "某日在谁手里…"]
    then.trigger()
    menu.close()
    assert window.at == "past"
    page = past(window)
    assert page.answer().subject == 1
    page.day.line.setText(AT_HIS_DESK.isoformat())
    QApplication.processEvents()
    assert [row.holder for row in page.model.rows(range(9))] == ["示例王"]


def test_what_is_asked_is_printed(window: MainWindow) -> None:
    page = past(window)
    for view, subject, form in (
        ("person_on_day", WANG, "Z03"), ("copy_on_day", 1, "Z04"), ("place_on_day", ROOM, "Z05"),
    ):  # fmt: skip
        ask(page, view, subject, AT_HIS_DESK)
        page.head.printed.emit()
        dialog = window.findChildren(PrintDialog)[-1]
        assert dialog.drawn is not None, dialog.choices.said
        assert dialog.drawn.form.id == form
        assert dialog.drawn.print.rows == page.model.rowCount() > 0
        dialog.reject()


def test_nothing_is_printed_before_it_is_said_of_whom(window: MainWindow) -> None:
    page = past(window)
    page.head.printed.emit()
    (dialog,) = window.findChildren(PrintDialog)
    assert dialog.drawn is None
    assert "须先选定所查的对象和日期" in dialog.choices.said
    dialog.reject()


def test_what_is_asked_goes_into_a_workbook(window: MainWindow) -> None:
    page = past(window)
    ask(page, "person_on_day", WANG, AT_HIS_DESK)
    page.head.exported.emit()
    (dialog,) = window.findChildren(ExportDialog)
    assert "1 行" in dialog._rows.text()
    dialog.reject()


def test_a_department_officer_asks_about_no_cabinet(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    book.account(OFFICER, ZHAO, Role.DEPT_SECRECY_OFFICER, password=OWN)
    book.reopen(OWN, OFFICER)
    page = past(window_on(book, qtbot, qapp))
    assert [one.chip.label for one in page.narrowed.chips.all] == ["某人持有", "某份去处"]
    assert ask(page, "person_on_day", WANG, AT_HIS_DESK) == []  # of another department
    book.reopen(PASSWORD)


def test_f6_stops_at_what_is_asked(window: MainWindow, qtbot: QtBot) -> None:
    page = past(window)
    page.table.setFocus()
    reached = []
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        reached.append(QApplication.focusWidget())
    assert any(page.strip.isAncestorOf(one) for one in reached if one is not None)
