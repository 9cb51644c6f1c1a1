"""Steps 8 to 12 of the acceptance story through the windows: counted, missed, handed on, gone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from db.ledger.beliefs import Bucket
from db.ledger.values import BatchState, Level, State
from desktop.pages.counting_page import CountingPage
from desktop.pages.handover_page import HandoverPage
from tests.book import OFFICER, PASSWORD, WITNESS, WITNESS_PASSWORD
from tests.journeys.office_of_the_story import (
    ISSUER,
    KEEPER,
    KEEPER_PASSWORD,
    LEADER,
    NUMBER,
    PLACE,
    READERS,
    Story,
)

KEPT = 20
CALLED_BACK = ("000120", "000121", "000122")
CHILDREN = ("000122-F01", "000122-F02")
COUNTED = ("120", "122", "122-F01", "000007")


def step_8_one_is_missed_at_the_stocktake_and_found(story: Story) -> None:
    officer = story.officer
    story.at("03-31 16:00")
    officer.go("传阅借阅", "借阅")
    officer.choose(copy_no="000121")
    officer.click(officer.head("归还"))
    officer.record()
    story.at("06-30 09:00")
    officer.go("盘点", "盘点单")
    officer.click(officer.button("开始盘点"))
    officer.fill(reason="半年盘点", places="1号柜2层")
    officer.record()
    officer.go("盘点", "点数")
    page = officer.page
    assert isinstance(page, CountingPage)
    for code in (*COUNTED, "121"):
        officer.scan(code)
    assert page.box.progress.text() == "应点 6 份，还差 1 份"
    the_top_secret_one_is_counted_again(story, page)
    officer.click(officer.button("收盘"))
    officer.fill(circumstances="逐格找过两遍，没有见到")
    officer.confirm(WITNESS_PASSWORD)
    officer.record()
    found = {row.copy_no: row.bucket for row in officer.rows()}
    assert found.pop("000122-F02") is Bucket.MISSING
    assert set(found.values()) == {Bucket.FOUND}
    (page_1,) = officer.paper("F35")
    assert all(said in page_1 for said in ("盘亏", "000122-F02", "复点"))
    officer.leave()
    officer.go("今日")
    assert {"去向不明待上报", "示例李、示例周", "07-01　还有 1 天"} <= officer.words()
    story.at("06-30 11:00")
    officer.matter("去向不明待上报")
    officer.choose(copy_no="000122-F02")
    officer.more("找回")
    officer.fill(place=PLACE, cause="放错柜，在2号柜见到")
    officer.record()
    officer.go("整改", "事件")
    (incident,) = officer.rows()
    assert (incident.copy_no, incident.closed_on) == ("000122-F02", date(2026, 6, 30))
    (page_1,) = officer.paper("F38")
    assert "放错柜，在2号柜见到" in page_1
    officer.leave()
    officer.go("文件", "按份")
    officer.chip("全部在管")
    assert officer.copies()["000122-F02"].state is State.IN_STOCK


def the_top_secret_one_is_counted_again(story: Story, page: CountingPage) -> None:
    """By the witness, who is shown nothing of what was counted before."""
    officer = story.officer
    officer.click(officer.button("收盘"))
    assert "V33" in officer.refused()
    officer.leave()
    officer.click(page.box.again)
    officer.name_oneself(WITNESS, WITNESS_PASSWORD)
    assert [(row.copy_no, row.bucket) for row in officer.rows()] == [("000007", Bucket.WAITING)]
    officer.scan("000007")
    officer.click(page.box.again)
    officer.name_oneself("", PASSWORD)
    assert len(officer.rows()) == 6


def step_9_a_keeper_is_transferred(story: Story) -> None:
    officer = story.officer
    story.at("08-20 09:00")
    officer.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    officer.fill(issuer=ISSUER, doc_number="示办发〔2026〕31号", title="关于示例保管的通知")
    officer.fill(marking="秘密5年", copy_nos="301-320", pages="6", counted="√")
    officer.fill(signed_by="示例李", custodian=KEEPER, place="2号柜")
    officer.record()
    story.at("09-01 09:00")
    officer.go("交接", "交接")
    officer.click(officer.button("办理交接"))
    officer.fill(leaver=KEEPER, receiver=OFFICER, supervisor=KEEPER, reason="调动")
    assert officer.refused() == {"K25"}, "three signers who are two"
    officer.put_right(supervisor=WITNESS)
    officer.fill(keys="2号柜钥匙1把")
    officer.record()
    officer.go("交接", "清点")
    page = officer.page
    assert isinstance(page, HandoverPage)
    assert len(officer.rows()) == KEPT + 1, "the copies, and the key"
    for number in range(301, 301 + KEPT):
        officer.scan(f"000{number}")
    (key,) = officer.rows()
    assert key.title == "2号柜钥匙1把"
    officer.choose(title=key.title)
    officer.click(page.side.choices.button(2))
    officer.click(page.side.words)
    officer.type("缺备用钥匙1把，限一周补齐")
    officer.enter()
    assert page.side.head.text() == "差异 1"
    custody_passes_before_all_three(story)


def custody_passes_before_all_three(story: Story) -> None:
    officer = story.officer
    story.at("09-01 10:00", KEEPER, KEEPER_PASSWORD)
    officer.go("交接", "清点")
    page = officer.page
    assert isinstance(page, HandoverPage)
    officer.click(page.side.steps["hand_over"])
    officer.confirm(WITNESS_PASSWORD)
    officer.record()
    story.at("09-01 10:30")
    officer.go("交接", "清点")
    page = officer.page
    assert isinstance(page, HandoverPage)
    officer.click(page.side.steps["receive_handover"])
    officer.confirm(WITNESS_PASSWORD, KEEPER_PASSWORD)
    officer.record()
    officer.click(officer.offered("打印 F21"))
    said = "".join(officer.pages())
    assert all(one in said for one in ("缺备用钥匙1把", "三人，见第", KEEPER, WITNESS))
    officer.leave()
    officer.go("文件", "按份")
    assert {row.custodian for row in officer.copies().values()} == {OFFICER}
    story.locked_out(KEEPER, KEEPER_PASSWORD)


def step_11_what_must_go_back_is_not_destroyed_here(story: Story) -> None:
    officer = story.officer
    story.at("11-05 09:00")
    officer.go("文件", "按份")
    officer.choose(copy_no="000121")
    assert not officer.button("销毁").isEnabled()
    assert "K14" in officer.button("销毁").toolTip()
    officer.go("销毁归档")
    officer.click(officer.button("销毁列单"))
    officer.fill(reason="已无保存价值")
    officer.scan("000121")
    assert officer.refused() == {"K14"}
    officer.give_up()
    assert officer.rows() == []
    officer.go("销毁归档", "不得销毁")
    (kept,) = (row for row in officer.rows() if row.copy_no == "000121")
    assert "应清退" in kept.why


def step_10_the_issuer_calls_them_back(story: Story) -> None:
    officer = story.officer
    story.at("12-10 09:00")
    officer.go("今日")
    assert "应清退" in officer.words()
    officer.go("清退", "清退")
    officer.click(officer.button("清退列单"))
    officer.fill(issuer=ISSUER, notice="2026年度文件清退目录")
    for number in CALLED_BACK:
        officer.scan(number)
    officer.record()
    (batch,) = officer.rows()
    assert (batch.number, batch.copies) == ("清退〔2026〕001号", 3)
    officer.go("清退", "清退核对")
    (called,) = officer.rows()
    assert (called.copy_no, called.wanted, called.at_hand) == ("000120-000122", 3, 3)
    assert called.remark == "复制件2份未了结（000122-F01、000122-F02）"
    officer.go("清退", "清退")
    officer.choose(number=batch.number)
    officer.click(officer.head("批准"))
    officer.fill(approved_by=LEADER, approval_no="示批7号")
    officer.record()
    officer.choose(number=batch.number)
    officer.click(officer.head("移交"))
    officer.fill(received_by="示例机要局", receipt_no="示退回0042")
    assert officer.refused() == {"K16"}, "nothing is counted yet"
    assert "2份复制件未了结" in officer.warned()["V13"]
    officer.give_up()
    the_children_are_destroyed(story)
    officer.go("清退", "清退")
    officer.choose(number=batch.number)
    officer.click(officer.head("移交"))
    officer.fill(received_by="示例机要局", receipt_no="示退回0042")
    for number in CALLED_BACK:
        officer.scan(number)
    officer.record()
    (batch,) = officer.rows()
    assert (batch.state, batch.receipt_no) == (BatchState.CLOSED, "示退回0042")
    said = "".join(officer.paper("F18"))
    assert all(one in said for one in (NUMBER, "000120-000122"))
    officer.leave()


def the_children_are_destroyed(story: Story) -> None:
    """Two escorts, two supervisors, the plant's receipt; the second person is the witness."""
    officer = story.officer
    officer.go("销毁归档", "销毁归档")
    officer.click(officer.button("销毁列单"))
    officer.fill(reason="原件清退")
    for number in CHILDREN:
        officer.scan(number)
    officer.record()
    (batch,) = officer.rows()
    assert batch.number == "销毁〔2026〕001号"
    officer.choose(number=batch.number)
    officer.click(officer.head("批准"))
    officer.fill(approved_by=LEADER)
    officer.record()
    officer.choose(number=batch.number)
    officer.click(officer.head("装袋送销"))
    officer.fill(plant="示例销毁中心", seals="封0001", escorts=READERS[0])
    for number in CHILDREN:
        officer.scan(number)
    assert officer.refused() == {"K17"}, "one escort is no escort"
    officer.fill(escorts=READERS[1], vehicle="示A0001")
    officer.confirm(WITNESS_PASSWORD)
    officer.record()
    story.at("12-11 09:00")
    officer.go("销毁归档", "销毁归档")
    officer.choose(number=batch.number)
    officer.click(officer.head("回执"))
    officer.fill(receipt_no="示销0009", seals_intact="√", supervisors="、".join(READERS[:2]))
    officer.fill(seals_seen="封0001", residue_checked="√")
    for number in CHILDREN:
        officer.scan(number)
    officer.confirm(WITNESS_PASSWORD)
    officer.record()
    (batch,) = officer.rows()
    assert (batch.state, batch.receipt_no) == (BatchState.CLOSED, "示销0009")
    said = "".join(officer.paper("F20"))
    assert all(one in said for one in (*CHILDREN, "封0001", "示销0009"))
    officer.leave()


def step_12_the_year_book(story: Story) -> None:
    officer = story.officer
    story.at("12-31 16:00")
    officer.go("簿记", "年度结存")
    row = next(row for row in officer.rows() if row.level is Level.SECRET)
    assert (row.custodian, row.received, row.reproduced) == (OFFICER, 3, 2)
    assert (row.returned, row.destroyed, row.closing, row.broken) == (3, 2, 0, 0)
    (page,) = officer.paper()
    flows = "00030200005030020005000"  # as the columns stand on F40
    assert f"机密{OFFICER}纸介质{flows}" in page
    officer.leave()
    officer.go("文件", "按份")
    assert not set(officer.copies()) & {*CALLED_BACK, *CHILDREN}
