"""Canonical JSON: the one way to write a value, because digests hang on it."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ledger.act import (
    Overruled,
    act_from_body,
    act_from_json,
    body_of,
    canonical,
    tidied,
    with_reasons,
)
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.rules import Refused
from db.ledger.values import Level, State
from tests.book import TODAY, register

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("示例", '"示例"'),
        ("e\u0301", '"é"'),
        ("\ufa1b", '"福"'),
        ("𬭼", '"𬭼"'),
        ('"\\\n', '"\\"\\\\\\n"'),
        ("\u2028", '"\u2028"'),
        (date(2026, 3, 4), '"2026-03-04"'),
        (True, "true"),
        (None, "null"),
        (7, "7"),
        ((1, 2), "[1,2]"),
        ({"b": 1, "a": "x"}, '{"a":"x","b":1}'),
        (Level.SECRET, "2"),
        (State.ON_LOAN, '"ON_LOAN"'),
        ((Overruled("K10", "批示"),), '[{"reason":"批示","rule":"K10"}]'),
        ({}, "{}"),
    ],
    ids=str,
)
def test_a_value_is_written_in_one_way(value: Any, written: str) -> None:
    assert canonical(value) == written.encode()


@pytest.mark.parametrize("value", [1.0, [1.5], {"a": {"b": 0.1}}, (float("nan"),)])
def test_there_are_no_floats(value: Any) -> None:
    with pytest.raises(TypeError, match="no floats"):
        canonical(value)


@given(JSON)
def test_what_is_written_is_nfc_sorted_and_without_spaces(value: Any) -> None:
    text = canonical(value).decode()
    assert unicodedata.is_normalized("NFC", text)
    assert canonical(json.loads(text)) == text.encode()
    loaded = json.loads(text)
    assert json.dumps(loaded, ensure_ascii=False, sort_keys=True) == json.dumps(
        loaded, ensure_ascii=False
    )


@given(st.dictionaries(st.text(max_size=4), st.integers(0, 9), max_size=5))
def test_the_order_in_which_keys_were_put_does_not_matter(value: dict[str, int]) -> None:
    composed = {unicodedata.normalize("NFC", key): number for key, number in value.items()}
    backwards = dict(reversed(composed.items()))
    assert canonical(composed) == canonical(backwards)


def test_a_default_is_not_written_down() -> None:
    assert body_of(AddPlace(on=TODAY, name="3号柜")) == {
        "on": b'"2026-03-04"',
        "name": '"3号柜"'.encode(),
    }


def test_texts_are_composed_before_they_are_believed() -> None:
    """What is believed now must be what a rebuild reads back later."""
    odd = register(title="\ufa1be\u0301", scope_wording="\ufa1b")
    act = tidied(odd)
    assert (act.title, act.scope_wording) == ("福é", "福")
    assert act_from_body("register", 1, body_of(act)) == act
    plain = register()
    assert tidied(plain) is plain


def test_reasons_are_recorded_in_the_order_of_their_rules() -> None:
    act = with_reasons(AddPlace(on=TODAY, name="3号柜"), {"V09": "外出", "K10": "批示"})
    assert [each.rule for each in act.overruled] == ["K10", "V09"]


# -- from what somebody typed ---------------------------------------------------------


def test_a_typed_act_is_read() -> None:
    typed = {"on": "2026-03-04", "name": "3号柜", "reading": "true"}
    assert act_from_json("add_place", typed) == AddPlace(on=TODAY, name="3号柜", reading=True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on": "2026-03-04"}, "V01 名称：必填。"),
        ({"on": "三月四日", "name": "x"}, "V01 日期：“三月四日”格式不对。"),
        ({"on": "2026-02-30", "name": "x"}, "V01 日期：“2026-02-30”格式不对。"),
        ({"on": "2026-03-04", "name": ["x"]}, "V01 名称：“['x']”格式不对。"),
        ({"on": "2026-03-04", "name": "x", "colour": "red"}, "V01 colour：没有这一栏。"),
        ({"on": "2026-03-04", "name": "x", "number": 1}, "V01 编号：由程序填写。"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_label_v01(typed: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused) as refused:
        act_from_json("add_place", typed)
    assert [str(refusal) for refusal in refused.value.refusals] == [said]


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(Refused) as refused:
        act_from_json("add_place", {"on": "x", "colour": 1})
    assert len(refused.value.refusals) == 3
