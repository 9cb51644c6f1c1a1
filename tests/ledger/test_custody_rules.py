"""Lending, circulating, keeping, moving: each rule refuses in its case, the lawful case passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from db.ledger.act import Act
from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut, LateRound
from db.ledger.acts.custody.extend import Extend
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.keep import KeepToAct
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.relocate import Relocate
from db.ledger.acts.documents.set_scope import SetScope
from db.ledger.beliefs import Copy, Document, Hop, Knew, Loan, ScopeMember, Stay
from db.ledger.known import Known
from db.ledger.values import Level, LoanKind, State
from tests.book import CABINET, FINANCE, OFFICE, QIAN, READING_ROOM, ROOM, TODAY, WANG, ZHAO
from tests.ledger.knowing import (
    COPY,
    DOCUMENT,
    LENT,
    LOAN,
    REGISTERED,
    WANG_MAY_KNOW,
    broken,
    known,
    with_copy,
)

NOBODY = 99
TOP = replace(COPY, level=Level.TOP_SECRET)
TOP_DOCUMENT = replace(DOCUMENT, level=Level.TOP_SECRET, marking="绝密★30年")
LOW = replace(COPY, level=Level.CONFIDENTIAL)
HOP = Hop(id=4, copy=1, document=1, reader=WANG, out_on=TODAY, out_at="14:00")
OUT = replace(COPY, state=State.IN_CIRCULATION, holder=WANG, moved_on=TODAY)


def lend(**given: Any) -> Lend:
    return Lend(**({"on": TODAY, "copy": 1, "to": WANG, "approved_by": "示例赵"} | given))


def keep(**given: Any) -> KeepToAct:
    lawful = {
        "on": TODAY,
        "copy": 1,
        "to": WANG,
        "instructed_by": "示例赵",
        "due": TODAY + timedelta(20),
        "cabinet": "办公室1号柜",
    }
    return KeepToAct(**(lawful | given))


def extend(**given: Any) -> Extend:
    lawful = {"on": TODAY, "copy": 1, "due": TODAY + timedelta(20), "approved_by": "示例赵"}
    return Extend(**(lawful | given))


def circulate(**given: Any) -> CirculateOut:
    return CirculateOut(**({"on": TODAY, "copy": 1, "to": WANG} | given))


def effects(act: Any, at: Known) -> list[Any]:
    return list(act.completed(at).effects(at))


def only(kind: type, found: list[Any]) -> Any:
    (one,) = (each for each in found if isinstance(each, kind))
    return one


# -- out ------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [lend(), keep(), circulate()], ids=lambda act: act.kind)
def test_a_lawful_handing_out_passes(act: Act) -> None:
    assert broken(act, with_copy()) == []


@pytest.mark.parametrize("act", [lend(), keep(), circulate()], ids=lambda act: act.kind)
def test_who_now_knows_a_secret_is_recorded_k12(act: Act) -> None:
    knew = only(Knew, effects(act, with_copy()))
    assert (knew.document, knew.person, knew.since, knew.void) == (1, WANG, TODAY, False)
    assert only(Knew, effects(act, with_copy(TOP))).person == WANG
    assert not [one for one in effects(act, with_copy(LOW)) if isinstance(one, Knew)]


@pytest.mark.parametrize("act", [lend, keep, circulate], ids=lambda act: act.__name__)
@pytest.mark.parametrize("state", [state for state in State if state is not State.IN_STOCK])
def test_only_a_copy_in_the_cabinet_is_handed_out_k31(act: Any, state: State) -> None:
    found = broken(act(), with_copy(replace(COPY, state=state)))
    circulating = state is State.IN_CIRCULATION and act is circulate
    assert found == (["K13"] if circulating else ["K31"])


@pytest.mark.parametrize("act", [lend(), keep(), circulate()], ids=lambda act: act.kind)
def test_a_copy_on_hold_is_not_handed_out_k37(act: Act) -> None:
    assert broken(act, with_copy(replace(COPY, hold="案件"))) == ["K37"]


@pytest.mark.parametrize("act", [lend, keep, circulate], ids=lambda act: act.__name__)
def test_nothing_moves_before_its_last_movement_k35(act: Any) -> None:
    early = {"on": REGISTERED - timedelta(1)}
    assert "K35" in broken(act(**early), with_copy())
    assert broken(act(on=REGISTERED), with_copy()) == []


@pytest.mark.parametrize("act", [lend, keep, circulate], ids=lambda act: act.__name__)
def test_outside_the_scope_nobody_reads_k10(act: Any) -> None:
    assert broken(act(to=ZHAO, **_approver(act)), with_copy()) == ["K10"]


@pytest.mark.parametrize("act", [lend, keep, circulate], ids=lambda act: act.__name__)
def test_a_department_in_the_scope_lets_its_people_in(act: Any) -> None:
    finance = ScopeMember(document=1, kind="department", member=FINANCE, since=REGISTERED)
    assert broken(act(to=ZHAO, **_approver(act)), with_copy(COPY, finance)) == []


@pytest.mark.parametrize("act", [lend, keep, circulate], ids=lambda act: act.__name__)
def test_without_a_scope_list_a_named_approver_lets_in_and_the_scope_grows(act: Any) -> None:
    at = known(DOCUMENT, COPY)
    approved = act(to=ZHAO, **_approver(act))
    assert broken(approved, at) == ["K10?"]
    member = only(ScopeMember, effects(approved, at))
    assert (member.kind, member.member) == ("person", ZHAO)
    assert not [one for one in effects(act(), with_copy()) if isinstance(one, ScopeMember)]


def test_without_a_scope_list_and_an_approver_nobody_reads_k10() -> None:
    assert broken(circulate(), known(DOCUMENT, COPY)) == ["K10"]


@pytest.mark.parametrize("act", [lend, keep, circulate], ids=lambda act: act.__name__)
def test_a_scope_the_issuer_limited_is_not_widened_k11(act: Any) -> None:
    limited = replace(DOCUMENT, scope_limited=True)
    assert "K11" in broken(act(to=ZHAO, **_approver(act)), known(limited, COPY))
    assert "K11" in broken(act(to=ZHAO, **_approver(act)), known(limited, COPY, WANG_MAY_KNOW))
    assert broken(act(), known(limited, COPY, WANG_MAY_KNOW)) == []


@pytest.mark.parametrize("act", [lend, keep, circulate], ids=lambda act: act.__name__)
def test_a_reader_without_grade_is_warned_of_v03(act: Any) -> None:
    qian = ScopeMember(document=1, kind="person", member=QIAN, since=REGISTERED)
    assert broken(act(to=QIAN), with_copy(COPY, qian)) == ["V03?"]


def _approver(act: Any) -> dict[str, str]:
    return {"instructed_by" if act is keep else "approved_by": "示例李"}


@pytest.mark.parametrize(
    ("act", "rules"),
    [
        (lend(), ["K06"]),
        (lend(read_in=True), ["K06"]),
        (lend(read_in=True, place=ROOM), ["K06"]),
        (lend(place=READING_ROOM), ["K06"]),
        (lend(read_in=True, place=READING_ROOM), []),
        (keep(), ["K06"]),
        (circulate(), ["K06"]),
        (circulate(place=ROOM), ["K06"]),
        (circulate(place=READING_ROOM), []),
    ],
    ids=lambda value: "",
)
def test_a_top_secret_is_read_only_in_a_reading_place_k06(act: Act, rules: list[str]) -> None:
    assert broken(act, known(TOP_DOCUMENT, WANG_MAY_KNOW, TOP)) == rules


def test_nobody_approves_for_himself_k32() -> None:
    assert broken(lend(approved_by="示例王"), with_copy()) == ["K32"]
    assert broken(keep(instructed_by=" 示例王 "), with_copy()) == ["K32"]
    assert broken(extend(approved_by="示例王"), with_copy(LENT, LOAN)) == ["K32"]


@pytest.mark.parametrize(
    ("due", "rules"), [(0, []), (30, []), (31, ["K33"]), (-1, ["K33"])], ids=str
)
def test_a_loan_is_due_within_the_units_term_k33(due: int, rules: list[str]) -> None:
    assert broken(lend(due=TODAY + timedelta(due)), with_copy()) == rules


def test_what_is_read_on_the_spot_is_due_the_same_day_k33() -> None:
    assert broken(lend(read_in=True, due=TODAY), with_copy()) == []
    assert broken(lend(read_in=True, due=TODAY + timedelta(1)), with_copy()) == ["K33"]


def test_keeping_has_a_longer_term_of_its_own_k33() -> None:
    assert broken(keep(due=TODAY + timedelta(90)), with_copy()) == []
    assert broken(keep(due=TODAY + timedelta(91)), with_copy()) == ["K33"]
    assert broken(keep(due=TODAY - timedelta(1)), with_copy()) == ["K33"]


def test_without_a_due_date_the_units_longest_term_is_recorded() -> None:
    assert only(Loan, effects(lend(), with_copy())).due == TODAY + timedelta(30)
    assert only(Loan, effects(lend(read_in=True), with_copy())).due == TODAY


def test_a_loan_needs_an_approver_v01() -> None:
    assert broken(lend(approved_by=" "), with_copy()) == ["V01"]
    assert broken(keep(instructed_by=""), with_copy()) == ["V01"]
    assert broken(keep(cabinet=""), with_copy()) == ["V01"]


def test_a_loan_makes_the_copy_the_borrowers() -> None:
    made = effects(lend(due=TODAY + timedelta(9)), with_copy())
    copy, loan = only(Copy, made), only(Loan, made)
    assert (copy.state, copy.holder, copy.due) == (State.ON_LOAN, WANG, TODAY + timedelta(9))
    assert (copy.custodian, copy.place) == (COPY.custodian, COPY.place)
    assert (loan.kind, loan.borrower, loan.open) == (LoanKind.TAKE_OUT, WANG, True)
    assert only(Copy, effects(keep(), with_copy())).state is State.HELD


# -- back -----------------------------------------------------------------------------


def give_back(**given: Any) -> GiveBack:
    return GiveBack(**({"on": TODAY, "copy": 1} | given))


def test_a_lawful_return_closes_the_loan() -> None:
    at = with_copy(LENT, LOAN)
    assert broken(give_back(), at) == []
    made = effects(give_back(place=CABINET, damaged=True, note="封面撕裂"), at)
    copy, loan = only(Copy, made), only(Loan, made)
    assert (copy.state, copy.holder, copy.loan, copy.due) == (State.IN_STOCK, None, None, None)
    assert (copy.place, copy.damaged) == (CABINET, True)
    assert (loan.open, loan.returned_on, loan.remark) == (False, TODAY, "封面撕裂")


def test_only_what_is_out_comes_back_k31() -> None:
    assert broken(give_back(), with_copy()) == ["K31"]
    assert broken(extend(), with_copy()) == ["K31"]
    back = CirculateBack(on=TODAY, copy=1)
    assert broken(back, with_copy()) == ["K31"]
    assert broken(back, with_copy(LENT, LOAN)) == ["K31"]


def test_a_return_before_the_loan_is_refused_by_k35() -> None:
    lent = replace(LENT, moved_on=TODAY)
    assert broken(give_back(on=TODAY - timedelta(1)), with_copy(lent, LOAN)) == ["K35"]


def test_missing_pages_are_warned_of_and_an_unknown_place_refused() -> None:
    at = with_copy(LENT, LOAN)
    assert broken(give_back(pages=8), at) == []
    assert broken(give_back(pages=7), at) == ["V01?"]
    assert broken(give_back(place=NOBODY), at) == ["V00"]
    assert broken(CirculateBack(on=TODAY, copy=1, pages=7), with_copy(OUT, HOP)) == ["V01?"]


def test_a_reproduction_does_not_come_back_as_the_original_v34() -> None:
    original, made = with_copy(LENT, LOAN), with_copy(replace(LENT, parent=2), LOAN)
    assert broken(give_back(seen="原件"), original) == []
    assert broken(give_back(seen="复制件"), original) == ["V34"]
    assert broken(give_back(seen="复制件"), made) == []
    assert broken(give_back(seen="原件"), made) == ["V34"]
    assert broken(give_back(seen="影印件"), original) == ["V01"]


def test_an_extension_moves_the_due_date_and_is_counted() -> None:
    at = with_copy(LENT, LOAN)
    assert broken(extend(), at) == []
    made = effects(extend(), at)
    assert only(Copy, made).due == TODAY + timedelta(20)
    assert (only(Loan, made).due, only(Loan, made).extensions) == (TODAY + timedelta(20), 1)


@pytest.mark.parametrize(
    ("due", "extensions", "rules"),
    [
        (LOAN.due, 0, ["K33"]),
        (date(2026, 3, 13), 0, []),
        (TODAY + timedelta(30), 1, []),
        (TODAY + timedelta(31), 0, ["K33"]),
        (TODAY + timedelta(20), 2, ["K33"]),
    ],
)
def test_an_extension_is_later_not_too_late_and_not_too_often_k33(
    due: date, extensions: int, rules: list[str]
) -> None:
    loan = replace(LOAN, extensions=extensions)
    assert broken(extend(due=due), with_copy(LENT, loan)) == rules


def test_a_top_secret_loan_is_not_extended_k06() -> None:
    at = known(TOP_DOCUMENT, replace(LENT, level=Level.TOP_SECRET), LOAN)
    assert broken(extend(), at) == ["K06"]


# -- circulation ----------------------------------------------------------------------


def test_the_reader_before_must_have_given_it_back_k13() -> None:
    assert broken(circulate(), with_copy(OUT, HOP)) == ["K13"]
    back = replace(HOP, back_on=TODAY, back_at="15:10", open=False)
    at = with_copy(replace(COPY, moved_on=TODAY), back)
    assert broken(circulate(at="15:00"), at) == ["K13"]
    assert broken(circulate(at="15:10"), at) == []
    assert broken(circulate(), at) == []


def test_a_hop_ends_where_it_began() -> None:
    at = with_copy(OUT, HOP)
    assert broken(CirculateBack(on=TODAY, copy=1, at="15:10"), at) == []
    assert broken(CirculateBack(on=TODAY, copy=1, at="13:59"), at) == ["K35"]
    made = effects(CirculateBack(on=TODAY, copy=1, at="15:10"), at)
    assert only(Copy, made).state is State.IN_STOCK
    assert (only(Hop, made).open, only(Hop, made).back_at) == (False, "15:10")


def late(first: int, last: int, **given: Any) -> LateRound:
    days = {"on": TODAY + timedelta(first), "back_on": TODAY + timedelta(last)}
    return LateRound(**(days | {"copy": 1, "to": WANG, "reason": "漏记"} | given))


@pytest.mark.parametrize(
    ("first", "last", "rules"),
    [(-2, 0, []), (-1, -1, []), (-3, -1, ["K35"]), (-1, -2, ["K35"]), (-1, 1, ["K35"])],
)
def test_a_forgotten_round_lies_within_the_copys_life_k35(
    first: int, last: int, rules: list[str]
) -> None:
    assert broken(late(first, last), with_copy()) == rules


def test_a_forgotten_round_overlaps_no_other_k35() -> None:
    between = replace(HOP, out_on=TODAY - timedelta(1), back_on=TODAY, open=False)
    assert broken(late(-2, 0), with_copy(COPY, between)) == ["K35"]
    assert broken(late(-2, -1), with_copy(COPY, between)) == []
    assert broken(late(-1, 0), with_copy(LENT, LOAN)) == ["K35"]


def test_a_forgotten_round_changes_no_state_but_leaves_knowledge_k12() -> None:
    made = effects(late(-2, -1), with_copy())
    assert only(Copy, made) == replace(COPY, stays=1)  # where it is has not changed
    stay = only(Stay, made)
    assert (stay.number, stay.holder, stay.since) == (1, WANG, TODAY - timedelta(2))
    assert only(Hop, made).open is False
    assert only(Knew, made).since == TODAY - timedelta(2)
    assert broken(late(-2, -1, reason=" "), with_copy()) == ["V01"]


# -- place and scope ------------------------------------------------------------------


def test_a_copy_at_rest_gets_another_place() -> None:
    move = Relocate(on=TODAY, copies=(1,), place=CABINET)
    assert broken(move, with_copy()) == []
    assert only(Copy, effects(move, with_copy())).place == CABINET
    assert broken(move, with_copy(LENT, LOAN)) == ["K31"]
    assert broken(replace(move, place=NOBODY), with_copy()) == ["V00"]
    assert broken(replace(move, on=REGISTERED - timedelta(1)), with_copy()) == ["K35"]
    assert broken(replace(move, copies=()), with_copy()) == ["V01"]


def scope(**given: Any) -> SetScope:
    return SetScope(**({"on": TODAY, "document": 1, "approved_by": "示例赵"} | given))


def test_a_scope_replaces_the_one_before() -> None:
    at = with_copy()
    act = scope(persons=(ZHAO,), departments=(OFFICE,))
    assert broken(act, at) == []
    made = {(m.kind, m.member): m.active for m in effects(act, at)}
    expected = {("person", ZHAO): True, ("department", OFFICE): True, ("person", WANG): False}
    assert made == expected


def test_a_scope_names_somebody_the_ledger_knows_and_who_approved() -> None:
    assert broken(scope(), with_copy()) == ["V01"]
    assert broken(scope(persons=(WANG,), approved_by=""), with_copy()) == ["V01"]
    assert broken(scope(persons=(NOBODY,)), with_copy()) == ["V00"]
    assert broken(scope(departments=(NOBODY,)), with_copy()) == ["V00"]


def test_a_limited_scope_may_shrink_but_not_grow_k11() -> None:
    limited: Document = replace(DOCUMENT, scope_limited=True)
    member = replace(WANG_MAY_KNOW, member=ZHAO)
    at = known(limited, COPY, WANG_MAY_KNOW, member)
    assert broken(scope(persons=(WANG,)), at) == []
    assert broken(scope(persons=(WANG, QIAN)), at) == ["K11"]
    assert broken(scope(departments=(OFFICE,)), at) == ["K11"]
    assert broken(scope(persons=(QIAN,)), known(limited, COPY)) == []


def test_a_scope_is_not_older_than_its_document_k35() -> None:
    act = scope(persons=(WANG,), on=REGISTERED - timedelta(1))
    assert broken(act, with_copy()) == ["K35"]
    assert broken(replace(act, on=REGISTERED), with_copy()) == []
