"""An export is deliberate: the password first, the file whole, the entry with it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.ledger.values import Role
from db.store.reading import Filter, Question
from db.views.copies import COPIES
from db.views.people import ACCOUNTS
from desktop import clock
from desktop.dialogs.export_dialog import ExportDialog
from desktop.dialogs.reauthenticate import EXPORT
from desktop.exchange.read_workbook import read_sheets
from desktop.look import Look
from desktop.pages.register_page import RegisterPage
from desktop.progress import Progress
from desktop.session import PROOF_HOLDS, Session
from desktop.window import MainWindow
from tests.book import PASSWORD, Book
from tests.desktop.printing_desk import desk

Desk = tuple[Book, Session, Look]


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "desk") as made:
        yield made


def opened(at: Desk, qtbot: QtBot, question: Question = Question()) -> ExportDialog:  # noqa: B008
    _, session, look = at
    fields = ("copy_no", "doc_number", "title")
    dialog = ExportDialog(session, look, COPIES, question, fields=fields)
    dialog._choose_file = lambda: None  # type: ignore[method-assign]
    qtbot.addWidget(dialog)
    return dialog


def prove(dialog: ExportDialog, password: str = PASSWORD) -> None:
    dialog._ask()
    dialog.password.field.setText(password)
    dialog.password._check()


def exports(at: Desk) -> int:
    rows = at[0].connection.execute("SELECT count(*) FROM entry WHERE kind = 'export'")
    return int(rows.fetchone()[0])


def test_without_the_password_nothing_is_written(at: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(at, qtbot)
    target = tmp_path / "copies.xlsx"
    dialog.export_to(target)
    prove(dialog, "不是这个口令一二三四")
    dialog.export_to(target)
    assert "口令不对" in dialog.password._wrong.text()
    assert not target.exists()
    assert exports(at) == 0


def test_the_question_on_the_screen_is_what_is_written(
    at: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    question = Question(
        filters=(Filter("doc_number", ("示办发〔2026〕3号",)),),
        order=(("copy_no", True),),
        limit=1,
        after=("000031", 1),
    )
    dialog = opened(at, qtbot, question)
    assert dialog._rows.text() == "按当前的筛选和查找，共 3 行"
    prove(dialog)
    told: list[object] = []
    at[1].recorded.connect(told.append)
    target = tmp_path / "copies.xlsx"
    dialog.export_to(target)
    (sheet,) = read_sheets(target)
    assert [row[0] for row in sheet.rows[2:]] == ["000032", "000031", "000030"]
    assert len(sheet.rows[2]) == 3
    assert exports(at) == len(told) == 1
    assert "3行已写到「copies.xlsx」" in dialog.said


def test_all_columns_may_be_written_as_text(at: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(at, qtbot)
    dialog.choose("csv")
    dialog._columns.button(1).setChecked(True)
    prove(dialog)
    target = tmp_path / "copies.csv"
    dialog.export_to(target)
    rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 73
    assert len(rows[0]) > 3


def test_the_password_holds_five_minutes_for_exports(
    at: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove(opened(at, qtbot))
    session = at[1]
    assert session.proved_lately(EXPORT)
    assert not session.proved_lately("mass print")
    later = clock.now() + PROOF_HOLDS
    monkeypatch.setattr(clock, "now", lambda: later - timedelta(seconds=20))
    assert session.proved_lately(EXPORT)
    monkeypatch.setattr(clock, "now", lambda: later + timedelta(seconds=1))
    assert not session.proved_lately(EXPORT)


@pytest.mark.parametrize("when", ["at once", "midway"])
def test_a_cancelled_export_leaves_nothing(
    at: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    dialog = opened(at, qtbot)
    prove(dialog)
    calls: list[int] = []
    tell = Progress.__call__

    def stop(self: Progress, done: int, many: int) -> None:
        calls.append(done)
        if when == "at once" or done:
            self.cancel()
        tell(self, done, many)

    monkeypatch.setattr(Progress, "__call__", stop)
    dialog.export_to(tmp_path / "copies.xlsx")
    assert "已取消" in dialog.said
    assert exports(at) == 0
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("copies")]


def test_a_place_that_cannot_be_written_is_said(at: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(at, qtbot)
    prove(dialog)
    dialog.export_to(tmp_path / "nowhere" / "copies.xlsx")
    assert "没有文件夹「nowhere」" in dialog.said
    assert exports(at) == 0


def test_a_page_hands_on_its_columns_as_they_stand(at: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    _, session, look = at
    window = MainWindow(session, look)
    qtbot.addWidget(window)
    window.show()
    window.open("copies")
    page = window.page("copies")
    assert isinstance(page, RegisterPage)
    page.arranging.show("holder", shown=False)
    page.arranging.move("title", 0)
    page.head.exported.emit()
    (dialog,) = window.findChildren(ExportDialog)
    dialog._choose_file = lambda: None  # type: ignore[method-assign]
    assert dialog._columns.button(0).text() == "屏幕上的列"
    dialog.choose("csv")
    prove(dialog)
    dialog.export_to(tmp_path / "copies.csv")
    (heading, *_) = csv.reader((tmp_path / "copies.csv").read_text("utf-8-sig").splitlines())
    assert heading == [
        page.model.columns[page.model.section(name)].heading for name in page.arranging.fields()
    ]
    assert heading[0] == "文件标题"
    assert "持有人" not in heading


def test_roles_are_words_in_a_file(at: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    _, session, look = at
    dialog = ExportDialog(session, look, ACCOUNTS, Question())
    dialog._choose_file = lambda: None  # type: ignore[method-assign]
    qtbot.addWidget(dialog)
    dialog.choose("csv")
    prove(dialog)
    dialog.export_to(tmp_path / "accounts.csv")
    written = (tmp_path / "accounts.csv").read_text("utf-8-sig")
    assert Role.CUSTODIAN.word in written
    assert Role.CUSTODIAN.value not in written
