"""Where nothing happened nothing is proven: what the shipped lists say of an empty year."""

from __future__ import annotations

import pytest

from db.ledger.acts.checks.answer import AnswerItem
from db.ledger.acts.checks.close_round import SignSheet
from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.open_round import OpenRound
from db.ledger.checklists import Auto, Layer, Standing
from db.store.reading import Filter, Question
from db.views.check_items import CHECK_ITEMS, CheckItemRow
from desktop.checklists import checking
from tests.book import Book, a_book
from tests.golden.self_checking import with_lists
from tests.store.evidence.of_papers import received
from tests.store.evidence.of_the_office import device
from tests.store.evidence.telling import rows

# What the people of a ledger show although nothing was done yet: that they lack this and that.
OF_PEOPLE = {
    *("SI-04", "SI-06", "SI-09", "SI-12", "SI-14", "SI-15", "SI-44"),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A ledger with its people and the shipped lists, and a round that is frozen."""
    made = a_book(tmp_path_factory.mktemp("empty"))
    with_lists(made, checking())
    opened = OpenRound(on=made.today, since=made.today, until=made.today, persons=(2,))
    made.record(opened)
    made.record(FreezeRound(on=made.today, round=1))
    return made


def items(book: Book, layer: Layer) -> dict[str, CheckItemRow]:
    asked = Question(filters=(Filter("layer", (layer,)),))
    return {row.item: row for row in book.vault.ask(CHECK_ITEMS, asked).rows}


def test_no_item_of_an_empty_year_passes_by_itself(book: Book) -> None:
    found = items(book, Layer.UNIT)
    asked = {name for name, row in found.items() if row.evidence and row.auto is not Auto.MANUAL}
    proven = {name for name in asked if found[name].standing is Standing.PROVEN}
    assert proven == OF_PEOPLE
    assert len(asked - proven) > len(proven)
    for name in asked - proven:
        row = found[name]
        said = (row.standing, row.looked, row.troubles, row.advised, row.deduction, row.waiting)
        assert said == (Standing.NOTHING, 0, 0, None, "", True), name
        assert row.result == "期间没有发生，没有证据", name
    assert all(found[name].troubles for name in proven), "what is proven there is what lacks"


def test_no_item_of_a_person_passes_by_itself_either(book: Book) -> None:
    found = items(book, Layer.PERSON).values()
    asked = [row for row in found if row.evidence and row.auto is not Auto.MANUAL]
    nothing = [row.item for row in asked if row.standing is Standing.NOTHING]
    assert nothing
    assert all(row.advised is None for row in asked if row.item in nothing)
    assert {row.looked for row in asked if row.item not in nothing} == {1}  # he himself


def test_a_person_may_differ_and_says_why(book: Book) -> None:
    """Full points against 无证据 need a reason (V61), and so does that there is no such thing."""
    said = {"on": book.today, "sheet": 1, "item": "SI-33"}
    full = AnswerItem(deduction="0", reason="全年没有销毁，查了纸簿", **said)
    assert book.refused(AnswerItem(deduction="0", **said)) == ["V61"]
    assert book.refused(AnswerItem(existing=False, **said)) == ["V61"]
    assert book.refused(AnswerItem(existing=False, reason="本单位没有此项", **said)) == []
    book.record(full)
    row = items(book, Layer.UNIT)["SI-33"]
    assert (row.standing, row.reason, row.waiting) == (Standing.NOTHING, full.reason, False)
    assert book.refused(SignSheet(on=book.today, sheet=1), second=book.second()) == ["V62"]


def test_what_came_later_proves_nothing_of_a_period_before(book: Book) -> None:
    received(book)
    device(book, "J-1")
    before = {"first": "2025-01-01", "last": "2025-12-31"}
    for name in ("storage", "holdings", "marks", "devices", "receipts"):
        assert rows(book, name, **before) == (), name
        assert rows(book, name) != (), name
