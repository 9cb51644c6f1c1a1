"""The unit's numbers come from resources, and a slip in them has words."""

from __future__ import annotations

import pytest

from db.ledger.policy import Policy
from db.ledger.trouble import Unusable
from desktop.assets import read_toml
from desktop.unit_policy import policy_of, unit_policy


def test_the_shipped_numbers_are_the_defaults_the_book_falls_back_to() -> None:
    assert unit_policy() == Policy()


def test_every_number_names_its_label_and_source() -> None:
    for entry in read_toml("policy", "terms.toml").values():
        assert entry["label"]
        assert entry["source"]


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
