"""What is known of a ledger before it is unlocked, and a rollback met with a doubtful clock."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db.ledger.acts.program.rolled_back import RolledBack
from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.trouble import CannotOpen
from db.vault import account_names, patience
from tests.book import OFFICER, WITNESS, WITNESS_PASSWORD, furnish, new_book, unlocked


def test_the_accounts_are_named_before_anybody_unlocks(tmp_path: Path) -> None:
    book = new_book(tmp_path)
    book.close()
    assert account_names(book.folder) == (OFFICER,)
    with pytest.raises(CannotOpen, match="不是台账文件夹"):
        account_names(tmp_path)


def test_failures_are_counted_and_then_waited_for(tmp_path: Path) -> None:
    book = new_book(tmp_path)
    book.close()
    for _ in range(5):
        assert patience(book.folder, OFFICER, book.clock()).seconds == 0
        with pytest.raises(CannotOpen, match="口令不对"):
            unlocked(book.folder, book.state, book.clock, "不是这个口令")
    now = patience(book.folder, OFFICER, book.clock())
    assert (now.failed, now.seconds) == (5, 30)


def test_a_rollback_can_be_recorded_even_if_the_clock_is_doubtful(tmp_path: Path) -> None:
    book = new_book(tmp_path)
    furnish(book)
    old = tmp_path / "old"
    shutil.copytree(book.close(), old)
    book.vault = unlocked(book.folder, book.state, book.clock)
    book.record(AddDepartment(on=book.today, name="人事处"))
    book.close()
    shutil.copy(old / "ledger.db", book.folder / "ledger.db")
    book.clock.forward(days=40)
    vault = unlocked(book.folder, book.state, book.clock)
    assert vault.rollback is not None
    vault.confirm_day(book.today)
    first, last = vault.rollback.lost_first, vault.rollback.lost_last
    second = vault.confirm(WITNESS, WITNESS_PASSWORD)
    vault.record(RolledBack(on=book.today, why="误恢复", first=first, last=last), second=second)
    vault.record(AddDepartment(on=book.today, name="人事处"))
    vault.lock()
