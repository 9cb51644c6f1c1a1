"""F30A: the list of a yearly review, to be signed; what waits is left blank for the pen."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.ledger.acts.documents.review import OpenReview
from db.store.reading import Filter, Question
from desktop.paperwork import print_form
from tests.book import Book
from tests.printing.reading import texts
from tests.store.test_mark_review import book, kept

__all__ = ["book"]


@pytest.mark.usefixtures("book")
def test_the_list_names_review_days_and_what_was_decided(book: Book, tmp_path: Path) -> None:
    book.record(OpenReview(on=book.today))
    book.record(kept(1, book))
    target = tmp_path / "F30A.pdf"
    chosen = Question(filters=(Filter("id", (1,)),))
    print_form(book.vault, "F30A", chosen, target, second=book.second())
    said = "".join(texts(target.read_bytes()))
    for words in ("审核〔2026〕001号", "2026年11月9日", "秘密★6个月", "已届满", "维持", "示例赵"):
        assert words in said
    assert said.count("示例方案") == 4
