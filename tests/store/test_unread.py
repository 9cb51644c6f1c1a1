"""截流 (D11): what is registered and neither instructed nor read comes up, and then is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut
from db.ledger.acts.documents.instruct import Instruct
from db.ledger.acts.setup.set_policy import SetPolicy
from db.store.reading import Question
from db.views.today import TODAY, Matter, TodayRow
from db.views.unread import UNREAD
from tests.book import WANG, Book, a_book, open_row, register

SEVEN, EIGHT = "示办发〔2026〕7号", "示办发〔2026〕8号"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    other = register(doc_number=EIGHT, copy_nos="000300")
    made.record(register(urgency="特急", scope=(WANG,)), other, open_row())
    return made


def given(book: Book) -> dict[str, object]:
    return {"today": book.today.isoformat(), "since": book.today.isoformat()}


def rows(book: Book, matter: Matter) -> list[TodayRow]:
    found = book.vault.ask(TODAY, Question(given=given(book))).rows
    return [row for row in found if row.matter is matter]


def uninstructed(book: Book) -> list[str | None]:
    return [row.doc_number for row in rows(book, Matter.UNINSTRUCTED)]


def unread(book: Book) -> dict[str, bool]:
    found = book.vault.ask(UNREAD, Question(given=given(book))).rows
    return {row.doc_number: row.late for row in found}


def test_what_is_not_instructed_comes_up_the_most_urgent_at_once(book: Book) -> None:
    assert uninstructed(book) == [SEVEN]
    book.clock.forward(days=2)
    assert uninstructed(book) == [SEVEN, EIGHT], "nothing of the old book"
    book.record(Instruct(on=book.today, document=1, instruction="请处室阅办", leader="示例领导"))
    assert uninstructed(book) == [EIGHT]
    later = SetPolicy(on=book.today, name="instruct_days", value=5, source="本单位制度")
    book.record(later, second=book.second())
    assert uninstructed(book) == []


def test_what_nobody_ever_had_is_listed_until_somebody_reads_it(book: Book) -> None:
    book.record(Instruct(on=book.today, document=2, instruction="存", leader="示例领导"))
    assert unread(book) == {SEVEN: False, EIGHT: False}
    assert rows(book, Matter.UNREAD) == []
    book.clock.forward(days=30)
    assert [row.title for row in rows(book, Matter.UNREAD)] == ["2件在柜无人阅"]
    assert uninstructed(book) == [], "the list has it now"
    book.record(CirculateOut(on=book.today, copy=1, to=WANG))
    assert unread(book) == {EIGHT: True}
    book.record(CirculateBack(on=book.today, copy=1, pages=8))
    assert unread(book) == {EIGHT: True}, "he has had it"
    assert [row.title for row in rows(book, Matter.UNREAD)] == ["1件在柜无人阅"]
