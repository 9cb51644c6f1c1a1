"""An old register through the window: found, mapped, tried, recorded, given back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.ledger.trouble import CannotOpen
from db.vault import Vault
from db.views.copies import COPIES
from desktop.dialogs.heading_table import UNREAD
from desktop.dialogs.import_window import ImportWindow
from desktop.exchange.read_workbook import read_sheets
from desktop.look import Look
from desktop.progress import Progress
from desktop.session import Session
from desktop.taking_over.becoming import Fate
from tests.book import Book
from tests.desktop.printing_desk import desk

SAMPLES = Path(__file__).parents[1] / "samples"
KEY = json.loads((SAMPLES / "answers.json").read_text(encoding="utf-8"))
Desk = tuple[Book, Session, Look]


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "desk", documents=1) as made:
        yield made


@pytest.fixture
def window(at: Desk, qtbot: QtBot) -> ImportWindow:
    made = ImportWindow(at[1], at[2])
    qtbot.addWidget(made)
    made.open_file(SAMPLES / "receipts.xlsx")
    return made


def entries(at: Desk) -> int:
    return int(at[0].connection.execute("SELECT max(seq) FROM entry").fetchone()[0])


def place_of(window: ImportWindow, name: str) -> int:
    assert window.tried is not None
    return window.tried.found.places[0].heading.names.index(name)


def choose(window: ImportWindow, name: str, word: str) -> None:
    choice = window.face.headings.choice(place_of(window, name))
    choice.setCurrentText(word)
    choice.activated.emit(choice.currentIndex())


def shown(window: ImportWindow) -> list[list[str]]:
    model = window.face._model
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_heading_is_shown_where_it_was_found(window: ImportWindow) -> None:
    headings = window.face.headings
    assert headings.verticalHeaderItem(2).text() == "3"
    marked = headings.item(2, 0)
    assert (marked.text(), marked.data(Qt.ItemDataRole.UserRole)) == ("收文号", True)
    assert headings.choice(0).currentText() == "收文号"
    assert "表头在第3行" in window.face._about.text()


def test_trying_records_nothing_and_tells_what_each_row_becomes(
    at: Desk, window: ImportWindow
) -> None:
    before = entries(at)
    rows = shown(window)
    assert len(rows) == len(KEY["receipts"])
    assert window.tried is not None
    figures = window.tried.taken.figures
    assert len(rows) == figures["rows"]
    counts = window.face._model.counts()
    assert counts[Fate.BACK] == figures["rejected"]
    assert "还没有入账" in window.face.said
    assert entries(at) == before


def test_the_rows_can_be_narrowed_to_those_that_come_back(window: ImportWindow) -> None:
    window.face._chips.button(3).click()
    rows = shown(window)
    assert rows
    assert all(row[1] == "退回" and row[7] for row in rows)


def test_everything_is_recorded_at_once(at: Desk, window: ImportWindow) -> None:
    told: list[object] = []
    at[1].recorded.connect(told.append)
    before = entries(at)
    window.record()
    assert window.settled is not None
    assert window.settled.recorded is not None
    assert window.settled.recorded.first == before + 1
    assert len(told) == 1
    copies = len(at[0].vault.ask(COPIES).rows)
    assert copies == window.settled.figures["copies"] + 3
    assert "已一次入账" in window.face.said
    now = entries(at)
    window.record()
    assert entries(at) == now


def test_a_changed_mapping_changes_what_is_recorded(at: Desk, window: ImportWindow) -> None:
    choose(window, "文件标题", UNREAD)
    assert window.tried is None or not window.tried.taken.book.accepted
    choose(window, "文件标题", "文件标题")
    choose(window, "来文机关", UNREAD)
    assert window.tried is not None
    assert {one.issuer for one in window.tried.taken.book.accepted} == {""}
    choose(window, "来文机关", "来文机关")
    choose(window, "签收人", UNREAD)
    window.record()
    assert window.settled is not None
    assert {one.signed_by for one in window.settled.book.accepted} == {""}
    assert all(one.issuer for one in window.settled.book.accepted)


def test_another_row_may_be_called_the_heading(window: ImportWindow) -> None:
    window.face.headings.setCurrentCell(3, 0)
    window.face._here.click()
    assert window.tried is None
    assert "还缺" in window.face.said or "没有找到" in window.face.said
    window.face.headings.setCurrentCell(3, 0)
    window.face._here.click()
    assert window.tried is not None
    assert window.tried.found.places[0].row == 3


def test_the_rows_that_come_back_are_saved_on_demand(window: ImportWindow, tmp_path: Path) -> None:
    target = tmp_path / "back.xlsx"
    window.save_rejected(target)
    (sheet,) = read_sheets(target)
    assert window.tried is not None
    assert len(sheet.rows) == len(window.tried.taken.book.rejected) + 2
    assert "已另存" in window.face.said


def test_what_is_no_workbook_is_said_and_another_can_be_chosen(
    window: ImportWindow, tmp_path: Path
) -> None:
    wrong = tmp_path / "letter.xlsx"
    wrong.write_bytes(b"PK not at all")
    window.open_file(wrong)
    assert "没有入账" in window.face.said
    assert not window.face._record.isEnabled()
    assert shown(window) == []
    window.open_file(SAMPLES / "people.csv")
    assert window.face._kind.currentText() == "涉密人员名册"
    assert window.face._record.isEnabled()


@pytest.mark.parametrize("name", ["loans.xls", "people.csv", "recall.xlsx"])
def test_the_other_registers_go_the_same_way(at: Desk, window: ImportWindow, name: str) -> None:
    window.record()
    window.open_file(SAMPLES / name)
    assert window.tried is not None
    assert len(shown(window)) == window.tried.taken.figures["rows"]
    before = entries(at)
    window.record()
    assert entries(at) > before


def test_stopping_before_the_recording_leaves_the_ledger_as_it_was(
    at: Desk, window: ImportWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = entries(at)
    commit = Progress.commit

    def late(self: Progress, what: str) -> None:
        self.cancel()
        commit(self, what)

    monkeypatch.setattr(Progress, "commit", late)
    window.record()
    assert "已取消" in window.face.said
    assert entries(at) == before
    assert window.face._record.isEnabled()


def test_a_failing_recording_says_so_and_can_be_tried_again(
    at: Desk, window: ImportWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = entries(at)

    def full(*_: object, **__: object) -> None:
        raise CannotOpen("磁盘已满。", "请腾出空间后再试。")

    with monkeypatch.context() as broken:
        broken.setattr(Vault, "record", full)
        window.record()
    assert "磁盘已满" in window.face.said
    assert entries(at) == before
    window.record()
    assert entries(at) > before
