"""What a batch is refused: in words, by rule number, and nothing is changed by asking."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.desk import OFFICER, Answer
from tests.journeys.office import (
    ISSUER,
    LEADER,
    NUMBER,
    OTHER_WITNESS,
    OUTSIDER,
    READERS,
    Office,
    copy,
    told,
)
from tests.journeys.test_endings import (
    ALL,
    BAG,
    BATCH,
    CALL,
    HAND_OVER,
    IN_HOUSE,
    RECEIPT,
    listed,
    sent,
)

SAYS = {
    "K15": "第000120号现为借出，不得列入清退、销毁或归档；请先收回。",
    "K31": "第000120号现为已归档，不能列入销毁。",
}


def clearing(office: Office) -> Office:
    office.register(must_return=True)
    office.acted("list_clearing", issuer=ISSUER, notice="示例通知", copies=list(ALL))
    return office


# -- copies that are not there, or moved meanwhile ------------------------------------------


def test_what_is_on_loan_or_being_read_is_not_destroyed_k15(office: Office) -> None:
    office.register(scope=list(READERS))
    office.acted("lend", copy=ALL[0], to=READERS[0], approved_by=LEADER)
    office.acted("circulate_out", copy=ALL[1], to=READERS[0])
    listing = {"copies": [ALL[0]], "reason": "已无保存价值"}
    assert office.refused("list_destruction", **listing) == {"K15": SAYS["K15"]}
    both = office.refused("list_destruction", **listing | {"copies": list(ALL)})
    assert set(both) == {"K15"}


def test_what_was_archived_before_is_not_destroyed_k31(office: Office) -> None:
    book = office.workbook(
        "旧账.xlsx",
        ["收文号", "收文日期", "来文机关", "文号", "标题", "密级", "份号", "份数", "备注"],
        [
            *("1", "2025-01-03", "示例局", "示局〔2025〕3号", "关于甲的函"),
            *("秘密★5年", "000120", 1, "存档"),
        ],
    )
    assert office.desk.run("import", book).code == 0
    listing = {"copies": [copy("000120", "示局〔2025〕3号")], "reason": "已无保存价值"}
    assert office.refused("list_destruction", **listing) == {"K31": SAYS["K31"]}


def test_a_copy_that_went_missing_stops_its_batch_until_it_is_settled(office: Office) -> None:
    listed(office, in_house=True)
    office.scan(BATCH, *ALL)
    office.acted("report_missing", copy=ALL[1], finder="示例甲", circumstances="柜中未见")
    said = office.refused("destroy_in_house", *office.second, **IN_HOUSE)
    assert said == {"K31": "第000121号现为去向不明，不能销毁。"}
    office.acted("settle_line", batch=BATCH, copy=ALL[1], reason="去向不明，另案")
    # It was scanned before it went missing; the step counts afresh.
    assert set(office.refused("destroy_in_house", *office.second, **IN_HOUSE)) == {"K16"}
    assert office.scan(BATCH, ALL[0], ALL[2], afresh=True).code == 0
    office.acted("destroy_in_house", *office.second, **IN_HOUSE)
    assert office.states() == ["已销毁", "去向不明", "已销毁"]


@pytest.mark.parametrize("kind", ["lend", "circulate_out", "relocate", "keep_to_act"])
def test_a_listed_copy_does_not_leave_its_batch_by_another_door_k31(
    office: Office, kind: str
) -> None:
    listed(office)
    given: dict[str, dict[str, Any]] = {
        "lend": {"copy": ALL[0], "to": READERS[0], "approved_by": LEADER},
        "circulate_out": {"copy": ALL[0], "to": READERS[0], "approved_by": LEADER},
        "relocate": {"copies": [ALL[0]], "place": "2号柜"},
        "keep_to_act": {"copy": ALL[0], "to": READERS[0], "instructed_by": LEADER}
        | {"due": "2025-03-20", "cabinet": "示例3号柜"},
    }
    said = office.refused(kind, **given[kind] | {"reasons": {"K10": "领导批准"}})
    assert set(said) == {"K31"}
    assert "待销" in said["K31"]


# -- persons who are one ----------------------------------------------------------------------


def test_nobody_approves_his_own_application_k32(office: Office) -> None:
    listed(office, approved=False)
    said = office.refused("approve_batch", batch=BATCH, approved_by=OFFICER)
    assert said == {"K32": "示例李不得为自己申请或受益的事项批准。"}
    spaced = office.refused("approve_batch", batch=BATCH, approved_by=f" {OFFICER} ")
    assert set(spaced) == {"K32"}


def test_two_persons_who_are_one_v04_k17(office: Office) -> None:
    listed(office)
    office.scan(BATCH, *ALL)
    himself = ["--second", OFFICER, "--second-password-file"]
    himself.append(str(office.desk.home / "password.secret"))
    assert office.refused("bag_destruction", *himself, **BAG) == {"V04": SAYS_TWO}
    same = BAG | {"escorts": [READERS[0], READERS[0]]}
    said = office.refused("bag_destruction", *office.second, **same)
    assert said == {"K17": "押运和监销须两人以上，监销人不得是申请人：押运须两人以上。"}
    alone = BAG | {"escorts": []}
    assert set(office.refused("bag_destruction", *office.second, **alone)) == {"K17"}


SAYS_TWO = "此操作须由第二人当场确认。"


@pytest.mark.parametrize(
    "supervisors",
    [[], [READERS[2]], [READERS[2], READERS[2]], [OFFICER, READERS[2]]],
    ids=["nobody", "one", "one twice", "the applicant"],
)
def test_two_others_supervise_k17(office: Office, supervisors: list[str]) -> None:
    sent(office)
    given = RECEIPT | {"supervisors": supervisors}
    assert set(office.refused("plant_receipt", *office.second, **given)) == {"K17"}


def test_who_applied_does_not_confirm_on_the_spot_k17(office: Office) -> None:
    listed(office, in_house=True, applicant=OTHER_WITNESS)
    office.scan(BATCH, *ALL)
    said = office.refused("destroy_in_house", *office.other_witness(), **IN_HOUSE)
    assert said["K17"].endswith(f"{OTHER_WITNESS}是申请人，不能当场确认。")
    # The officer only keeps the book here; another applied.
    office.acted("destroy_in_house", *office.second, **IN_HOUSE)


def test_a_reader_outside_the_scope_k10(office: Office) -> None:
    office.register(scope=list(READERS))
    out = {"copy": ALL[0], "to": OUTSIDER, "approved_by": LEADER}
    assert office.refused("circulate_out", **out) == {"K10": f"{OUTSIDER}不在此件知悉范围内。"}
    limited = office.register(
        "000300", doc_number="示办发〔2025〕8号", scope=[READERS[0]], scope_limited=True
    )
    assert limited["copies"]
    strict = out | {"copy": copy("000300", "示办发〔2025〕8号")}
    assert set(office.refused("circulate_out", **strict)) == {"K10", "K11"}
    nobody = office.act("circulate_out", **out | {"to": "示例无此人"})
    assert set(told(nobody)) == {"V00"}


# -- papers -----------------------------------------------------------------------------------


def test_a_receipt_number_is_used_once_v01(office: Office) -> None:
    clearing(office)
    office.acted("approve_batch", batch=CALL, approved_by=LEADER)
    office.scan(CALL, *ALL)
    office.acted("hand_over_clearing", **HAND_OVER)
    office.register("000500", doc_number="示办发〔2025〕9号")
    other = copy("000500", "示办发〔2025〕9号")
    office.acted("list_destruction", copies=[other], reason="已无保存价值")
    office.acted("approve_batch", batch=BATCH, approved_by=LEADER)
    office.scan(BATCH, other)
    office.acted("bag_destruction", *office.second, **BAG)
    given = RECEIPT | {"ticked": [other], "receipt_no": f" {HAND_OVER['receipt_no']} "}
    said = office.refused("plant_receipt", *office.second, **given)
    assert said == {"V01": f"回执号：已用于{CALL}。"}
    blank = RECEIPT | {"ticked": [other], "receipt_no": "　"}
    assert set(office.refused("plant_receipt", *office.second, **blank)) == {"V01"}


def test_a_receipt_from_before_the_bags_left_k16(office: Office) -> None:
    sent(office)
    early = RECEIPT | {"on": "2025-03-06"}
    said = office.refused("plant_receipt", *office.second, **early)
    assert said["K16"].endswith("回执日期早于送出日期2025-03-07。")
    future = RECEIPT | {"on": "2025-03-08"}
    assert set(office.refused("plant_receipt", *office.second, **future)) == {"K35"}


def test_a_tick_for_what_was_never_sent_k16(office: Office) -> None:
    sent(office)
    office.register("000500", doc_number="示办发〔2025〕9号")
    given = RECEIPT | {"ticked": [*ALL, copy("000500", "示办发〔2025〕9号")]}
    assert set(office.refused("plant_receipt", *office.second, **given)) == {"K16"}
    twice = RECEIPT | {"ticked": [ALL[0], *ALL]}
    assert set(office.refused("plant_receipt", *office.second, **twice)) == {"V01"}


def test_the_bags_are_not_opened_before_the_receipt_k31(office: Office) -> None:
    sent(office)
    said = office.refused("settle_line", batch=BATCH, copy=ALL[0], reason="取回")
    assert said == {"K31": "第000120号现为封装送销途中、未登记回执，不能处理例外。"}
    assert set(office.refused("cancel_batch", batch=BATCH, reason="取回")) == {"K31"}


# -- batches that are over -----------------------------------------------------------------------


@pytest.mark.parametrize("over", ["cancelled", "closed"])
def test_a_batch_that_is_over_takes_no_further_step_k31(office: Office, over: str) -> None:
    listed(office, in_house=True)
    office.scan(BATCH, *ALL)
    if over == "cancelled":
        office.acted("cancel_batch", batch=BATCH, reason="重列")
    else:
        office.acted("destroy_in_house", *office.second, **IN_HOUSE)
    steps: list[tuple[str, dict[str, Any]]] = [
        ("approve_batch", {"batch": BATCH, "approved_by": LEADER}),
        ("cancel_batch", {"batch": BATCH, "reason": "再撤"}),
        ("destroy_in_house", IN_HOUSE | {"scanned": list(ALL)}),
        ("plant_receipt", RECEIPT),
    ]
    for kind, given in steps:
        assert "K31" in office.refused(kind, *office.second, **given), kind
    assert set(office.refused("settle_line", batch=BATCH, copy=ALL[0], reason="查")) == {"V00"}
    assert {"K31", "K16"} >= set(told(office.scan(BATCH, ALL[0])))


def test_steps_are_not_taken_out_of_order_by_their_days_k35(office: Office) -> None:
    listed(office, approved=False)
    early = {"batch": BATCH, "approved_by": LEADER, "on": "2025-03-06"}
    assert set(office.refused("approve_batch", **early)) == {"K35"}
    office.watch.at("2025-03-10 09:00")
    office.acted("approve_batch", batch=BATCH, approved_by=LEADER)
    office.scan(BATCH, *ALL)
    assert set(office.refused("bag_destruction", *office.second, **BAG, on="2025-03-07")) == {"K35"}


# -- scans ---------------------------------------------------------------------------------------


def test_a_strange_copy_is_not_scanned_and_what_went_before_is_safe(office: Office) -> None:
    listed(office)
    office.register("000500", doc_number="示办发〔2025〕9号")
    answer = office.scan(BATCH, ALL[0], copy("000500", "示办发〔2025〕9号"), ALL[1])
    assert answer.code == 1
    assert (
        answer.err.strip()
        == f"K16 清退、销毁、归档须先清点、登记、审批：第000500号不在{BATCH}清册的待办之列。"
    )
    assert [line.split()[-1] for line in answer.out.splitlines()] == ["已清点"]
    rest = office.scan(BATCH, ALL[0], ALL[1], ALL[2])
    assert [line.split()[-1] for line in rest.out.splitlines()] == [
        *("重复，已清点过", "已清点", "已清点"),
    ]
    office.acted("bag_destruction", *office.second, **BAG)


@pytest.mark.parametrize("line", ["", "甲", "示办发〔2025〕7号/999999", "/", "000120"])
def test_a_scan_of_nothing_known_is_told(office: Office, line: str) -> None:
    listed(office)
    answer = office.scan(BATCH, line)
    assert answer.code == (1 if line else 0)
    assert bool(answer.err) is bool(line)


def test_scans_that_were_tampered_with_are_damage_until_counted_afresh(office: Office) -> None:
    listed(office)
    office.scan(BATCH, *ALL)
    with office.desk.vault(write=True) as vault:
        vault._connection.execute("DELETE FROM scan WHERE copy = 2")
    answer = office.act("bag_destruction", *office.second, **BAG)
    assert (answer.code, answer.out) == (4, "")
    assert "清点记录被改动过" in answer.err
    assert office.scan(BATCH, *ALL).code == 4
    assert office.scan(BATCH, *ALL, afresh=True).code == 0
    office.acted("bag_destruction", *office.second, **BAG)


# -- recall lists --------------------------------------------------------------------------------

HEAD: list[object] = ["序号", "文号", "文件名称", "密级", "份号", "份数"]
TITLE = "关于示例工作的通知"


def recall(office: Office, *rows: list[object], dry: bool = False) -> Answer:
    title: list[object] = [f"{ISSUER}2025年度文件清退目录"]
    call = office.workbook("清退目录.xlsx", title, HEAD, *rows)
    words = ["import", call, "--as", "recall", "--format", "json"]
    return office.desk.run(*words, *(["--dry-run"] if dry else []))


def line(number: int, copy_nos: object, count: object = 1, doc: str = NUMBER) -> list[object]:
    return [number, doc, TITLE, "机密★10年", copy_nos, count]


def test_a_recall_list_with_repeated_numbers_lists_each_copy_once(office: Office) -> None:
    office.register(must_return=True)
    answer = recall(office, line(1, "000120-000121", 2), line(2, "000121"), line(3, "000122"))
    assert answer.code == 0
    assert {name: answer.json[name] for name in ("rows", "matched", "foreign")} == {
        "rows": 3,
        "matched": 3,
        "foreign": 0,
    }
    (problem,) = answer.json["problems"]
    assert "重复" in problem["text"]
    assert office.lines(CALL).keys() == {"000120", "000121", "000122"}


@pytest.mark.parametrize(
    ("copy_nos", "count"),
    [("000122-000120", 3), ("甲", 1), ("0001-9999999", 1), ("000120、000120", 2), ("-1", 1)],
)
def test_a_recall_list_with_impossible_numbers_gives_the_line_back(
    office: Office, copy_nos: str, count: int
) -> None:
    office.register(must_return=True)
    answer = recall(office, line(1, copy_nos, count), line(2, "000122"))
    assert answer.code == 0
    assert (answer.json["rows"], answer.json["matched"], answer.json["rejected"]) == (2, 1, 1)
    assert any(problem["row"] == 3 for problem in answer.json["problems"])
    assert office.states() == ["在库", "在库", "待清退"]


def test_a_recall_list_of_nothing_here_enters_nothing(office: Office) -> None:
    office.register(must_return=True)
    before = office.desk.digest()
    answer = recall(office, line(1, "000120", doc="示办发〔2025〕99号"), line(2, "000777"))
    assert answer.code == 0
    assert (answer.json["matched"], answer.json["foreign"]) == (0, 2)
    assert office.desk.digest() == before


def test_a_recall_by_document_alone_means_all_its_copies(office: Office) -> None:
    """Without 份号 the line is still an issuer's call; it must not vanish unheard."""
    office.register(must_return=True)
    answer = recall(office, line(1, "", 3), line(2, "", 2, doc="示办发〔2025〕99号"))
    assert answer.code == 0
    assert (answer.json["matched"], answer.json["foreign"]) == (3, 1)
    assert office.states() == ["待清退"] * 3


def test_a_recall_by_document_alone_asks_to_check_the_count(office: Office) -> None:
    office.register(must_return=True)
    answer = recall(office, line(1, "", 2), dry=True)
    assert answer.code == 0
    assert any("份数" in problem["text"] for problem in answer.json["problems"])


def test_a_recall_list_is_taken_once_v06(office: Office) -> None:
    office.register(must_return=True)
    assert recall(office, line(1, "000120")).code == 0
    before = office.desk.digest()
    assert set(told(recall(office, line(1, "000120")))) == {"V06"}
    assert office.desk.digest() == before
    # Called back again in another list: told, and not listed twice.
    again = recall(office, line(1, "000120"), line(2, "000121"))
    assert again.code == 0
    assert any("待清退" in problem["text"] for problem in again.json["problems"])
    assert office.lines("清退〔2025〕002号").keys() == {"000121"}
