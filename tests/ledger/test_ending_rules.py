"""清退、销毁、去向不明: what ends a copy needs, step by step."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db.ledger.acts.ending.approving import ApproveBatch, CancelBatch, SettleLine
from db.ledger.acts.ending.clearing import HandOverClearing, ListClearing
from db.ledger.acts.ending.destroying import DestroyInHouse, PlantReceipt
from db.ledger.acts.ending.destruction import (
    BagDestruction,
    ListDestruction,
)
from db.ledger.acts.ending.missing import FoundAgain, ReportMissing, StopDisposal
from db.ledger.beliefs import Batch, BatchLine, Copy, Hop, Incident, Loan
from db.ledger.known import Known, Second
from db.ledger.values import BatchKind, BatchState, LineState, Origin, State
from tests.book import CABINET, LI, TODAY, WANG, ZHAO, ZHOU
from tests.ledger.knowing import BY_WITNESS, COPY, DOCUMENT, KEEPER, LOAN, broken, known, with_copy

SECOND_COPY = replace(COPY, id=2, copy_no="000121")
CLEARING = Batch(
    id=5,
    kind=BatchKind.CLEARING,
    number="清退〔2026〕001号",
    state=BatchState.APPROVED,
    reason="通知",
    opposite="示例办",
    listed_on=TODAY,
    applicant=LI,
)
DESTRUCTION = replace(CLEARING, kind=BatchKind.DESTRUCTION, number="销毁〔2026〕001号", opposite="")
IN_HOUSE = replace(DESTRUCTION, in_house=True)
TWO = (WANG, ZHAO)


def batch(made: Batch, state: State, *lines: LineState, **at: Any) -> Known:
    """Return a batch of two copies that wait in this state."""
    copies = [replace(one, state=state, batch=made.id) for one in (COPY, SECOND_COPY)]
    states = lines or (LineState.LISTED, LineState.LISTED)
    listed = [
        BatchLine(batch=made.id, copy=copy.id, position=copy.id, state=line)
        for copy, line in zip(copies, states, strict=True)
    ]
    return known(DOCUMENT, made, *copies, *listed, **({"second": BY_WITNESS} | at))


def waiting(made: Batch, *lines: LineState, **at: Any) -> Known:
    clearing = made.kind is BatchKind.CLEARING
    pending = State.PENDING_RETURN if clearing else State.PENDING_DESTRUCTION
    return batch(made, pending, *lines, **at)


def under_way(*lines: LineState, **at: Any) -> Known:
    made = replace(DESTRUCTION, state=BatchState.UNDER_WAY, left_on=TODAY)
    return batch(made, State.IN_TRANSIT_DESTRUCTION, *lines, **at)


def after(act: Any, at: Known) -> dict[Any, Any]:
    """Return the last belief of each kind and identity."""
    made = act.completed(at).effects(at)
    return {(type(one), *one.identity()): one for one in made}


# -- listing --------------------------------------------------------------------------


def destroy(*copies: int, **given: Any) -> ListDestruction:
    return ListDestruction(
        **({"on": TODAY, "copies": copies or (1,), "reason": "无保存价值"} | given)
    )


def clear(*copies: int, **given: Any) -> ListClearing:
    lawful = {"on": TODAY, "issuer": "示例办", "notice": "清退通知", "copies": copies or (1,)}
    return ListClearing(**(lawful | given))


def test_a_lawful_list_makes_the_copies_wait() -> None:
    assert broken(destroy(), with_copy()) == []
    assert after(destroy(), with_copy())[Copy, 1].state is State.PENDING_DESTRUCTION
    assert broken(clear(), with_copy()) == []
    assert after(clear(), with_copy())[Copy, 1].state is State.PENDING_RETURN


def test_what_must_go_back_is_not_destroyed_here_k14() -> None:
    must = replace(COPY, must_return=True)
    assert broken(destroy(), with_copy(must)) == ["K14"]
    assert broken(destroy(), with_copy(replace(must, origin=Origin.REPRODUCED))) == []
    at = waiting(replace(DESTRUCTION, state=BatchState.LISTED), LineState.APART, LineState.LISTED)
    at.put(must)
    assert broken(SettleLine(on=TODAY, batch=5, copy=1, join=True, reason="已收回"), at) == ["K14"]


@pytest.mark.parametrize("state", [s for s in State if s is not State.IN_STOCK])
def test_what_is_out_is_not_listed_for_destruction_k15_k31(state: State) -> None:
    pending = state in (State.PENDING_RETURN, State.PENDING_DESTRUCTION)
    expected = ["K31"] if state.closed or pending else ["K15"]
    assert broken(destroy(), with_copy(replace(COPY, state=state, batch=5))) == expected


def test_what_is_out_is_listed_for_clearing_as_an_exception() -> None:
    out = replace(COPY, state=State.ON_LOAN)
    assert broken(clear(), with_copy(out)) == []
    made = after(clear(), with_copy(out))
    assert made[BatchLine, 1, 1].state is LineState.APART
    assert (Copy, 1) not in made


def test_a_hold_stops_every_ending_k37() -> None:
    held = replace(COPY, hold="案件")
    assert broken(destroy(), with_copy(held)) == ["K37"]
    assert after(clear(), with_copy(held))[BatchLine, 1, 1].state is LineState.APART
    at = waiting(IN_HOUSE)
    at.put(replace(at.copy(1), hold="案件"))
    assert "K37" in broken(in_house(), at)
    at = waiting(CLEARING)
    at.put(replace(at.copy(1), hold="案件"))
    assert "K37" in broken(hand_over(), at)


@pytest.mark.parametrize(
    "act", [destroy(copies=()), destroy(1, 1), destroy(reason=""), clear(1, 1)]
)
def test_an_empty_or_double_list_is_refused_by_v01(act: Any) -> None:
    assert broken(act, with_copy()) == ["V01"]


def test_nothing_is_listed_before_it_came_k35_and_nobody_unknown_applies_v00() -> None:
    early = TODAY - timedelta(3)
    assert broken(destroy(on=early), with_copy()) == ["K35"]
    assert broken(clear(due=TODAY - timedelta(1)), with_copy()) == ["K35"]
    assert broken(destroy(applicant=99), with_copy()) == ["V00"]


def test_many_copies_are_not_destroyed_in_house_without_a_reason_k16() -> None:
    copies = [replace(COPY, id=number, copy_no=f"{number:06d}") for number in range(1, 52)]
    at = known(DOCUMENT, *copies)
    assert broken(destroy(*range(1, 52), in_house=True), at) == ["K16?"]
    assert broken(destroy(*range(1, 51), in_house=True), at) == []


# -- approving ------------------------------------------------------------------------


def approve(by: str = "示例赵") -> ApproveBatch:
    return ApproveBatch(on=TODAY, batch=5, approved_by=by)


def test_nobody_approves_his_own_application_k32() -> None:
    listed = replace(DESTRUCTION, state=BatchState.LISTED)
    assert broken(approve(), waiting(listed)) == []
    assert broken(approve("示例李"), waiting(listed)) == ["K32"]
    assert broken(approve(" "), waiting(listed)) == ["V01"]


def test_only_what_is_listed_is_approved_k31() -> None:
    assert broken(approve(), waiting(DESTRUCTION)) == ["K31"]
    moved = batch(replace(DESTRUCTION, state=BatchState.LISTED), State.IN_STOCK)
    assert broken(approve(), moved) == ["K31"]


def test_a_batch_is_given_up_only_before_it_leaves_k31() -> None:
    cancel = CancelBatch(on=TODAY, batch=5, reason="重列")
    assert broken(cancel, waiting(DESTRUCTION)) == []
    made = after(cancel, waiting(DESTRUCTION))
    assert (made[Copy, 1].state, made[Copy, 1].batch) == (State.IN_STOCK, None)
    assert made[Batch, 5].state is BatchState.CANCELLED
    assert broken(cancel, under_way()) == ["K31"]
    assert broken(replace(cancel, reason=""), waiting(DESTRUCTION)) == ["V01"]


def settle(**given: Any) -> SettleLine:
    return SettleLine(**({"on": TODAY, "batch": 5, "copy": 1, "reason": "查明"} | given))


def test_an_exception_joins_when_it_is_back_or_is_taken_out() -> None:
    apart = (LineState.APART, LineState.LISTED)
    at = waiting(CLEARING, *apart)
    assert broken(settle(), at) == []
    assert broken(settle(join=True), at) == ["K31"]
    at.put(COPY)
    assert broken(settle(join=True), at) == []
    assert after(settle(join=True), at)[Copy, 1].state is State.PENDING_RETURN
    assert broken(settle(retain=True), at) == ["V01"]
    assert broken(settle(retain=True, approved_by="示例赵"), at) == []
    assert broken(settle(reason=""), at) == ["V01"]
    assert broken(settle(), waiting(CLEARING, LineState.DONE, LineState.LISTED)) == ["V00"]


# -- carrying out ---------------------------------------------------------------------


def in_house(**given: Any) -> DestroyInHouse:
    lawful = {
        "on": TODAY,
        "batch": 5,
        "machine": "一号机",
        "supervisors": TWO,
        "scanned": (1, 2),
        "residue_checked": True,
    }
    return DestroyInHouse(**(lawful | given))


def bag(**given: Any) -> BagDestruction:
    lawful = {"on": TODAY, "batch": 5, "plant": "示例销毁中心", "seals": "A1", "escorts": TWO}
    return BagDestruction(**(lawful | {"scanned": (1, 2)} | given))


def receipt(**given: Any) -> PlantReceipt:
    lawful = {"on": TODAY, "batch": 5, "receipt_no": "回7", "ticked": (1, 2), "seals_intact": True}
    return PlantReceipt(**(lawful | {"supervisors": TWO, "residue_checked": True} | given))


def hand_over(**given: Any) -> HandOverClearing:
    lawful = {"on": TODAY, "batch": 5, "received_by": "接收人", "receipt_no": "收3"}
    return HandOverClearing(**(lawful | {"scanned": (1, 2)} | given))


def test_what_is_approved_scanned_and_supervised_is_destroyed() -> None:
    assert broken(in_house(), waiting(IN_HOUSE)) == []
    made = after(in_house(), waiting(IN_HOUSE))
    assert {made[Copy, n].state for n in (1, 2)} == {State.DESTROYED}
    assert {made[Copy, n].closed_on for n in (1, 2)} == {TODAY}
    assert made[Batch, 5].state is BatchState.CLOSED
    assert broken(bag(), waiting(DESTRUCTION)) == []
    assert after(bag(), waiting(DESTRUCTION))[Copy, 1].state is State.IN_TRANSIT_DESTRUCTION
    assert broken(receipt(), under_way()) == []
    assert after(receipt(), under_way())[Copy, 2].state is State.DESTROYED
    assert broken(hand_over(), waiting(CLEARING)) == []
    assert after(hand_over(), waiting(CLEARING))[Copy, 1].state is State.RETURNED


@pytest.mark.parametrize(
    ("act", "at"),
    [
        (in_house(), waiting(replace(IN_HOUSE, state=BatchState.LISTED))),
        (in_house(), waiting(DESTRUCTION)),
        (bag(), waiting(IN_HOUSE)),
        (bag(), waiting(replace(DESTRUCTION, state=BatchState.LISTED))),
        (in_house(scanned=(1,)), waiting(IN_HOUSE)),
        (in_house(scanned=(1, 2, 3)), waiting(IN_HOUSE)),
        (hand_over(scanned=(2,)), waiting(CLEARING)),
        (hand_over(scanned=(1,)), waiting(CLEARING, LineState.LISTED, LineState.APART)),
        (receipt(ticked=(1, 3)), under_way()),
        (receipt(on=TODAY - timedelta(1)), under_way()),
    ],
)
def test_counted_approved_and_complete_or_not_at_all_k16(act: Any, at: Known) -> None:
    at.put(replace(COPY, id=3, copy_no="000122"))
    assert broken(act, at) == ["K16"]


def test_broken_seals_are_explained_k16() -> None:
    assert broken(receipt(seals_intact=False), under_way()) == ["K16?"]


@pytest.mark.parametrize("people", [(), (WANG,), (WANG, WANG)])
def test_two_persons_escort_and_supervise_k17(people: tuple[int, ...]) -> None:
    assert broken(in_house(supervisors=people), waiting(IN_HOUSE)) == ["K17"]
    assert broken(receipt(supervisors=people), under_way()) == ["K17"]
    assert broken(bag(escorts=people), waiting(DESTRUCTION)) == ["K17"]


def test_the_applicant_supervises_nothing_k17() -> None:
    assert broken(in_house(supervisors=(LI, WANG)), waiting(IN_HOUSE)) == ["K17"]
    applied = replace(IN_HOUSE, applicant=ZHOU)
    himself = Second(kind="witness", id=1, person=ZHOU, name="示例周")
    assert broken(in_house(), waiting(applied, second=himself)) == ["K17"]


@pytest.mark.parametrize(
    ("act", "at"),
    [
        (in_house(), waiting(IN_HOUSE, second=None)),
        (bag(), waiting(DESTRUCTION, second=None)),
        (receipt(), under_way(second=None)),
    ],
)
def test_destruction_is_signed_by_two_v04(act: Any, at: Known) -> None:
    assert broken(act, at) == ["V04"]


def test_a_receipt_has_a_number_of_its_own_v01() -> None:
    used = replace(CLEARING, id=4, receipt_no="回7", state=BatchState.CLOSED)
    at = under_way()
    at.put(used)
    assert broken(receipt(), at) == ["V01"]
    assert broken(receipt(receipt_no=" "), under_way()) == ["V01"]
    assert broken(hand_over(receipt_no=""), waiting(CLEARING)) == ["V01"]


def test_what_the_plant_did_not_tick_stays_under_way() -> None:
    made = after(receipt(ticked=(1,)), under_way())
    assert made[BatchLine, 5, 2].state is LineState.APART
    assert (made[Batch, 5].state, made[Batch, 5].closed_on) == (BatchState.UNDER_WAY, None)
    assert (Copy, 2) not in made


@pytest.mark.parametrize("kind", [HandOverClearing, PlantReceipt, DestroyInHouse])
def test_an_executed_ending_is_never_taken_back(kind: Any) -> None:
    assert not kind.reversible
    assert KEEPER.roles <= kind.roles


# -- lost, found, on hold -------------------------------------------------------------


def missing(**given: Any) -> ReportMissing:
    lawful = {"on": TODAY, "copy": 1, "finder": "示例王", "circumstances": "盘点未见"}
    return ReportMissing(**(lawful | given))


def found(**given: Any) -> FoundAgain:
    return FoundAgain(**({"on": TODAY, "copy": 1, "place": CABINET, "cause": "放错柜"} | given))


def test_a_copy_that_cannot_be_found_starts_the_clock_of_a_day_k27() -> None:
    assert broken(missing(), with_copy()) == []
    made = after(missing(), with_copy())
    assert made[Copy, 1].state is State.UNACCOUNTED
    assert made[Incident, 1].report_by == "2026-03-05T18:00+08:00"
    gone = replace(COPY, state=State.DESTROYED)
    assert broken(missing(), with_copy(gone)) == ["K31"]
    assert broken(missing(finder=""), with_copy()) == ["V01"]


def test_what_is_found_after_a_day_must_have_been_reported_k27() -> None:
    incident = after(missing(), with_copy())[Incident, 1]
    lost = replace(COPY, state=State.UNACCOUNTED)
    assert broken(found(), with_copy(lost, incident)) == []
    late = {"now": "2026-03-06T09:00:00+08:00"}
    assert broken(found(), with_copy(lost, incident, **late)) == ["K27?"]
    assert broken(found(), with_copy()) == ["K31"]
    assert broken(found(place=99), with_copy(lost, incident)) == ["V00"]


def test_a_hold_is_set_and_lifted_with_a_reason() -> None:
    stop = StopDisposal(on=TODAY, copies=(1,), why="案件")
    assert broken(stop, with_copy()) == []
    assert after(stop, with_copy())[Copy, 1].hold == "案件"
    assert broken(replace(stop, why=""), with_copy()) == ["V01"]
    assert broken(replace(stop, lift=True), with_copy()) == ["K31"]
    held = with_copy(replace(COPY, hold="案件"))
    assert after(replace(stop, lift=True), held)[Copy, 1].hold == ""


def test_what_was_lost_on_its_round_or_on_loan_is_back_when_found() -> None:
    incident = after(missing(), with_copy())[Incident, 1]
    hop = Hop(id=4, copy=1, document=1, reader=WANG, out_on=TODAY)
    lost = replace(COPY, state=State.UNACCOUNTED, holder=WANG)
    made = after(found(), with_copy(lost, incident, hop))
    assert (made[Hop, 4].open, made[Hop, 4].back_on) == (False, TODAY)
    made = after(found(), with_copy(replace(lost, loan=1), incident, LOAN))
    assert (made[Loan, 1].open, made[Loan, 1].returned_on) == (False, TODAY)
    assert (made[Copy, 1].state, made[Copy, 1].holder) == (State.IN_STOCK, None)


# -- what an old register left in the middle ------------------------------------------


def test_what_waits_by_an_old_registers_word_is_listed_like_any_other() -> None:
    waits = replace(COPY, state=State.PENDING_RETURN, unverified=True)
    assert broken(clear(), with_copy(waits)) == []
    made = after(clear(), with_copy(waits))
    assert made[BatchLine, 1, 1].state is LineState.LISTED
    assert broken(clear(), with_copy(replace(waits, batch=5))) == ["K31"]
    assert broken(destroy(), with_copy(waits)) == ["K31"]
    waits = replace(COPY, state=State.PENDING_DESTRUCTION, unverified=True)
    assert broken(destroy(), with_copy(waits)) == []
    assert broken(destroy(), with_copy(replace(waits, batch=5))) == ["K31"]


def test_what_an_old_register_called_lost_may_be_found() -> None:
    lost = replace(COPY, state=State.UNACCOUNTED, unverified=True)
    assert broken(found(), with_copy(lost)) == []
    made = after(found(), with_copy(lost))
    assert made[Copy, 1].state is State.IN_STOCK
    assert not [one for one in made.values() if isinstance(one, Incident)]


# -- bags, seals, residue -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bags", "rules"),
    [
        ((), []),
        (("F-0071 2",), []),
        (("F-0071 １份", "F-0072：1"), []),
        (("F-0071 1", "F-0071 1"), ["V01"]),
        (("F-0071",), ["V01"]),
        (("F-0071 3",), ["K16"]),
        (("F-0071 1",), ["K16"]),
    ],
)
def test_bags_hold_what_was_scanned_k16(bags: tuple[str, ...], rules: list[str]) -> None:
    assert broken(bag(bags=bags), waiting(DESTRUCTION)) == rules


def test_each_copy_knows_its_bag() -> None:
    act = bag(bags=("F-0071 1", "F-0072 1"), scanned=(2, 1))
    at = waiting(DESTRUCTION)
    made = [one for one in act.completed(at).effects(at) if isinstance(one, BatchLine)]
    assert {line.copy: line.bag for line in made} == {2: "F-0071", 1: "F-0072"}


@pytest.mark.parametrize(
    ("seen", "rules"), [("", []), (" a2，A1 ", []), ("A1", ["K16?"]), ("A1、A2、A3", ["K16?"])]
)
def test_other_seals_arrive_than_left_k16(seen: str, rules: list[str]) -> None:
    at = under_way()
    at.put(replace(at.get(Batch, 5), seals="A1、A2"))
    assert broken(receipt(seals_seen=seen), at) == rules


def test_nothing_is_destroyed_before_somebody_looked_for_residue_k16() -> None:
    assert broken(in_house(residue_checked=False), waiting(IN_HOUSE)) == ["K16"]
    assert broken(receipt(residue_checked=False), under_way()) == ["K16"]
