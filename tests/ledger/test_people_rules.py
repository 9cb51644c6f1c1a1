"""Persons: what is on record of them, who is fit for a duty, who reads what, who has left."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any, get_origin, get_type_hints

import pytest

from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.ending.destruction import BagDestruction
from db.ledger.acts.people.gate import OPEN
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.qualify import Qualify
from db.ledger.beliefs import (
    Account,
    Batch,
    Belief,
    Conference,
    Device,
    Dispatch,
    Facility,
    Handover,
    Leaving,
    Offer,
    Packet,
    Person,
    Site,
    Tenure,
    Travel,
    Witness,
)
from db.ledger.beliefs.equipment import DeviceState
from db.ledger.beliefs.gatherings import ConferenceState
from db.ledger.beliefs.handovers import HandoverState
from db.ledger.beliefs.moves import DispatchState, OfferState
from db.ledger.beliefs.packets import PacketState
from db.ledger.beliefs.sites import FacilityState
from db.ledger.beliefs.travel import TravelState
from db.ledger.fitness import unfit_because
from db.ledger.judging import judged
from db.ledger.values import BatchKind, BatchState, Grade, Level
from tests.book import LI, TODAY, WANG, ZHAO, ZHOU, leaves
from tests.ledger.knowing import (
    COPY,
    DOCUMENT,
    LENT,
    PEOPLE,
    WANG_MAY_KNOW,
    broken,
    known,
)

YESTERDAY = TODAY - timedelta(days=1)
ZHAO_NOW = next(person for person in PEOPLE if person.id == ZHAO)
WANG_NOW = next(person for person in PEOPLE if person.id == WANG)


def lend(**given: Any) -> Lend:
    return Lend(**({"on": TODAY, "copy": 1, "to": WANG, "approved_by": "示例主任"} | given))


def desk(*persons: Person, level: Level = Level.SECRET) -> Any:
    copy, document = replace(COPY, level=level), replace(DOCUMENT, level=level)
    return known(document, WANG_MAY_KNOW, copy, *persons)


# -- readers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "level", "rules"),
    [
        (Grade.CORE, Level.SECRET, []),
        (Grade.IMPORTANT, Level.SECRET, []),
        (Grade.GENERAL, Level.SECRET, ["V26?"]),
        (Grade.GENERAL, Level.CONFIDENTIAL, []),
        (Grade.IMPORTANT, Level.CONFIDENTIAL, []),
    ],
)
def test_a_grade_below_the_level_is_warned_of_v26(
    grade: Grade, level: Level, rules: list[str]
) -> None:
    assert broken(lend(), desk(replace(WANG_NOW, grade=grade), level=level)) == rules


def test_a_leaver_reads_nothing_k23() -> None:
    gone = replace(WANG_NOW, left_on=YESTERDAY, cooling_until=TODAY + timedelta(days=100))
    assert broken(lend(), desk(gone)) == ["K23"]
    later = replace(WANG_NOW, left_on=TODAY + timedelta(days=1))
    assert broken(lend(), desk(later)) == []


# -- duties -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, set()),
        ({"left_on": YESTERDAY}, {"K23"}),
        ({"on_post": False}, {"K23"}),
        ({"unverified": True}, {"K23"}),
        ({"reviewed_on": date(2020, 1, 1)}, {"K23?"}),
        ({"reviewed_on": date(2024, 1, 1)}, set()),
    ],
    ids=str,
)
def test_escorts_are_persons_fit_for_it_k23(change: dict[str, Any], rules: set[str]) -> None:
    act = BagDestruction(on=TODAY, batch=1, plant="厂", seals="1", escorts=(WANG, ZHAO))
    batch = Batch(
        id=1,
        kind=BatchKind.DESTRUCTION,
        number="销毁〔2026〕001号",
        state=BatchState.APPROVED,
        reason="试",
        listed_on=TODAY,
        applicant=LI,
    )
    at = known(replace(ZHAO_NOW, **change), batch)
    assert set(broken(act, at)) & {"K23", "K23?"} == rules


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (ZHAO_NOW, ""),
        (replace(ZHAO_NOW, on_post=False), "不在岗"),
        (replace(ZHAO_NOW, unverified=True), "尚待核实"),
        (replace(ZHAO_NOW, left_on=YESTERDAY), f"已于{YESTERDAY}离岗"),
        (
            replace(ZHAO_NOW, left_on=YESTERDAY, cooling_until=TODAY),
            f"已于{YESTERDAY}离岗，脱密期至{TODAY}",
        ),
        (replace(ZHAO_NOW, left_on=TODAY + timedelta(days=1)), ""),
    ],
)
def test_why_somebody_is_not_fit_is_said_in_words(person: Person, why: str) -> None:
    assert unfit_because(person, TODAY) == why


# -- what is on record -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ({"reviewed_on": TODAY}, []),
        ({"verified": True}, []),
        ({}, ["V01"]),
        ({"person": 99, "verified": True}, ["V00"]),
        ({"trained_on": TODAY + timedelta(days=1)}, ["K35"]),
        ({"grade": Grade.CORE, "pledged_on": TODAY}, ["V01"]),
        ({"grade": Grade.CORE, "reviewed_on": TODAY}, []),
    ],
    ids=str,
)
def test_what_a_review_may_say_v01(given: dict[str, Any], rules: list[str]) -> None:
    assert broken(Qualify(**({"on": TODAY, "person": ZHAO} | given)), known()) == rules


def test_an_older_day_never_replaces_a_newer_one() -> None:
    at = known(replace(ZHAO_NOW, reviewed_on=TODAY, unverified=True))
    act = Qualify(on=TODAY, person=ZHAO, reviewed_on=YESTERDAY, trained_on=TODAY, grade=Grade.CORE)
    (person,) = act.effects(at)
    assert person == replace(
        ZHAO_NOW, reviewed_on=TODAY, trained_on=TODAY, grade=Grade.CORE, unverified=True
    )
    (checked,) = Qualify(on=TODAY, person=ZHAO, verified=True).effects(at)
    assert isinstance(checked, Person)
    assert not checked.unverified


# -- leaving -----------------------------------------------------------------------------


def leave(**given: Any) -> LeavePost:
    return LeavePost(**({"on": TODAY, "person": ZHAO} | leaves() | given))


def test_leaving_takes_effect_on_the_day_of_approval() -> None:
    assert broken(leave(), known()) == []
    leaving, person = leave().completed(known()).effects(known())
    until = date(2028, 3, 4)
    assert person == replace(ZHAO_NOW, on_post=False, left_on=TODAY, cooling_until=until)
    assert isinstance(leaving, Leaving)
    assert (leaving.cooling_from, leaving.cooling_until) == (TODAY, until)
    assert leaving.terms == "甲套：重要涉密人员2年至3年"


def test_who_still_has_something_in_his_hands_does_not_leave_k24() -> None:
    assert broken(leave(person=WANG), known(LENT)) == ["K24"]
    assert broken(leave(person=LI), known(COPY)) == ["K24"]
    account = Account(id=3, name="示例赵", person=ZHAO, roles=(), public_key="")
    assert broken(leave(), known(account)) == ["K24"]
    assert broken(leave(), known(replace(account, active=False))) == []
    witness = Witness(id=3, name="示例周", person=ZHOU, public_key="", sealed="")
    assert broken(leave(person=ZHOU), known(witness)) == ["K24"]


def one_of(kind: type[Belief], **given: Any) -> Belief:
    """Return something of a kind that is open, with little said of it."""
    plain: dict[Any, Any] = {int: 1, str: "示例", bool: True, date: TODAY}
    values: dict[str, Any] = {}
    hints = get_type_hints(kind)
    for field in fields(kind):
        hint = hints[field.name]
        if isinstance(hint, type) and issubclass(hint, Enum):
            values[field.name] = next(iter(hint))
        elif field.default is MISSING:
            values[field.name] = plain.get(hint, () if get_origin(hint) is tuple else None)
    return kind(**(values | given))


ENDED: dict[type[Belief], dict[str, Any]] = {
    Batch: {"state": BatchState.CLOSED},
    Packet: {"state": PacketState.RECONCILED},
    Dispatch: {"state": DispatchState.RECEIPTED},
    Offer: {"state": OfferState.ACCEPTED},
    Device: {"state": DeviceState.SCRAPPED},
    Handover: {"state": HandoverState.CLOSED},
    Tenure: {"open": False},
    Travel: {"state": TravelState.CLOSED},
    Facility: {"state": FacilityState.RETIRED},
    Site: {"withdrawn_on": YESTERDAY},
    Conference: {"state": ConferenceState.CHECKED},
}


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in OPEN.items() for name in names], ids=str
)
def test_nobody_leaves_with_anything_open_in_his_name_k24(kind: type[Belief], name: str) -> None:
    begun = {"state": PacketState.SEALED} if kind is Packet else {}
    mine = one_of(kind, **{name: ZHAO}, **begun)
    (said,) = (str(each) for each in judged(leave().completed(known(mine)), known(mine)))
    assert f"{kind.word}还有1项未了" in said
    assert broken(leave(), known(one_of(kind, **{name: LI}, **begun))) == [], "another's"
    assert broken(leave(), known(one_of(kind, **({name: ZHAO} | ENDED[kind])))) == []


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ({"talked_on": None}, ["K24?"]),
        ({"cooling_until": YESTERDAY}, ["V01"]),
        ({"cooling_from": YESTERDAY}, ["K35"]),
        ({"cooling_until": date(2028, 3, 3), "departs": "急需"}, ["K43"]),
        ({"cooling_until": date(2028, 9, 4)}, ["V01"]),
        ({"cooling_until": date(2028, 9, 4), "departs": "接触事项重大"}, []),
        ({"cooling_until": date(2029, 3, 5), "departs": "接触事项重大"}, ["K43?"]),
        ({"reason": " "}, ["V01"]),
        ({"person": 99}, ["V00"]),
    ],
    ids=str,
)
def test_leaving_names_the_cooling_off_and_where_to(
    given: dict[str, Any], rules: list[str]
) -> None:
    assert broken(leave(**given), known()) == rules


def test_nobody_leaves_twice_v01() -> None:
    assert broken(leave(), known(replace(ZHAO_NOW, left_on=YESTERDAY))) == ["V01"]
