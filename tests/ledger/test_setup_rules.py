"""Setting up: persons, places, accounts, witnesses; names once, roles apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from db.ledger.acts.program.keyring import KeyringChanged
from db.ledger.acts.setup.add_account import AddAccount
from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.acts.setup.add_witness import AddWitness
from db.ledger.acts.setup.found_unit import FoundUnit
from db.ledger.beliefs import Account, KeyringSeal, Witness
from db.ledger.known import Known, Operator
from db.ledger.values import Level, Role
from tests.book import TODAY, WANG, ZHAO
from tests.ledger.knowing import ADMIN, broken, known

KEY = "ab" * 32
FORBIDDEN = (
    {Role.SYS_ADMIN, Role.AUDIT_ADMIN},
    {Role.SECURITY_ADMIN, Role.AUDIT_ADMIN},
)


def account(**given: Any) -> AddAccount:
    lawful = {"on": TODAY, "person": WANG, "name": "示例王", "also": (Role.CUSTODIAN,)}
    return AddAccount(**(lawful | {"public_key": KEY} | given))


def witness(**given: Any) -> AddWitness:
    lawful = {"on": TODAY, "person": WANG, "name": "示例王", "public_key": KEY, "sealed": "{}"}
    return AddWitness(**(lawful | given))


def by_admin(*beliefs: Any) -> Known:
    return known(*beliefs, operator=ADMIN)


@pytest.mark.parametrize("pair", list(combinations(Role, 2)), ids=str)
def test_forbidden_pairs_of_roles_and_only_those_are_refused_by_k26(pair: tuple[Role, ...]) -> None:
    expected = ["K26"] if set(pair) in FORBIDDEN else []
    assert broken(account(also=pair), by_admin()) == expected


@pytest.mark.parametrize("kind", [account, witness])
def test_one_person_has_one_credential_v24(kind: Any) -> None:
    has = Account(id=1, name="王甲", person=WANG, roles=(Role.LEADER,), public_key=KEY)
    sees = Witness(id=1, name="王甲", person=WANG, public_key=KEY, sealed="{}")
    for held in (has, sees):
        assert broken(kind(name="王乙"), by_admin(held)) == ["V24"]
        assert broken(kind(name="王乙"), by_admin(replace(held, active=False))) == []
        assert broken(kind(name="王乙"), by_admin(replace(held, person=ZHAO))) == []


@pytest.mark.parametrize(
    ("act", "rule"),
    [
        (account(person=99), "V00"),
        (account(name=" "), "V01"),
        (account(also=()), "V01"),
        (witness(person=99), "V00"),
        (witness(name=""), "V01"),
        (AddPerson(on=TODAY, name=" "), "V01"),
        (AddPerson(on=TODAY, name="孙新", employment="临时"), "V01"),
        (AddPerson(on=TODAY, name="孙新", department=9), "V00"),
        (AddPlace(on=TODAY, name=""), "V01"),
        (AddDepartment(on=TODAY, name="\t"), "V01"),
    ],
    ids=str,
)
def test_what_is_incomplete_or_points_nowhere_is_refused_by_v00_or_v01(act: Any, rule: str) -> None:
    assert broken(act, by_admin()) == [rule]


@pytest.mark.parametrize(
    ("act", "there"),
    [
        (account(), Account(id=1, name="示例王", person=ZHAO, roles=(), public_key=KEY)),
        (witness(), Witness(id=1, name="示例王", person=ZHAO, public_key=KEY, sealed="{}")),
        (AddPlace(on=TODAY, name="2号柜"), None),
        (AddDepartment(on=TODAY, name="财务处"), None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_name_is_given_once_v06(act: Any, there: Any) -> None:
    assert broken(act, by_admin(*filter(None, [there]))) == ["V06"]


def test_a_namesake_is_entered_on_purpose_only_v06() -> None:
    assert broken(AddPerson(on=TODAY, name="示例王"), by_admin()) == ["V06?"]
    assert broken(AddPerson(on=TODAY, name="孙新"), by_admin()) == []


def test_a_ledger_is_founded_once_v06() -> None:
    act = FoundUnit(on=TODAY, name="示例单位", ceiling=Level.SECRET)
    anybody = Operator(1, 1, "示例李", frozenset(Role))
    empty = Known(now="2026-03-04T09:00:00+08:00", today=TODAY, operator=anybody)
    assert broken(act, empty) == []
    assert broken(FoundUnit(on=TODAY, name=" ", ceiling=Level.SECRET), empty) == ["V01"]
    assert broken(act, known()) == ["V06"]


def test_the_file_vouches_for_the_keyring_that_was_recorded_last() -> None:
    at = known()
    (seal,) = KeyringChanged(on=TODAY, why="更改口令", generation=4, digest=KEY).effects(at)
    assert seal == KeyringSeal(generation=4, digest=KEY)
