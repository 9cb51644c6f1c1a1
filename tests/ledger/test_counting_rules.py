"""What is counted before it changes hands: a unit's stock, what a medium may hold, drafts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.ledger.act import Act
from db.ledger.beliefs import BatchLine, Copy
from db.ledger.values import Carrier, Level, Origin, State
from tests.ledger.knowing import BY_WITNESS, COPY, KEEPER, broken, known, with_copy
from tests.ledger.test_life_rules import (
    CLEARING,
    all_of,
    archive,
    effects,
    reproduce,
    send,
    transfer,
)
from tests.ledger.test_mark_rules import AUTHORITY, propose

DRAFT = replace(COPY, id=2, copy_no="稿01", origin=Origin.PRODUCED, parent=1)


def test_a_handing_over_is_counted_copy_by_copy_k25() -> None:
    at = with_copy(second=BY_WITNESS)
    assert broken(transfer(counted=False), at) == ["K25"]
    assert broken(transfer(), at) == []


@pytest.mark.parametrize("taker", [KEEPER.name, BY_WITNESS.name])
def test_giver_taker_and_witness_are_three_persons_k25(taker: str) -> None:
    assert broken(transfer(received_by=taker), with_copy(second=BY_WITNESS)) == ["K25"]


def test_a_medium_is_not_less_secret_than_what_is_written_onto_it_k28() -> None:
    onto = {"carrier": Carrier.USB}
    low, same = {"medium_level": Level.CONFIDENTIAL}, {"medium_level": Level.SECRET}
    assert broken(reproduce(**onto), with_copy()) == ["V01"]
    assert broken(reproduce(**onto, **low), with_copy()) == ["K28"]
    assert broken(reproduce(**onto, **same), with_copy()) == []
    first = all_of(Copy, effects(reproduce(**onto, **same), with_copy()))[1]
    assert (first.carrier, first.pages, first.level) == (Carrier.USB, None, Level.SECRET)


def test_drafts_are_registered_with_what_they_led_to_k29() -> None:
    at = known(AUTHORITY)
    made = all_of(Copy, effects(propose(count=2, drafts=2), at))
    assert [copy.copy_no for copy in made] == ["000001", "000002", "稿01", "稿02"]
    assert [copy.parent for copy in made] == [None, None, made[0].id, made[0].id]
    assert {copy.origin for copy in made} == {Origin.PRODUCED}
    assert broken(propose(drafts=-1), known(AUTHORITY)) == ["V01"]


@pytest.mark.parametrize("act", [archive(), transfer(), send()], ids=lambda act: act.kind)
def test_a_paper_does_not_leave_its_drafts_behind_unseen_k29(act: Act) -> None:
    assert broken(act, with_copy(COPY, DRAFT, second=BY_WITNESS)) == ["K29?"]
    burnt = replace(DRAFT, state=State.DESTROYED, closed_on=COPY.entered_on)
    assert broken(act, with_copy(COPY, burnt, second=BY_WITNESS)) == []
    child = replace(DRAFT, id=3, copy_no="000120-F01", origin=Origin.REPRODUCED)
    both = with_copy(COPY, DRAFT, child, second=BY_WITNESS)
    assert broken(act, both) == ["K29?", "V13?"]


def test_a_list_names_the_drafts_that_would_stay_behind_k29() -> None:
    (line,) = all_of(BatchLine, effects(CLEARING, with_copy(COPY, DRAFT)))
    assert line.remark == "过程稿1份未了结（稿01）"
