"""期间结存: any period adds up, follows the one before it, and knows the keeper of each day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.ledger.acts.custody.distribute import Distribute
from db.ledger.acts.ending.close_year import CloseYear
from db.ledger.values import Carrier, Level
from db.store.reading import Filter, Question
from db.views.balance import BALANCE
from db.views.periods import PERIODS, PeriodRow
from db.views.years import YEARS
from tests.book import CABINET, LI, WANG, Book, a_book, register
from tests.golden.life import live

YEAR = 2026


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register(scope=(WANG,)))
    return made


def period(book: Book, first: date, last: date) -> list[PeriodRow]:
    given = {"first": first.isoformat(), "last": last.isoformat()}
    return list(book.vault.ask(PERIODS, Question(given=given)).rows)


def by_keeper(book: Book, first: date, last: date) -> dict[int, PeriodRow]:
    return {row.custodian_id: row for row in period(book, first, last)}


def passed_on(book: Book, copy: int) -> None:
    given = {"on": book.today, "purpose": "承办", "place": CABINET, "form_no": "签1"}
    book.record(Distribute(copies=(copy,), to=WANG, **given))


def at(book: Book, day: date) -> None:
    book.clock.now = book.clock.now.replace(year=day.year, month=day.month, day=day.day)


def test_what_a_keeper_passes_on_is_told_apart_from_what_the_unit_gains(book: Book) -> None:
    came, day = book.today, date(YEAR, 4, 20)
    at(book, day)
    passed_on(book, 1)
    march = by_keeper(book, date(YEAR, 3, 1), date(YEAR, 3, 31))
    assert set(march) == {LI}
    assert (march[LI].opening, march[LI].received, march[LI].closing) == (0, 3, 3)
    april = by_keeper(book, date(YEAR, 4, 1), date(YEAR, 4, 30))
    assert (april[LI].opening, april[LI].passed_on, april[LI].closing) == (3, 1, 2)
    assert (april[WANG].opening, april[WANG].taken_on, april[WANG].closing) == (0, 1, 1)
    assert not any(row.came_in or row.went_out or row.broken for row in april.values())
    same_day = by_keeper(book, came, came)
    assert same_day[LI].closing == 3, "then it was still his"
    after = by_keeper(book, day, day)
    assert (after[LI].opening, after[WANG].closing) == (3, 1)
    assert period(book, day, came) == [], "no period ends before it begins"


def test_what_is_passed_on_after_a_year_was_closed_is_no_adjustment_of_it(book: Book) -> None:
    at(book, date(YEAR + 1, 1, 5))
    closed = book.record(CloseYear(on=book.today, year=YEAR), second=book.second()).acts[0]
    passed_on(book, 1)
    before, after = (
        {
            row.custodian_id: row
            for row in book.vault.ask(YEARS, Question(filters=(Filter("year", (year,)),))).rows
        }
        for year in (YEAR, YEAR + 1)
    )
    assert isinstance(closed, CloseYear)
    assert [(one.custodian, one.copies) for one in closed.figures] == [(LI, 3)]
    assert set(before) == {LI}
    assert (after[LI].carried_over, after[LI].adjusted, after[LI].passed_on) == (3, 0, 1)
    assert (after[WANG].adjusted, after[WANG].taken_on, after[WANG].closing) == (0, 1, 1)
    assert not any(row.broken for row in (*before.values(), *after.values()))


def test_every_period_begins_with_what_the_one_before_it_left(book: Book) -> None:
    live(book)
    edges = [date(YEAR, 1, 1), book.today - timedelta(1), book.today, book.today + timedelta(1)]
    left: Counter[tuple[Level, int, Carrier]] = Counter()
    for first, after in zip(edges, [*edges[1:], date(YEAR + 1, 1, 1)], strict=True):
        rows = period(book, first, after - timedelta(1))
        assert not any(row.broken for row in rows)
        assert sum(row.taken_on for row in rows) == sum(row.passed_on for row in rows)
        begins = Counter({_of(row): row.opening for row in rows})
        assert +begins == +left
        left = Counter({_of(row): row.closing for row in rows})
    there = Counter[tuple[Level, int]]()
    for (level, keeper, _), copies in left.items():
        there[level, keeper] += copies
    kept = {(row.level, row.custodian_id): row.closing for row in book.vault.ask(BALANCE).rows}
    assert +there == +Counter(kept)


def _of(row: PeriodRow) -> tuple[Level, int, Carrier]:
    return row.level, row.custodian_id, row.carrier
