"""催还: what is late, whose turn it is, and how often it was asked back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from db.ledger.acts.custody.dun import DunFor
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.store.reading import Question
from db.views.dunning import DUNNING, DunningRow, Tier
from db.views.timeline import TIMELINE
from tests.book import CABINET, WANG, Book, a_book, register

COPY = 1


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register(scope=(WANG,)))
    due = made.today + timedelta(5)
    made.record(Lend(on=made.today, copy=COPY, to=WANG, approved_by="示例赵", due=due))
    return made


def late(book: Book) -> list[DunningRow]:
    asked = Question(given={"today": book.today.isoformat()})
    return list(book.vault.ask(DUNNING, asked).rows)


@pytest.mark.parametrize(
    ("days", "tier"),
    [(1, Tier.HOLDER), (3, Tier.HOLDER), (4, Tier.HEAD), (10, Tier.HEAD), (11, Tier.OFFICE)],
)
def test_whose_turn_it_is_follows_from_how_late_it_is(book: Book, days: int, tier: Tier) -> None:
    book.clock.forward(days=5)
    assert late(book) == [], "the day itself is not late"
    book.clock.forward(days=days)
    (row,) = late(book)
    assert (row.late, row.tier) == (days, tier)


def test_every_reminder_counts_until_it_is_back(book: Book) -> None:
    book.clock.forward(days=7)
    for how in ("电话", "催还单"):
        book.record(DunFor(on=book.today, copies=(COPY,), how=how, told="示例王"))
    (row,) = late(book)
    assert (row.times, row.last, row.told) == (2, book.today, "示例王")
    told = book.vault.ask(TIMELINE, Question(given={"subject": f"copy:{COPY}"})).rows
    assert sum("催还" in entry.sentence for entry in told) == 2
    book.record(GiveBack(on=book.today, copy=COPY, place=CABINET))
    assert late(book) == []
    due = book.today + timedelta(1)
    book.record(Lend(on=book.today, copy=COPY, to=WANG, approved_by="示例赵", due=due))
    book.clock.forward(days=2)
    (row,) = late(book)
    assert row.times == 0, "those were of another loan"


def test_only_what_somebody_has_is_asked_back_k31(book: Book) -> None:
    assert book.refused(DunFor(on=book.today, copies=(2,), told="示例王")) == ["K31"]


def test_nobody_was_reminded_before_he_had_it_k35(book: Book) -> None:
    yesterday = book.today - timedelta(1)
    assert "K35" in book.refused(DunFor(on=yesterday, copies=(COPY,), told="示例王"))


def test_a_reminder_changes_no_custody_and_is_what_its_journal_gives(book: Book) -> None:
    before = book.connection.execute("SELECT * FROM copy WHERE id = ?", (COPY,)).fetchone()
    book.record(DunFor(on=book.today, copies=(COPY,), told="示例王"))
    after = book.connection.execute("SELECT * FROM copy WHERE id = ?", (COPY,)).fetchone()
    assert after == before
    assert book.vault.differs_from_rebuild() is None
