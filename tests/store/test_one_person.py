"""One person: facts, what is recorded of him, and what may be done with him now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.ledger.act import KINDS
from db.ledger.acts.custody.distribute import Distribute
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.people.appoint import Appoint
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.qualify import Qualify
from db.ledger.acts.setup.set_policy import SetPolicy
from db.ledger.beliefs import Person
from db.ledger.beliefs.marks import Duty
from db.ledger.fitness import review_holds_until
from db.ledger.offering import takes_person, tried
from db.ledger.values import Role
from db.store.reading import Filter, Question
from db.views.holdings import HOLDINGS
from db.views.person import PERSON, PERSON_LIFE, PersonFactsRow
from tests.book import LI, PASSWORD, QIAN, WANG, ZHAO, ZHOU, Book, a_book, register

REASONS = {"K10": "领导批准", "V03": "待补", "V09": "补录", "V26": "已批准"}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path)
    made.record(register(scope=(WANG, ZHAO)))
    yield made
    made.vault.lock()


def lend(book: Book, to: int, copy: int = 1) -> None:
    book.record(Lend(on=book.today, copy=copy, to=to, approved_by="示例领导"), reasons=REASONS)


def facts(book: Book, person: int) -> PersonFactsRow:
    (row,) = book.vault.ask(PERSON, Question(given={"person": person})).rows
    return row


def offers(book: Book, person: int) -> dict[str, str]:
    """Return by kind of act the rules against it."""
    with book.vault.snapshot() as now:
        found = now.offers_to(person)
    return {kind: " ".join(each.rule.number for each in why) for kind, why in found.items()}


# -- what may be done --------------------------------------------------------------------


def test_every_act_about_a_person_is_tried() -> None:
    """The list comes from the acts: a new one about a person is in it without more."""
    about = {
        kind.kind
        for kind in KINDS.values()
        for field in fields(kind)
        if field.name == "person"
        and field.metadata.get("refers") is Person
        and not field.metadata["reckoned"]
        and field.default is MISSING  # a stock-take may be narrowed to one; it is not about him
    }
    assert {kind.kind for kind in KINDS.values() if takes_person(kind) == "person"} == about
    assert {"qualify", "leave_post", "appoint", "add_account"} <= about
    into = {kind.kind for kind in KINDS.values() if takes_person(kind) == "to"}
    assert {"lend", "circulate_out", "keep_to_act", "distribute"} <= into
    assert "late_round" not in into


def test_trying_fills_in_the_person_and_every_choice() -> None:
    made = list(tried(Appoint, WANG, date(2026, 3, 4)))
    assert {act.person for act in made} == {WANG}  # type: ignore[attr-defined]
    seen = {(act.duty, act.revoke) for act in made}  # type: ignore[attr-defined]
    assert seen == {(duty, revoke) for duty in Duty for revoke in (False, True)}


def test_who_holds_something_does_not_leave(book: Book) -> None:
    assert offers(book, WANG)["leave_post"] == ""
    lend(book, WANG)
    assert offers(book, WANG)["leave_post"] == "K24"


def test_a_leaver_gets_nothing_into_his_hands_and_no_duty(book: Book) -> None:
    assert offers(book, QIAN)["lend"] == ""
    appoint = Appoint(on=book.today, person=QIAN, duty=Duty.COLLECT, basis="任命〔2026〕1号")
    book.record(appoint, reasons={"V03": "待补"})
    book.record(LeavePost(on=book.today, person=QIAN, reason="调离"))
    found = offers(book, QIAN)
    for kind in ("lend", "circulate_out", "keep_to_act", "distribute"):
        assert found[kind] == "K23", kind
    assert found["leave_post"] == "V01"
    assert found["appoint"] == "", "his duty can still be taken from him"


def test_what_is_grey_is_what_the_rules_refuse(book: Book) -> None:
    book.record(LeavePost(on=book.today, person=QIAN, reason="调离"))
    given: dict[str, Any] = {"on": book.today, "to": QIAN, "purpose": "分工", "form_no": "1"}
    assert "K23" in book.refused(Distribute(copies=(1, 2), place=1, **given))
    lending = Lend(on=book.today, copy=1, to=QIAN, approved_by="示例领导")
    assert "K23" in book.refused(lending)


def test_one_person_has_one_credential(book: Book) -> None:
    assert offers(book, ZHOU)["add_account"] == "V24"
    assert offers(book, ZHOU)["lock_credential"] == ""
    assert offers(book, WANG)["add_account"] == ""
    assert offers(book, WANG)["lock_credential"] == "V00"
    assert "V25" in offers(book, LI)["remove_credential"]


# -- facts -------------------------------------------------------------------------------


def test_a_review_holds_for_the_years_of_the_grade_as_set_here(book: Book) -> None:
    reviewed = date(2025, 3, 4)
    book.record(Qualify(on=book.today, person=WANG, reviewed_on=reviewed))
    assert facts(book, WANG).review_due == date(2026, 3, 4)
    book.record(
        SetPolicy(on=book.today, name="review_core_years", value=2, source="本单位制度"),
        second=book.second(),
    )
    assert facts(book, WANG).review_due == date(2027, 3, 4)
    assert facts(book, QIAN).review_due is None


def test_a_review_of_a_leap_day_holds_until_the_end_of_february() -> None:
    assert review_holds_until(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert review_holds_until(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert review_holds_until(date(2024, 5, 6), 3) == date(2027, 5, 6)


def test_credential_and_duties_are_named(book: Book) -> None:
    assert facts(book, LI).credential == "账户 示例李，在用"
    assert facts(book, ZHOU).credential == "见证 示例周，在用"
    assert facts(book, WANG).credential is None
    appoint = Appoint(on=book.today, person=WANG, duty=Duty.COLLECT, basis="任命〔2026〕1号")
    book.record(appoint)
    assert facts(book, WANG).duties == "机要收发人员"


# -- what he holds, and what is recorded of him --------------------------------------------


def test_namesakes_are_told_apart_by_number(book: Book) -> None:
    lend(book, WANG, 1)
    lend(book, ZHAO, 2)
    asked = Question(filters=(Filter("holder_id", (WANG,)),))
    assert [row.id for row in book.vault.ask(HOLDINGS, asked).rows] == [1]


def test_his_life_tells_what_he_borrowed_and_gave_back(book: Book) -> None:
    lend(book, WANG, 1)
    lend(book, ZHAO, 2)
    book.record(GiveBack(on=book.today, copy=1))
    rows = book.vault.ask(PERSON_LIFE, Question(given={"person": WANG})).rows
    assert [row.kind for row in rows] == ["give_back", "lend", "add_person"]
    assert all("示例赵" not in row.sentence for row in rows)


def test_a_department_officer_has_no_unit_wide_story(book: Book) -> None:
    book.account("示例赵", ZHAO, Role.DEPT_SECRECY_OFFICER, password="部门口令一二三四五")
    book.reopen("部门口令一二三四五", "示例赵")
    given = Question(given={"person": WANG})
    assert book.vault.ask(PERSON, given).rows == ()
    assert not PERSON_LIFE.roles & book.vault.operator.roles
    book.reopen(PASSWORD)
