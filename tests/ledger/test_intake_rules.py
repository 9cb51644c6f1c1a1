"""Registering and taking over: each rule refuses in its case, and the lawful case passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from db.ledger.acts.intake.open_loan import OpenLoan
from db.ledger.acts.intake.take_over import TakeOver
from db.ledger.beliefs import (
    Copy,
    Counter,
    Document,
    Knew,
    Loan,
    Person,
    Receipt,
    ScopeMember,
    Taken,
    Unit,
)
from db.ledger.known import Known
from db.ledger.values import Carrier, Level, Origin, State
from tests.book import LI, TODAY, WANG, open_row, register
from tests.ledger.knowing import COPY, DOCUMENT, broken, known

NOBODY = 99


def effects(act: Any, at: Known) -> list[Any]:
    return list(act.completed(at).effects(at))


def test_a_lawful_registration_passes() -> None:
    assert broken(register(), known()) == []


def test_one_act_makes_the_document_its_line_and_a_copy_for_every_number() -> None:
    made = effects(register(scope=(WANG,), must_return=True), known())
    (document,) = (one for one in made if isinstance(one, Document))
    (receipt,) = (one for one in made if isinstance(one, Receipt))
    copies = [one for one in made if isinstance(one, Copy)]
    assert (document.level, document.marking, document.term) == (Level.SECRET, "机密★10年", "10年")
    assert document.last_secret_day == date(2036, 2, 29)
    assert (receipt.receipt_no, receipt.copies) == ("机〔2026〕1号", 3)
    assert receipt.copy_nos == "000120-000122"
    assert [copy.copy_no for copy in copies] == ["000120", "000121", "000122"]
    assert {copy.state for copy in copies} == {State.IN_STOCK}
    assert {copy.origin for copy in copies} == {Origin.RECEIVED}
    assert {(copy.custodian, copy.place) for copy in copies} == {(LI, 1)}
    assert all(copy.must_return for copy in copies)
    assert [one.member for one in made if isinstance(one, ScopeMember)] == [WANG]
    assert Counter(series="receipt_no:机:2026", last=1) in made


def test_a_carrier_is_paper_unless_said_otherwise_and_a_disc_has_no_pages_to_count() -> None:
    made = effects(register(), known())
    assert {one.carrier for one in made if isinstance(one, Copy)} == {Carrier.PAPER}
    disc = register(carrier=Carrier.OPTICAL, pages=None, copy_nos="", count=1)
    assert broken(disc, known()) == []
    (copy,) = (one for one in effects(disc, known()) if isinstance(one, Copy))
    assert (copy.carrier, copy.pages) == (Carrier.OPTICAL, None)
    assert broken(register(pages=None), known()) == ["K04"]
    assert broken(register(pages=None, carrier=Carrier.NOTEBOOK), known()) == ["K04"]


def test_a_document_without_copy_numbers_has_as_many_copies_as_were_counted() -> None:
    made = effects(register(copy_nos="", count=2), known())
    assert [one.copy_no for one in made if isinstance(one, Copy)] == ["", ""]


def test_more_copies_of_a_known_document_join_it() -> None:
    at = known(DOCUMENT, COPY)
    made = effects(register(copy_nos="000130"), at)
    assert not [one for one in made if isinstance(one, Document)]
    assert [one.document for one in made if isinstance(one, Copy)] == [DOCUMENT.id]


@pytest.mark.parametrize(
    "given",
    [
        {"issuer": " "},
        {"title": ""},
        {"copy_nos": ""},
        {"pages": None},
        {"counted": False},
        {"signed_by": NOBODY},
    ],
    ids=lambda given: next(iter(given)),
)
def test_an_incomplete_registration_is_refused_by_k04(given: dict[str, Any]) -> None:
    assert broken(register(**given), known()) == ["K04"]


@pytest.mark.parametrize("given", [{"custodian": NOBODY}, {"place": NOBODY}])
def test_a_copy_without_keeper_or_place_is_refused_by_k01(given: dict[str, Any]) -> None:
    assert broken(register(**given), known()) == ["K01"]
    assert broken(open_row(**given), known()) == ["K01"]


def test_a_top_secret_is_received_by_two_k05() -> None:
    top = {"marking": "绝密★30年"}
    assert broken(register(**top), known()) == ["K05"]
    assert broken(register(**top, also_signed=LI), known()) == ["K05"]
    assert broken(register(**top, also_signed=WANG), known()) == []


def test_a_second_signer_must_be_somebody() -> None:
    assert "V00" in broken(register(also_signed=NOBODY), known())
    assert "V00" in broken(register(marking="绝密★30年", also_signed=NOBODY), known())


@pytest.mark.parametrize("given", [{"scope": (NOBODY,)}, {"scope_departments": (NOBODY,)}])
def test_a_scope_names_only_whom_the_ledger_knows(given: dict[str, Any]) -> None:
    assert broken(register(**given), known()) == ["V00"]


def test_the_same_copy_twice_is_refused_by_k34() -> None:
    at = known(DOCUMENT, COPY)
    assert broken(register(), at) == ["K34"]
    assert broken(register(doc_number="示办发[2026]7号"), at) == ["K34"]
    assert broken(register(issuer="另一机关"), at) == []
    assert broken(register(copy_nos="000121"), at) == []


def test_a_copy_that_left_may_come_again_but_not_by_an_old_register() -> None:
    gone = replace(COPY, state=State.RETURNED, closed_on=TODAY)
    at = known(DOCUMENT, gone)
    again = {"issuer": DOCUMENT.issuer, "doc_number": DOCUMENT.doc_number, "nos": ("000120",)}
    assert broken(register(), at) == []
    assert broken(open_row(**again, marking="机密★10年"), at) == ["K34"]


def test_the_same_number_with_another_mark_is_refused_by_v10() -> None:
    at = known(DOCUMENT, COPY)
    assert broken(register(copy_nos="000130", marking="秘密★5年"), at) == ["V10"]
    again = {"issuer": DOCUMENT.issuer, "doc_number": DOCUMENT.doc_number, "nos": ("000130",)}
    assert broken(open_row(**again, marking="秘密★5年"), at) == ["V10"]


def test_a_date_of_issue_after_the_receipt_is_refused_by_k35() -> None:
    assert broken(register(issued_on=TODAY + timedelta(1)), known()) == ["K35"]
    assert broken(register(issued_on=TODAY), known()) == []


@pytest.mark.parametrize(
    ("ceiling", "marking", "rules"),
    [
        (Level.CONFIDENTIAL, "机密★10年", ["K36"]),
        (Level.CONFIDENTIAL, "秘密★5年", []),
        (Level.SECRET, "机密★10年", []),
        (Level.SECRET, "绝密★20年", ["K36"]),
    ],
)
def test_nothing_above_the_ledgers_ceiling_k36(
    ceiling: Level, marking: str, rules: list[str]
) -> None:
    at = known(Unit(name="示例单位", ceiling=ceiling, small=True))
    assert broken(register(marking=marking, also_signed=WANG), at) == rules
    assert broken(open_row(marking=marking), at) == rules


@pytest.mark.parametrize(
    "given",
    [
        {"marking": "内部★3年"},
        {"marking": "工作秘密"},
        {"marking": ""},
        {"copy_nos": "139-120"},
        {"copy_nos": "000120,000120"},
        {"count": 2},
        {"copy_nos": "", "count": -3},
        {"copy_nos": "", "count": 10_001},
        {"pages": -8},
    ],
    ids=str,
)
def test_an_unreadable_value_is_refused_by_v01(given: dict[str, Any]) -> None:
    assert "V01" in broken(register(**given), known())


@pytest.mark.parametrize("marking", ["机密★30年", "绝密★长期"])
def test_a_term_over_the_cap_needs_its_basis_v02(marking: str) -> None:
    assert broken(register(marking=marking, also_signed=WANG), known()) == ["V02?"]


# -- 期初建账 ---------------------------------------------------------------------------


def test_a_lawful_old_row_passes_and_is_unverified() -> None:
    at = known()
    assert broken(open_row(), at) == []
    made = effects(open_row(), at)
    (copy,) = (one for one in made if isinstance(one, Copy))
    assert copy.unverified
    assert copy.origin is Origin.OPENING
    assert (copy.entered_on, copy.moved_on) == (date(2024, 5, 6), date(2024, 5, 6))


def test_an_old_row_is_exempt_by_name_from_the_rules_a_paper_book_cannot_answer() -> None:
    row = open_row(on=TODAY - timedelta(400), state=State.ON_LOAN, holder_name="无名氏")
    assert broken(row, known()) == []
    assert {"K04", "K05", "K10", "K12", "V09"} <= row.exempt
    assert not {"K01", "K34", "K35", "K36", "V01", "V10"} & row.exempt


def test_a_closed_old_row_is_history() -> None:
    row = open_row(state=State.DESTROYED, closed_on=date(2025, 6, 7))
    (copy,) = (one for one in effects(row, known()) if isinstance(one, Copy))
    assert (copy.closed_on, copy.closing_ref) == (date(2025, 6, 7), "期初建账")
    assert not copy.unverified


def test_who_holds_an_old_copy_is_found_by_name_or_entered_without_grade() -> None:
    at = known()
    lent = {"state": State.ON_LOAN, "nos": ("000031", "000032"), "count": 2}
    made = effects(open_row(**lent, holder_name="示例王"), at)
    assert {one.holder for one in made if isinstance(one, Copy)} == {WANG}
    assert [one.borrower for one in made if isinstance(one, Loan)] == [WANG, WANG]
    made = effects(open_row(**lent, holder_name="孙旧"), at)
    (person,) = (one for one in made if isinstance(one, Person))
    assert (person.name, person.grade, person.unverified) == ("孙旧", None, True)
    assert {one.holder for one in made if isinstance(one, Copy)} == {person.id}


def test_an_old_loan_of_a_secret_leaves_a_row_of_knowledge_k12() -> None:
    lent = {"state": State.ON_LOAN, "holder_name": "示例王"}
    secret = effects(open_row(**lent, marking="机密★10年"), known())
    assert [(one.person, one.how) for one in secret if isinstance(one, Knew)] == [
        (WANG, "期初借阅")
    ]
    assert not [one for one in effects(open_row(**lent), known()) if isinstance(one, Knew)]


LATER = TODAY + timedelta(1)


@pytest.mark.parametrize(
    "given",
    [
        {"received_on": LATER},
        {"state": State.DESTROYED, "closed_on": LATER},
        {"state": State.DESTROYED, "closed_on": date(2024, 5, 5)},
    ],
    ids=["received later", "closed later", "closed before it was received"],
)
def test_the_days_of_an_old_row_are_over_and_in_order_k35(given: dict[str, Any]) -> None:
    assert broken(open_row(**given), known()) == ["K35"]


@pytest.mark.parametrize(
    "given",
    [{"lent_on": LATER}, {"returned": True, "returned_on": LATER}, {"on": date(2024, 1, 1)}],
)
def test_an_old_loan_is_of_the_past_and_not_before_its_copy_k35(given: dict[str, Any]) -> None:
    at = known(DOCUMENT, COPY)
    row: dict[str, Any] = {"on": TODAY, "row": 1, "as_typed": {}, "copy": COPY.id}
    assert broken(OpenLoan(borrower_name="示例王", **(row | given)), at) == ["K35"]


def test_an_old_row_whose_numbers_and_count_differ_is_refused_by_v01() -> None:
    assert broken(open_row(count=2), known()) == ["V01"]
    assert broken(open_row(nos=(), count=0), known()) == ["V01"]
    assert broken(open_row(marking="内部"), known()) == ["V01"]


def test_a_row_of_a_billion_copies_is_refused_and_not_begun() -> None:
    assert broken(open_row(nos=(), count=1_000_000_000), known()) == ["V01"]


def test_an_old_line_without_copy_numbers_is_taken_once_k34() -> None:
    row = open_row(nos=(), count=2)
    at = known()
    for belief in effects(row, at):
        at.put(belief)
    assert broken(row, at) == ["K34"]
    assert broken(replace(row, receipt_no="13"), at) == []


def test_the_same_workbook_is_taken_once_v06() -> None:
    taken = Taken(digest="ab", kind="receipts", rows=3, accepted=2, day=TODAY)
    book = TakeOver(
        on=TODAY, workbook="旧账.xlsx", digest="ab", of_kind="receipts", rows=3, accepted=2
    )
    assert broken(book, known()) == []
    assert broken(book, known(taken)) == ["V06"]


def test_the_number_of_an_old_line_moves_the_series_on() -> None:
    made = effects(open_row(series="机", year=2026, number=41), known())
    assert Counter(series="receipt_no:机:2026", last=41) in made
