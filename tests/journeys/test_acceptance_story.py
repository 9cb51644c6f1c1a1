"""The acceptance story, as an officer types it: three copies from their receipt to their return."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.journeys.office import (
    ISSUER,
    LEADER,
    NUMBER,
    OUTSIDER,
    PLACE,
    READERS,
    Office,
    copy,
)

RECALLED = ["000120", "000121", "000122"]


def before_the_story(office: Office) -> None:
    """Seventeen lines of the year stand in the old book."""
    book = office.workbook(
        "旧账.xlsx",
        ["收文号", "收文日期", "来文机关", "文号", "标题", "密级", "份号", "份数", "备注"],
        [
            *("机〔2025〕17号", "2025-03-03", "示例局", "示局〔2025〕3号", "关于示例的函"),
            *("机密★5年", "000001", 1, ""),
        ],
    )
    assert office.desk.run("import", book).code == 0


def today(office: Office, matter: str) -> list[dict[str, Any]]:
    rows = office.desk.rows("today")
    return [row for row in rows if row["matter"] == matter]


def balance(office: Office) -> dict[str, Any]:
    (row,) = office.desk.rows("balance", "level=机密")
    return row


def steps_1_and_2_the_packet_is_called_and_collected(office: Office) -> None:
    for person in READERS[:2]:
        office.acted("qualify", person=person, trained_on="2025-03-01", pledged_on="2025-03-01")
        office.acted("appoint", person=person, duty="COLLECT", basis="示指1号")
    office.watch.at("2025-03-04 09:30")
    office.acted(
        "announce_packet", at="09:10", sender="示例机要局", caller="示例员", urgency="特急",
        packet_no="0012", level=2, told_at="09:25",
    )  # fmt: skip
    (waiting,) = today(office, "机要件待办")
    assert (waiting["doc_number"], waiting["title"]) == ("0012", "待领取，特急")
    office.watch.at("2025-03-04 10:40")
    two = {"packet": "0012", "vehicle": "示A0001", "counter": "示例员", "seal_intact": True}
    assert set(office.refused("collect_packet", collectors=[READERS[0], OUTSIDER], **two)) == {
        "K05",
        "K23",
    }
    office.acted("collect_packet", at="10:40", collectors=list(READERS[:2]), **two)
    opened = {"packet": "0012", "opened_by": READERS[0], "seal_intact": True}
    office.acted("open_packet", listed=3, found=3, **opened)
    (row,) = office.desk.rows("packets")
    assert (row["state"], row["due"]) == ("待核对", "2025-03-04T11:10")


def step_3_the_packet_is_registered(office: Office) -> None:
    office.watch.at("2025-03-04 11:00")
    assert set(office.refused("reconcile_packet", packet="0012")) == {"K04"}
    made = office.register(must_return=True, recall_due="2025-12-31", packet_no="0012")
    assert made["receipt_no"] == "机〔2025〕18号"
    assert office.states() == ["在库"] * 3
    for row in office.copies().values():
        assert (row["place"], row["level"], row["must_return"]) == ("1号柜2层", "机密", True)
        assert row["receipt_no"] == "机〔2025〕18号"
    (document,) = office.desk.rows("documents", f"doc_number={NUMBER}")
    assert (document["marking"], document["last_secret_day"]) == ("机密★10年", "2035-02-28")
    office.acted("reconcile_packet", packet="0012")
    assert today(office, "机要件待办") == []


def step_4_it_circulates_from_hand_to_hand_through_the_custodian(office: Office) -> None:
    scope = {"document": NUMBER, "persons": list(READERS), "approved_by": LEADER}
    office.acted("set_scope", **scope)
    out = {"copy": copy("000120"), "to": READERS[0]}
    office.watch.at("2025-03-04 14:00")
    assert set(office.refused("circulate_out", **out | {"to": OUTSIDER})) == {"K10"}
    office.acted("circulate_out", at="14:00", **out)
    assert office.copies()["000120"]["holder"] == READERS[0]
    second = out | {"to": READERS[1]}
    office.watch.at("2025-03-04 15:00")
    said = office.refused("circulate_out", at="15:00", **second)
    assert said == {"K13": f"上一位阅件人尚未退回，不得横传：现在第000120号在{READERS[0]}处。"}
    office.watch.at("2025-03-04 15:10")
    office.acted("circulate_back", at="15:10", copy=copy("000120"), pages=8)
    # Typed in afterwards it is no better: at 15:00 the copy was not back.
    assert set(office.refused("circulate_out", at="15:00", **second)) == {"K13"}
    for number, reader in enumerate(READERS[1:]):
        office.watch.at(f"2025-03-0{5 + number} 09:00")
        office.acted("circulate_out", copy=copy("000120"), to=reader)
        office.watch.at(f"2025-03-0{5 + number} 16:00")
        office.acted("circulate_back", copy=copy("000120"))
    knew = office.desk.rows("knowledge", f"doc_number={NUMBER}")
    assert [row["person"] for row in knew] == list(READERS)
    assert {(row["how"], row["level"], row["void"]) for row in knew} == {("传阅", "机密", False)}
    hops = office.desk.rows("hops", f"doc_number={NUMBER}")
    assert [row["reader"] for row in hops] == list(READERS)
    assert (hops[0]["out_at"], hops[0]["back_at"]) == ("14:00", "15:10")


def step_5_a_department_keeps_a_copy_too_long(office: Office, paper: Path) -> None:
    office.watch.at("2025-03-09 10:00")
    keep = {"copy": copy("000121"), "to": READERS[2], "instructed_by": LEADER}
    keep |= {"due": "2025-03-20", "cabinet": "示例一处3号柜"}
    assert set(office.refused("keep_to_act", **keep | {"cabinet": " "})) == {"V01"}
    office.acted("keep_to_act", **keep)
    row = office.copies()["000121"]
    assert (row["state"], row["holder"], row["due"]) == ("承办留用", READERS[2], "2025-03-20")
    office.watch.at("2025-03-20 09:00")
    assert office.desk.rows("overdue") == []
    office.watch.at("2025-03-21 09:00")
    (late,) = office.desk.rows("overdue")
    assert (late["copy_no"], late["borrower"], late["due"]) == ("000121", READERS[2], "2025-03-20")
    assert late["remark"] == "存示例一处3号柜"
    (shown,) = today(office, "逾期未还")
    assert (shown["copy_no"], shown["who"]) == ("000121", READERS[2])
    slip = office.desk.run("print", "F09", "--select", f"id={late['id']}", "-o", paper)
    assert slip.code == 0, slip.err
    longer = {"copy": copy("000121"), "due": "2025-03-31", "approved_by": LEADER}
    office.acted("extend", **longer)
    assert office.desk.rows("overdue") == []
    (loan,) = office.desk.rows("open_loans")
    assert (loan["due"], loan["extensions"]) == ("2025-03-31", 1)
    office.watch.at("2025-03-31 17:00")
    office.acted("give_back", copy=copy("000121"), pages=8)
    assert office.states() == ["在库"] * 3


def step_6_two_reproductions_are_accountable_items(office: Office) -> None:
    office.watch.at("2025-04-01 09:00")
    given = {"purpose": "两处室用", "approved_by": LEADER, "machine": "示复1"}
    made = office.acted("reproduce", copy=copy("000122"), count=2, **given)
    assert made["nos"] == ["000122-F01", "000122-F02"]
    assert office.states() == ["在库"] * 5
    (row,) = office.desk.rows("reproductions")
    assert (row["original"], row["copies"], row["open"]) == ("000122", 2, 2)


def step_8_one_of_them_is_missed_and_found(office: Office) -> None:
    office.watch.at("2025-04-30 09:00")
    lost = {"copy": copy("000122-F02")}
    office.acted("report_missing", finder=READERS[0], circumstances="盘点未见", **lost)
    assert len(today(office, "去向不明待上报")) == 1
    office.watch.at("2025-04-30 10:00")
    office.acted("report_up", sent_to="示例保密局", **lost)
    office.watch.at("2025-04-30 11:00")
    office.acted("found_again", place=PLACE, cause="放错柜", **lost)
    (incident,) = office.desk.rows("incidents")
    assert (incident["sent_to"], incident["conclusion"]) == ("示例保密局", "放错柜")


def step_11_what_must_go_back_is_not_destroyed_here(office: Office) -> None:
    office.watch.at("2025-11-05 09:00")
    listing = {"copies": [copy("000121")], "reason": "已无保存价值"}
    # After so long a pause the program asks which day it is before it writes.
    assert set(office.refused("list_destruction", **listing)) == {"V11"}
    office.more = ["--day", "2025-11-05"]
    said = office.refused("list_destruction", **listing)
    assert said == {"K14": "此份应清退原制发机关，不得列入本单位销毁、外发或归档。"}
    assert office.desk.rows("batches") == []
    office.more = []


def step_10_the_issuer_calls_them_back(office: Office, paper: Path) -> str:
    office.watch.at("2025-12-10 09:00")
    (due,) = today(office, "应清退")
    assert (due["due"], due["doc_number"]) == ("2025-12-31", NUMBER)
    call = office.workbook(
        "清退目录.xlsx",
        [f"{ISSUER}2025年度文件清退目录"],
        ["序号", "文号", "文件名称", "密级", "份号", "份数"],
        [1, NUMBER, "关于示例工作的通知", "机密★10年", "000120-000122", 3],
    )
    words = ["import", call, "--as", "recall", "--format", "json", "--day", "2025-12-10"]
    taken = office.desk.run(*words)
    assert taken.code == 0, taken.err
    assert {name: taken.json[name] for name in ("rows", "matched", "foreign")} == {
        "rows": 1,
        "matched": 3,
        "foreign": 0,
    }
    (batch,) = office.desk.rows("batches")
    number: str = batch["number"]
    assert (number, batch["opposite"], batch["state"]) == ("清退〔2025〕001号", ISSUER, "已列单")
    assert office.states() == ["待清退"] * 3 + ["在库"] * 2
    office.acted("approve_batch", batch=number, approved_by=LEADER, approval_no="示批7号")
    hand = {"batch": number, "received_by": "示例机要局", "receipt_no": "示退回0042"}
    assert set(office.refused("hand_over_clearing", **hand)) == {"K16", "V13"}
    the_reproductions_are_destroyed_first(office)
    assert office.scan(number, *(copy(no) for no in RECALLED)).code == 0
    office.acted("hand_over_clearing", **hand)
    assert office.states() == ["已清退"] * 3 + ["已销毁"] * 2
    assert office.desk.run("print", "F18", "--select", f"number={number}", "-o", paper).code == 0
    return number


def the_reproductions_are_destroyed_first(office: Office) -> None:
    children = [copy("000122-F01"), copy("000122-F02")]
    office.acted("list_destruction", copies=children, reason="原件清退", in_house=True)
    number = "销毁〔2025〕001号"
    office.acted("approve_batch", batch=number, approved_by=LEADER)
    assert office.scan(number, *children).code == 0
    shred = {
        "batch": number,
        "machine": "示碎1",
        "supervisors": [READERS[0], READERS[1]],
        "residue_checked": True,
    }
    office.acted("destroy_in_house", *office.second, **shred)


def the_year_closes_with_nothing_left(office: Office, before: dict[str, Any], number: str) -> None:
    after = balance(office)
    flows = ("received", "reproduced", "returned", "closing", "destroyed", "in_stock")
    assert {name: after[name] - before[name] for name in flows} == {
        "received": 3,
        "reproduced": 2,
        "returned": 3,
        "closing": 0,
        "destroyed": 2,
        "in_stock": 0,
    }
    (document,) = office.desk.rows("documents", f"doc_number={NUMBER}")
    assert (document["copies"], document["living"], document["out"]) == (5, 0, 0)
    assert {row["closed_on"] for row in office.copies().values()} == {"2025-12-10"}
    closed = office.batch(number)
    assert (closed["state"], closed["receipt_no"], closed["copies"]) == ("已办结", "示退回0042", 3)
    assert today(office, "应清退") == []
    assert today(office, "批次待办") == []
    subject = f"copy:{office.copies()['000121']['id']}"
    asked = ("copy_on_day", "--subject", subject, "--as-of", "2025-03-25", "--format", "json")
    (then,) = office.desk.run("list", *asked).json
    assert (then["state"], then["holder"], then["until"]) == ("承办留用", READERS[2], "2025-03-31")
    timeline = office.desk.run("list", "timeline", "--subject", subject, "--format", "json").json
    assert [row["kind"] for row in timeline] == [
        *("register", "keep_to_act", "extend", "give_back", "list_clearing", "hand_over_clearing"),
    ]


def test_the_acceptance_story(office: Office, tmp_path: Path) -> None:
    before_the_story(office)
    before = balance(office)
    steps_1_and_2_the_packet_is_called_and_collected(office)
    step_3_the_packet_is_registered(office)
    step_4_it_circulates_from_hand_to_hand_through_the_custodian(office)
    step_5_a_department_keeps_a_copy_too_long(office, tmp_path / "F09.pdf")
    step_6_two_reproductions_are_accountable_items(office)
    step_8_one_of_them_is_missed_and_found(office)
    step_11_what_must_go_back_is_not_destroyed_here(office)
    number = step_10_the_issuer_calls_them_back(office, tmp_path / "F18.pdf")
    the_year_closes_with_nothing_left(office, before, number)
    assert office.sound()
