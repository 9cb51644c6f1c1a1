"""规则: the rule book as a register, and on paper."""

from __future__ import annotations

import pytest

from db.ledger.rules import RULES
from db.store.reading import Filter, Question
from db.store.reading import Test as How
from db.views.rule_book import BLANK, EVERY, RULE_BOOK, RuleRow
from tests.book import Book, a_book


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return a_book(tmp_path_factory.mktemp("rules"))


def rows(book: Book, *filters: Filter) -> dict[str, RuleRow]:
    found = book.vault.ask(RULE_BOOK, Question(filters=filters)).rows
    return {row.number: row for row in found}


def test_every_rule_stands_in_it_once_with_its_basis(book: Book) -> None:
    assert list(rows(book)) == [rule.number for rule in RULES]
    assert all(row.basis for row in rows(book).values())


def test_a_sentence_has_blanks_where_a_case_has_facts(book: Book) -> None:
    found = rows(book)
    assert found["K10"].sentence == f"{BLANK}不在此件知悉范围内。"
    assert found["K01"].sentence == "每一份须有一名保管人和一个存放处。"
    assert found["V01"].sentence == f"{BLANK}：{BLANK}。"
    assert not any("{" in row.sentence for row in found.values())


def test_it_says_which_acts_and_whether_they_are_stopped(book: Book) -> None:
    found = rows(book)
    assert (found["K13"].acts, found["K13"].manner) == ("送阅", "拦下")
    assert (found["V15"].acts, found["V15"].manner) == ("会议带回", "提醒")
    assert (found["K35"].acts, found["K10"].manner) == (EVERY, "拦下或提醒")
    assert (found["K12"].manner, found["V12"].manner) == ("程序保证", "拦下")


def test_the_rules_of_an_act_are_looked_up_by_its_word(book: Book) -> None:
    found = rows(book, Filter("acts", ("会议收回",), How.CONTAINS))
    assert {"K30", "K06", "K33"} <= set(found)
    assert "K13" not in found
    warned = rows(book, Filter("manner", ("提醒",)))
    assert {"K29", "V13"} <= set(warned)
    assert "K10" not in warned
