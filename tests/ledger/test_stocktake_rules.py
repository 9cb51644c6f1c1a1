"""What a stock-take makes of a copy, judged without a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ledger.acts.custody.close_stocktake import CloseStocktake
from db.ledger.beliefs import Bucket, Copy, Stocktake, StocktakeLine, StocktakeState
from db.ledger.judging import judged
from db.ledger.known import Known
from db.ledger.stocktaking import Sighting, sampled, seen_as, unseen_as, within
from db.ledger.values import State
from tests.book import CABINET, ROOM, TODAY, WANG
from tests.ledger.knowing import BY_WITNESS, COPY, KEEPER, LENT

TAKE = Stocktake(
    id=1,
    number="盘点〔2026〕001号",
    reason="年度盘点",
    state=StocktakeState.OPEN,
    scope="全部在管",
    counter=1,
    opened_on=TODAY,
    opened_at="2026-03-04T09:00:00+08:00",
    upto=9,
    copies=1,
)
LINE = StocktakeLine(
    stocktake=1, copy=1, position=1, place=ROOM, holder=None, state=State.IN_STOCK, stays=0
)
SEEN = Sighting(1, "", ROOM, Bucket.FOUND, None, True, True, "", 0, 1, "2026-03-04T09:05:00")


@pytest.mark.parametrize(
    ("copy", "place", "line", "bucket"),
    [
        (COPY, ROOM, LINE, Bucket.FOUND),
        (COPY, 0, LINE, Bucket.FOUND),
        (COPY, CABINET, LINE, Bucket.ELSEWHERE),
        (COPY, ROOM, None, Bucket.ELSEWHERE),
        (LENT, ROOM, LINE, Bucket.LENT_HERE),
        (replace(COPY, state=State.UNACCOUNTED), ROOM, None, Bucket.LENT_HERE),
        (replace(COPY, state=State.PENDING_RETURN), ROOM, LINE, Bucket.FOUND),
        (replace(COPY, state=State.DESTROYED), ROOM, LINE, Bucket.GONE),
        (replace(COPY, state=State.RETURNED), ROOM, None, Bucket.GONE),
    ],
)
def test_a_copy_that_was_seen_is_compared_with_the_book(
    copy: Copy, place: int, line: StocktakeLine | None, bucket: Bucket
) -> None:
    assert seen_as(copy, TAKE, place, line) is bucket


def test_what_a_holder_shows_is_as_it_should_be() -> None:
    his = replace(TAKE, person=WANG)
    assert seen_as(LENT, his, 0, LINE) is Bucket.FOUND
    assert seen_as(COPY, his, 0, LINE) is Bucket.ELSEWHERE, "he has what the cabinet should hold"
    assert unseen_as(LENT, his, LINE) is Bucket.WAITING


@pytest.mark.parametrize("state", State)
def test_what_nobody_saw_waits_or_is_out_or_has_moved(state: State) -> None:
    copy = replace(COPY, state=state)
    rests = state in (State.IN_STOCK, State.PENDING_RETURN, State.PENDING_DESTRUCTION)
    assert unseen_as(copy, TAKE, LINE) is (Bucket.WAITING if rests else Bucket.OUT)
    assert unseen_as(replace(copy, stays=1), TAKE, LINE) is Bucket.MOVED


@pytest.mark.parametrize(
    ("name", "whole", "inside"),
    [
        ("1号柜2层", "1号柜", True),
        ("1号柜", "1号柜", True),
        ("11号柜", "1号柜", False),
        ("A12", "A1", False),
        ("A1-2", "A1", True),
    ],
)
def test_a_place_is_within_another_as_its_name_says(name: str, whole: str, inside: bool) -> None:
    assert within(name, whole) is inside


@given(st.sets(st.integers(1, 500)), st.integers(1, 50), st.text(max_size=8))
def test_a_sample_is_drawn_again_by_its_seed(copies: set[int], amount: int, seed: str) -> None:
    listed = sorted(copies)
    drawn = sampled(listed, amount, seed)
    assert drawn == sampled(listed, amount, seed)
    assert len(drawn) == min(amount, len(listed))
    assert list(drawn) == [copy for copy in listed if copy in set(drawn)]


def known(*sightings: Sighting, copy: Copy = COPY, take: Stocktake = TAKE) -> Known:
    found = Known(now="2026-03-04T10:00:00+08:00", today=TODAY, operator=KEEPER, second=BY_WITNESS)
    for belief in (take, LINE, copy):
        found.put(belief)
    found.sightings[1] = sightings
    return found


def refused(at: Known, **given: object) -> set[str]:
    act = CloseStocktake(on=TODAY, stocktake=1, **given).completed(at)  # type: ignore[arg-type]
    return {refusal.rule.number for refusal in judged(act, at)}


def test_a_stocktake_is_closed_when_all_is_seen_or_told_v01_v32() -> None:
    assert refused(known(SEEN)) == set()
    assert refused(known()) == {"V01", "V32"}
    nothing_seen = CloseStocktake(on=TODAY, stocktake=1, circumstances="两次复查未见")
    (asked,) = judged(nothing_seen.completed(known()), known())
    assert (asked.rule.number, asked.block) == ("V32", False)
    assert "一份也没有点过，收盘即把1份都记为未见" in asked.sentence


def test_what_moved_is_settled_first_v32() -> None:
    moved = replace(LENT, stays=1)
    assert refused(known(copy=moved)) == {"V32"}
    settled = replace(SEEN, bucket=Bucket.OUT, stays=1)
    assert refused(known(settled, copy=moved)) == set()
    assert refused(known(settled, copy=replace(COPY, stays=2))) == {"V32"}, "it moved once more"


def test_only_an_open_stocktake_is_closed_and_not_before_it_began_k31_k35() -> None:
    over = replace(TAKE, state=StocktakeState.CLOSED)
    assert refused(known(SEEN, take=over)) == {"K31"}
    later = replace(TAKE, opened_on=date(2026, 3, 5))
    assert refused(known(SEEN, take=later)) == {"K35"}
