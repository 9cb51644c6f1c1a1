"""The whole acceptance story through the real windows: keyboard, mouse, barcode reader, paper.

A packet is called, collected, opened, registered; its copies circulate, are kept too long and
copied; a 绝密 one comes.  Later, in the other half of it, they are counted, missed, called back and
destroyed.  Nothing is recorded but through a form that an officer could fill.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.values import State
from desktop import settings
from desktop.app import Desk
from desktop.tasks import InlineWorker
from tests.book import new_book
from tests.desktop.printing_desk import fake_printing
from tests.desktop.starting import Start, looks
from tests.journeys.later_in_the_story import (
    step_8_one_is_missed_at_the_stocktake_and_found,
    step_9_a_keeper_is_transferred,
    step_10_the_issuer_calls_them_back,
    step_11_what_must_go_back_is_not_destroyed_here,
    step_12_the_year_book,
)
from tests.journeys.office_of_the_story import (
    ISSUER,
    LEADER,
    NUMBER,
    PLACE,
    READERS,
    THIRD,
    TITLE,
    Story,
    before_the_story,
)


@pytest.fixture
def story(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Story]:
    monkeypatch.setenv(settings.STATE_VARIABLE, str(tmp_path / "state"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    fake_printing(tmp_path / "bin")
    book = new_book(tmp_path)
    before_the_story(book)
    book.close()
    start = Start(book, looks(qapp), qtbot)
    desk = Desk(qapp, start.look, start.door, lambda _: InlineWorker())
    yield Story(start, desk, qtbot)
    desk.lock()
    if desk.shown is not None:
        desk.shown.close()
    qapp.removeEventFilter(desk._watch)


def steps_1_and_2_the_packets_are_called_and_collected(story: Story) -> None:
    officer = story.officer
    story.at("03-04 09:30")
    officer.go("收文", "机要件")
    called = {"sender": "示例机要局", "caller": "示例员"}
    for number, more in (("0012", {"urgency": "特急", "told_at": "0925"}), ("0013", {})):
        officer.click(officer.button("来电登记"))
        officer.fill(**called, packet_no=number, **more, at="0910")
        officer.record()
    found = {row.number: (row.urgency, row.announced_at, row.told_at) for row in officer.rows()}
    assert found == {"0012": ("特急", "09:10", "09:25"), "0013": ("", "09:10", "")}
    (page,) = officer.paper("F02")
    assert "0012" in page
    assert "0013" in page
    officer.leave()
    story.at("03-04 10:40")
    officer.go("收文", "机要件")
    two = {"vehicle": "示A0001", "counter": "示例员", "seal_intact": "√", "at": "1040"}
    officer.choose(number="0012")
    officer.click(officer.button("领取"))
    officer.fill(collectors=READERS[0])
    assert officer.cannot_choose(THIRD) == "没有培训记录、保密承诺书，不是机要收发人员"
    officer.fill(collectors=READERS[1], **two)
    officer.record()
    officer.choose(number="0013")
    officer.click(officer.button("领取"))
    officer.fill(collectors="、".join(READERS[:2]), **two)
    officer.record()
    assert {row.collectors for row in officer.rows()} == {"示例甲、示例乙"}


def step_3_a_packet_is_opened_and_registered(story: Story) -> None:
    officer = story.officer
    story.at("03-04 10:50")
    officer.go("收文", "机要件")
    officer.choose(number="0012")
    officer.click(officer.button("拆封核对"))
    officer.fill(opened_by=READERS[0], seal_intact="√", listed="3", found="3", at="1050")
    officer.record()
    officer.click(officer.button("核对入账"))
    assert officer.refused() == {"K04"}
    officer.leave()
    officer.click(officer.button("登记"))
    assert officer.form.grid.editors["packet_no"].value() == "0012"
    officer.fill(issuer=ISSUER, doc_number=NUMBER, title=TITLE, marking="机密10年")
    officer.fill(copy_nos="120-122", pages="8", issued_on="3.1", counted="√")
    officer.fill(signed_by="示例李", custodian="示例李", place=PLACE)
    officer.fill(must_return="√", recall_due="12.31")
    officer.record()
    officer.choose(number="0012")
    officer.click(officer.button("核对入账"))
    officer.record()
    assert [row.number for row in officer.rows()] == ["0013"]
    officer.go("收文", "收文登记")
    officer.choose(doc_number=NUMBER)
    line = officer.page.chosen()
    assert (line.receipt_no, line.copy_nos, line.copies) == ("机〔2026〕18号", "000120-000122", 3)
    (page,) = officer.paper("F06")
    assert all(said in page for said in ("机〔2026〕18号", NUMBER, TITLE, "机密★10年", "特急"))
    officer.leave()
    officer.go("文件", "按份")
    assert {row.state for row in officer.copies().values()} == {State.IN_STOCK}
    assert {row.place for row in officer.copies().values()} == {PLACE}


def step_4_it_circulates_from_hand_to_hand_through_the_custodian(story: Story) -> None:
    officer = story.officer
    story.at("03-04 14:00")
    officer.go("文件", "按件")
    officer.choose(doc_number=NUMBER)
    officer.click(officer.button("知悉范围"))
    officer.fill(persons="、".join(READERS), approved_by=LEADER)
    officer.record()
    officer.go("文件", "按份")
    officer.choose(copy_no="000120")
    officer.click(officer.button("送阅"))
    officer.fill(to=THIRD)
    assert officer.refused() == {"K10"}
    officer.retype("to", READERS[0])
    officer.fill(at="1400")
    officer.record()
    story.at("03-04 15:00")
    officer.go("文件", "按份")
    officer.choose(copy_no="000120")
    assert not officer.button("送阅").isEnabled()
    assert "不得横传" in officer.button("送阅").toolTip()
    officer.go("传阅借阅", "传阅")
    officer.choose(copy_no="000120")
    officer.click(officer.head("送阅"))
    officer.fill(to=READERS[1], at="1500")
    assert officer.refused() == {"K13"}
    officer.give_up()
    story.at("03-04 15:10")
    officer.go("传阅借阅", "传阅")
    officer.choose(copy_no="000120")
    officer.click(officer.head("阅退"))
    officer.fill(pages="8", at="1510")
    officer.record()
    for number, reader in enumerate(READERS[1:]):
        story.at(f"03-0{5 + number} 09:00")
        officer.go("文件", "按份")
        officer.choose(copy_no="000120")
        officer.click(officer.button("送阅"))
        officer.fill(to=reader)
        officer.record()
        story.at(f"03-0{5 + number} 16:00")
        officer.go("文件", "按份")
        officer.choose(copy_no="000120")
        officer.click(officer.button("阅退"))
        officer.record()
    officer.go("文件", "知悉")
    knew = {(row.person, row.how, row.doc_number) for row in officer.rows()}
    assert knew == {(reader, "传阅", NUMBER) for reader in READERS}
    officer.choose(person=READERS[4])
    (page,) = officer.paper("F08")
    assert all(reader in page for reader in READERS)
    officer.leave()
    officer.go("传阅借阅", "传阅")
    officer.chip("全部")
    officer.choose(reader=READERS[0])
    (page,) = officer.paper("F07")
    assert all(reader in page for reader in READERS)
    assert "14:00" in page
    assert "15:10" in page
    officer.leave()


def step_5_a_department_keeps_a_copy_too_long(story: Story, printed: Path) -> None:
    officer = story.officer
    story.at("03-09 10:00")
    officer.go("文件", "按份")
    officer.choose(copy_no="000121")
    officer.click(officer.button("承办留用"))
    officer.fill(to=READERS[2], instructed_by=LEADER, due="3.20", cabinet="示例一处3号柜")
    officer.record()
    row = officer.copies()["000121"]
    assert (row.state, row.holder, row.due) == (State.HELD, READERS[2], date(2026, 3, 20))
    officer.click(officer.offered("打印 F09"))
    (page,) = officer.pages()
    assert all(said in page for said in (READERS[2], "000121", "2026年3月20日", "存示例一处3号柜"))
    officer.leave()
    story.at("03-20 09:00")
    officer.go("传阅借阅", "催还")
    assert officer.rows() == []
    story.at("03-21 09:00")
    officer.go("传阅借阅", "催还")
    (late,) = officer.rows()
    assert (late.copy_no, late.holder, late.due) == ("000121", READERS[2], date(2026, 3, 20))
    (page,) = officer.paper()
    assert "涉密文件催还单" in page
    assert READERS[2] in page
    officer.click(officer.button("打印"))
    assert printed.read_bytes().startswith(b"%PDF")
    officer.leave()
    officer.choose(copy_no="000121")
    officer.click(officer.head("催还"))
    officer.fill(told=READERS[2])
    officer.record()
    officer.choose(copy_no="000121")
    officer.click(officer.button("续借"))
    officer.fill(due="3.31", approved_by=LEADER)
    officer.record()
    assert officer.rows() == []
    officer.go("传阅借阅", "借阅")
    (loan,) = officer.rows()
    assert (loan.due, loan.extensions) == (date(2026, 3, 31), 1)


def step_6_two_reproductions_are_accountable_items(story: Story) -> None:
    officer = story.officer
    officer.go("文件", "按份")
    officer.choose(copy_no="000122")
    officer.click(officer.button("复制"))
    officer.fill(count="2", purpose="两处室用", approved_by=LEADER, machine="示复1")
    officer.record()
    assert set(officer.copies()) == {
        *("000120", "000121", "000122", "000122-F01", "000122-F02"),
    }
    officer.go("传阅借阅", "复制")
    officer.choose(original="000122")
    (page,) = officer.paper("F10")
    assert all(said in page for said in ("000122-F01", LEADER, "示复1", "两处室用"))
    officer.leave()


def step_7_top_secret_stays_in_the_reading_room(story: Story) -> None:
    officer = story.officer
    officer.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    officer.fill(issuer=ISSUER, doc_number="示密〔2026〕1号", title="关于示例要事的通知")
    officer.fill(marking="绝密30年", copy_nos="7", pages="4", counted="√", signed_by="示例李")
    officer.fill(custodian="示例李", place=PLACE, scope=READERS[0])
    officer.press(Qt.Key.Key_F8)
    officer.fill(also_signed=READERS[0])
    officer.record()
    officer.go("文件", "按份")
    officer.choose(copy_no="000007")
    officer.click(officer.button("借出"))
    officer.fill(to=READERS[0], approved_by=LEADER, due="3.25")
    assert "K06" in officer.refused()
    officer.give_up()
    officer.click(officer.button("借出"))
    officer.fill(to=READERS[0], approved_by=LEADER, read_in="√")
    officer.press(Qt.Key.Key_F8)
    officer.fill(place="阅文室")
    officer.record()
    assert officer.copies()["000007"].due == date(2026, 3, 21)  # the same day
    officer.click(officer.button("归还"))
    officer.record()
    officer.click(officer.button("复制"))
    officer.fill(count="1", purpose="研究", approved_by=LEADER, machine="示复1")
    assert officer.refused() == {"K07"}
    officer.give_up()


def test_the_story_through_the_windows(
    story: Story, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    steps_1_and_2_the_packets_are_called_and_collected(story)
    step_3_a_packet_is_opened_and_registered(story)
    step_4_it_circulates_from_hand_to_hand_through_the_custodian(story)
    step_5_a_department_keeps_a_copy_too_long(story, tmp_path / "bin" / "printed")
    step_6_two_reproductions_are_accountable_items(story)
    step_7_top_secret_stays_in_the_reading_room(story)
    step_8_one_is_missed_at_the_stocktake_and_found(story)
    step_9_a_keeper_is_transferred(story)
    step_11_what_must_go_back_is_not_destroyed_here(story)
    step_10_the_issuer_calls_them_back(story)
    step_12_the_year_book(story)
    record_property("keystrokes", story.officer.strokes)
    record_property("clicks", story.officer.clicks)
    told = f"steps 1 to 12: {story.officer.strokes} keystrokes, {story.officer.clicks} clicks"
    (tmp_path / "keystrokes.txt").write_text(told, "utf-8")
    print(f"\n{told}")
    assert story.officer.strokes < 2000
