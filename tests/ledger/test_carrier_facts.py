"""登记载体信息: what a carrier that is not paper has of its own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.equipment.carriers import DescribeCarrier
from db.ledger.values import Carrier
from db.store.reading import Question
from db.views.carriers import CARRIERS, CarrierRow
from tests.book import TODAY, Book, a_book, register

PAPER, STICK, DISC = 1, 4, 5


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register())
    for number, carrier in (("71", Carrier.USB), ("72", Carrier.OPTICAL)):
        other = {"title": f"载体{number}", "copy_nos": "", "count": 1, "pages": None}
        made.record(register(doc_number=f"示办发〔2026〕{number}号", carrier=carrier, **other))
    return made


def facts(copy: int = STICK, **given: Any) -> DescribeCarrier:
    return DescribeCarrier(on=TODAY, copy=copy, **({"serial": "UD-0001"} | given))


def row(book: Book, copy: int) -> CarrierRow:
    return next(one for one in book.vault.ask(CARRIERS, Question()).rows if one.id == copy)


def test_what_is_noted_stands_on_the_list_and_can_be_taken_back(book: Book) -> None:
    seq = book.record(facts(model="16GB", device_no="示保-J-001")).last
    found = row(book, STICK)
    assert (found.model, found.serial, found.device_no) == ("16GB", "UD-0001", "示保-J-001")
    book.record(facts(model="32GB"))
    assert row(book, STICK).model == "32GB", "the last word counts"
    book.record(Reverse(on=TODAY, entry=seq + 1, reason="录错"))
    assert row(book, STICK).model == "16GB"
    assert book.vault.differs_from_rebuild() is None


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"copy": PAPER}, "V01"),
        ({"serial": ""}, "V01"),
        ({"disc": "只读"}, "V01"),
        ({"files": -1}, "V01"),
        ({"copy": DISC, "serial": ""}, "V01"),
        ({"expires_on": TODAY - timedelta(1)}, "K35"),
    ],
)
def test_what_does_not_fit_the_carrier_is_refused(
    book: Book, given: dict[str, Any], rule: str
) -> None:
    assert rule in book.refused(facts(**given))


def test_a_disc_says_its_kind_and_needs_no_serial_number(book: Book) -> None:
    assert book.refused(facts(DISC, serial="", disc="一次写入", files=3)) == []


def test_two_sticks_have_not_one_serial_number_v06(book: Book) -> None:
    book.record(facts())
    assert book.refused(facts(DISC)) == ["V06"]
    assert book.refused(facts(model="同一个")) == []
