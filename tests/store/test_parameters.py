"""参数: every number of the unit with what it rests on; two persons change it, and that is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.setup.set_policy import SetPolicy
from db.ledger.policy import SETTABLE, Basis
from db.ledger.rules import Refused
from db.ledger.values import Role
from db.store.reading import Filter, Question
from db.vault import Vault
from db.views.parameters import PARAMETER_CHANGES, PARAMETERS, ParameterRow
from desktop.outgoing import export
from desktop.paperwork import print_form
from desktop.unit_policy import unit_policy
from tests.book import OFFICER, PASSWORD, ZHAO, Book, a_book
from tests.printing.reading import texts


def sit(book: Book, name: str = OFFICER, password: str = PASSWORD) -> Vault:
    """Sit down as the window does, with the numbers of the file."""
    book.vault.lock()
    book.vault = Vault.unlock(
        book.folder,
        name,
        password,
        clock=book.clock,
        state_dir=book.state,
        policy=unit_policy(),
    )
    return book.vault


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    sit(made)
    return made


def parameter(book: Book, name: str) -> ParameterRow:
    (row,) = book.vault.ask(PARAMETERS, Question(filters=(Filter("name", (name,)),))).rows
    return row


def put(book: Book, name: str, value: int, source: str = "示例制度第3条") -> int:
    act = SetPolicy(on=book.today, name=name, value=value, source=source)
    return book.record(act, second=book.second()).last


def test_every_number_has_its_source_and_what_it_rests_on(book: Book) -> None:
    rows = book.vault.ask(PARAMETERS).rows
    assert all(row.label and row.source for row in rows)
    assert {row.name for row in rows if row.basis is not Basis.LAW} == set(SETTABLE)
    assert parameter(book, "leak_hours").basis is Basis.LAW
    assert parameter(book, "longest_loan_days").basis is Basis.CUSTOM


def test_two_persons_change_a_number_and_the_page_says_who_since_when_and_why(book: Book) -> None:
    with pytest.raises(Refused, match="V04"):
        book.record(SetPolicy(on=book.today, name="tell_hours", value=1, source="示例制度"))
    first = put(book, "tell_hours", 1)
    book.clock.forward(days=2)
    second = put(book, "tell_hours", 4, "示例制度第4条")
    row = parameter(book, "tell_hours")
    assert (row.value, row.since, row.seq) == (4, date(2026, 3, 6), second)
    assert (row.operator, row.second, row.source) == (OFFICER, "示例周", "示例制度第4条")
    assert row.basis is Basis.UNIT
    changes = book.vault.ask(PARAMETER_CHANGES).rows
    assert [(each.seq, each.before, each.value) for each in changes] == [
        (first, 2, 1),
        (second, 1, 4),
    ]


def test_a_change_taken_back_leaves_the_number_and_source_before_it(book: Book) -> None:
    put(book, "tell_hours", 1)
    last = put(book, "tell_hours", 9, "误写")
    book.record(Reverse(on=book.today, entry=last, reason="误写"), second=book.second())
    row = parameter(book, "tell_hours")
    assert (row.value, row.source) == (1, "示例制度第3条")
    assert [each.reversed_by is None for each in book.vault.ask(PARAMETER_CHANGES).rows] == [
        True,
        False,
    ]
    put(book, "tell_hours", 3)
    assert book.vault.ask(PARAMETER_CHANGES).rows[-1].before == 1


@pytest.mark.parametrize("name", ["leak_hours", "unclear_days", "cap_secret", "lunch"])
def test_what_the_law_sets_is_not_set_here_v01(book: Book, name: str) -> None:
    act = SetPolicy(on=book.today, name=name, value=48, source="示例制度")
    assert book.refused(act, second=book.second()) == ["V01"]


def test_the_parameters_print_and_are_written_out(book: Book, tmp_path: Path) -> None:
    put(book, "tell_hours", 1)
    print_form(book.vault, "Z10", Question(), tmp_path / "Z10.pdf")
    said = "".join(texts((tmp_path / "Z10.pdf").read_bytes()))
    assert "期限与数量参数表" in said
    assert "本单位规定" in said
    assert "示例制度第3条" in said
    for view in (PARAMETERS, PARAMETER_CHANGES):
        done = export(book.vault, view.name, Question(), tmp_path / f"{view.name}.csv")
        assert done.rows == len(book.vault.ask(view).rows)


@pytest.mark.parametrize("view", [PARAMETERS, PARAMETER_CHANGES], ids=lambda view: view.name)
def test_a_departments_officer_has_no_part_in_it_v05(book: Book, view: Any) -> None:
    book.account("示例赵", ZHAO, Role.DEPT_SECRECY_OFFICER, password="示例赵本人的口令")
    sit(book, "示例赵", "示例赵本人的口令")
    with pytest.raises(Refused, match="V05"):
        book.vault.ask(view)
