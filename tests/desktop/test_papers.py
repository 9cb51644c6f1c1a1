"""The papers under 打印: of the whole page, of the chosen row, and every form with its purpose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.store.reading import Filter
from desktop.dialogs.print_dialog import PrintDialog
from desktop.look import dress
from desktop.pages.page_papers import OF_ROW, WHOLE
from desktop.pages.papers import Papers
from desktop.pages.register_page import RegisterPage
from desktop.printing import all_forms
from desktop.session import Session
from desktop.tasks import InlineWorker
from desktop.window import MainWindow
from tests.book import Book, a_book, register


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path)
    made.record(register(), register(doc_number="示办发〔2026〕8号"))
    yield made
    made.close()


@pytest.fixture
def window(book: Book, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    made = MainWindow(Session(book.vault, InlineWorker(), InlineWorker()), dress(qapp))
    qtbot.addWidget(made)
    made.show()
    return made


def page(window: MainWindow, name: str) -> tuple[RegisterPage, Papers]:
    window.open(name)
    found = window.page(name)
    assert isinstance(found, RegisterPage)
    (papers,) = found.findChildren(Papers)
    return found, papers


def lines(menu: QMenu) -> dict[str, QAction]:
    """Return the lines by the form that they begin with."""
    return {act.text().split("　")[0]: act for act in menu.actions() if not act.isSeparator()}


def test_every_form_of_a_page_is_there(window: MainWindow) -> None:
    forms = all_forms()[0]
    for name in OF_ROW.keys() | WHOLE.keys():
        assert {one.form for one in OF_ROW.get(name, ())} | set(WHOLE.get(name, ())) <= set(forms)
        assert lines(page(window, name)[1].menu())


def test_a_chosen_document_is_printed_on_its_sheet(window: MainWindow) -> None:
    of, papers = page(window, "documents")
    menu, asked = papers.menu(), []
    of.printed.connect(lambda form, question: asked.append((form, question.filters)))
    act = lines(menu)["F06"]
    assert act.text() == "F06　涉密文件阅办单（所选一行）"
    assert "拟办" in act.toolTip()
    of.table.setCurrentIndex(of.model.index(1, 0))
    act.trigger()
    row = of.chosen()
    assert row is not None
    assert asked == [("F06", (Filter("document", (row.id,)),))]


def test_without_a_row_it_is_said_what_to_do(window: MainWindow) -> None:
    of, papers = page(window, "trips")
    menu, told = papers.menu(), []
    of.failed.connect(lambda error: told.append(str(error)))
    lines(menu)["F17"].trigger()
    assert told == ["没有选定一行。请先在表中选一行，再打印。"]


def test_the_page_of_prints_names_every_form_and_what_it_is_for(window: MainWindow) -> None:
    _, papers = page(window, "prints")
    menu = papers.menu()
    whole, of_one = menu.findChildren(QMenu)
    found = lines(whole) | lines(of_one)
    for name, form in all_forms()[0].items():
        if name != "Z02":  # the auditor's
            assert form.purpose in found[name].text()
    lines(of_one)["F09"].trigger()
    assert window.at == "loans"


@pytest.mark.parametrize(("name", "form"), [("copies", "E03"), ("people", "E04")])
def test_the_whole_chain_of_a_copy_or_person_is_one_key_away(
    window: MainWindow, name: str, form: str
) -> None:
    register_page, papers = page(window, name)
    register_page.table.choose(0, [0])
    papers.pack()
    (dialog,) = window.findChildren(PrintDialog)
    assert dialog.drawn is not None
    assert dialog.drawn.form.id == form
    dialog.close()
