"""The unit's numbers come from resources, and a slip in them has words."""

from __future__ import annotations

import pytest

from db.ledger.policy import SETTABLE, Policy
from db.ledger.trouble import Unusable
from db.ledger.values import Role
from desktop.assets import read_toml
from desktop.unit_policy import narrowed_of, policy_of, unit_policy


def test_the_shipped_numbers_are_the_defaults_the_book_falls_back_to() -> None:
    assert unit_policy() == Policy()


def test_every_number_names_its_label_and_source() -> None:
    for entry in read_toml("policy", "terms.toml").values():
        assert entry["label"]
        assert entry["source"]


def test_what_two_persons_may_set_is_named_as_in_the_file() -> None:
    entries = read_toml("policy", "terms.toml")
    custom = {name: one["label"] for name, one in entries.items() if one["basis"] == "惯例"}
    assert custom == SETTABLE


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("leak_hours", {"basis": "惯例"}),  # the law is not made a custom by a file
        ("tell_hours", {"basis": "法定"}),
        ("tell_hours", {"source": None}),
        ("tell_hours", {"unit": 3}),
    ],
)
def test_a_number_without_what_is_told_of_it_is_named(name: str, wrong: dict[str, object]) -> None:
    entries = read_toml("policy", "terms.toml")
    entries[name] |= wrong
    with pytest.raises(Unusable, match=name):
        policy_of(entries)


def test_a_changed_number_arrives() -> None:
    entries = read_toml("policy", "terms.toml")
    entries["longest_loan_days"]["value"] = 15
    assert policy_of(entries).longest_loan_days == 15


@pytest.mark.parametrize("value", ["30", -1, True, None, 1.5])
def test_a_number_that_is_none_is_named(value: object) -> None:
    entries = read_toml("policy", "terms.toml")
    entries["longest_loan_days"]["value"] = value
    with pytest.raises(Unusable, match="longest_loan_days"):
        policy_of(entries)


def test_an_unknown_entry_is_named() -> None:
    entries = read_toml("policy", "terms.toml") | {"longest_lunch": {"value": 1}}
    with pytest.raises(Unusable, match="longest_lunch"):
        policy_of(entries)


def test_a_unit_leaves_an_act_to_fewer_roles() -> None:
    left = narrowed_of({"approve_batch": {"roles": ["领导"]}})
    assert left == {"approve_batch": frozenset({Role.LEADER})}
    assert narrowed_of(read_toml("policy", "roles.toml")) == {}


@pytest.mark.parametrize(
    ("kind", "entry", "words"),
    [
        ("lend", {"roles": ["保密员", "领导"]}, "只能收紧，不能放宽：“借出”只有保密员可以办理"),
        ("lend", {"roles": []}, "至少留一个角色"),
        ("lend", {"roles": "保密员"}, "应写作"),
        ("lend", {"roles": ["局长"]}, "没有角色“局长”"),
        ("lent", {"roles": ["保密员"]}, "没有这一项事项"),
        ("clock_doubted", {"roles": ["保密员"]}, "由程序自己记录"),
    ],
)
def test_a_wider_or_wrong_power_is_refused_in_words(
    kind: str, entry: dict[str, object], words: str
) -> None:
    with pytest.raises(Unusable, match=words) as trouble:
        narrowed_of({kind: entry})
    assert kind in trouble.value.sentence
