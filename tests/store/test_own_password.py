"""The operator's own password, asked again before something grave."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.ledger.trouble import CannotOpen
from tests.book import PASSWORD, WITNESS_PASSWORD, a_book


def test_only_the_operators_own_password_is_his(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    assert book.vault.is_me(PASSWORD)
    assert not book.vault.is_me(WITNESS_PASSWORD)
    assert not book.vault.is_me("")
    book.close()


def test_guessing_at_an_open_ledger_is_slowed_and_told(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    for _ in range(5):
        book.vault.is_me("不是这个口令一二三四")
    with pytest.raises(CannotOpen, match="口令连续输错"):
        book.vault.is_me(PASSWORD)
    book.clock.forward(hours=2)
    assert book.vault.is_me(PASSWORD)
    book.reopen()
    kinds = [row[0] for row in book.connection.execute("SELECT kind FROM entry ORDER BY seq")]
    assert "failed_log_in" in kinds
    book.close()
