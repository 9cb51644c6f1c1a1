"""The window on a real ledger: pages show it, verbs know what is lawful, what changes is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.setup.add_account import SMALL_UNIT
from db.store.reading import Question
from db.views.balance import BALANCE
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.manual import Manual
from desktop.pages.books_page import BooksPage
from desktop.pages.catalogue import REGISTERS
from desktop.pages.given import given_for
from desktop.pages.register_page import RegisterPage
from desktop.pages.system_page import SystemPage
from desktop.pages.today_page import TodayPage
from desktop.paperwork import print_form
from desktop.progress import Progress
from desktop.session import Session
from desktop.tasks import InlineWorker
from desktop.widgets.copy_card import CopyCard
from desktop.window import MainWindow
from tests.book import PASSWORD, WANG, Book, a_book, journal, register
from tests.desktop.starting import looks

REASONS = {"K10": "领导批准", "V03": "待补", "V09": "补录"}


MINE = [kind for kind in REGISTERS if kind.view.roles & set(SMALL_UNIT)]
"""The pages of an officer who is administrator too; the auditor's are shown to her."""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path)
    made.record(register(scope=(WANG,)))
    made.record(register(doc_number="示办发〔2026〕8号", copy_nos="000200", title="关于另一事项"))
    yield made
    made.vault.lock()


@pytest.fixture
def window(book: Book, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    session = Session(book.vault, InlineWorker(), InlineWorker())
    made = MainWindow(session, looks(qapp))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def page(window: MainWindow, name: str) -> RegisterPage:
    window.open(name)
    QApplication.processEvents()  # a page asks when it is shown
    found = window.page(name)
    assert isinstance(found, RegisterPage)
    return found


def shown(of: RegisterPage, field: str) -> list[str]:
    column = [each.field for each in of.model.columns].index(field)
    return [str(of.model.index(row, column).data()) for row in range(of.model.rowCount())]


def button(card: CopyCard, word: str) -> QPushButton:
    (found,) = [
        each
        for each in card.findChildren(QPushButton)
        if each.text() == word and each.isVisibleTo(card)
    ]
    return found


# What is being counted has tests of its own: its page asks about the whole stock-take.
@pytest.mark.parametrize(
    "kind", [kind for kind in MINE if kind.name != "counting"], ids=lambda kind: kind.name
)
def test_every_page_opens_and_counts_its_rows(window: MainWindow, kind: object) -> None:
    name = kind.name  # type: ignore[attr-defined]
    of = page(window, name)
    assert (
        of.model.rowCount()
        == window.session._vault.ask(of.model.view, of.question()).rows.__len__()
    )


def test_every_column_and_width_of_a_page_is_a_column_of_its_view() -> None:
    for kind in REGISTERS:
        fields = set(kind.view.row.__dataclass_fields__)
        assert set(kind.columns) <= fields
        assert set(kind.widths) <= fields


def test_typing_under_a_heading_narrows_the_page(window: MainWindow, qtbot: QtBot) -> None:
    of = page(window, "copies")
    assert of.model.rowCount() == 4
    editor = of.header._editors[[c.field for c in of.model.columns].index("title")]
    with qtbot.waitSignal(of.header.changed):
        qtbot.keyClicks(editor, "x")
        editor.setText("另一")
    assert shown(of, "copy_no") == ["000200"]


def test_the_search_box_finds_by_pinyin_initials(window: MainWindow) -> None:
    window._search("lysx")
    assert shown(page(window, "copies"), "copy_no") == ["000200"]


def test_a_click_on_a_heading_sorts(window: MainWindow) -> None:
    of = page(window, "copies")
    of.header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert shown(of, "copy_no") == ["000200", "000122", "000121", "000120"]


def test_what_is_recorded_shows_at_once_and_the_verbs_follow(
    window: MainWindow, book: Book
) -> None:
    of = page(window, "copies")
    assert of.card is not None
    assert button(of.card, "借").isEnabled()
    assert not button(of.card, "还").isEnabled()
    assert "K31" in button(of.card, "还").toolTip()
    lend = Lend(on=book.today, copy=1, to=WANG, approved_by="示例领导")
    window.session.record(
        lend, reasons=REASONS, owner=window, then=lambda _: None, otherwise=window.tell
    )
    QApplication.processEvents()
    assert "借出" in shown(of, "state")
    chosen = of.chosen()
    assert chosen is not None
    assert chosen.id == 1
    assert button(of.card, "还").isEnabled()
    assert not button(of.card, "借").isEnabled()


def test_overdue_loans_stand_on_today_and_in_a_red_chip(window: MainWindow, book: Book) -> None:
    due = book.today + timedelta(days=2)
    lend = Lend(on=book.today, copy=1, to=WANG, approved_by="示例领导", due=due)
    book.clock.forward(days=9)
    window.session.record(
        lend, reasons=REASONS, owner=window, then=lambda _: None, otherwise=window.tell
    )
    loans = page(window, "loans")
    chips = {one.chip.label: one.button.text() for one in loans.narrowed.chips.all}
    assert chips["超期"] == "超期  1"
    today = window.page("today")
    assert isinstance(today, TodayPage)
    assert any("逾期未还" in label.text() for label in today.findChildren(type(window.top._unit)))


def test_a_verb_opens_the_dialog_with_what_the_row_says(window: MainWindow) -> None:
    of = page(window, "copies")
    assert of.card is not None
    of.card.verb.emit("lend", of.chosen())
    (form,) = window.findChildren(ActForm)
    assert form.isVisible()
    form.reject()


def test_a_row_answers_the_fields_it_can(window: MainWindow) -> None:
    row = page(window, "copies").chosen()
    assert row is not None
    assert given_for(Lend, row)["copy"] == row.id
    assert given_for(GiveBack, {"copy": 7}) == {"copy": 7}
    journal = page(window, "journal")
    from db.ledger.acts.correction.reverse import Reverse

    entry = journal.chosen()
    assert entry is not None
    assert given_for(Reverse, entry) == {"entry": entry.seq}


def test_every_control_has_a_name_a_reader_can_say(window: MainWindow) -> None:
    for each in window.findChildren(QPushButton):
        assert each.text().strip() or each.accessibleName() or each.toolTip()


def test_locking_leaves_and_closes_the_ledger(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.locked):
        window.session.lock()


def system(window: MainWindow) -> SystemPage:
    window.open("system")
    found = window.page("system")
    assert isinstance(found, SystemPage)
    return found


def books(window: MainWindow) -> BooksPage:
    found = page(window, "journal")
    assert isinstance(found, BooksPage)
    return found


def test_a_full_verification_says_so_and_goes_on_record(window: MainWindow, book: Book) -> None:
    of, before = books(window), len(journal(book.vault))
    shown = of.model.rowCount()
    of.proofs.prove(full=True)
    assert "全部相符" in of.proofs.proven.words
    assert [row.kind for row in journal(book.vault)[before:]] == ["full_check"]
    assert of.model.rowCount() == shown, "it is the auditor's"
    assert window.status.check.text() == f"全部核验 {book.today}"


def test_the_balance_stands_over_the_journal_and_adds_up(window: MainWindow, book: Book) -> None:
    of = books(window)
    was = of.balance.accessibleName()
    book.record(register(doc_number="示办发〔2026〕99号", copy_nos="000991-000993"))
    of.ask()
    there = sum(row.closing for row in book.vault.ask(BALANCE).rows)
    assert re.findall(r"结存(\d+)", was) == [str(there - 3)]
    assert of.balance.accessibleName().endswith(f"结存{there}，差0")


def test_what_was_proven_last_is_said_until_there_is_news(window: MainWindow, book: Book) -> None:
    of = books(window)
    assert "尚未全部核验" in of.proofs.proven.words
    of.proofs.prove(full=True)
    of.proofs.proven.clear()
    of.ask()
    assert "账簿完整" in of.proofs.proven.words
    of.proofs.prove(full=False)
    of.ask()
    assert "首尾相接" in of.proofs.proven.words


def test_the_links_alone_are_proven_without_a_word_in_the_journal(window: MainWindow) -> None:
    of = books(window)
    before = of.model.rowCount()
    of.proofs.prove(full=False)
    assert "首尾相接" in of.proofs.proven.words
    assert of.model.rowCount() == before


def test_a_wrong_paper_code_is_said_to_be_wrong(window: MainWindow) -> None:
    of = books(window)
    of.proofs.code.setText("12-AAAA-BBBB-CCCC-DDDD-EE.1.1")
    of.proofs.check_code()
    assert "纸码有误" in of.proofs.verdict.words
    assert not of.proofs.facts.isVisible()


def test_a_true_paper_code_shows_what_was_printed(
    window: MainWindow, book: Book, tmp_path: Path
) -> None:
    made = print_form(book.vault, "F01", Question(), tmp_path / "F01.pdf", selection="全部收文")
    of = books(window)
    of.proofs.code.setText(made.code.lower())
    of.proofs.check_code()
    assert "未改动、未截短、未回退" in of.proofs.verdict.words
    for told in ("涉密文件收文登记簿", f"{made.serial:06d}", "第 1 页", "示例李", "全部收文"):
        assert told in of.proofs.facts.text()


def test_a_true_code_under_another_prints_number_does_not_hold(
    window: MainWindow, book: Book, tmp_path: Path
) -> None:
    print_form(book.vault, "F01", Question(), tmp_path / "F01.pdf")
    with book.vault.snapshot() as now:
        forged = now.paper_code(1, 1)
    of = books(window)
    of.proofs.code.setText(forged)
    of.proofs.check_code()
    assert of.proofs.verdict.words.startswith("不符")


def test_a_backup_is_written_and_verified(window: MainWindow, book: Book, tmp_path: Path) -> None:
    target = tmp_path / "备份.zcb"
    assert window.status.backup.text() == "尚未备份"
    system(window).backup.back_up(target)
    assert target.exists()
    assert "已备份并核验" in system(window).backup.news.words
    assert window.status.backup.text() == f"备份 {book.today}"


def test_a_backup_is_stopped_at_a_word(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, stage = system(window).backup, Progress.stage

    def stop(progress: Progress, what: str) -> None:
        if what == "核对签名":
            card.strip.cancel()
        stage(progress, what)

    monkeypatch.setattr(Progress, "stage", stop)
    card.back_up(tmp_path / "备份.zcb")
    assert "已取消" in card.news.words
    assert card.go.isEnabled()
    assert list(tmp_path.glob("备份*")) == []
    assert window.status.backup.text() == "尚未备份"


def test_a_backup_that_fails_says_so(window: MainWindow, tmp_path: Path) -> None:
    system(window).backup.back_up(tmp_path / "没有这个文件夹" / "备份.zcb")
    assert "没有备份成" in system(window).backup.news.words
    assert window.status.backup.text() == "尚未备份"


def test_a_backup_comes_back_into_a_folder_after_the_password(
    window: MainWindow, tmp_path: Path
) -> None:
    of, file, back = system(window), tmp_path / "备份.zcb", tmp_path / "恢复"
    of.backup.back_up(file)
    of.restore.restore(file, back)
    assert not back.exists()
    of.restore.proof.field.setText("不是口令")
    of.restore.proof.field.returnPressed.emit()
    assert not back.exists()
    of.restore.proof.field.setText(PASSWORD)
    of.restore.proof.field.returnPressed.emit()
    assert (back / "ledger.db").exists()
    assert "已恢复" in of.restore.news.words


def test_a_short_password_is_refused_in_words(window: MainWindow) -> None:
    of = system(window).password
    of.field.setText("short")
    of.change()
    assert "至少" in of.news.words


def test_f1_shows_the_manual_in_chinese(window: MainWindow) -> None:
    window.help()
    (manual,) = window.findChildren(Manual)
    assert "恢复密钥" in manual.page.toPlainText()
    manual.close()
