"""Which acts a rule concerns is read from what judges them; nothing that can refuse is left out."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

import pytest

from db.ledger.act import Act
from db.ledger.acts import ACTS
from db.ledger.acts.custody.circulate import CirculateOut
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.ending.archive import Archive, TransferOut
from db.ledger.acts.intake.meeting import BringBack
from db.ledger.acts.intake.register import Register
from db.ledger.citing import citations
from db.ledger.known import Known
from db.ledger.rules import K08, K18, RULES, Refusal, refuse, warn
from tests.ledger.test_rule_book import YIELDED

CITED = citations(ACTS)


def concerned(number: str) -> set[type[Act]]:
    return set(CITED[number].acts)


def test_what_an_act_says_itself_and_what_it_calls_count() -> None:
    assert concerned("K13") == {CirculateOut}
    assert Lend in concerned("K10"), "through a function of another module"
    assert {Archive, TransferOut} <= concerned("K37"), "through another function of that module"
    assert TransferOut in concerned("K25"), "through a method of its own"
    assert {Register, BringBack} <= concerned("K04"), "as the act it is but for its origin"


def test_a_block_is_told_from_a_warning() -> None:
    assert (CITED["K06"].stops, CITED["K06"].warns) == (True, False)
    assert (CITED["V15"].stops, CITED["V15"].warns) == (False, True)
    assert (CITED["K10"].stops, CITED["K10"].warns) == (True, True)


def test_what_every_act_meets_is_said_once() -> None:
    assert CITED["K35"].every
    assert CITED["V09"].every
    assert not CITED["K10"].every


@pytest.mark.parametrize("kind", ACTS, ids=lambda kind: kind.kind)
def test_whatever_the_file_of_an_act_yields_in_its_class_is_cited(kind: type[Act]) -> None:
    own = {number for number, rule in CITED.items() if kind in rule.acts or rule.every}
    assert set(YIELDED.findall(inspect.getsource(kind))) <= own


def test_every_rule_that_an_act_can_break_is_cited_and_the_others_are_few() -> None:
    ledger = {n for number in _ledger_sources() for n in YIELDED.findall(number)}
    assert ledger <= set(CITED)
    rest = {rule.number for rule in RULES} - set(CITED)
    assert {number for number in rest if number.startswith("K")} == {"K12", "K18"}


def _ledger_sources() -> Iterator[str]:
    for name, module in list(sys.modules.items()):
        if name.startswith("db.ledger.acts.") or name == "db.ledger.fitness":
            yield inspect.getsource(module)


def test_the_reading_can_fail() -> None:
    class ForATest(Act):
        """It breaks what no other act breaks: a block within a generator, and a warning."""

        def refusals(self, known: Known) -> Iterator[Refusal]:
            yield from (refuse(K08) for _ in known.now)
            yield warn(K18)

    found = citations((ForATest,))
    assert found["K08"].stops
    assert found["K18"].warns
    assert "K10" not in found
