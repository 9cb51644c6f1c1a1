"""Every defect that inspections find is answered by something that exists, or said to be open."""

from __future__ import annotations

import pytest

from tests.journeys.defects import Defect, defects, is_judged, is_there, table

DEFECTS = defects()
EACH = pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.number)


def test_all_fifty_are_told_once_and_in_order() -> None:
    assert [defect.number for defect in DEFECTS] == [f"D{number:02d}" for number in range(1, 51)]


@EACH
def test_whatever_is_named_as_an_answer_exists(defect: Defect) -> None:
    assert [answer for answer in defect.answers if not is_there(answer)] == []
    assert defect.answers or defect.lacks


@EACH
def test_a_rule_that_is_named_judges_one_of_the_acts_beside_it(defect: Defect) -> None:
    assert [rule for rule in defect.named("rule") if not is_judged(defect, rule)] == []


def test_the_table_says_how_many_are_open() -> None:
    *lines, counted = table()
    assert len(lines) == len(DEFECTS)
    open_ones = [defect for defect in DEFECTS if defect.verdict == "not yet"]
    assert f"{len(open_ones)} not yet" in counted
    assert sum("not yet: " in line for line in lines) == sum(bool(one.lacks) for one in DEFECTS)


def test_the_look_up_can_fail() -> None:
    assert not is_there("act shred_at_home")
    assert not is_there("rule K99")
    assert not is_there("hope register")
    assert not is_judged(Defect("D99", "—", ("act lend", "rule K13")), "K13")
