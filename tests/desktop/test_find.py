"""The one search box: what it finds for whom, how it is walked through, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.people.describe_person import DescribePerson
from db.ledger.values import Role
from desktop.dialogs.act_form import ActForm
from desktop.finding import Hit, Known, Search
from desktop.pages.register_page import RegisterPage
from desktop.window import MainWindow
from tests.book import WANG, Book
from tests.desktop.framing import small_book, window_on

KNOWN = Known((("prints", "打印"), ("system", "系统")), (("register", "登记"), ("lend", "借出")))
OFFICER = frozenset({Role.CUSTODIAN})


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with small_book(tmp_path) as made:
        yield made


@pytest.fixture
def window(book: Book, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    return window_on(book, qtbot, qapp)


def found(book: Book, typed: str, roles: frozenset[Role] = OFFICER) -> list[Hit]:
    with book.vault.snapshot() as seen:
        return list(Search(typed, roles, KNOWN).answer(seen))


def test_a_whole_identity_number_finds_its_owner_and_a_part_finds_nobody(book: Book) -> None:
    number = "11010519491231002X"
    book.record(DescribePerson(on=book.today, person=WANG, id_number=number))
    assert ("人员", "示例王") in said(found(book, number.lower()))
    assert [hit for hit in found(book, number[:10]) if hit.group == "人员"] == []
    assert number not in str(found(book, number))


def said(hits: list[Hit]) -> list[tuple[str, str]]:
    return [(hit.group, hit.words) for hit in hits]


@pytest.mark.parametrize(
    ("typed", "group", "words"),
    [
        ("另一事", "文件", "关于另一事项"),
        ("lysx", "文件", "关于另一事项"),
        ("〔2026〕8号", "文件", "关于另一事项"),
        ("000200", "份", "000200"),
        ("200", "份", "000200"),
        ("z000004", "份", "000200"),
        ("示例王", "人员", "示例王"),
        ("slw", "人员", "示例王"),
        ("阅文", "存放处", "阅文室"),
        ("ywsh", "", ""),
        ("4", "流水", "第4条"),
        ("第4条", "流水", "第4条"),
        ("第3条", "", ""),  # an account was opened: the auditor's
        ("xt", "页面", "系统"),
        ("登", "办理", "登记"),
        ("jc", "办理", "借出"),
    ],
)
def test_what_is_typed_finds_what_is_meant(book: Book, typed: str, group: str, words: str) -> None:
    hits = said(found(book, typed))
    assert (group, words) in hits if group else hits == []


def test_a_receipt_is_found_by_the_beginning_of_its_number(book: Book) -> None:
    number = book.connection.execute("SELECT receipt_no FROM receipt WHERE id = 2").fetchone()[0]
    assert ("收文号", number) in said(found(book, number[:4]))


def test_an_administrator_finds_people_and_pages_but_no_documents(book: Book) -> None:
    for typed in ("另一事", "000200", "4"):
        hits = found(book, typed, frozenset({Role.SYS_ADMIN}))
        assert {hit.group for hit in hits} <= {"页面", "办理"}
    assert ("人员", "示例王") in said(found(book, "示例王", frozenset({Role.SYS_ADMIN})))


def typed_in(window: MainWindow, qtbot: QtBot, words: str) -> list[str]:
    """Type into the box, as an input method does, and return the lines that hang under it."""
    window.top.focus_search()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(window.top.box, event)
    found = window.top.box.list
    qtbot.waitUntil(found.isVisible)
    return [found.item(row).text() for row in range(found.count())]


def press(window: MainWindow, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(window.top.box, key)


def page(window: MainWindow) -> RegisterPage:
    found = window.page(window.at)
    assert isinstance(found, RegisterPage)
    return found


def test_the_answer_is_grouped_and_enter_opens_the_copys_card(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert typed_in(window, qtbot, "000200") == ["份", "000200"]
    press(window, qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window.at == "copies"
    assert [row.copy_no for row in page(window).model._rows] == ["000200"]
    card = page(window).card
    assert card is not None
    assert card.isVisible()
    assert card._copy == 4
    assert window.top.box.text() == ""


def test_up_and_down_pass_over_the_headings(window: MainWindow, qtbot: QtBot) -> None:
    lines = typed_in(window, qtbot, "示例")
    assert "人员" in lines
    for _ in range(len(lines)):
        press(window, qtbot, Qt.Key.Key_Down)
        assert window.top.box.list.hit() is not None
    press(window, qtbot, Qt.Key.Key_Up)
    assert window.top.box.list.hit() is not None


def test_enter_on_a_person_opens_his_row(window: MainWindow, qtbot: QtBot) -> None:
    typed_in(window, qtbot, "slw")
    press(window, qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window.at == "people"
    assert [row.name for row in page(window).model._rows] == ["示例王"]


def test_enter_on_a_verb_opens_its_dialog(window: MainWindow, qtbot: QtBot) -> None:
    typed_in(window, qtbot, "登记人员")
    press(window, qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)
    (form,) = window.findChildren(ActForm)
    assert form.kind.kind == "add_person"
    form.reject()


def test_enter_with_nothing_chosen_narrows_the_copies(window: MainWindow, qtbot: QtBot) -> None:
    typed_in(window, qtbot, "另一")
    press(window, qtbot, Qt.Key.Key_Return)
    assert window.at == "copies"
    assert [row.copy_no for row in page(window).model._rows] == ["000200"]
    assert not window.top.box.list.isVisible()


def test_esc_closes_the_list_and_leaves_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    typed_in(window, qtbot, "另一")
    press(window, qtbot, Qt.Key.Key_Escape)
    assert not window.top.box.list.isVisible()
    assert window.top.box.text() == "另一"


def test_finding_nothing_says_so(window: MainWindow, qtbot: QtBot) -> None:
    (line,) = typed_in(window, qtbot, "没有这样的文件")
    assert "没有找到" in line


def test_leaving_the_box_closes_the_list(window: MainWindow, qtbot: QtBot) -> None:
    typed_in(window, qtbot, "示例")
    window.open("copies")
    assert not window.top.box.list.isVisible()
