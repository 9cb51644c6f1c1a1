"""账户、权限表、审计 in the window: who sees them, what they show, and that the rail has room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.ledger.acts import ACTS
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.values import Role
from db.vault import Vault
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.credentials import OpenAccount
from desktop.dialogs.manual import CHAPTERS
from desktop.dialogs.print_dialog import PrintDialog
from desktop.pages.kind import PageKind
from desktop.pages.oversight import OVERSIGHT
from desktop.pages.register_page import RegisterPage
from desktop.pages.system_page import SystemPage
from desktop.unit_policy import unit_policy
from desktop.window import MainWindow
from tests.book import OFFICER, TODAY, WITNESS, WITNESS_PASSWORD, ZHAO, Book
from tests.book import PASSWORD as OFFICERS
from tests.desktop.filling import fill
from tests.desktop.framing import small_book, window_on

AUDITOR, PASSWORD = "示例赵", "审计口令一二三四五"
HERS = tuple(kind for kind in OVERSIGHT if Role.AUDIT_ADMIN in kind.view.roles)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with small_book(tmp_path) as made:
        yield made


@pytest.fixture
def auditor(book: Book) -> Book:
    """Sit the auditor down."""
    book.account(AUDITOR, ZHAO, Role.AUDIT_ADMIN, password=PASSWORD)
    book.reopen(PASSWORD, AUDITOR)
    return book


def register_page(window: MainWindow, name: str) -> RegisterPage:
    window.open(name)
    page = window.page(name)
    assert isinstance(page, RegisterPage)
    return page


def test_the_officer_has_accounts_and_powers_and_no_audit(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(book, qtbot, qapp)
    assert {"accounts", "powers"} <= set(window.names)
    assert not {"audit", "audit_counts", "overrides"} & set(window.names)
    powers = register_page(window, "powers")
    assert powers.model.rowCount() == len(ACTS)
    assert powers.kind.form == "Z01"


def test_the_auditor_has_her_room_and_none_of_the_business(
    auditor: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(auditor, qtbot, qapp)
    assert {kind.name for kind in HERS} <= set(window.names)
    assert not {"copies", "receipts", "journal", "people"} & set(window.names)
    page = register_page(window, "audit")
    rows = page.model.rows(range(page.model.rowCount()))
    assert {row.kind for row in rows} >= {"log_in", "add_account", "own_password"}
    assert not any("示例工作" in row.sentence for row in rows), "no title of a document"
    assert page.kind.form == "Z02"
    counts = register_page(window, "audit_counts")
    (mine,) = (
        row for row in counts.model.rows(range(counts.model.rowCount())) if row.operator == AUDITOR
    )
    assert mine.month == f"{TODAY:%Y-%m}"
    assert mine.log_ins == 2


@pytest.mark.parametrize("kind", HERS, ids=lambda kind: kind.name)
def test_every_page_opens_and_counts_its_rows(
    auditor: Book, qtbot: QtBot, qapp: QApplication, kind: PageKind
) -> None:
    page = register_page(window_on(auditor, qtbot, qapp), kind.name)
    assert page.model.rowCount() == len(auditor.vault.ask(kind.view, page.question()).rows)


def test_a_chip_of_the_audit_shows_one_matter(
    auditor: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(auditor, qtbot, qapp)
    page = register_page(window, "audit")
    (accounts,) = (chip for chip in page.kind.chips if chip.label == "账户")
    page.show_only(accounts)
    rows = page.model.rows(range(page.model.rowCount()))
    assert {row.matter.word for row in rows} == {"账户"}


def test_every_page_of_oversight_has_its_chapter() -> None:
    assert {kind.name for kind in OVERSIGHT} <= set(CHAPTERS)


def test_with_however_many_pages_the_system_page_is_in_sight(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    before = window_on(book, qtbot, qapp)
    before.open("marks")
    qtbot.waitUntil(lambda: not before._last._settle.isActive())
    window = window_on(book, qtbot, qapp)
    last = window.ways.rail._buttons["marks"]
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
    for name, button in window.ways.rail._buttons.items():
        window.open(name)
        QApplication.processEvents()
        corner = button.mapTo(window.ways.rail, QPoint(0, 0))
        assert corner.y() >= 0, name
        assert corner.y() + button.height() <= window.ways.rail.height(), name
    window.open("today")
    system = window.ways.rail._buttons["system"]
    assert not system.visibleRegion().isEmpty()


def test_the_lost_separations_stand_on_the_system_page_as_on_paper(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(book, qtbot, qapp)
    system = window.page("system")
    assert isinstance(system, SystemPage)
    assert "系统管理员与安全保密管理员由一人兼任" in system.separations.lost.text()
    assert "没有安全审计员" in system.separations.lost.text()


def test_a_row_of_the_register_begins_the_dialog(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(book, qtbot, qapp)
    window.act("add_account", None)
    (sheet,) = window.findChildren(OpenAccount)
    assert sheet.isVisible()
    assert sheet.who.answer() == (0, "")
    sheet.reject()


def test_a_parameter_is_changed_from_its_row_before_two_persons(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    book.vault.lock()
    book.vault = Vault.unlock(
        book.folder,
        OFFICER,
        OFFICERS,
        clock=book.clock,
        state_dir=book.state,
        policy=unit_policy(),
    )
    window = window_on(book, qtbot, qapp)
    page = register_page(window, "parameters")
    (row,) = (each for each in all_rows(page) if each.name == "tell_hours")
    window.act("set_policy", row)
    (form,) = window.findChildren(ActForm)
    assert form.grid.editors["name"].value() == "tell_hours"
    fill(form, value=1, source="示例制度第3条")
    assert form.second.isVisible()
    assert not form.foot.record.isEnabled(), "nobody changes a rule alone"
    form.second.password.setText(WITNESS_PASSWORD)
    form.second.confirm()
    form.judge()
    assert form.foot.record.isEnabled(), form.foot.lacking.text()
    form.foot.record.click()
    assert not form.isVisible()
    (row,) = (each for each in all_rows(page) if each.name == "tell_hours")
    assert (row.value, row.operator, row.second) == (1, OFFICER, WITNESS)
    (change,) = all_rows(register_page(window, "parameter_changes"))
    assert (change.before, change.value) == (2, 1)


def test_how_a_number_is_written_is_changed_from_its_row_and_shown_as_one_types(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(book, qtbot, qapp)
    page = register_page(window, "masks")
    (row,) = (each for each in all_rows(page) if each.name == "travel")
    window.act("set_mask", row)
    (form,) = window.findChildren(ActForm)
    assert form.grid.editors["mask"].value() == row.mask
    year = book.today.year
    assert form.face.coming.number == f"出境〔{year}〕001号"
    fill(form, mask="{series}{year}-{number:04}", source="示例制度第5条")
    assert form.face.coming.number == f"出境{year}-0001"
    form.second.password.setText(WITNESS_PASSWORD)
    form.second.confirm()
    form.judge()
    form.foot.record.click()
    (row,) = (each for each in all_rows(page) if each.name == "travel")
    assert (row.mask, row.since) == ("{series}{year}-{number:04}", book.today)
    (change,) = all_rows(register_page(window, "mask_changes"))
    assert (change.operator, change.second, change.source) == (OFFICER, WITNESS, "示例制度第5条")


def test_a_list_of_reasons_is_edited_from_its_row_and_offered_in_the_next_form(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(book, qtbot, qapp)
    page = register_page(window, "reason_lists")
    window.act("set_reasons", None)
    (form,) = window.findChildren(ActForm)
    two = ("已当面核对身份证件，确为另一人", "已向人事部门核实")
    fill(form, rule="V06", reasons=two)
    assert form.grid.editors["reasons"].value() == two, "a comma does not part a sentence"
    assert form.foot.record.isEnabled(), form.foot.lacking.text()
    form.foot.record.click()
    (row,) = all_rows(page)
    assert (row.rule, row.texts, row.operator) == ("V06", two, OFFICER)
    add = ActForm(window.session, window.look, AddPerson)
    qtbot.addWidget(add)
    fill(add, name="示例王")
    (box,) = add.face.reason_boxes()
    assert box.itemText(0) == two[0]
    assert box.currentText() == "", "nothing is chosen for anybody"


def all_rows(page: RegisterPage) -> list[Any]:
    return page.model.rows(range(page.model.rowCount()))


def test_an_auditor_changes_no_accounts(auditor: Book, qtbot: QtBot, qapp: QApplication) -> None:
    window = window_on(auditor, qtbot, qapp)
    system = window.page("system")
    assert isinstance(system, SystemPage)
    assert system.accounts._changes() == []
    assert system.keys.isHidden()
    buttons = register_page(window, "accounts").head.findChildren(QPushButton)
    assert {one.text() for one in cast("list[QPushButton]", buttons)} == {"列", "导出"}


@pytest.mark.parametrize(("name", "said"), [("powers", "权限表"), ("audit", "审计")])
def test_the_register_prints_its_paper(
    auditor: Book, qtbot: QtBot, qapp: QApplication, name: str, said: str
) -> None:
    window = window_on(auditor, qtbot, qapp)
    page = register_page(window, name)
    page.head.printed.emit()
    (dialog,) = window.findChildren(PrintDialog)
    assert dialog.drawn is not None, dialog.choices.notice.words
    assert dialog.drawn.form.id == page.kind.form
    assert said in dialog.drawn.form.title
    dialog.reject()
