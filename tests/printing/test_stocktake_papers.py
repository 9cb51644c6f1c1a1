"""F35 and its sheet of differences, printed from a real stock-take before and after closing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.ledger.acts.custody.stocktaking import OpenStocktake
from db.store.reading import Filter, Question
from desktop.following import papers_after
from desktop.paperwork import print_form
from tests.book import CABINET, Book
from tests.printing.reading import texts
from tests.store.test_stocktakes import SHELF, closed, furnished, lent, opened, scan


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = furnished(tmp_path)
    yield made
    made.vault.lock()


def page(book: Book, folder: Path, form: str, stocktake: int) -> str:
    target = folder / f"{form}.pdf"
    chosen = Question(filters=(Filter("id", (stocktake,)),))
    print_form(book.vault, form, chosen, target, second=book.second())
    return "".join(texts(target.read_bytes()))


def counted(book: Book) -> int:
    """Copy 2 is lent, 3 missing, 1 lacks a page, 6 is out of place; one thing is strange."""
    lent(book, 2)
    one = opened(book, CABINET, SHELF)
    for code in ("000120", "000411", "000211", "000212", "000311"):
        scan(book, one, code)
    scan(book, one, "ZC-9931-K", SHELF)
    book.vault.counting.say(one, 1, pages=7, note="缺末页")
    closed(book, one, circumstances="复查未见")
    return one


def test_f35_before_counting_is_the_sheet_to_count_by(book: Book, tmp_path: Path) -> None:
    one = opened(book, CABINET)
    said = page(book, tmp_path, "F35", one)
    for word in ("盘点（清查）表", "2号柜", "年度盘点", "000120", "000411", "应有肆份", "实点零份"):
        assert word in said
    assert "盘亏" not in said


def test_f35_after_closing_says_of_each_copy_what_was_found(book: Book, tmp_path: Path) -> None:
    said = page(book, tmp_path, "F35", counted(book))
    for word in ("应有陆份", "实点陆份", "7/8", "页数不符", "借出未还", "盘亏", "错柜", "盘盈"):
        assert word in said, word
    assert "缺末页" in said


def test_f35a_holds_the_differences_alone(book: Book, tmp_path: Path) -> None:
    said = page(book, tmp_path, "F35A", counted(book))
    for word in ("差异表", "000122", "盘亏", "借出未还", "ZC-9931-K", "差异伍份"):
        assert word in said, word
    assert "000211" not in said


def test_the_papers_are_offered_after_the_act(book: Book) -> None:
    act = OpenStocktake(on=book.today, reason="抽查", places=(CABINET,))
    done = book.record(act)
    found = papers_after(done.acts, book.vault.operator.roles)
    assert [paper.form for paper in found] == ["F35"]
