"""Batches whose copies, days or receipts went their own way: what a step still refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db.ledger.acts.correction.reopen import Reopen
from db.ledger.acts.custody.circulate import LateRound
from db.ledger.acts.ending.approving import ApproveBatch, CancelBatch, SettleLine
from db.ledger.acts.ending.clearing import ListClearing
from db.ledger.acts.ending.missing import StopDisposal
from db.ledger.beliefs import Batch, BatchLine, Copy
from db.ledger.values import BatchState, LineState, Origin, State
from tests.book import ROOM, TODAY, WANG
from tests.ledger.knowing import BY_WITNESS, COPY, REGISTERED, broken, known, with_copy
from tests.ledger.test_ending_rules import (
    CLEARING,
    DESTRUCTION,
    IN_HOUSE,
    SECOND_COPY,
    after,
    bag,
    batch,
    clear,
    hand_over,
    in_house,
    receipt,
    settle,
    under_way,
    waiting,
)

APART = (LineState.APART, LineState.LISTED)
RECEIVED = replace(DESTRUCTION, state=BatchState.UNDER_WAY, left_on=TODAY, receipt_no="回1")


def received(*lines: LineState) -> Any:
    return batch(RECEIVED, State.IN_TRANSIT_DESTRUCTION, *(lines or APART))


# -- days -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "act",
    [
        ApproveBatch(on=TODAY - timedelta(1), batch=5, approved_by="示例赵"),
        CancelBatch(on=TODAY - timedelta(1), batch=5, reason="重列"),
        settle(on=TODAY - timedelta(1)),
    ],
    ids=lambda act: act.kind,
)
def test_no_step_comes_before_the_list_k35(act: Any) -> None:
    assert broken(act, waiting(replace(CLEARING, state=BatchState.LISTED))) == ["K35"]


@pytest.mark.parametrize(
    ("act", "made"),
    [(bag(), DESTRUCTION), (in_house(), IN_HOUSE), (hand_over(), CLEARING)],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_nothing_is_carried_out_before_it_is_approved_k35(act: Any, made: Batch) -> None:
    later = replace(made, listed_on=REGISTERED, approved_on=TODAY + timedelta(1))
    assert broken(act, waiting(later)) == ["K35"]
    assert broken(act, waiting(replace(later, approved_on=TODAY))) == []


def test_a_line_is_not_settled_before_its_copy_last_moved_k35() -> None:
    at = waiting(CLEARING, *APART)
    at.put(replace(COPY, moved_on=TODAY + timedelta(1)))
    assert "K35" in broken(settle(join=True), at)


def test_a_hold_is_not_older_than_its_copy_k35() -> None:
    stop = StopDisposal(on=REGISTERED - timedelta(1), copies=(1,), why="案件")
    assert broken(stop, with_copy()) == ["K35"]
    assert broken(replace(stop, on=REGISTERED), with_copy()) == []


# -- copies that moved meanwhile ------------------------------------------------------


@pytest.mark.parametrize("state", [State.IN_STOCK, State.UNACCOUNTED])
def test_the_plant_ticks_only_what_is_on_its_way_k31(state: State) -> None:
    at = under_way()
    at.put(replace(at.copy(1), state=state, batch=None))
    assert broken(receipt(), at) == ["K31"]
    assert broken(receipt(ticked=(2,)), at) == []


def test_a_hold_stops_the_receipt_too_k37() -> None:
    at = under_way()
    at.put(replace(at.copy(1), hold="案件"))
    assert broken(receipt(), at) == ["K37"]
    assert broken(receipt(ticked=(2,)), at) == []


def test_a_batch_has_one_receipt_k31() -> None:
    """A second one, ticking nothing, would close it with its exceptions still on the way."""
    assert broken(receipt(ticked=(), receipt_no="回2"), received()) == ["K31"]


def test_the_sealed_bag_stays_closed_until_the_receipt_k31() -> None:
    assert broken(settle(), under_way()) == ["K31"]
    gone = under_way()
    gone.put(replace(gone.copy(1), state=State.UNACCOUNTED))
    assert broken(settle(), gone) == []
    assert broken(settle(), received()) == []


def test_settling_leaves_a_copy_alone_that_another_batch_has() -> None:
    for state in (State.PENDING_RETURN, State.IN_TRANSIT_DESTRUCTION):
        at = waiting(CLEARING, *APART)
        at.put(replace(COPY, state=state, batch=6))
        assert broken(settle(), at) == []
        made = after(settle(), at)
        assert (Copy, 1) not in made
        assert made[BatchLine, 5, 1].state is LineState.REMOVED


def test_the_last_exception_closes_a_batch_with_its_receipt() -> None:
    made = after(settle(), received(LineState.APART, LineState.DONE))
    assert (made[Batch, 5].state, made[Batch, 5].closed_on) == (BatchState.CLOSED, TODAY)
    assert (made[Copy, 1].state, made[Copy, 1].batch) == (State.IN_STOCK, None)
    assert (Batch, 5) not in after(settle(), received(LineState.APART, LineState.APART))


@pytest.mark.parametrize(
    ("act", "made"),
    [
        (bag(scanned=()), DESTRUCTION),
        (in_house(scanned=()), IN_HOUSE),
        (hand_over(scanned=()), CLEARING),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_a_batch_without_a_copy_left_is_cancelled_and_not_carried_out_v01(
    act: Any, made: Batch
) -> None:
    removed = (LineState.REMOVED, LineState.REMOVED)
    assert broken(act, waiting(made, *removed)) == ["V01"]


@pytest.mark.parametrize("state", [BatchState.CLOSED, BatchState.CANCELLED])
@pytest.mark.parametrize(
    ("act", "made", "rules"),
    [
        (ApproveBatch(on=TODAY, batch=5, approved_by="示例赵"), DESTRUCTION, ["K31"]),
        (CancelBatch(on=TODAY, batch=5, reason="重列"), DESTRUCTION, ["K31"]),
        (settle(), DESTRUCTION, ["K31"]),
        (bag(), DESTRUCTION, ["K31"]),
        (receipt(), DESTRUCTION, ["K31"]),
        (in_house(), IN_HOUSE, ["K31"]),
        (hand_over(), CLEARING, ["K31"]),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_what_is_over_goes_no_further_k31(
    act: Any, made: Batch, rules: list[str], state: BatchState
) -> None:
    found = broken(act, waiting(replace(made, state=state)))
    assert found == rules


# -- who and what ---------------------------------------------------------------------


def test_the_applicant_does_not_approve_his_own_keeping_k32() -> None:
    assert broken(settle(retain=True, approved_by=" 示例李 "), waiting(CLEARING)) == ["K32"]


def test_a_copy_cannot_both_go_and_stay_v01() -> None:
    at = waiting(CLEARING, *APART)
    at.put(COPY)
    both = settle(join=True, retain=True, approved_by="示例赵")
    assert broken(both, at) == ["V01"]


@pytest.mark.parametrize("field", ["issuer", "notice"])
def test_a_recall_names_its_issuer_and_its_notice_v01(field: str) -> None:
    assert broken(clear(**{field: " "}), with_copy()) == ["V01"]


def test_a_clearing_takes_no_destruction_batch_and_the_other_way_round() -> None:
    assert broken(hand_over(), waiting(DESTRUCTION)) == ["V01"]
    assert "K16" in broken(in_house(), waiting(CLEARING))
    assert "K31" in broken(receipt(), waiting(CLEARING))


def test_a_batch_that_is_not_there_v00() -> None:
    for act in (bag(), in_house(), hand_over(), receipt(), settle()):
        with pytest.raises(LookupError):
            broken(act, with_copy())


def test_a_copy_waiting_elsewhere_is_an_exception_of_a_recall() -> None:
    waits = replace(COPY, state=State.PENDING_DESTRUCTION, batch=6)
    made = after(clear(), with_copy(waits))
    assert made[BatchLine, 1, 1].state is LineState.APART
    assert made[BatchLine, 1, 1].remark == "待销"
    assert (Copy, 1) not in made
    again = replace(COPY, state=State.PENDING_RETURN, batch=6)
    assert broken(clear(), with_copy(again)) == ["K31"]


def test_a_list_is_numbered_by_kind_and_year() -> None:
    made = ListClearing(on=TODAY, issuer="示例办", notice="通知", copies=(1,))
    assert after(made, with_copy())[Batch, 1].number == "清退〔2026〕001号"


# -- a forgotten round ----------------------------------------------------------------


@pytest.mark.parametrize("state", [State.IN_TRANSIT_DESTRUCTION, State.UNACCOUNTED])
def test_a_forgotten_round_is_not_after_the_copy_left_its_place_k35(state: State) -> None:
    left = replace(COPY, state=state, moved_on=TODAY - timedelta(1))
    late = LateRound(on=TODAY - timedelta(1), back_on=TODAY, copy=1, to=WANG, reason="漏记")
    assert broken(late, with_copy(left)) == ["K35"]
    assert broken(replace(late, on=REGISTERED, back_on=left.moved_on), with_copy(left)) == []


# -- opened again ---------------------------------------------------------------------


def test_a_copy_opened_again_is_not_the_double_of_a_living_one_k34() -> None:
    gone = replace(COPY, state=State.RETURNED, closed_on=REGISTERED)
    again = Reopen(on=TODAY, copy=1, place=ROOM, reason="误退", evidence="示例说明1号")
    twin = replace(SECOND_COPY, copy_no=COPY.copy_no, origin=Origin.RECEIVED)
    second = {"second": BY_WITNESS}
    assert broken(again, with_copy(gone, **second)) == []
    assert broken(again, with_copy(gone, twin, **second)) == ["K34"]
    closed = replace(twin, state=State.RETURNED, closed_on=TODAY)
    assert broken(again, with_copy(gone, closed, **second)) == []
    unnumbered = replace(gone, copy_no="")
    assert broken(again, with_copy(unnumbered, replace(twin, copy_no=""), **second)) == []
    assert broken(again, with_copy(COPY, **second)) == ["K31"]
    assert broken(again, with_copy(gone)) == ["V04"]
    assert broken(replace(again, reason=" ", evidence=""), with_copy(gone, **second)) == [
        *("K03", "V01"),
    ]
    assert broken(replace(again, place=99), with_copy(gone, **second)) == ["V00"]


def test_settle_line_needs_a_line_v00() -> None:
    assert broken(SettleLine(on=TODAY, batch=5, copy=1, reason="查"), known(COPY, CLEARING)) == [
        "V00"
    ]
