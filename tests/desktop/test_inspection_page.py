"""自查 at the desk: a sheet with its groups, and the rows behind each of its items."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.open_round import OpenRound
from db.ledger.values import Role
from db.views.evidence import EVIDENCE
from desktop.dialogs.act_form import ActForm
from desktop.pages.catalogue import REGISTERS
from desktop.pages.evidence_page import EvidencePage, askable
from desktop.pages.inspection_page import InspectionPage
from desktop.widgets.evidence_panel import PAGES
from desktop.window import MainWindow
from tests.book import WANG, WITNESS_PASSWORD, ZHAO, Book, a_book, open_row, register
from tests.desktop.filling import fill
from tests.desktop.framing import window_on
from tests.golden.self_checking import with_lists

OWN = "示例王本人的口令"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    with_lists(made)
    day = made.today
    made.record(register(day, channel="机要交通"), open_row())
    made.record(OpenRound(on=day, since=day, until=day, persons=(1,)))
    made.record(FreezeRound(on=day, round=1))
    return made


def page_of(window: MainWindow, qtbot: QtBot) -> InspectionPage:
    window.open("inspection")
    page = cast("InspectionPage", window.page("inspection"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    return page


def choose(page: InspectionPage, item: str, qtbot: QtBot) -> None:
    rows = [page.model.row(n) for n in range(page.model.rowCount())]
    page.table.choose([row.item for row in rows if row].index(item), [])
    qtbot.waitUntil(lambda: page.behind.row is not None and page.behind.row.item == item)


def test_the_rows_behind_an_item_stand_below_it(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(book, qtbot, qapp)
    page = page_of(window, qtbot)
    assert page.box.figures["实有分值"].text() == "9"
    assert "第" in page.box.frozen.text()
    choose(page, "SI-30", qtbot)
    qtbot.waitUntil(lambda: page.behind.model.rowCount() == 1)
    assert page.behind.model.row(0).why == "旧账待核"
    assert page.behind.header.length() <= page.behind.table.viewport().width()
    choose(page, "SI-36", qtbot)
    assert not page.behind.table.isVisible()
    assert "由人检查" in page.behind.said.text()
    choose(page, "SI-33", qtbot)
    assert "没有证据" in page.behind.said.text()


def test_a_row_opens_its_copy_and_a_group_narrows(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(book, qtbot, qapp)
    page = page_of(window, qtbot)
    page.groups.buttons["载体"].click()
    qtbot.waitUntil(lambda: page.narrowed.also[-1].field == "grouped")
    choose(page, "SI-30", qtbot)
    qtbot.waitUntil(lambda: page.behind.model.rowCount() == 1)
    page.behind.table.activated.emit(page.behind.model.index(0, 0))
    assert window.at == "copies"


def test_another_sheet_is_chosen_and_the_whole_of_it_is_printed(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    page = page_of(window_on(book, qtbot, qapp), qtbot)
    page.choose(2)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert [one.values for one in page.question().filters] == [(2,)]
    assert "示例李" in page.box.which.currentText()


def test_evidence_is_asked_for_any_period(book: Book, qtbot: QtBot, qapp: QApplication) -> None:
    window = window_on(book, qtbot, qapp)
    window.open("evidence")
    page = cast("EvidencePage", window.page("evidence"))
    names = [name for name, _ in askable()]
    page.which.setCurrentIndex(names.index("storage"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)  # only what is wrong
    page.narrowed.choose(page.kind.chips[1])
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    page.last.show_value(date(2026, 1, 31))
    page.first.show_value(date(2026, 1, 1))
    page.which.setCurrentIndex(names.index("receipts"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)


def test_a_departments_officer_answers_the_sheets_of_his_people(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    day = book.today
    book.record(OpenRound(on=day, since=day, until=day, persons=(WANG, ZHAO)))
    book.record(FreezeRound(on=day, round=2))
    book.account("示例王", WANG, Role.DEPT_SECRECY_OFFICER, password=OWN)
    book.reopen(OWN, "示例王")
    window = window_on(book, qtbot, qapp)
    window.open("inspection")
    page = cast("InspectionPage", window.page("inspection"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert [page.box.which.itemText(n) for n in range(page.box.which.count())] == [
        "自查〔2026〕002号 个人 示例王"
    ]
    assert list(page.groups.buttons) == ["文件"]
    choose(page, "GR-09", qtbot)
    page.table.activated.emit(page.model.index(0, 0))
    (form,) = window.findChildren(ActForm)
    fill(form, deduction="0")
    form.record()
    qtbot.waitUntil(lambda: page.box.figures["考评结果"].text() != "未评1项")
    page.head.verb.emit("sign_sheet")
    (signing,) = (one for one in window.findChildren(ActForm) if one is not form)
    signing.second.who.setCurrentIndex(signing.second.who.findData("示例周"))
    signing.second.password.setText(WITNESS_PASSWORD)
    signing.second.confirm()
    signing.record()
    qtbot.waitUntil(lambda: "示例王、示例周" in page.box.said.toolTip())


def test_whatever_was_looked_at_stands_on_a_page_where_its_number_finds_it() -> None:
    pages = {page.name: page for page in REGISTERS}
    assert {pages[name].view.key for name in PAGES.values()} == {("id",)}
    asked = {kind for sql in EVIDENCE.values() for kind in re.findall(r"'(\w+)' AS kind", sql)}
    of_papers = {"copy", "loan", "hop", "trip", "incident"}  # found as a copy …
    of_papers |= {"document", "receipt", "handout", "reproduction"}  # … or as a document
    assert asked - of_papers - set(PAGES) == {"unit", "department"}
