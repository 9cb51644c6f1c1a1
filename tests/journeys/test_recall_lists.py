"""An issuer's list: read as typed or pasted, and matched with the copies that answer it."""

from __future__ import annotations

from typing import Any

import pytest

from db.ledger.acts.ending.calling import (
    CallingProblem,
    Matched,
    called_lines,
    list_refusals,
    read_called,
    said_of,
)
from db.ledger.withheld import PLACEHOLDER
from tests.journeys.office import ISSUER, LEADER, NUMBER, Office, copy, told

ALL = tuple(copy(number) for number in ("000120", "000121", "000122"))
CALL = "清退〔2025〕001号"


@pytest.mark.parametrize(
    ("typed", "doc_number", "copy_nos", "wanted"),
    [
        ("示办发[2025]7号\t关于示例的通知\t000120-000122\t3", "示办发〔2025〕7号", 3, 3),
        ("示办发〔2025〕7号｜关于示例的通知｜｜２份", "示办发〔2025〕7号", 0, 2),
        ("示办发〔2025〕7号|关于示例的通知|120", "示办发〔2025〕7号", 1, 1),
        ("示办发〔2025〕7号", "示办发〔2025〕7号", 0, 0),
        ("｜没有文号的一件｜5", "", 1, 1),
    ],
)
def test_a_line_is_read(typed: str, doc_number: str, copy_nos: int, wanted: int) -> None:
    called = read_called(typed)
    assert called.doc_number == doc_number
    assert (len(called.copy_nos), called.wanted) == (copy_nos, wanted)
    amount = 0 if called.copy_nos else called.wanted
    again = said_of(called.doc_number, called.title, called.copy_nos, amount)
    assert read_called(again) == called


@pytest.mark.parametrize(
    "typed",
    [
        "｜｜｜3",
        "示办发〔2025〕7号｜甲｜000120-000122｜2",
        "示办发〔2025〕7号｜甲｜乙｜1",
        "示办发〔2025〕7号｜甲｜｜0",
        "示办发〔2025〕7号｜甲｜｜-3",
        "示办发〔2025〕7号｜甲｜｜999999999",
        "示办发〔2025〕7号｜甲｜1｜1｜多",
    ],
)
def test_a_line_that_cannot_be_read_is_named(typed: str) -> None:
    with pytest.raises(CallingProblem):
        read_called(typed)
    (refusal,) = list_refusals(["示办发〔2025〕6号", typed])
    assert "第2行" in refusal.sentence


def test_a_document_twice_is_refused_unless_of_other_copies() -> None:
    same = [f"{NUMBER}｜甲｜1-3｜3", f"{NUMBER}｜甲｜3｜1"]
    (refusal,) = list_refusals(same)
    assert refusal.rule.number == "V01"
    assert "第2行与第1行重复（份号000003）" in refusal.sentence
    assert len(list(list_refusals([NUMBER, NUMBER]))) == 1
    assert not list(list_refusals([f"{NUMBER}｜甲｜1-2｜2", f"{NUMBER}｜甲｜3｜1"]))


def test_the_list_the_ledger_and_the_scans_are_held_against_each_other(office: Office) -> None:
    office.register(must_return=True)
    called = [f"{NUMBER}｜｜000120-000124｜5", "示办发〔2025〕99号｜别处的一件｜1｜"]
    call: dict[str, Any] = {"issuer": ISSUER, "notice": "示例通知", "called": called}
    office.acted("reproduce", **_reproduction())
    office.acted("list_clearing", copies=list(ALL), **call)
    first, second = office.desk.rows("recall")
    assert (first["wanted"], first["at_hand"], first["scanned"], first["done"]) == (5, 3, 0, 0)
    assert (first["lacking"], first["children"]) == (5, 1)
    assert "000123-000124台账无此份" in first["remark"]
    assert "复制件1份未了结（000120-F01）" in first["remark"]
    assert (second["title"], second["remark"]) == ("别处的一件", "000001台账无此份")
    office.acted(
        "settle_line", batch=CALL, copy=ALL[2], retain=True, approved_by=LEADER, reason="承办未完"
    )
    office.acted("approve_batch", batch=CALL, approved_by=LEADER)
    office.scan(CALL, ALL[0])
    assert office.desk.rows("recall")[0]["scanned"] == 1
    office.scan(CALL, ALL[1])
    hand: dict[str, Any] = {"batch": CALL, "received_by": "示例局"}
    hand["reasons"] = {"V13": "复制件另行销毁"}
    assert set(office.refused("hand_over_clearing", receipt_no=" ", **hand)) == {"V01"}
    office.acted("hand_over_clearing", receipt_no="示退1", **hand)
    first = office.desk.rows("recall")[0]
    assert (first["done"], first["lacking"], first["retained"]) == (2, 3, 1)
    assert "000122留用：承办未完" in first["remark"]
    figures = office.desk.rows("cleared")[0]
    assert (figures["received"], figures["returned"], figures["in_hand"]) == (3, 2, 1)
    assert figures["retained"] == 1
    assert office.sound()


def _reproduction() -> dict[str, Any]:
    return {
        "copy": ALL[0], "count": 1, "purpose": "承办", "approved_by": LEADER, "machine": "示复1",
    }  # fmt: skip


def test_more_than_is_called_for_goes_back_only_with_a_reason_k16(office: Office) -> None:
    office.register(must_return=True)
    call = {"issuer": ISSUER, "notice": "示例通知", "copies": list(ALL)}
    said = told(office.act("list_clearing", called=[f"{NUMBER}｜｜｜2"], **call))
    assert said["K16"].endswith(f"{NUMBER}目录应退2份，列入3份。")
    said = told(office.act("list_clearing", called=[f"{NUMBER}｜｜000120｜1"], **call))
    assert said["K16"].endswith("清退目录之外另列了2份。")
    twice = [f"{NUMBER}｜｜000120｜1", f"{NUMBER}｜｜000120-000122｜3"]
    assert set(told(office.act("list_clearing", called=twice, **call))) == {"V01"}
    office.acted("list_clearing", called=[f"{NUMBER}｜｜｜2"], reasons={"K16": "一并交回"}, **call)
    (row,) = office.desk.rows("recall")
    assert (row["wanted"], row["at_hand"], row["remark"]) == (2, 3, "目录未列1份")


def test_what_was_withheld_from_the_list_leaves_its_lines_standing() -> None:
    found = Matched(answers=(1,), wanted=(1, 1), documents=(7, 0))
    made = list(called_lines(1, (PLACEHOLDER,), found))
    assert [(line.document, line.title) for line in made] == [(7, PLACEHOLDER), (None, PLACEHOLDER)]
