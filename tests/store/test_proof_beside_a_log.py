"""A full verification takes no page for damaged that only waits in the log."""

from __future__ import annotations

from pathlib import Path

from db.views.book import BOOK
from tests.book import a_book, register


def test_a_log_that_a_reader_kept_back_is_no_damage(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    for half in range(2):
        with book.vault.snapshot() as reader:
            reader.page(BOOK)
            for number in range(60):
                no = f"示办发〔2026〕{100 + 60 * half + number}号"
                book.record(register(doc_number=no, title=f"第{number}件 " + "长" * 400))
    assert book.vault.prove(full=True).breaks == ()
    book.close()


def test_nor_for_who_verifies_beside_a_writer(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    for half in range(2):
        with book.vault.snapshot() as reader:
            reader.page(BOOK)
            for number in range(60):
                no = f"示办发〔2026〕{100 + 60 * half + number}号"
                book.record(register(doc_number=no, title=f"第{number}件 " + "长" * 400))
    with book.vault.snapshot() as beside:
        assert beside.prove(full=True).breaks == ()
    book.close()
