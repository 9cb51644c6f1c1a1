"""The card of a person in the window: what stands on it, where it leads, and who sees how much."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.ledger.acts.custody.distribute import Distribute
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.documents.change_mark import NoticeOfChange
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.open_leaving import OpenLeaving
from db.ledger.acts.people.qualify import Qualify
from db.ledger.beliefs.clearance import LeavingWay
from db.ledger.values import Role
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.credentials import OpenAccount
from desktop.pages.register_page import RegisterPage
from desktop.veil import COVERED
from desktop.widgets.person_card import PersonCard
from desktop.widgets.person_lines import CopyLine, TaskLine, ToldLine
from desktop.widgets.timeline import Timeline
from desktop.window import MainWindow
from tests.book import CABINET, LI, QIAN, WANG, ZHAO, ZHOU, Book, leaves, register
from tests.desktop.framing import small_book, window_on

REASONS = {"K10": "领导批准", "V03": "待补", "V09": "补录", "V26": "已批准"}
OFFICER, PASSWORD = "示例赵", "部门口令一二三四五"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with small_book(tmp_path) as made:
        yield made


def lend(book: Book, to: int, copy: int = 1, days: int = 5) -> None:
    due = book.today + timedelta(days=days)
    act = Lend(on=book.today, copy=copy, to=to, approved_by="示例领导", due=due)
    book.record(act, reasons=REASONS)


def people(window: MainWindow, person: int) -> PersonCard:
    """Open the register of people at one of them, and return the card beside it."""
    window.open("people")
    page = window.page("people")
    assert isinstance(page, RegisterPage)
    QApplication.processEvents()
    ids = [row.id for row in page.model.rows(range(page.model.rowCount()))]
    page.table.choose(ids.index(person), [ids.index(person)])
    QApplication.processEvents()
    assert isinstance(page.card, PersonCard)
    return page.card


def said(card: QWidget, kind: str = "") -> list[str]:
    """Return the words on the card; of one style only, if it is named."""
    labels = cast("list[QLabel]", card.findChildren(QLabel))
    shown = [one for one in labels if one.isVisibleTo(card)]
    return [one.text() for one in shown if not kind or one.objectName() == kind]


def stories(card: PersonCard) -> list[Timeline]:
    found = cast("list[Timeline]", card.findChildren(Timeline))
    return [one for one in found if one.isVisibleTo(card)]


def verb(card: PersonCard, word: str) -> QPushButton:
    buttons = cast("list[QPushButton]", card.findChildren(QPushButton))
    (found,) = [one for one in buttons if one.text() == word and one.isVisibleTo(card)]
    return found


def lines(card: PersonCard, kind: type[QPushButton] = CopyLine) -> list[QPushButton]:
    found = cast("list[QPushButton]", card.findChildren(kind))
    return [one for one in found if one.isVisibleTo(card)]


def page_of(window: MainWindow, name: str) -> RegisterPage:
    found = window.page(name)
    assert isinstance(found, RegisterPage)
    return found


# -- who ----------------------------------------------------------------------------------


def test_the_card_says_who_it_is(book: Book, qtbot: QtBot, qapp: QApplication) -> None:
    card = people(window_on(book, qtbot, qapp), ZHOU)
    assert {"示例周", "一般涉密", "办公室　正式", "见证 示例周，在用"} <= set(said(card))


def test_what_a_cleared_person_lacks_is_missed_and_what_is_over_is_red(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(book, qtbot, qapp)
    assert said(people(window, WANG), "caution").count("未登记") == 3
    assert "未登记" not in said(people(window, QIAN))  # he is not cleared
    reviewed, trained = date(2024, 3, 1), date(2026, 1, 6)
    book.record(Qualify(on=book.today, person=WANG, reviewed_on=reviewed, trained_on=trained))
    card = people(window, LI)
    card = people(window, WANG)
    assert said(card, "danger") == ["2025-03-01 已过期"]
    assert "2026-01-06" in said(card)
    assert said(card, "caution") == ["未登记"]


def test_who_left_is_said_to_have_left(book: Book, qtbot: QtBot, qapp: QApplication) -> None:
    until = date(2029, 3, 4)
    leave = LeavePost(on=book.today, person=WANG, **leaves())
    book.record(leave)
    card = people(window_on(book, qtbot, qapp), WANG)
    assert {"已离岗", f"{until}"} <= set(said(card, "caution"))
    assert "未登记" not in said(card)
    for word in ("传", "借", "承办", "离岗"):
        assert not verb(card, word).isEnabled(), word
    assert "K23 示例王已于2026-03-04离岗" in verb(card, "借").toolTip()


# -- what he holds -----------------------------------------------------------------------


def test_what_he_holds_is_counted_and_each_copy_leads_to_its_card(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    lend(book, WANG, 1)
    lend(book, ZHAO, 4)
    window = window_on(book, qtbot, qapp)
    card = people(window, WANG)
    assert {"1 份", "机密 1"} <= set(said(card))
    (line,) = lines(card)
    assert "000120" in said(line)
    line.click()
    assert window.at == "copies"
    copies = page_of(window, "copies")
    assert [row.id for row in copies.model.rows(range(copies.model.rowCount()))] == [1]


def test_an_overdue_copy_is_red_and_stands_first(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    lend(book, WANG, 1, days=20)
    lend(book, WANG, 2, days=2)
    book.clock.forward(days=5)
    card = people(window_on(book, qtbot, qapp), WANG)
    first, second = lines(card)
    assert said(first, "danger") == ["超期 3 天"]
    assert "000121" in said(first)
    assert said(second, "danger") == []
    assert "超期 1 份" in said(card, "danger")


def test_more_than_a_handful_leads_to_the_list_of_what_he_holds(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    book.record(register(doc_number="示办发〔2026〕9号", copy_nos="000300-000307"))
    for copy in range(5, 13):
        lend(book, WANG, copy)
    lend(book, ZHAO, 4)
    window = window_on(book, qtbot, qapp)
    card = people(window, WANG)
    assert len(lines(card)) == 6
    (everything,) = lines(card, TaskLine)
    assert "全部 8 份 ›" in said(everything)
    everything.click()
    assert window.at == "holdings"
    holdings = page_of(window, "holdings")
    rows = holdings.model.rows(range(holdings.model.rowCount()))
    assert {row.holder for row in rows} == {"示例王"}
    assert len(rows) == 8


def test_what_waits_for_him_leads_to_where_it_is_done(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    book.account(OFFICER, ZHAO, Role.CUSTODIAN, password=PASSWORD)
    book.record(register(doc_number="示办发〔2026〕9号", copy_nos="000300"))
    lend(book, ZHAO, 4)
    book.record(Distribute(on=book.today, copies=(5,), to=ZHAO, purpose="分工", place=CABINET,
                           approved_by="示例领导"), reasons=REASONS)  # fmt: skip
    notice = NoticeOfChange(on=book.today, document=2, marking="秘密★5年", notice_no="示通1号",
                            decided_by="示例办")  # fmt: skip
    book.record(notice, second=book.second())
    window = window_on(book, qtbot, qapp)
    card = people(window, ZHAO)
    told = [line.accessibleName() for line in lines(card, TaskLine)]
    assert [name for name in told if name.startswith("待接收")] != []
    assert [name for name in told if name.startswith("改标　000200 → 秘密★5年")] != []
    for line, page in zip(lines(card, TaskLine), ("offers", "remarkings"), strict=True):
        line.click()
        assert window.at == page
        assert page_of(window, page).model.rowCount() == 1
        window.open("people")


# -- his story, and what may be done --------------------------------------------------------


def test_his_story_is_told_newest_first(book: Book, qtbot: QtBot, qapp: QApplication) -> None:
    lend(book, WANG, 1)
    card = people(window_on(book, qtbot, qapp), WANG)
    (story,) = stories(card)
    told = story.accessibleDescription().split("；")
    assert "借给示例王" in told[0]
    assert told[-1] == "登记人员示例王"


def test_the_verbs_know_what_is_lawful_and_follow_what_is_recorded(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(book, qtbot, qapp)
    card = people(window, WANG)
    assert verb(card, "离岗").isEnabled()
    act = Lend(on=book.today, copy=1, to=WANG, approved_by="示例领导")
    window.session.record(
        act, reasons=REASONS, owner=window, then=lambda _: None, otherwise=window.tell
    )
    QApplication.processEvents()
    assert not verb(card, "离岗").isEnabled()
    assert verb(card, "离岗").toolTip().startswith("K24 离岗须清退载体")
    assert len(lines(card)) == 1


def test_a_verb_begins_its_form_with_the_person(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(book, qtbot, qapp)
    card = people(window, WANG)
    verb(card, "借").click()
    (form,) = window.findChildren(ActForm)
    assert form.grid.editors["to"].value() == WANG
    form.reject()
    card.verb.emit("add_account", {"person": ZHAO})
    (sheet,) = window.findChildren(OpenAccount)
    assert sheet.who.answer()[0] == ZHAO
    sheet.reject()


def test_an_administrator_sees_no_business(book: Book, qtbot: QtBot, qapp: QApplication) -> None:
    lend(book, WANG, 1)
    book.account(OFFICER, ZHAO, Role.SYS_ADMIN, password=PASSWORD)
    book.reopen(PASSWORD, OFFICER)
    card = people(window_on(book, qtbot, qapp), WANG)
    assert "示例王" in said(card)
    assert lines(card) == []
    assert stories(card) == []
    assert "现持有" not in said(card)


def test_a_department_officer_sees_his_department(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    lend(book, ZHAO, 4)
    book.account(OFFICER, ZHAO, Role.DEPT_SECRECY_OFFICER, password=PASSWORD)
    book.reopen(PASSWORD, OFFICER)
    card = people(window_on(book, qtbot, qapp), ZHAO)
    assert len(lines(card)) == 1
    assert stories(card) == []
    card.show_person(WANG)
    QApplication.processEvents()
    assert said(card) == []  # of another department there is nothing to see


# -- manners ---------------------------------------------------------------------------------


def test_titles_are_covered_until_the_keyboard_comes(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    lend(book, WANG, 1)
    window = window_on(book, qtbot, qapp)
    card = people(window, WANG)
    (line,) = lines(card)
    assert isinstance(line, CopyLine)
    assert not line.title.covered
    window.session.veil.turn()
    assert line.title.covered
    assert "示例工作" not in line.accessibleName() + line.toolTip() + COVERED
    line.setFocus()
    assert not line.title.covered


def test_f6_goes_into_the_card(book: Book, qtbot: QtBot, qapp: QApplication) -> None:
    lend(book, WANG, 1)
    window = window_on(book, qtbot, qapp)
    card = people(window, WANG)
    page_of(window, "people").table.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert card.isAncestorOf(focus)
    reached = set()
    for _ in range(20):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(type(QApplication.focusWidget()))
    assert CopyLine in reached


def test_in_a_narrow_window_the_card_takes_the_tables_place(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(book, qtbot, qapp)
    window.resize(1024, 700)
    card = people(window, WANG)
    page = page_of(window, "people")
    assert not card.isVisible()
    page.table.activated.emit(page.table.currentIndex())
    assert card.isVisible()
    assert not page.table.isVisible()
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert not card.isVisible()


# -- leaving -----------------------------------------------------------------------------


def test_the_gate_lists_what_is_left_and_each_line_leads_to_what_clears_it(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    lend(book, WANG)
    book.record(OpenLeaving(on=book.today, person=WANG, way=LeavingWay.TRANSFER))
    window = window_on(book, qtbot, qapp)
    card = people(window, WANG)
    told = {line.accessibleName().split("\u3000")[0]: line for line in lines(card, ToldLine)}
    assert {"手上的载体", "提醒谈话", "离岗承诺书", "已清"} <= set(told)
    asked: list[tuple[str, object]] = []
    card.verb.connect(lambda kind, given: asked.append((kind, given)))
    told["提醒谈话"].click()
    told["离岗承诺书"].click()
    assert asked == [("open_leaving", {"person": WANG}), ("sign_pledge", {"person": WANG})]
    told["手上的载体"].click()
    assert window.at == "holdings"
    book.record(GiveBack(on=book.today, copy=1))
    people(window, LI)
    card = people(window, WANG)
    names = [line.accessibleName() for line in lines(card, ToldLine)]
    assert not [name for name in names if name.startswith("手上的载体")]
