"""编号: by a mask, without gaps; what is taken back keeps its number and its reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ledger.acts.correction.reverse import Reverse
from db.ledger.masks import RECEIPT, mask_problem, written
from db.ledger.policy import Policy
from db.ledger.trouble import Unusable
from db.views.numbers import NUMBERS, NumberRow
from db.views.receipts import RECEIPTS
from desktop.unit_policy import mask_of, unit_policy
from tests.book import Book, a_book, register


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def numbers(book: Book) -> list[NumberRow]:
    return list(book.vault.ask(NUMBERS).rows)


def test_what_is_taken_back_keeps_its_number_and_says_why(book: Book) -> None:
    first = book.record(register()).last
    book.record(Reverse(on=book.today, entry=first, reason="误收，退回"))
    other = {"doc_number": "示办发〔2026〕8号", "copy_nos": "000300"}
    book.record(register(**other))
    new, old = numbers(book)
    assert (new.text, new.void) == ("机〔2026〕2号", False)
    assert (old.text, old.void, old.reason) == ("机〔2026〕1号", True, "误收，退回")
    assert old.voided_by == first + 1


def test_a_unit_writes_its_numbers_its_own_way(book: Book) -> None:
    policy = replace(book.vault._policy, receipt_mask="{series}{year}-{number:04}")
    book.vault._policy = policy
    book.record(register())
    assert [row.text for row in numbers(book)] == ["机2026-0001"]
    assert [row.receipt_no for row in book.vault.ask(RECEIPTS).rows] == ["机2026-0001"]
    book.vault._policy = replace(policy, receipt_mask=RECEIPT)
    book.record(register(doc_number="示办发〔2026〕8号", copy_nos="000300"))
    assert numbers(book)[0].text == "机〔2026〕2号", "what was given before stays as it was"
    assert numbers(book)[1].text == "机2026-0001"
    assert book.vault.differs_from_rebuild() is None


@pytest.mark.parametrize(
    "mask",
    ["", "{series}{number}", "{series}{year}{number}{number}", "{serie}{year}{number}",
     "{series}{year}{number", "{series}{year}{number:x}", "{series!r}{year}{number}",
     "{series}{year}{number}" + "号" * 40],
)  # fmt: skip
def test_a_mask_that_would_double_numbers_or_is_none_is_refused(mask: str) -> None:
    assert mask_problem(mask)
    with pytest.raises(Unusable, match=r"numbers\.toml"):
        mask_of({"receipt": {"mask": mask}})


def test_the_shipped_mask_is_the_usual_one() -> None:
    assert unit_policy().receipt_mask == Policy().receipt_mask == RECEIPT


@given(st.integers(1, 99999), st.integers(1, 99999), st.sampled_from(["{number}", "{number:05}"]))
def test_two_numbers_are_never_written_alike(one: int, other: int, number: str) -> None:
    mask = "{series}〔{year}〕" + number + "号"
    assert not mask_problem(mask)
    texts = [written(mask, series="机", year=2026, number=each) for each in (one, other)]
    assert (texts[0] == texts[1]) == (one == other)
