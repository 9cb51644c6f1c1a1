"""验页: the page that a code names is painted again from the ledger as it stood, and compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.custody.lend import Lend
from db.ledger.trouble import Trouble
from db.ledger.values import Level, Role
from db.store.reading import Filter, Question
from db.store.reading import Test as How
from db.vault import Snapshot
from db.views.print_records import PRINT_RECORDS, PrintRecordRow
from desktop.dialogs.printed_page import PrintedPage
from desktop.pages.books_page import BooksPage
from desktop.painting import Again, again
from desktop.paperwork import Print, drawn, print_form
from desktop.session import Session
from desktop.tasks import InlineWorker
from desktop.widgets.page_again import PageAgain
from desktop.widgets.preview import PdfPages
from tests.book import WANG, ZHAO, Book, a_book, register
from tests.desktop.framing import window_on
from tests.desktop.starting import looks

REASONS = {"K10": "领导批准", "V03": "待补", "V09": "补录"}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path)
    made.record(register(scope=(WANG,)))
    made.record(register(doc_number="示办发〔2026〕8号", copy_nos="000200", title="关于另一事项"))
    yield made
    made.vault.lock()


def printed(book: Book, at: Path, question: Question, name: str = "F01") -> Print:
    return print_form(book.vault, name, question, at / f"{name}.pdf")


def record_of(now: Snapshot, serial: int) -> PrintRecordRow:
    (found,) = now.page(PRINT_RECORDS, Question(filters=(Filter("serial", (serial,)),))).rows
    return found


def painted(book: Book, code: str, serial: int) -> tuple[str, Again]:
    """Return what the code says of its page, and the print painted again."""
    with book.vault.snapshot() as now:
        verdict = now.check_code(code)
        assert verdict.holds
        return verdict.digest or "", again(now, record_of(now, serial))


def lend(book: Book, copy: int, to: int) -> None:
    lent = Lend(on=book.today, copy=copy, to=to, due=book.today, approved_by="示例周")
    book.record(lent, reasons=REASONS)


QUESTIONS = {
    "everything": Question(),
    "a level": Question(filters=(Filter("level", (Level.SECRET,)),)),
    "a word": Question(filters=(Filter("title", ("另一",), How.CONTAINS),)),
    "in another order": Question(order=(("title", True),)),
    "words": Question(words="事项"),
}


@pytest.mark.parametrize("which", QUESTIONS)
def test_a_print_comes_back_as_it_was_whatever_happened_since(
    book: Book, tmp_path: Path, which: str
) -> None:
    made = printed(book, tmp_path, QUESTIONS[which])
    book.record(register(doc_number="示办发〔2026〕9号", copy_nos="000300", title="后来的另一事项"))
    lend(book, 1, WANG)
    book.clock.forward(days=3)
    book.reopen()
    kept, now = painted(book, made.code, made.serial)
    assert now.digests[0] == kept
    assert now.pdf == (tmp_path / "F01.pdf").read_bytes()


def test_what_is_printed_today_is_another_page(book: Book, tmp_path: Path) -> None:
    """The comparison can fail: the same form after another document came."""
    before = printed(book, tmp_path, Question())
    book.record(register(doc_number="示办发〔2026〕9号", copy_nos="000300", title="后来的事项"))
    with book.vault.snapshot() as now:
        record = record_of(now, before.serial)
        later = again(now, replace(record, upto=now.upto))
        assert later.digests != again(now, record).digests


def test_a_department_sees_its_own_rows_again(book: Book, tmp_path: Path) -> None:
    word = "部门口令第一二三四"
    lend(book, 1, WANG)
    lend(book, 4, ZHAO)
    book.account("示例部", WANG, Role.DEPT_SECRECY_OFFICER, password=word)
    book.reopen(word, "示例部")
    made = printed(book, tmp_path, Question(), "F13")
    book.reopen()
    kept, mine = painted(book, made.code, made.serial)
    assert mine.digests[0] == kept
    with book.vault.snapshot() as now:
        everybodys = again(now, replace(record_of(now, made.serial), account=1))
    assert everybodys.digests != mine.digests


def test_a_print_that_kept_nothing_cannot_be_painted(book: Book, tmp_path: Path) -> None:
    made = printed(book, tmp_path, Question())
    with book.vault.snapshot() as now:
        bare = replace(record_of(now, made.serial), wanted=None)
        with pytest.raises(Trouble, match="没有记下所印的范围"):
            again(now, bare)


# -- on the page 簿记 ----------------------------------------------------------------


def panel(book: Book, qtbot: QtBot, qapp: QApplication, code: str) -> PageAgain:
    page = window_on(book, qtbot, qapp).page("journal")
    assert isinstance(page, BooksPage)
    page.proofs.code.setText(code)
    page.proofs.check_code()
    return page.proofs.again


def test_the_page_is_shown_again_under_a_true_code(
    book: Book, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    made = printed(book, tmp_path, Question())
    book.record(register(doc_number="示办发〔2026〕9号", copy_nos="000300", title="后来的事项"))
    shown = panel(book, qtbot, qapp, made.code)
    assert shown.said.words.startswith("内容相符")
    shown.look_at.click()
    (dialog,) = shown.window().findChildren(PrintedPage)
    assert dialog.said.words == shown.said.words
    with closing(PdfPages((tmp_path / "F01.pdf").read_bytes())) as paper:
        pages = dialog.preview.view._pages
        assert pages is not None
        assert pages.image(0, 1) == paper.image(0, 1)


def test_a_page_that_is_not_what_was_recorded_is_told(
    book: Book, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    """Whoever holds the key can record a digest that is none of a page."""
    made = drawn(book.vault, "F01", Question())
    book.record(replace(made.act, digests=("ab" * 32,)))
    shown = panel(book, qtbot, qapp, made.print.code)
    assert shown.said.words.startswith("重画的不同")
    assert shown.look_at.isVisibleTo(shown)


def test_without_what_was_asked_it_says_why(
    book: Book, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    made = drawn(book.vault, "F01", Question())
    book.record(replace(made.act, wanted=""))
    shown = panel(book, qtbot, qapp, made.print.code)
    assert shown.said.words.startswith("不能重画")
    assert not shown.look_at.isVisibleTo(shown)


def test_another_code_takes_the_page_away(
    book: Book, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    made = printed(book, tmp_path, Question())
    shown = panel(book, qtbot, qapp, made.code)
    page = shown.window().page("journal")  # type: ignore[attr-defined]
    page.proofs.code.setText("12-AAAA-BBBB-CCCC-DDDD-EE.1.1")
    page.proofs.check_code()
    assert shown.painted is None
    assert not shown.said.isVisibleTo(shown)


def test_what_a_role_may_not_see_is_not_painted(
    book: Book, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    made = printed(book, tmp_path, Question())
    word = "审计口令第一二三四"
    book.account("示例审", WANG, Role.AUDIT_ADMIN, password=word)
    book.reopen(word, "示例审")
    shown = PageAgain(Session(book.vault, InlineWorker(), InlineWorker()), looks(qapp))
    qtbot.addWidget(shown)
    with book.vault.snapshot() as now:
        shown.paint(record_of(now, made.serial), 1, "00" * 32)
    assert shown.said.words.startswith("不能重画")
    assert "岗位" in shown.said.words
    assert shown.painted is None
