"""Self-inspection scored: within bounds whatever is answered, and held against the bands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ledger.checklists import (
    Auto,
    Checklist,
    Item,
    ItemKind,
    Layer,
    Standing,
    amended,
    as_points,
    points_said,
    standing,
    suggested,
    tenths,
)
from db.ledger.scoring import Band, Scored, percent, scored

ANSWERS = st.builds(
    Scored,
    st.sampled_from(ItemKind),
    st.none() | st.integers(0, 200),
    st.booleans(),
    st.none() | st.integers(0, 1000),
)


@given(st.lists(ANSWERS, max_size=70))
def test_a_score_stays_within_what_exists(items: list[Scored]) -> None:
    score = scored(items)
    assert 0 <= score.score <= score.applicable <= score.points
    assert score.lost <= score.applicable
    assert score.permille is None or 0 <= score.permille <= 1000
    if any(one.kind is ItemKind.VETO and one.existing and one.deduction for one in items):
        assert score.band is Band.FAILS


@given(st.lists(ANSWERS, max_size=30), st.integers(1, 50))
def test_deducting_more_never_raises_the_score(items: list[Scored], more: int) -> None:
    worse = [
        Scored(one.kind, one.points, one.existing, (one.deduction or 0) + more) for one in items
    ]
    assert scored(worse).score <= scored(items).score


def full(points: int, deduction: int, *, existing: bool = True) -> Scored:
    return Scored(ItemKind.NORMAL, points, existing, deduction)


@pytest.mark.parametrize(
    ("items", "said", "band"),
    [
        ([full(1000, 100)], "90.0%", Band.MEETS),
        ([full(1000, 101)], "89.9%", Band.MOSTLY),
        ([full(300, 31)], "89.6%", Band.MOSTLY),
        ([full(1000, 200)], "80.0%", Band.MOSTLY),
        ([full(1000, 201)], "79.9%", Band.FAILS),
        ([full(500, 0), full(500, 0, existing=False)], "100.0%", Band.MEETS),
        ([full(40, 90)], "0.0%", Band.FAILS),
        ([full(960, 0), Scored(ItemKind.AGGRAVATED, None, True, 100)], "89.5%", Band.MOSTLY),
        ([full(1000, 0), Scored(ItemKind.VETO, None, True, 1)], "100.0%", Band.FAILS),
        ([full(1000, 0), Scored(ItemKind.NORMAL, 10, True, None)], "100.0%", Band.OPEN),
        ([Scored(ItemKind.NORMAL, None, True, 0)], "—", Band.UNSCORED),
        ([], "—", Band.UNSCORED),
    ],
)
def test_the_bands(items: list[Scored], said: str, band: Band) -> None:
    score = scored(items)
    assert (percent(score.permille), score.band) == (said, band)


@pytest.mark.parametrize(
    ("looked", "troubles", "stands", "off"),
    [
        (5, 0, Standing.PROVEN, 0),
        (5, 2, Standing.PROVEN, 10),
        (5, 9, Standing.PROVEN, 30),  # never more than its points
        (0, 0, Standing.NOTHING, None),  # nothing happened, so nothing is proven
        (None, 0, Standing.MANUAL, None),
    ],
)
def test_what_follows_from_the_evidence(
    looked: int | None, troubles: int, stands: Standing, off: int | None
) -> None:
    item = Item("SI-31", "载体", "借阅", Auto.FULL, 30, 5)
    assert standing(item, looked) is stands
    assert suggested(item, looked, troubles) == off


def test_what_a_person_judges_is_not_settled_by_the_ledger() -> None:
    part = Item("SI-30", "载体", "存放", Auto.PART, 30)
    assert suggested(part, 5, 0) is None
    unknown = Item("SI-31", "载体", "借阅", Auto.FULL, None, 5)
    assert suggested(unknown, 5, 2) is None


def test_points_are_written_and_read_in_tenths() -> None:
    assert [tenths(text) for text in ("4", "0.5", "12.0", "100")] == [40, 5, 120, 1000]
    assert [tenths(text) for text in ("", "0.25", "-1", "一", "1e3")] == [None] * 5
    assert [as_points(n) for n in (40, 5, -35, 0, None)] == ["4", "0.5", "-3.5", "0", "—"]


def test_points_that_do_not_add_up_are_said() -> None:
    items = (Item("1", "甲", "子", points=400), Item("2", "甲", "丑", points=600))
    whole = Checklist(Layer.UNIT, "示例", "1", 2026, "示例", total=1000, items=items)
    assert points_said(whole, items) == ""
    said = points_said(whole, (items[0], Item("2", "甲", "丑")))
    assert said == "分值合计40，不是100；1项分值未定，由本单位填写"


def test_a_units_own_items_follow_their_group() -> None:
    items = (Item("1", "甲", "子"), Item("2", "乙", "丑"))
    own, changed = Item("自1", "甲", "寅"), Item("2", "乙", "卯", points=30)
    found = amended(items, {"自1": (own, True), "2": (changed, True)})
    assert found == (items[0], own, changed)
    assert amended(items, {"1": (items[0], False)}) == (items[1],)
