"""The rule book: each rule has a number, a sentence and its basis, and some test that cites it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from db.ledger.rules import RULES, Rule
from tests.architecture.sources import PROJECT

NUMBER = re.compile(r"\b([KV]\d\d)\b", re.IGNORECASE)
YIELDED = re.compile(r"\b(?:refuse|warn|Refused)\(\s*([KV]\d\d)\b")


def texts(folder: str) -> list[tuple[Path, str]]:
    files = (PROJECT / folder).rglob("*.py")
    return [(path, path.read_text(encoding="utf-8")) for path in files]


def yielded() -> set[str]:
    """Return the rules by which something is refused or warned of anywhere in our code."""
    ours = [*texts("db"), *texts("desktop")]
    return {number for _, text in ours for number in YIELDED.findall(text)}


def cited() -> set[str]:
    """Return the rules that the name or the body of a test cites."""
    found: set[str] = set()
    for path, text in texts("tests"):
        if path.name.startswith("test_") and path != Path(__file__).resolve():
            spread = text.replace("_", " ")
            found |= {number.upper() for number in NUMBER.findall(spread)}
    return found


def test_every_rule_that_can_refuse_is_cited_by_a_test() -> None:
    assert yielded() - cited() == set()


def test_every_rule_that_is_yielded_is_in_the_book() -> None:
    assert yielded() <= {rule.number for rule in RULES}


def test_every_rule_of_the_value_family_is_used() -> None:
    """A K-rule may wait for its act; a V-rule exists only because a form needs it."""
    assert {rule.number for rule in RULES if rule.number.startswith("V")} <= yielded()


def test_numbers_are_given_once() -> None:
    numbers = [rule.number for rule in RULES]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.number)
def test_a_rule_speaks_in_a_sentence_and_names_its_basis(rule: Rule) -> None:
    assert rule.sentence.endswith("。")
    assert rule.basis or rule.number.startswith("V")
    assert len(rule.sentence) <= 60


def test_the_scan_can_fail() -> None:
    assert YIELDED.findall("yield refuse(K99, who=1)") == ["K99"]
    assert YIELDED.findall("yield warn(\n    V98,") == ["V98"]
    assert not NUMBER.findall("WK10 or K100")
