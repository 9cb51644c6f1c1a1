"""会议发放、会议收回: printed = handed out + left, handed out = handed in + kept (K30)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db.ledger.acts.custody.meeting_papers import HandIn, HandOut
from db.ledger.beliefs import Copy, Handout, Knew, Loan, Person, ScopeMember
from db.ledger.known import Known
from db.ledger.values import Level, LoanKind, State
from tests.book import LI, READING_ROOM, ROOM, TODAY, WANG, ZHAO
from tests.ledger.knowing import COPY, DOCUMENT, REGISTERED, broken, known

SECOND, THIRD = replace(COPY, id=2, copy_no="000121"), replace(COPY, id=3, copy_no="000122")
MAY_KNOW = [
    ScopeMember(document=1, kind="person", member=one, since=REGISTERED) for one in (WANG, ZHAO)
]
TOP = {"level": Level.TOP_SECRET}
LEADER = "示例主任"


def hand_out(**given: Any) -> HandOut:
    lawful: dict[str, Any] = {"document": 1, "copies": (1, 2), "attendees": (WANG, ZHAO)}
    lawful |= {"meeting": "示例会议", "remaining": 1, "approved_by": LEADER}
    return HandOut(**({"on": TODAY} | lawful | given))


def hand_in(**given: Any) -> HandIn:
    lawful: dict[str, Any] = {"handout": 21, "returned": (1, 2)}
    return HandIn(**({"on": TODAY} | lawful | given))


def before(*more: Any) -> Known:
    return known(DOCUMENT, COPY, SECOND, THIRD, *MAY_KNOW, *more)


def after(*more: Any) -> Known:
    """Return what is known once two copies are with 示例王 and 示例赵."""
    at = before()
    for belief in hand_out().completed(at).effects(at):
        at.put(replace(belief, id=21) if isinstance(belief, Handout) else belief)
    for belief in more:
        at.put(belief)
    return at


def all_of(kind: type, act: Any, at: Known) -> list[Any]:
    return [each for each in act.completed(at).effects(at) if isinstance(each, kind)]


def test_each_copy_is_with_its_taker_who_now_knows_it() -> None:
    assert broken(hand_out(), before()) == []
    copies = all_of(Copy, hand_out(), before())
    assert [(copy.id, copy.state, copy.holder, copy.due) for copy in copies] == [
        (1, State.ON_LOAN, WANG, TODAY),
        (2, State.ON_LOAN, ZHAO, TODAY),
    ]
    assert {loan.kind for loan in all_of(Loan, hand_out(), before())} == {LoanKind.MEETING}
    assert [one.person for one in all_of(Knew, hand_out(), before())] == [WANG, ZHAO]


def test_one_may_sign_for_all_of_them() -> None:
    copies = all_of(Copy, hand_out(attendees=(WANG,)), before())
    assert [copy.holder for copy in copies] == [WANG, WANG]


@pytest.mark.parametrize("remaining", [0, 2])
def test_what_was_printed_is_handed_out_or_left_k30(remaining: int) -> None:
    assert broken(hand_out(remaining=remaining), before()) == ["K30"]


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("V01", {"attendees": (WANG, ZHAO, LI), "copies": (1, 2)}),
        ("V01", {"meeting": " "}),
        ("V01", {"approved_by": ""}),
        ("K32", {"approved_by": "示例王"}),
        ("K33", {"ends_on": TODAY - timedelta(1)}),
    ],
)
def test_who_attends_and_who_approved_is_said(wanted: str, given: dict[str, Any]) -> None:
    assert wanted in broken(hand_out(**given), before())


def test_nobody_outside_the_scope_is_handed_a_paper_k10() -> None:
    stranger = replace(MAY_KNOW[1], member=LI)
    at = known(DOCUMENT, COPY, SECOND, THIRD, MAY_KNOW[0], stranger)
    assert broken(hand_out(), at) == ["K10"]


def test_top_secret_is_read_where_it_may_be_and_not_taken_along_k06() -> None:
    secret = [replace(copy, **TOP) for copy in (COPY, SECOND, THIRD)]
    core = Person(id=ZHAO, name="示例赵", grade=known().person(WANG).grade)
    at = known(replace(DOCUMENT, **TOP), *secret, *MAY_KNOW, core)
    assert broken(hand_out(place=ROOM), at) == ["K06"]
    assert broken(hand_out(place=READING_ROOM), at) == []
    out = after(*(replace(after().copy(one), **TOP) for one in (1, 2)))
    kept = {"kept": (2,), "kept_until": TODAY, "approved_by": LEADER}
    assert broken(hand_in(returned=(1,), **kept), out) == ["K06"]


def test_all_that_was_handed_out_comes_in_k30() -> None:
    assert broken(hand_in(), after()) == []
    assert broken(hand_in(returned=(1,)), after()) == ["K30"]
    (closed,) = all_of(Handout, hand_in(), after())
    assert (closed.open, closed.returned, closed.kept, closed.lost) == (False, 2, 0, 0)
    assert {copy.state for copy in all_of(Copy, hand_in(), after())} == {State.IN_STOCK}
    assert not any(loan.open for loan in all_of(Loan, hand_in(), after()))


def test_what_is_taken_along_is_approved_and_due_k30() -> None:
    kept = {"returned": (1,), "kept": (2,), "approved_by": LEADER}
    until = TODAY + timedelta(5)
    assert broken(hand_in(**kept), after()) == ["V01"]
    assert broken(hand_in(**kept | {"approved_by": "示例赵"}, kept_until=until), after()) == ["K32"]
    assert broken(hand_in(**kept, kept_until=until), after()) == []
    copies = all_of(Copy, hand_in(**kept, kept_until=until), after())
    assert [(copy.state, copy.holder, copy.due) for copy in copies] == [
        (State.IN_STOCK, None, None),
        (State.HELD, ZHAO, until),
    ]


def test_a_copy_that_is_reported_missing_or_came_back_alone_is_accounted_for_k30() -> None:
    lost = replace(after().copy(2), state=State.UNACCOUNTED)
    (closed,) = all_of(Handout, hand_in(returned=(1,)), after(lost))
    assert broken(hand_in(returned=(1,)), after(lost)) == []
    assert (closed.returned, closed.lost) == (1, 1)
    assert broken(hand_in(returned=(1,)), after(SECOND)) == []
    (closed,) = all_of(Handout, hand_in(returned=(1,)), after(SECOND))
    assert (closed.returned, closed.lost) == (2, 0)


def test_only_what_was_handed_out_and_only_once_is_handed_in_k31() -> None:
    assert "K31" in broken(hand_in(returned=(1, 2, 3)), after())
    closed = replace(after().get(Handout, 21), open=False)
    assert broken(hand_in(), after(closed)) == ["K31"]
    assert broken(hand_in(on=TODAY - timedelta(1)), after()) == ["K35"]
