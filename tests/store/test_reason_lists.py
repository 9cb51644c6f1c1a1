"""常用理由: lists that the unit edits in the program; free text is always there."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.ledger.acts.setup.set_reasons import SetReasons
from db.ledger.rules import Refused
from db.ledger.values import Role
from db.store.reading import Filter, Question
from db.views.reason_lists import REASON_LISTS, ReasonListRow
from desktop.assets import read_toml
from desktop.dialogs.form.refusal_line import reasons_of, usual_reasons
from tests.book import OFFICER, ZHAO, Book, a_book
from tests.store.test_parameters import sit


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    sit(made)
    return made


def listed(book: Book, rule: str) -> ReasonListRow:
    asked = Question(filters=(Filter("rule", (rule,)),))
    (row,) = book.vault.ask(REASON_LISTS, asked).rows
    return row


def offered(book: Book, rule: str) -> list[str]:
    with book.vault.snapshot() as snapshot:
        return reasons_of(snapshot, rule)


def test_the_shipped_lists_are_shown_and_offered(book: Book) -> None:
    shipped = read_toml("reasons.toml")
    assert {row.rule for row in book.vault.ask(REASON_LISTS).rows} == set(shipped)
    assert listed(book, "K10").texts == tuple(shipped["K10"]["reasons"])
    assert offered(book, "K10") == usual_reasons("K10")


def test_a_list_is_put_in_the_place_of_the_one_before_and_offered_at_once(book: Book) -> None:
    usual = read_toml("reasons.toml")["通用"]["reasons"]
    book.record(SetReasons(on=book.today, rule="K10", reasons=("经处领导同意", "补办手续")))
    book.record(SetReasons(on=book.today, rule="K10", reasons=("经处领导当面同意",)))
    row = listed(book, "K10")
    assert (row.texts, row.operator, row.since) == (("经处领导当面同意",), OFFICER, book.today)
    assert offered(book, "K10") == ["经处领导当面同意", *usual]
    assert offered(book, "K16") == usual_reasons("K16"), "the other lists stay"
    book.record(SetReasons(on=book.today, rule="通用"))
    assert offered(book, "K10") == ["经处领导当面同意"]
    sit(book)
    assert offered(book, "K10") == ["经处领导当面同意"]


def test_a_rule_that_had_none_gets_its_list(book: Book) -> None:
    assert "V22" not in read_toml("reasons.toml")
    book.record(SetReasons(on=book.today, rule="V22", reasons=("已核对证件",)))
    assert listed(book, "V22").reasons == "已核对证件"


@pytest.mark.parametrize(
    ("rule", "reasons"),
    [
        ("K99", ("x",)),
        ("K10", ("",)),
        ("K10", ("  ",)),
        ("K10", ("长" * 101,)),
        ("K10", ("x",) * 21),
    ],
)
def test_what_is_no_list_is_refused_v01(book: Book, rule: str, reasons: tuple[str, ...]) -> None:
    assert book.refused(SetReasons(on=book.today, rule=rule, reasons=reasons)) == ["V01"]


def test_a_leader_sets_no_lists_v05(book: Book) -> None:
    book.account("示例赵", ZHAO, Role.LEADER, password="示例赵本人的口令")
    sit(book, "示例赵", "示例赵本人的口令")
    with pytest.raises(Refused, match="V05"):
        book.record(SetReasons(on=book.today, rule="K10", reasons=("x",)))
