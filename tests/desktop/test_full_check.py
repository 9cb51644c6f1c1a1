"""The full verification that runs by itself when the unit's days are over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlcipher3.dbapi2 import OperationalError

from db.ledger.acts.program.full_check import FullCheck
from db.ledger.acts.setup.set_policy import SetPolicy
from db.ledger.values import Role
from db.store import cipher
from db.store.reading import Question
from desktop import full_check
from desktop.full_check import BackgroundCheck
from desktop.pages.books_page import BooksPage
from desktop.paperwork import print_form
from desktop.progress import Cancelled, Progress
from desktop.session import Session
from desktop.tasks import InlineWorker, SerialWorker
from desktop.window import MainWindow
from tests.book import Book
from tests.desktop.framing import small_book, window_in, window_on
from tests.desktop.starting import looks

DAYS = 31


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    monkeypatch.setattr(full_check, "CALM", 0)
    with small_book(tmp_path) as made:
        yield made


def later(book: Book, days: int = DAYS) -> None:
    """Let days go by, and come again."""
    book.clock.forward(days=days)
    book.reopen()


def checks(book: Book) -> int:
    asked = "SELECT count(*) FROM entry WHERE kind = ?"
    (found,) = book.connection.execute(asked, (FullCheck.kind,)).fetchone()
    return int(found)


def opened(book: Book, qtbot: QtBot, qapp: QApplication) -> tuple[MainWindow, BackgroundCheck]:
    window = window_on(book, qtbot, qapp)
    return window, BackgroundCheck.of(window.session)


def test_it_begins_by_itself_once_the_days_are_over_and_goes_on_record(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    later(book)
    window, check = opened(book, qtbot, qapp)
    qtbot.waitUntil(lambda: checks(book) == 1, timeout=20_000)
    assert "后台全部核验通过" in window.foot.check.said.words
    assert window.status.check.text() == f"全部核验 {book.today}"
    assert not window.foot.check.alarm.isVisible()
    assert check.progress is None


def test_before_that_it_leaves_everybody_in_peace(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    later(book, DAYS - 1)
    opened(book, qtbot, qapp)
    qtbot.wait(100)
    assert checks(book) == 0


def test_the_days_are_those_set_for_this_ledger(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    book.account("示例管", 3, Role.SYS_ADMIN, password="系统口令第一二三四")
    book.reopen("系统口令第一二三四", "示例管")
    rule = SetPolicy(on=book.today, name="full_check_days", value=5, source="示例制度")
    book.record(rule, second=book.second())
    book.clock.forward(days=6)
    book.reopen()
    opened(book, qtbot, qapp)
    qtbot.waitUntil(lambda: checks(book) == 1, timeout=20_000)


def test_what_does_not_add_up_is_told_until_the_lock_and_left_as_it_is(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    later(book)
    book.connection.execute("UPDATE tally SET amount = amount + 1")
    before = book.vault.prove(full=False).entries
    window, check = opened(book, qtbot, qapp)
    qtbot.waitUntil(lambda: bool(check.found), timeout=20_000)
    alarm = window.foot.check.alarm
    assert alarm.isVisible()
    assert "计数" in alarm.words
    assert "不会自行修补" in alarm.words
    assert book.vault.prove(full=False).entries == before
    window.open("copies")
    assert alarm.isVisible()


def test_an_account_that_may_not_record_it_is_not_bothered(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    book.account("示例领", 3, Role.LEADER, password="领导口令第一二三四")
    later(book, 0)
    book.clock.forward(days=DAYS)
    book.reopen("领导口令第一二三四", "示例领")
    _, check = opened(book, qtbot, qapp)
    qtbot.wait(100)
    assert check.progress is None
    assert check.said == ""
    assert checks(book) == 0


def test_it_is_given_up_at_a_word_and_does_not_begin_again_that_day(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    later(book)
    apart = SerialWorker("apart")
    session = Session(book.vault, InlineWorker(), InlineWorker(), apart=apart)
    window = window_in(session, looks(qapp), qtbot)
    strip, check = window.foot.check.strip, BackgroundCheck.of(session)
    qtbot.waitUntil(lambda: strip.running, timeout=20_000)
    assert "全部核验" in strip.words
    strip.cancel()
    assert not strip.running
    assert "已取消" in window.foot.check.said.words
    window._ask_book()
    qtbot.wait(100)
    assert check.progress is None
    apart.finish()
    QApplication.processEvents()
    assert checks(book) == 0
    assert not check.found


def test_a_window_made_anew_finds_it_at_work(book: Book, qtbot: QtBot, qapp: QApplication) -> None:
    later(book)
    apart = SerialWorker("apart")
    session = Session(book.vault, InlineWorker(), InlineWorker(), apart=apart)
    check, gate = BackgroundCheck.of(session), threading.Event()
    apart.run(gate.wait, owner=session, then=str, otherwise=str)  # it is not done before we look
    check.begin()
    window = window_in(session, looks(qapp), qtbot)
    assert window.foot.check.strip.running
    gate.set()
    qtbot.waitUntil(lambda: check.progress is None, timeout=20_000)
    assert checks(book) == 1
    assert not window.foot.check.strip.running
    apart.finish()


def test_who_waits_for_a_page_goes_first(
    book: Book, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    made = print_form(book.vault, "F01", Question(), tmp_path / "F01.pdf")
    later(book)
    apart = SerialWorker("apart")
    session = Session(book.vault, InlineWorker(), InlineWorker(), apart=apart)
    window = window_in(session, looks(qapp), qtbot)
    check = BackgroundCheck.of(session)
    check.begin()
    page = window.page("journal")
    assert isinstance(page, BooksPage)
    page.proofs.code.setText(made.code)
    page.proofs.check_code()
    assert check.progress is None
    qtbot.waitUntil(lambda: page.proofs.again.painted is not None, timeout=20_000)
    qtbot.waitUntil(lambda: checks(book) == 1, timeout=20_000)
    apart.finish()


def test_nothing_is_begun_where_nothing_may_be_written(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    book.clock.forward(days=400)
    book.reopen()
    assert book.vault.clock_doubt
    _, check = opened(book, qtbot, qapp)
    qtbot.wait(100)
    assert check.progress is None
    assert not check.said
    assert checks(book) == 0


def test_whoever_gives_up_is_told_nothing_false(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rebuild that is cut off is no finding."""
    monkeypatch.setattr(cipher, "STEPS", 1)  # so small a ledger is read between two looks
    with book.vault.snapshot() as now:

        def cut(what: str) -> None:
            if what == "核对现状与重建":
                now.interrupt()

        with pytest.raises(OperationalError, match="interrupted"):
            now.prove(full=True, progress=cut)


def test_signatures_are_given_up_one_by_one(book: Book) -> None:
    """Every one of them is a short question, so nothing else could end them."""
    progress, seen = Progress(), list[str]()

    def tell(what: str) -> None:
        progress.stage(what)
        seen.append(what)
        if seen.count("核对签名") == 2:
            progress.cancel()

    with book.vault.snapshot() as now, pytest.raises(Cancelled):
        now.prove(full=True, progress=tell)
    assert seen.count("核对签名") == 2
