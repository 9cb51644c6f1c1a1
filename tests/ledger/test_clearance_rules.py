"""A clearance: nobody skips a step, nobody rises without a review; posts, seats and numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from db.ledger.acts.people.bodies import TakeSeat
from db.ledger.acts.people.conclude_review import ConcludeReview
from db.ledger.acts.people.cooling_off import ReleaseLeaver
from db.ledger.acts.people.describe_person import DescribePerson
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.nominate import Nominate
from db.ledger.acts.people.on_post import EndPost, Regrade
from db.ledger.acts.people.posts import ChangePost
from db.ledger.acts.people.take_post import TakePost
from db.ledger.beliefs import (
    Body,
    Clearance,
    Leaving,
    Particulars,
    Person,
    Post,
    Review,
    StepDone,
    Tenure,
)
from db.ledger.beliefs.clearance import LeavingState, LeavingWay, ReviewKind, Stage
from db.ledger.beliefs.organisation import Seat, Tier
from db.ledger.cooling import COOLING_SETS, months_after, spell
from db.ledger.identity_numbers import masked, number_problem, tidy_number
from db.ledger.policy import Policy
from db.ledger.values import Grade
from desktop.unit_policy import unit_policy
from tests.book import LI, OFFICE, QIAN, TODAY, WANG, ZHAO, ZHOU, leaves
from tests.ledger.knowing import PEOPLE, broken, known

YESTERDAY = TODAY - timedelta(days=1)
BY: dict[str, Any] = {"approved_by": "示例委员会"}
POST = Post(
    id=1,
    code="SM-01",
    name="示例机要岗",
    department=OFFICE,
    category="涉密载体收发",
    grade=Grade.IMPORTANT,
    approved_by="示例委员会",
    approved_on=YESTERDAY,
)
READY = Clearance(
    id=1,
    person=QIAN,
    post=1,
    grade=Grade.IMPORTANT,
    stage=Stage.PLEDGED,
    nominated_on=YESTERDAY,
    reviewed_on=YESTERDAY,
    trained_on=YESTERDAY,
    pledged_on=TODAY,
)
SERVING = replace(READY, person=ZHAO, stage=Stage.ON_POST, started_on=YESTERDAY)
REVIEW = Review(
    id=1,
    person=ZHAO,
    kind=ReviewKind.REGRADE,
    grade=Grade.CORE,
    passed=True,
    concluded_on=TODAY,
    reviewer="示例人事处",
)
QIAN_NOW = next(person for person in PEOPLE if person.id == QIAN)


# -- to the post ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"stage": Stage.CANDIDATE}, ["K41"]),
        ({"stage": Stage.UNDER_REVIEW}, ["K41"]),
        ({"stage": Stage.REJECTED}, ["K41"]),
        ({"stage": Stage.APPROVED}, ["K41"]),
        ({"stage": Stage.TRAINED}, ["K41"]),
        ({"stage": Stage.ON_POST}, ["K41"]),
        ({"trained_on": TODAY + timedelta(days=1)}, ["K35"]),
    ],
    ids=str,
)
def test_nobody_takes_a_post_before_review_training_and_pledge_k41(
    change: dict[str, Any], rules: list[str]
) -> None:
    at = known(POST, replace(READY, **change))
    assert broken(TakePost(on=TODAY, person=QIAN, **BY), at) == rules


def test_an_attached_person_brings_his_own_unit_s_opinion_v42() -> None:
    attached = replace(QIAN_NOW, employment="借调")
    act = TakePost(on=TODAY, person=QIAN, **BY)
    assert broken(act, known(POST, READY, attached)) == ["V42?"]
    done = StepDone(person=QIAN, step="sender_review", done_on=TODAY, done_by="示例厅")
    assert broken(act, known(POST, READY, attached, done)) == []


def test_who_is_on_two_posts_has_the_higher_grade_and_says_which_one_he_leaves() -> None:
    second = replace(POST, id=2, code="SM-02", name="示例文稿岗", grade=Grade.CORE)
    there = replace(READY, id=2, post=2, grade=Grade.CORE, stage=Stage.ON_POST)
    at = known(POST, second, READY, there)
    act = TakePost(on=TODAY, person=QIAN, post=1, **BY).completed(at)
    (_, person) = act.effects(at)
    assert isinstance(person, Person)
    assert (person.grade, person.post) == (Grade.CORE, "示例文稿岗、示例机要岗")
    both = known(POST, second, replace(READY, stage=Stage.ON_POST), there, person)
    assert broken(EndPost(on=TODAY, person=QIAN, reason="调整"), both) == ["V01"]
    end = EndPost(on=TODAY, person=QIAN, post=2, reason="调整")
    assert broken(end, both) == []
    *_, left = end.completed(both).effects(both)
    assert isinstance(left, Person)
    assert (left.grade, left.post) == (Grade.IMPORTANT, "示例机要岗")
    only = known(POST, replace(READY, stage=Stage.ON_POST))
    assert broken(EndPost(on=TODAY, person=QIAN, reason="调整"), only) == ["K24"]


def test_nobody_rises_without_a_review_k42() -> None:
    up = Regrade(on=TODAY, person=ZHAO, to_grade=Grade.CORE, reason="职责变化", **BY)
    assert broken(up, known(POST, SERVING)) == ["K42"]
    assert broken(up, known(POST, SERVING, REVIEW)) == []
    for useless in (
        replace(REVIEW, passed=False),
        replace(REVIEW, grade=Grade.IMPORTANT),
        replace(REVIEW, concluded_on=date(2020, 1, 1)),
        replace(REVIEW, person=WANG),
    ):
        assert broken(up, known(POST, SERVING, useless)) == ["K42"]
    down = replace(up, to_grade=Grade.GENERAL)
    assert broken(down, known(POST, SERVING)) == []
    higher_post = ChangePost(on=TODAY, post=1, grade=Grade.CORE, reason="职责变化", **BY)
    assert broken(higher_post, known(POST, SERVING)) == ["V01"], "who is on it would rise with it"


def test_a_review_is_of_somebody_under_review_or_cleared_already() -> None:
    entry = ConcludeReview(on=TODAY, person=QIAN, sort=ReviewKind.ENTRY, reviewer="示例人事处")
    assert broken(entry, known(POST, READY)) == ["V01"]
    assert broken(entry, known(POST, replace(READY, stage=Stage.UNDER_REVIEW))) == []
    again = replace(entry, sort=ReviewKind.AGAIN)
    assert broken(again, known()) == ["V01"], "he has no grade yet"
    assert broken(replace(again, person=ZHAO), known()) == []
    assert broken(replace(again, person=ZHAO, passed=False), known()) == ["V01"], "why not?"
    nominated = Nominate(on=TODAY, person=QIAN, post=1)
    assert broken(nominated, known(POST, READY)) == ["V06"]
    assert broken(nominated, known(POST, replace(READY, stage=Stage.ENDED))) == []


def test_who_has_the_post_already_is_noted_with_what_is_on_record_of_him() -> None:
    there = Nominate(on=TODAY, person=ZHAO, post=1, serving=True, since=YESTERDAY)
    days = {"reviewed_on": YESTERDAY, "trained_on": YESTERDAY, "pledged_on": YESTERDAY}
    zhao = replace(next(one for one in PEOPLE if one.id == ZHAO), **days)
    assert broken(there, known(POST)) == ["K41"]
    assert broken(there, known(POST, zhao)) == []
    assert broken(there, known(replace(POST, grade=Grade.CORE), zhao)) == ["K42"]
    at = known(POST, zhao)
    person, clearance = there.completed(at).effects(at)
    assert isinstance(clearance, Clearance)
    assert isinstance(person, Person)
    assert (clearance.stage, clearance.started_on) == (Stage.ON_POST, YESTERDAY)
    assert (person.post, person.grade) == ("示例机要岗", Grade.IMPORTANT)


# -- leaving ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "person", "until"),
    [
        (0, WANG, date(2029, 3, 4)),
        (0, ZHAO, date(2028, 3, 4)),
        (0, ZHOU, date(2027, 3, 4)),
        (1, WANG, date(2028, 3, 4)),
        (1, ZHOU, date(2026, 9, 4)),
        (2, ZHAO, date(2028, 3, 4)),
    ],
)
def test_the_cooling_off_follows_the_unit_s_set_k43(chosen: int, person: int, until: date) -> None:
    at = known(policy=Policy(cooling_set=chosen))
    act = LeavePost(on=TODAY, person=person, **leaves())
    assert broken(act, at) == []
    assert act.completed(at).cooling_until == until
    shorter = replace(act, cooling_until=until - timedelta(days=1), departs="急需")
    assert broken(shorter, at) == ["K43"]


def test_an_open_set_has_no_upper_end_and_months_end_with_their_last_day() -> None:
    at = known(policy=Policy(cooling_set=2))
    act = LeavePost(on=TODAY, person=WANG, **leaves())
    long = replace(act, cooling_until=date(2036, 3, 4), departs="领军人才")
    assert broken(long, at) == []
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert [spell(months) for months in (6, 12, 18)] == ["6个月", "1年", "1年6个月"]
    assert unit_policy().cooling == COOLING_SETS
    assert unit_policy().steps == Policy().steps


def test_a_seat_keeps_its_holder_until_somebody_ends_it_k24() -> None:
    tenure = Tenure(
        id=1, person=ZHAO, seat=Seat.DEPT_OFFICER, department=2, basis="示办1号", since=YESTERDAY
    )
    act = LeavePost(on=TODAY, person=ZHAO, **leaves())
    assert broken(act, known(tenure)) == ["K24"]
    assert broken(act, known(replace(tenure, open=False))) == []


def test_nobody_is_released_before_his_time_k43() -> None:
    cooling = Leaving(
        id=1,
        person=ZHAO,
        way=LeavingWay.POST,
        state=LeavingState.COOLING,
        opened_on=date(2024, 3, 4),
        cooling_until=TODAY,
    )
    act = ReleaseLeaver(on=TODAY, person=ZHAO, told="当面告知")
    assert broken(act, known(cooling)) == ["K43"]
    assert broken(act, known(replace(cooling, cooling_until=YESTERDAY))) == []
    assert broken(act, known()) == ["V01"]


# -- seats and numbers -------------------------------------------------------------------------


def test_a_seat_stands_where_it_belongs_and_has_one_holder() -> None:
    body = Body(id=1, name="示例委员会", tier=Tier.LEADING)
    chair = TakeSeat(on=TODAY, person=LI, seat=Seat.CHAIR, body=1, basis="示委1号")
    assert broken(chair, known(body)) == []
    taken = Tenure(id=1, person=WANG, seat=Seat.CHAIR, body=1, basis="示委0号", since=YESTERDAY)
    assert broken(chair, known(body, taken)) == ["V01"]
    assert broken(replace(chair, seat=Seat.MEMBER), known(body, taken)) == []
    assert broken(replace(chair, seat=Seat.OFFICE_HEAD), known(body)) == ["V01"]
    assert broken(replace(chair, seat=Seat.DEPT_HEAD), known(body)) == ["V01"]
    assert broken(replace(chair, until=YESTERDAY), known(body)) == ["K35"]


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("11010519491231002X", ""),
        ("110105194912310021", "校验位不对"),
        ("11010519491331002X", "中的出生日期不成立"),
        ("110105491231002", "不是18位"),
    ],
)
def test_a_number_that_cannot_be_is_asked_about_v41(number: str, problem: str) -> None:
    assert number_problem(number) == problem
    act = DescribePerson(on=TODAY, person=ZHAO, id_number=number)
    assert broken(act, known()) == (["V41?"] if problem else [])


def test_a_number_is_somebody_s_alone_and_masked() -> None:
    number = tidy_number(" １１０１０５ 19491231 002x")
    assert number == "11010519491231002X"
    assert masked(number) == "1101**********002X"
    theirs = Particulars(person=WANG, id_number=number)
    act = DescribePerson(on=TODAY, person=ZHAO, id_number=number, born_on="2019.7")
    assert broken(act, known(theirs)) == ["V06"]
    assert act.completed(known()).born_on == "2019-07"
    assert broken(replace(act, id_number="", born_on="2019.13"), known()) == ["V01"]
