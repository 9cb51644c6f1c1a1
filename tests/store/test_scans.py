"""Scans of a step that is not signed yet: safe one by one, in order, and only of what is listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.ledger.acts.ending.approving import ApproveBatch, CancelBatch
from db.ledger.acts.ending.clearing import HandOverClearing, ListClearing
from db.ledger.rules import Refused
from db.ledger.trouble import CannotOpen, Damaged
from db.ledger.values import Role
from db.store import scans
from tests.book import PASSWORD, TODAY, Book, a_book, register, unlocked

HAND_OVER = HandOverClearing(on=TODAY, batch=1, received_by="示例接收人", receipt_no="示收1")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A recall of copies 1 and 2 of three, approved."""
    made = a_book(tmp_path)
    made.record(register())
    made.record(ListClearing(on=TODAY, issuer="示例办", notice="示例通知", copies=(1, 2)))
    made.record(ApproveBatch(on=TODAY, batch=1, approved_by="示例主任"))
    yield made
    made.close()


def made(book: Book) -> tuple[int, ...]:
    return scans.made(book.connection, 1)


def refused(book: Book, batch: int, copy: int) -> list[str]:
    with pytest.raises(Refused) as found:
        book.vault.scan(batch, copy)
    return [refusal.rule.number for refusal in found.value.refusals]


def test_scans_keep_their_order_whatever_the_clock_does(book: Book) -> None:
    """The clock stands still here, and is even set back: nobody tampered."""
    assert book.vault.scan(1, 2)
    book.clock.forward(minutes=-30)
    assert book.vault.scan(1, 1)
    assert made(book) == (2, 1)
    assert not book.vault.scan(1, 2)
    book.clock.forward(minutes=30)
    assert book.record(HAND_OVER).acts[0].scanned == (2, 1)  # type: ignore[attr-defined]
    assert made(book) == ()


def test_scans_outlive_the_session(book: Book) -> None:
    book.vault.scan(1, 1)
    book.reopen()
    assert made(book) == (1,)
    assert book.refused(HAND_OVER) == ["K16"]
    book.vault.scan(1, 2)
    assert book.refused(HAND_OVER) == []


def test_what_could_never_be_signed_is_not_scanned(book: Book) -> None:
    assert refused(book, 1, 3) == ["K16"]
    assert refused(book, 1, 99) == ["V00"]
    assert refused(book, 9, 1) == ["V00"]
    assert made(book) == ()


def test_nothing_is_scanned_before_the_approval_or_after_the_end(book: Book) -> None:
    book.vault.record(ListClearing(on=TODAY, issuer="示例办", notice="示例通知", copies=(3,)))
    assert refused(book, 2, 3) == ["K31"]
    book.vault.scan(1, 1)
    book.record(CancelBatch(on=TODAY, batch=1, reason="重列"))
    assert made(book) == ()
    assert sorted(refused(book, 1, 1)) == ["K16", "K31"]


def test_only_who_may_sign_scans_v05(book: Book) -> None:
    operator = book.vault.operator
    book.vault.operator = replace(operator, roles=frozenset({Role.LEADER}))
    assert refused(book, 1, 1) == ["V05"]


def test_a_ledger_open_for_looking_takes_no_scan(book: Book) -> None:
    book.close()
    with (
        unlocked(book.folder, book.state, book.clock, PASSWORD, write=False) as vault,
        pytest.raises(CannotOpen),
    ):
        vault.scan(1, 1)
    book.vault = unlocked(book.folder, book.state, book.clock)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE scan SET copy = 3 WHERE copy = 1",
        "DELETE FROM scan WHERE copy = 1",
        "UPDATE scan SET account = 7",
        "INSERT INTO scan SELECT batch, 3, account, made_at || '9', link FROM scan WHERE copy = 1",
    ],
)
def test_a_line_slipped_in_or_taken_out_shows_and_is_counted_afresh(book: Book, harm: str) -> None:
    book.vault.scan(1, 1)
    book.vault.scan(1, 2)
    book.connection.execute(harm)
    for step in (lambda: book.vault.preview(HAND_OVER), lambda: book.vault.scan(1, 2)):
        with pytest.raises(Damaged, match="清点"):
            step()
    assert book.vault.scan(1, 2, afresh=True)
    assert book.vault.scan(1, 1)
    assert made(book) == (2, 1)
    book.record(HAND_OVER)


def test_counting_afresh_with_a_strange_copy_gives_nothing_up(book: Book) -> None:
    book.vault.scan(1, 1)
    with pytest.raises(Refused):
        book.vault.scan(1, 3, afresh=True)
    assert made(book) == (1,)
