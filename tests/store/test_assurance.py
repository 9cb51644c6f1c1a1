"""When the ledger was last secured: a backup that held, a full verification that held."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.ledger.acts.program.full_check import FullCheck
from db.ledger.trouble import Trouble
from db.store.reading import Question
from db.vault import Vault
from db.views.assurance import ASSURANCE, AssuranceRow
from tests.book import Book, a_book, register


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def seen(vault: Vault) -> AssuranceRow:
    return vault.ask(ASSURANCE, Question(given={"today": vault.today.isoformat()})).rows[0]


def test_the_entries_of_the_day_are_counted_from_the_end(book: Book) -> None:
    before = seen(book.vault).entries
    book.clock.forward(days=1)
    assert seen(book.vault).entries_today == 0
    book.record(register(book.today))
    assert (seen(book.vault).entries_today, seen(book.vault).entries) == (1, before + 1)


def test_a_backup_that_held_counts_as_backup_and_as_verification(
    book: Book, tmp_path: Path
) -> None:
    assert (seen(book.vault).backed_up_at, seen(book.vault).checked_at) == (None, None)
    book.vault.back_up(tmp_path / "备份.zcb")
    found = seen(book.vault)
    assert found.backed_up_at == found.checked_at == book.clock.now.isoformat(timespec="seconds")


def test_a_backup_that_failed_or_was_cut_off_does_not_count(book: Book, tmp_path: Path) -> None:
    book.vault.back_up(tmp_path / "备份.zcb")
    held = seen(book.vault).backed_up_at
    book.clock.forward(days=3)
    with pytest.raises(Trouble):
        book.vault.back_up(tmp_path / "没有这个文件夹" / "备份.zcb")
    assert seen(book.vault).backed_up_at == held
    assert seen(book.reopen()).backed_up_at == held


def test_one_that_failed_does_not_count_because_the_next_is_under_way(
    book: Book, tmp_path: Path
) -> None:
    for _ in range(2):
        with pytest.raises(Trouble):
            book.vault.back_up(tmp_path / "没有这个文件夹" / "备份.zcb")
        assert seen(book.vault).backed_up_at is None
    book.vault.back_up(tmp_path / "备份.zcb")
    assert seen(book.vault).backed_up_at is not None
    assert not book.vault.drafts.kept("backup:")


def test_a_full_verification_of_a_session_is_on_record(book: Book) -> None:
    recorded = book.vault.securing.keep_proof(book.vault.prove(full=True))
    (act,) = recorded.acts
    assert act == FullCheck(on=book.today, upto=recorded.last - 1)
    assert seen(book.vault).checked_at is not None
    assert seen(book.vault).backed_up_at is None
    assert book.vault.prove(full=True).sound
