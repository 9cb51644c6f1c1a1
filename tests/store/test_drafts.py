"""What an account keeps for itself lies in the encrypted file, and nowhere in the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.ledger.rules import Refused
from db.store.drafts import LONGEST
from tests.book import Book, a_book, register, unlocked


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def test_what_was_kept_is_there_after_unlocking(book: Book) -> None:
    book.vault.drafts.keep("form:lend", '{"to": 1}')
    book.vault.drafts.keep("layout:copies", "{}")
    book.vault = book.reopen()
    assert book.vault.drafts.kept("form:") == {"form:lend": '{"to": 1}'}
    book.vault.drafts.keep("form:lend", "")
    assert book.vault.drafts.kept() == {"layout:copies": "{}"}


def test_each_account_keeps_its_own(book: Book) -> None:
    book.vault.drafts.keep("form:lend", "mine")
    (row,) = book.connection.execute("SELECT account, name FROM draft").fetchall()
    assert row == (book.vault.operator.account, "form:lend")
    book.connection.execute("UPDATE draft SET account = 77")
    assert book.reopen().drafts.kept() == {}


def test_keeping_changes_nothing_in_the_book(book: Book) -> None:
    before = book.dump()
    book.vault.drafts.keep("form:lend", "typed")
    assert book.dump() == before
    assert book.vault.prove(full=True).breaks == ()


def test_a_draft_is_forgotten_with_what_it_became_and_not_before(book: Book) -> None:
    book.vault.drafts.keep("form:register", "typed")
    book.vault.drafts.keep("form:lend", "typed")
    with pytest.raises(Refused):
        book.vault.record(register(title=""), draft="form:register")
    assert book.reopen().drafts.kept("form:").keys() == {"form:register", "form:lend"}
    book.vault.record(register(), draft="form:register")
    assert book.reopen().drafts.kept("form:").keys() == {"form:lend"}


def test_a_reader_keeps_nothing(book: Book) -> None:
    book.vault.drafts.keep("form:lend", "typed")
    book.vault.lock()
    with unlocked(book.folder, book.state, book.clock, write=False) as vault:
        vault.drafts.keep("form:lend", "other")
        assert vault.drafts.kept() == {"form:lend": "typed"}


def test_what_no_form_can_hold_is_not_kept(book: Book) -> None:
    book.vault.drafts.keep("form:lend", "x" * (LONGEST + 1))
    assert book.vault.drafts.kept() == {}


@pytest.mark.parametrize("prefix", ["form:%", "form:_", "F"])
def test_a_prefix_is_no_pattern(book: Book, prefix: str) -> None:
    book.vault.drafts.keep("form:lend", "typed")
    assert book.vault.drafts.kept(prefix) == {}
