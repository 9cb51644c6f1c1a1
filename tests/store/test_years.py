"""年度结存 and 年度结账: the figures of a year, fixed once, and what is found out later."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.ledger.acts.ending.close_year import CloseYear
from db.ledger.acts.intake.late_copies import LateCopies
from db.ledger.values import Level
from db.store.reading import Filter, Question
from db.views.balance import BALANCE
from db.views.years import YEARS, YearRow
from tests.book import CABINET, LI, Book, a_book, register
from tests.golden.life import live

YEAR, NEXT = 2026, 2027


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register())
    return made


def rows(book: Book, year: int) -> list[YearRow]:
    return list(book.vault.ask(YEARS, Question(filters=(Filter("year", (year,)),))).rows)


def to_january(book: Book) -> None:
    book.clock.now = book.clock.now.replace(year=NEXT, month=1, day=5)


def close(book: Book, year: int = YEAR) -> CloseYear:
    done = book.record(CloseYear(on=book.today, year=year), second=book.second())
    (act,) = done.acts
    assert isinstance(act, CloseYear)
    return act


def test_a_year_adds_up_by_level_keeper_and_carrier(book: Book) -> None:
    live(book)
    found = rows(book, YEAR)
    assert found
    assert not any(row.broken for row in found)
    kept = sum(row.closing for row in book.vault.ask(BALANCE).rows)
    assert sum(row.closing for row in found) == kept, "nothing has happened after this year"
    assert sum(row.came_in for row in found) == sum(
        row.came_in for row in book.vault.ask(BALANCE).rows
    )


def test_a_closed_year_is_the_opening_of_the_next(book: Book) -> None:
    before = rows(book, YEAR)
    to_january(book)
    act = close(book)
    assert sum(figure.copies for figure in act.figures) == sum(row.closing for row in before)
    fresh = register(book.today, doc_number="示办发〔2027〕1号", copy_nos="000900")
    book.record(fresh)
    (row,) = (row for row in rows(book, NEXT) if row.level is Level.SECRET)
    assert (row.carried_over, row.adjusted, row.opening) == (row.opening, 0, row.opening)
    assert row.opening == sum(r.closing for r in before if r.level is Level.SECRET)
    (closed,) = {row.closed_upto for row in rows(book, YEAR)}
    assert closed == act.upto


def test_what_is_recorded_later_for_a_closed_year_is_an_adjustment(book: Book) -> None:
    to_january(book)
    close(book)
    (before,) = rows(book, YEAR)
    late = date(YEAR, 12, 30)
    added = LateCopies(
        on=late,
        document=1,
        copy_nos="000990-000991",
        custodian=LI,
        place=CABINET,
        counted=True,
        signed_by=LI,
    )
    book.record(added, reasons={"V09": "年末漏记，现补录"})
    (row,) = (row for row in rows(book, NEXT) if row.level is before.level)
    assert row.carried_over == before.closing
    assert row.adjusted == 2
    assert row.opening == before.closing + 2
    assert not row.broken


def refused(book: Book, year: int) -> list[str]:
    return book.refused(CloseYear(on=book.today, year=year), second=book.second())


def test_only_a_year_that_is_over_is_closed_v30(book: Book) -> None:
    assert refused(book, YEAR) == ["V30"], "it is not over"
    to_january(book)
    assert refused(book, YEAR - 1) == ["V30"], "the ledger holds nothing of it"
    assert refused(book, NEXT) == ["V30"], "it has just begun"
    assert refused(book, 99) == ["V01"]
    assert refused(book, YEAR) == []


def test_a_year_is_closed_once_and_in_order_v30(book: Book) -> None:
    book.clock.now = book.clock.now.replace(year=NEXT + 2)
    close(book, YEAR)
    assert refused(book, YEAR) == ["V30"]
    assert refused(book, NEXT + 1) == ["V30"], "one would be left out"
    close(book, NEXT)


def test_one_person_alone_closes_no_year_v04(book: Book) -> None:
    to_january(book)
    assert "V04" in book.refused(CloseYear(on=book.today, year=YEAR))


def test_a_closed_year_is_what_its_journal_gives(book: Book) -> None:
    to_january(book)
    close(book)
    assert book.vault.differs_from_rebuild() is None
