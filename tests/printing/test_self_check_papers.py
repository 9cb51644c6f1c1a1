"""F36 and its sisters: the whole round on paper, and the same bytes when it is painted again."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.ledger.acts.checks.answer import AnswerItem
from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.open_round import OpenRound
from db.store.reading import Filter, Question
from db.views.print_records import PRINT_RECORDS
from desktop.painting import again
from desktop.paperwork import print_form
from tests.book import Book, a_book, open_row, register
from tests.golden.self_checking import with_lists
from tests.printing.reading import texts


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    with_lists(made)
    day = made.today
    made.record(register(day, channel="机要交通"), open_row())
    made.record(OpenRound(on=day, since=day, until=day, persons=(1,)))
    made.record(FreezeRound(on=day, round=1))
    return made


def whole(pdf: bytes) -> str:
    return "".join("".join(texts(pdf)).split())


def sheet(number: int) -> Question:
    return Question(filters=(Filter("sheet", (number,)),))


def test_the_sheet_is_painted_again_as_it_was(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "F36.pdf"
    print_form(book.vault, "F36", sheet(1), target)
    first = target.read_bytes()
    words = whole(first)
    assert "查4项" in words
    assert "分值合计9" in words  # it is said that the points are not 100
    # The ledger goes on: something else is put down, evidence is taken again, points are given.
    book.record(open_row(row=4, doc_number="示局〔2024〕13号", nos=("000032",), receipt_no="13"))
    book.record(FreezeRound(on=book.today, round=1))
    book.record(AnswerItem(on=book.today, sheet=1, item="SI-36", deduction="1"))
    (record,) = book.vault.ask(PRINT_RECORDS).rows
    with book.vault.snapshot() as snapshot:
        then = again(snapshot, record)
    assert then.pdf == first
    print_form(book.vault, "F36", sheet(1), target)
    assert "查5项" in whole(target.read_bytes())


@pytest.mark.parametrize(
    ("form", "number", "said"),
    [("F36B", 2, "示例李"), ("F36C", 1, "SI-33"), ("F36D", 1, "上年"), ("F36E", 1, "示例单位")],
)
def test_its_sisters(book: Book, tmp_path: Path, form: str, number: int, said: str) -> None:
    print_form(book.vault, form, sheet(number), tmp_path / "out.pdf")
    assert said in whole((tmp_path / "out.pdf").read_bytes())
