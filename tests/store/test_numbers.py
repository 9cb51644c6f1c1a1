"""编号: by a mask, without gaps; what is taken back keeps its number and its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ledger.acts import ACTS
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.setup.set_mask import SetMask
from db.ledger.masks import ALL_SERIES, RECEIPT, mask_problem, written
from db.ledger.rules import Refused
from db.ledger.trouble import Unusable
from db.store.reading import Question
from db.views.numbers import MASK_CHANGES, MASKS, NUMBERS, NumberRow
from db.views.receipts import RECEIPTS
from desktop.assets import read_toml
from desktop.unit_policy import masks_of, unit_policy
from tests.book import Book, a_book, open_row, register
from tests.golden.life import live


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
    policy = replace(book.vault._policy, masks={"receipt": "{series}{year}-{number:04}"})
    book.vault._policy = policy
    book.record(register())
    assert [row.text for row in numbers(book)] == ["机2026-0001"]
    assert [row.receipt_no for row in book.vault.ask(RECEIPTS).rows] == ["机2026-0001"]
    book.vault._policy = replace(policy, masks={})
    book.record(register(doc_number="示办发〔2026〕8号", copy_nos="000300"))
    assert numbers(book)[0].text == "机〔2026〕2号", "what was given before stays as it was"
    assert numbers(book)[1].text == "机2026-0001"
    assert book.vault.differs_from_rebuild() is None


@pytest.mark.parametrize(
    "mask",
    ["", "{series}{number}", "{series}{year}{number}{number}", "{serie}{year}{number}",
     "{series}{year}{number", "{series}{year}{number:x}", "{series!r}{year}{number}",
     "{series}{year}{number}" + "号" * 40, "{series}{year}1{number}"],
)  # fmt: skip
def test_a_mask_that_would_double_numbers_or_is_none_is_refused(mask: str) -> None:
    assert mask_problem(mask)
    with pytest.raises(Unusable, match=r"numbers\.toml"):
        masks_of({"receipt": {"mask": mask}})


def test_the_shipped_mask_is_the_usual_one() -> None:
    assert unit_policy().masks == {}, "the file and the program say the same"
    assert len(read_toml("policy", "numbers.toml")) == len(ALL_SERIES)
    with pytest.raises(Unusable, match="没有“loan”这一种编号"):
        masks_of({"loan": {"mask": RECEIPT}})


def set_mask(book: Book, mask: str, since: date | None = None, name: str = "receipt") -> SetMask:
    return SetMask(on=book.today, name=name, mask=mask, since=since, source="示例制度第5条")


def test_two_persons_change_a_mask_from_a_day_on_and_what_was_given_stays(book: Book) -> None:
    book.record(register())
    with pytest.raises(Refused, match="V04"):
        book.record(set_mask(book, "{series}{year}-{number:04}"))
    new_year = book.today.replace(year=book.today.year + 1, month=1, day=1)
    later = set_mask(book, "{series}{year}-{number:04}", new_year)
    with book.vault.snapshot() as at:
        told = {"name": later.name, "mask": later.mask, "since": new_year}
        assert at.foretelling.next_number(SetMask, told) == "机2027-0001"
    seq = book.record(later, second=book.second()).last
    book.record(register(doc_number="示办发〔2026〕8号", copy_nos="000300"))
    assert numbers(book)[0].text == "机〔2026〕2号", "the day has not come"
    (row, *_) = book.vault.ask(MASKS, Question(given={"today": book.today.isoformat()})).rows
    assert (row.mask, row.since) == (RECEIPT, None)
    assert row.coming == "2027-01-01起 {series}{year}-{number:04}"
    book.clock.forward(days=400)
    book.record(register(book.today, doc_number="示办发〔2027〕1号", copy_nos="000301"))
    assert [row.text for row in numbers(book)] == ["机2027-0001", "机〔2026〕2号", "机〔2026〕1号"]
    (change,) = book.vault.ask(MASK_CHANGES).rows
    assert (change.seq, change.before, change.since) == (seq, RECEIPT, new_year)
    assert (change.label, change.second) == ("收文号", "示例周")
    assert book.vault.differs_from_rebuild() is None
    book.record(Reverse(on=book.today, entry=seq, reason="误写"), second=book.second())
    book.record(register(book.today, doc_number="示办发〔2027〕2号", copy_nos="000302"))
    assert [row.text for row in numbers(book)][:2] == ["机〔2027〕2号", "机2027-0001"]
    assert book.vault.differs_from_rebuild() is None


def test_a_mask_that_would_give_a_number_again_is_refused_and_says_which(book: Book) -> None:
    book.record(open_row(receipt_no="机2026-07"))
    second = book.second()
    refused = set_mask(book, "{series}{year}-{number:02}")
    (found,) = book.vault.preview(refused, second=second)
    assert ["以后会再编出“机2026-07”" in one.sentence for one in found] == [True]
    book.record(set_mask(book, "{series}{year}-{number:03}"), second=second)
    day = {"since": book.today.replace(year=book.today.year - 1)}
    for wrong in (replace(refused, **day), replace(refused, name="lunch"),
                  replace(refused, mask="{series}"), replace(refused, source=" ")):  # fmt: skip
        assert "V01" in book.refused(wrong, second=second)


@given(st.integers(1, 99999), st.integers(1, 99999), st.sampled_from(["{number}", "{number:05}"]))
def test_two_numbers_are_never_written_alike(one: int, other: int, number: str) -> None:
    mask = "{series}〔{year}〕" + number + "号"
    assert not mask_problem(mask)
    texts = [written(mask, series="机", year=2026, number=each) for each in (one, other)]
    assert (texts[0] == texts[1]) == (one == other)


def test_every_paper_is_numbered_the_units_way_and_foretold(tmp_path: Path) -> None:
    ways = {series.name: "{year}/{series}/{number:05}" for series in ALL_SERIES}
    book = a_book(tmp_path)
    book.vault._policy = replace(book.vault._policy, masks=ways)
    live(book)
    rows = numbers(book)
    assert {row.sort for row in rows} >= {"收文号", "外发单", "退回单", "换回单", "盘点表"}
    for row in rows:
        assert row.text == f"{row.year}/{row.series}/{row.number:05}"
    gapless: dict[tuple[str, str, int], list[int]] = {}
    for row in rows:
        gapless.setdefault((row.sort, row.series, row.year), []).append(row.number)
    for found in gapless.values():
        assert sorted(found) == list(range(1, len(found) + 1)), "none is missing, none is doubled"
    with book.vault.snapshot() as at:
        for kind in (one for one in ACTS if one.numbered_in):
            told = at.foretelling.next_number(kind, {"on": book.today})
            word = told.split("/")[1]
            last = max((one.number for one in rows if one.series == word), default=0)
            assert told == f"{book.today.year}/{word}/{last + 1:05}"
    assert book.vault.differs_from_rebuild() is None


def test_how_numbers_are_written_is_a_page(book: Book) -> None:
    book.record(register())
    wrong = register(series="普", copy_nos="000300", doc_number="示办发〔2026〕8号")
    book.record(Reverse(on=book.today, entry=book.record(wrong).last, reason="录错"))
    rows = book.vault.ask(MASKS).rows
    told = {row.series: (row.latest, row.given, row.void) for row in rows if row.label == "收文号"}
    assert told == {"机": ("机〔2026〕1号", 1, 0), "普": ("普〔2026〕1号", 1, 1)}
    assert {row.label for row in rows} == {series.label for series in ALL_SERIES}
