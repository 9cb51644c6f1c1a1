"""清退 and 销毁 day by day through the command line: every step, and what goes wrong on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.office import ISSUER, LEADER, NUMBER, PLACE, READERS, Office, copy, told

BATCH = "销毁〔2025〕001号"
CALL = "清退〔2025〕001号"
ALL = tuple(copy(f"00012{n}") for n in (0, 1, 2))
ESCORTS = [READERS[0], READERS[1]]
TWO = [READERS[2], READERS[3]]
BAG: dict[str, Any] = {
    "batch": BATCH,
    "plant": "示例销毁中心",
    "seals": "示封0001-0002",
    "escorts": ESCORTS,
    "vehicle": "示A00001",
}
RECEIPT: dict[str, Any] = {
    "batch": BATCH,
    "receipt_no": "示销回0007",
    "ticked": list(ALL),
    "seals_intact": True,
    "supervisors": TWO,
    "residue_checked": True,
}
IN_HOUSE: dict[str, Any] = {
    "batch": BATCH,
    "machine": "示例一号机",
    "supervisors": TWO,
    "residue_checked": True,
}
HAND_OVER = {"batch": CALL, "received_by": "示例机要局", "receipt_no": "示退回0042"}


def today(office: Office) -> list[tuple[str, str | None]]:
    rows = office.desk.rows("today")
    return [(row["matter"], row["due"]) for row in rows if row["matter"] != "保密期限届满"]


def listed(office: Office, *, approved: bool = True, **given: Any) -> Office:
    """A destruction of three copies, listed on Friday 7 March and approved."""
    office.watch.at("2025-03-07 09:00")
    office.register()
    office.acted("list_destruction", copies=list(ALL), reason="已无保存价值", **given)
    if approved:
        office.acted("approve_batch", batch=BATCH, approved_by=LEADER, approval_no="示批9号")
    return office


def sent(office: Office) -> Office:
    """The same batch, scanned, bagged and on its way."""
    listed(office)
    assert office.scan(BATCH, *ALL).code == 0
    office.acted("bag_destruction", *office.second, **BAG)
    return office


def recalled(office: Office) -> Office:
    """A recall of three copies, of which 000121 is on loan and 000122 is being read."""
    office.watch.at("2025-03-07 09:00")
    office.register(must_return=True, scope=list(READERS))
    office.acted("lend", copy=ALL[1], to=READERS[0], approved_by=LEADER, due="2025-03-20")
    office.acted("circulate_out", copy=ALL[2], to=READERS[1])
    call = {"issuer": ISSUER, "notice": "示例通知3号", "due": "2025-03-31"}
    made = office.acted("list_clearing", copies=list(ALL), **call)
    assert made["why_apart"] == ["借出", "传阅中"]
    return office


# -- to the plant ---------------------------------------------------------------------


def test_sent_to_the_plant_and_back_with_its_receipt(office: Office) -> None:
    listed(office, approved=False)
    assert office.states() == ["待销"] * 3
    assert ("批次待办", None) in today(office)
    assert set(office.refused("bag_destruction", *office.second, **BAG)) == {"K16"}
    office.acted("approve_batch", batch=BATCH, approved_by=LEADER)
    said = office.refused("bag_destruction", *office.second, **BAG)
    assert "还有3份没有清点" in said["K16"]
    first = office.scan(BATCH, ALL[0], ALL[1])
    assert first.out.count("已清点") == 2
    again = office.scan(BATCH, ALL[1], ALL[2])
    assert [line.split()[-1] for line in again.out.splitlines()] == ["重复，已清点过", "已清点"]
    assert set(office.refused("bag_destruction", **BAG)) == {"V04"}
    made = office.acted("bag_destruction", *office.second, **BAG)
    assert made["due"] == "2025-03-10"  # Friday's bags are back by Monday
    assert office.states() == ["送销途中"] * 3
    assert today(office) == [("送销未回执", "2025-03-10")]
    office.watch.at("2025-03-10 15:00")
    (alarm,) = office.desk.rows("today")
    assert (alarm["matter"], alarm["doc_number"], alarm["who"]) == (
        *("送销未回执", BATCH, "示例销毁中心"),
    )
    assert set(office.refused("plant_receipt", **RECEIPT)) == {"V04"}
    office.acted("plant_receipt", *office.second, **RECEIPT)
    assert office.states() == ["已销毁"] * 3
    batch = office.batch(BATCH)
    assert batch["state"] == "已办结"
    assert (batch["left_on"], batch["closed_on"]) == ("2025-03-07", "2025-03-10")
    assert (batch["escorts"], batch["supervisors"]) == ("、".join(ESCORTS), "、".join(TWO))
    assert today(office) == []
    assert office.desk.rows("journal")[-1]["second"] == "示例王"
    assert office.sound()


def test_an_alarm_that_rang_while_the_machine_was_off(office: Office) -> None:
    sent(office)
    office.watch.at("2025-03-17 09:00")
    (alarm,) = office.desk.rows("today", "matter=送销未回执")
    assert (alarm["due"], alarm["new"]) == ("2025-03-10", True)


def test_what_the_plant_did_not_tick_is_settled_and_then_the_batch_closes(office: Office) -> None:
    sent(office)
    office.watch.at("2025-03-10 15:00")
    made = office.acted("plant_receipt", *office.second, **RECEIPT | {"ticked": [ALL[0]]})
    assert len(made["unticked"]) == 2
    assert office.states() == ["已销毁", "送销途中", "送销途中"]
    assert office.lines(BATCH) == {"000120": "已办", "000121": "例外", "000122": "例外"}
    assert office.batch(BATCH)["state"] == "送销途中"
    assert [matter for matter, _ in today(office)] == ["送销未回执"]
    again = RECEIPT | {"receipt_no": "示销回0008", "ticked": []}
    assert set(office.refused("plant_receipt", *office.second, **again)) == {"K31"}
    settle = {"batch": BATCH, "copy": ALL[1], "reason": "随车带回，封签已核"}
    assert set(office.refused("settle_line", **settle | {"join": True})) == {"K31"}
    office.acted("settle_line", **settle)
    assert office.batch(BATCH)["state"] == "送销途中"
    office.acted("settle_line", **settle | {"copy": ALL[2]})
    assert office.states() == ["已销毁", "在库", "在库"]
    batch = office.batch(BATCH)
    assert (batch["state"], batch["closed_on"], batch["copies"]) == ("已办结", "2025-03-10", 1)
    assert office.sound()


def test_a_copy_lost_on_the_way_is_not_destroyed_by_a_tick(office: Office) -> None:
    sent(office)
    office.watch.at("2025-03-10 10:00")
    lost = {"copy": ALL[1], "finder": READERS[0], "circumstances": "卸车清点时不见"}
    office.acted("report_missing", **lost)
    office.watch.at("2025-03-10 15:00")
    said = office.refused("plant_receipt", *office.second, **RECEIPT)
    assert said == {"K31": "第000121号现为去向不明，不能勾销。"}
    office.acted("plant_receipt", *office.second, **RECEIPT | {"ticked": [ALL[0], ALL[2]]})
    office.acted("settle_line", batch=BATCH, copy=ALL[1], reason="另案查处")
    assert office.batch(BATCH)["state"] == "已办结"
    assert office.states() == ["已销毁", "去向不明", "已销毁"]
    office.watch.at("2025-03-12 09:00")
    found = {"copy": ALL[1], "place": "2号柜", "cause": "遗在车上，已找回"}
    assert set(office.refused("found_again", **found)) == {"K27"}
    office.acted("found_again", **found, reasons={"K27": "3月10日已按时上报"})
    assert office.states() == ["已销毁", "在库", "已销毁"]
    assert office.sound()


def test_a_broken_seal_is_explained(office: Office) -> None:
    sent(office)
    broken = RECEIPT | {"seals_intact": False}
    assert set(office.refused("plant_receipt", *office.second, **broken)) == {"K16"}
    reasons = {"K16": "封签途中磨损，当面重封"}
    office.acted("plant_receipt", *office.second, **broken, reasons=reasons)
    last = office.desk.rows("journal")[-1]
    assert last["kind"] == "plant_receipt"


# -- in the house ---------------------------------------------------------------------


def test_destroyed_at_the_machine_by_two(office: Office) -> None:
    listed(office, in_house=True)
    assert set(office.refused("bag_destruction", *office.second, **BAG)) == {"K16"}
    office.scan(BATCH, ALL[2], ALL[0], ALL[1])
    assert set(office.refused("destroy_in_house", **IN_HOUSE)) == {"V04"}
    office.acted("destroy_in_house", *office.second, **IN_HOUSE)
    assert office.states() == ["已销毁"] * 3
    batch = office.batch(BATCH)
    assert (batch["state"], batch["opposite"], batch["in_house"]) == ("已办结", "示例一号机", True)
    assert office.sound()


def test_more_than_a_small_amount_in_the_house_needs_a_reason_k16(office: Office) -> None:
    office.watch.at("2025-03-07 09:00")
    office.register("000001-000051")
    listing = {"copies": [copy(f"{n:06d}") for n in range(1, 52)], "reason": "已无保存价值"}
    said = office.refused("list_destruction", **listing, in_house=True)
    assert "超过少量（50份）" in said["K16"]
    office.acted("list_destruction", **listing, in_house=True, reasons={"K16": "设备达标，经批准"})
    assert office.states() == ["待销"] * 51


def test_a_batch_given_up_frees_its_copies_and_keeps_its_number(office: Office) -> None:
    listed(office)
    office.scan(BATCH, ALL[0])
    office.acted("cancel_batch", batch=BATCH, reason="清册有误，重列")
    assert office.states() == ["在库"] * 3
    assert set(office.lines(BATCH).values()) == {"移出"}
    office.acted("list_destruction", copies=[ALL[0]], reason="已无保存价值")
    assert [row["number"] for row in office.desk.rows("batches")] == [BATCH, "销毁〔2025〕002号"]
    assert office.sound()


# -- back to the issuer ---------------------------------------------------------------


def test_what_is_out_is_an_exception_until_it_is_settled(office: Office) -> None:
    recalled(office)
    assert office.states() == ["待清退", "借出", "传阅中"]
    assert office.lines(CALL) == {"000120": "在列", "000121": "例外", "000122": "例外"}
    office.acted("approve_batch", batch=CALL, approved_by=LEADER)
    office.scan(CALL, ALL[0])
    said = office.refused("hand_over_clearing", **HAND_OVER)
    assert said == {
        "K16": "清退、销毁、归档须先清点、登记、审批：例外2份尚未处理（第000121号、第000122号）。"
    }
    join = {"batch": CALL, "copy": ALL[1], "join": True, "reason": "已收回"}
    assert set(office.refused("settle_line", **join)) == {"K31"}
    office.acted("give_back", copy=ALL[1], pages=8)
    office.acted("settle_line", **join)
    retain = {"batch": CALL, "copy": ALL[2], "retain": True, "reason": "承办未完"}
    assert set(office.refused("settle_line", **retain)) == {"V01"}
    assert set(office.refused("settle_line", **retain, approved_by="示例李")) == {"K32"}
    office.acted("settle_line", **retain, approved_by=LEADER)
    office.scan(CALL, ALL[1])
    office.acted("hand_over_clearing", **HAND_OVER)
    assert office.states() == ["已清退", "已清退", "传阅中"]
    assert office.copies()["000122"]["retained"] is True
    assert office.lines(CALL) == {"000120": "已办", "000121": "已办", "000122": "移出"}
    assert office.batch(CALL)["copies"] == 2
    assert office.sound()


def test_an_exception_is_taken_out_and_stays_where_it_is(office: Office) -> None:
    recalled(office)
    office.acted("settle_line", batch=CALL, copy=ALL[1], reason="另行清退")
    assert office.states() == ["待清退", "借出", "传阅中"]
    office.acted("settle_line", batch=CALL, copy=ALL[0], reason="另行清退")
    assert office.states() == ["在库", "借出", "传阅中"]
    assert set(office.refused("settle_line", batch=CALL, copy=ALL[0], reason="再来")) == {"V00"}


def test_what_is_called_back_from_us_but_is_not_ours_is_kept_on_the_list(office: Office) -> None:
    office.register(must_return=True)
    called = ["示办发〔2025〕99号｜｜000001｜1", f"{NUMBER}｜｜000120-000122｜3"]
    call = {"issuer": ISSUER, "notice": "示例通知3号", "called": called}
    office.acted("list_clearing", copies=list(ALL), **call)
    assert office.batch(CALL)["copies"] == 3
    first, second = office.desk.rows("recall")
    assert (first["wanted"], first["at_hand"], first["lacking"]) == (1, 0, 1)
    assert first["remark"] == "000001台账无此份"
    assert (second["wanted"], second["at_hand"], second["lacking"]) == (3, 3, 3)
    assert office.sound()


def test_a_hold_keeps_a_copy_out_of_every_ending_k37(office: Office) -> None:
    office.register()
    office.acted("stop_disposal", copies=[ALL[0]], why="示例检查组要求保留")
    listing = {"copies": list(ALL), "reason": "已无保存价值"}
    said = office.refused("list_destruction", **listing)
    assert said == {"K37": "第000120号已被要求停止处置（示例检查组要求保留），不能销毁。"}
    made = office.acted("list_clearing", issuer=ISSUER, notice="示例通知", copies=list(ALL))
    assert made["why_apart"] == ["停止处置：示例检查组要求保留"]
    join = {"batch": CALL, "copy": ALL[0], "join": True, "reason": "列入"}
    assert set(office.refused("settle_line", **join)) == {"K31"}
    office.acted("stop_disposal", copies=[ALL[0]], why="检查结束", lift=True)
    office.acted("settle_line", **join)
    # Set while a batch is about to go, it stops that one too.
    office.acted("approve_batch", batch=CALL, approved_by=LEADER)
    office.scan(CALL, *ALL)
    office.acted("stop_disposal", copies=[ALL[1]], why="另有要求")
    assert set(office.refused("hand_over_clearing", **HAND_OVER)) == {"K37"}


# -- forgotten, and written down later --------------------------------------------------


def test_a_forgotten_round_is_noted_and_moves_nothing(office: Office) -> None:
    office.watch.at("2025-03-04 09:00")
    office.register(scope=list(READERS))
    office.watch.at("2025-03-14 09:00")
    before = office.copies()["000120"]
    late = {"copy": ALL[0], "to": READERS[0], "on": "2025-03-06", "back_on": "2025-03-07"}
    late |= {"reason": "当日未登记"}
    assert set(office.refused("late_round", **late)) == {"V09"}
    late |= {"reasons": {"V09": "经手人外出"}}
    early = late | {"on": "2025-03-03"}
    assert set(office.refused("late_round", **early)) == {"K35"}
    office.acted("late_round", **late)
    assert office.copies()["000120"] == before
    (hop,) = office.desk.rows("hops")
    assert (hop["out_on"], hop["back_on"], hop["open"]) == ("2025-03-06", "2025-03-07", False)
    assert [row["person"] for row in office.desk.rows("knowledge")] == [READERS[0]]
    overlapping = late | {"to": READERS[1], "back_on": "2025-03-10"}
    assert set(office.refused("late_round", **overlapping)) == {"K35"}


@pytest.mark.parametrize("kind", ["destroy", "sell", "give_away", "keep_privately"])
def test_there_is_no_act_for_a_violation_k18(office: Office, kind: str) -> None:
    assert office.act(kind, copies=list(ALL)).code == 2


def test_a_batch_is_named_by_its_number_or_refused(office: Office) -> None:
    listed(office, approved=False)
    assert set(
        told(office.act("approve_batch", batch="销毁〔2025〕099号", approved_by=LEADER))
    ) == {"V00"}


# -- before a list is made, and after everything has ended ------------------------------------


def test_what_must_not_be_listed_is_told_with_its_reason_before_the_list(office: Office) -> None:
    office.register(scope=list(READERS))
    assert office.desk.rows("kept_back") == []
    office.acted("stop_disposal", copies=[ALL[0]], why="示例检查组要求保留")
    office.acted("lend", copy=ALL[1], to=READERS[0], approved_by=LEADER)
    held, lent = office.desk.rows("kept_back")
    assert held["why"] == "停止处置：示例检查组要求保留"
    assert lent["why"] == "现为借出，先收回"
    office.acted("stop_disposal", copies=[ALL[0]], why="检查结束", lift=True)
    office.acted("give_back", copy=ALL[1], pages=8)
    assert office.desk.rows("kept_back") == []


def test_what_is_destroyed_stays_so_but_for_two_persons(office: Office) -> None:
    listed(office, in_house=True)
    office.scan(BATCH, *ALL)
    office.acted("destroy_in_house", *office.second, **IN_HOUSE)
    row = office.copies()["000120"]
    assert (row["state"], row["closing_ref"]) == ("已销毁", BATCH)
    entry = office.desk.rows("journal")[-1]["seq"]
    assert "V07" in told(office.act("reverse", entry=entry, reason="误销"))
    back = {"copy": ALL[0], "place": PLACE, "reason": "误销", "evidence": "核对记录1号"}
    assert set(told(office.act("reopen", **back))) == {"V04"}
    assert office.states() == ["已销毁"] * 3
    office.acted("reopen", *office.second, **back)
    assert office.states() == ["在库", "已销毁", "已销毁"]


def test_what_is_filed_stands_in_its_catalogue_and_is_refused_elsewhere_k31(
    office: Office, tmp_path: Path
) -> None:
    office.register()
    given = {"list_no": "示档2025-01", "archivist": "示例档案员"}
    office.acted("archive", copies=list(ALL[:2]), volume="第3卷", **given)
    rows = office.desk.rows("filed")
    assert [row["closing_ref"] for row in rows] == ["归档示档2025-01 第3卷"] * 2
    wanted = ["--select", "closing_ref=归档示档2025-01 第3卷"]
    assert office.desk.run("print", "Z14", *wanted, "-o", tmp_path / "Z14.pdf").code == 0
    said = office.refused("list_destruction", copies=[ALL[0]], reason="清理")
    assert said == {"K31": "第000120号现为已归档，不能列入销毁。"}
