"""Every act is in the list, speaks Chinese, and comes back from its body as it went in."""

from __future__ import annotations

import dataclasses
import re
import types
import unicodedata
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from db.ledger.act import (
    KINDS,
    Act,
    Overruled,
    act_from_body,
    act_from_json,
    body_of,
    hints_of,
    tidied,
)
from db.ledger.acts import ACTS
from db.ledger.beliefs import BELIEFS
from db.ledger.rules import Refused
from tests.architecture.sources import PROJECT

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ACT = pytest.mark.parametrize("kind", ACTS, ids=lambda kind: kind.kind)


class Words:
    """Names for a sentence, without looking anything up."""

    def __getattr__(self, _: str) -> Any:
        return str


SHARED = ("OfCredential", "Signed", "Numbered", "Foretold")
"""What acts of one family share."""


def test_acts_listed() -> None:
    """A file with an act that the list forgets would be an act nobody can reach."""
    folder = PROJECT / "db/ledger/acts"
    made = {
        (path.relative_to(PROJECT).with_suffix("").as_posix().replace("/", "."), name)
        for path in folder.rglob("*.py")
        for name in re.findall(
            r"^class (\w+)\((?:Act|OfCredential|Signed|Numbered|Foretold)\):",
            path.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        if name not in SHARED
    }
    assert {(kind.__module__, kind.__name__) for kind in ACTS} == made
    assert len(set(ACTS)) == len(ACTS)
    assert set(KINDS.values()) >= set(ACTS)


@ACT
def test_every_act_and_every_field_has_its_word(kind: type[Act]) -> None:
    assert CHINESE.search(kind.word)
    assert CHINESE.search(kind.phase.value)
    assert kind.__doc__
    assert re.fullmatch(r"[a-z_]+", kind.kind)
    for field in dataclasses.fields(kind):
        assert CHINESE.search(field.metadata["label"]), field.name
        assert isinstance(field.metadata["reckoned"], bool)


@ACT
def test_labels_of_what_is_asked_are_not_taken_twice(kind: type[Act]) -> None:
    asked = [f.metadata["label"] for f in dataclasses.fields(kind) if not f.metadata["reckoned"]]
    assert len(asked) == len(set(asked))


@ACT
def test_what_the_program_fills_has_a_default(kind: type[Act]) -> None:
    """A field without one would be asked for, though nobody may give it."""
    for field in dataclasses.fields(kind):
        if field.metadata["reckoned"]:
            assert field.default is not dataclasses.MISSING


def test_every_belief_a_field_refers_to_is_one() -> None:
    for kind in ACTS:
        for field in dataclasses.fields(kind):
            refers = field.metadata.get("refers")
            assert refers is None or refers in BELIEFS, field.name


# -- bodies ---------------------------------------------------------------------------

TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12
) | st.sampled_from(["", "示例办", "关于𬭼㼆䶮𠅤堃的通知", "e\u0301", "\ufa1b", "a,b:c", '"\\'])
DAYS = st.dates(min_value=date(1899, 1, 1), max_value=date(9999, 12, 31))
COMPOSED = TEXT.map(partial(unicodedata.normalize, "NFC"))  # as the program writes its own
NUMBERS = st.integers(min_value=-1, max_value=2**53)


def values(hint: Any, text: st.SearchStrategy[str] = TEXT) -> st.SearchStrategy[Any]:
    """Return values of a field's type."""
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*(values(arm, text) for arm in get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0], text), max_size=3).map(tuple)
    if get_origin(hint) is dict:
        return st.dictionaries(TEXT, TEXT, max_size=3)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if hint is not Overruled and (dataclasses.is_dataclass(hint) or issubclass(hint, Struct)):
        inside = {name: values(one, COMPOSED) for name, one in get_type_hints(hint).items()}
        return st.builds(hint, **inside)
    simple = {
        str: text,
        int: NUMBERS,
        bool: st.booleans(),
        date: DAYS,
        type(None): st.none(),
        Overruled: st.builds(Overruled, rule=st.sampled_from(["K10", "V09"]), reason=TEXT),
    }
    return simple[hint]


def acts(kind: type[Act]) -> st.SearchStrategy[Act]:
    return st.builds(kind, **{name: values(hint) for name, hint in fields(kind).items()})


def fields(kind: type[Act]) -> dict[str, Any]:
    hints = hints_of(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


@ACT
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_an_act_comes_back_from_its_body_as_it_went_in(kind: type[Act], data: Any) -> None:
    act = tidied(data.draw(acts(kind)))
    body = body_of(act)
    assert act_from_body(kind.kind, kind.version, body) == act
    assert body_of(act_from_body(kind.kind, kind.version, body)) == body


@ACT
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_an_act_can_be_told_in_one_line(kind: type[Act], data: Any) -> None:
    act = data.draw(acts(kind))
    assert isinstance(act.sentence(Words()), str)


@ACT
def test_an_act_without_its_required_fields_is_refused_by_their_labels_v01(kind: type[Act]) -> None:
    required = [f for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING]
    with pytest.raises(Refused) as refused:
        act_from_json(kind.kind, {})
    said = [str(refusal) for refusal in refused.value.refusals]
    assert said == [f"V01 {field.metadata['label']}：必填。" for field in required]


def test_no_file_of_acts_is_without_one() -> None:
    shared = {
        "access.py",
        "numbers.py",
        "lines.py",
        "bags.py",
        "calling.py",
        "sending.py",
        "supervision.py",
        "trips.py",
        "listing.py",
        "counting.py",
        "outcomes.py",
        "second_count.py",
        "rectifying.py",
        "marks.py",
        "of_credential.py",
        "gate.py",
        "matters.py",
        "listed.py",
        "__init__.py",
    }
    for path in Path(PROJECT / "db/ledger/acts").rglob("*.py"):
        if path.name not in shared:
            assert "@act(" in path.read_text(encoding="utf-8"), path.name
