"""Getting in through the window: every state has its words, and nothing is left open behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.setup.add_department import AddDepartment
from db.views.book import BOOK
from desktop.dialogs.clock_doubt import ClockDoubt
from desktop.dialogs.rollback import Rollback
from desktop.dialogs.unlock import Unlock
from desktop.tasks import InlineWorker
from tests.book import OFFICER, PASSWORD, WITNESS, WITNESS_PASSWORD, unlocked
from tests.desktop.starting import Start, started, typed


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Start:
    return started(tmp_path, qtbot, qapp)


def test_enter_unlocks_and_the_password_does_not_stay(start: Start) -> None:
    dialog, arrived = start.dialog()
    assert dialog.account.currentText() == OFFICER
    start.qtbot.keyClicks(dialog.password, "x")
    dialog.password.clear()
    dialog.password.setText(PASSWORD)
    start.qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    (vault,) = arrived
    assert vault.operator.name == OFFICER
    assert dialog.password.text() == ""
    vault.lock()


def test_a_wrong_password_says_how_many_tries_are_left_then_counts_seconds_down(
    start: Start,
) -> None:
    dialog, arrived = start.dialog()
    typed(dialog, "不是这个口令")
    assert "口令不对" in dialog.notice.words
    assert "再错 4 次" in dialog.notice.words
    for _ in range(4):
        typed(dialog, "不是这个口令")
    assert "请等 30 秒" in dialog.notice.words
    assert not dialog.go.isEnabled()
    typed(dialog)
    assert not arrived
    dialog.waiting.tick.timeout.emit()
    assert "请等 29 秒" in dialog.notice.words
    start.book.clock.forward(seconds=31)
    for _ in range(29):
        dialog.waiting.tick.timeout.emit()
    assert dialog.notice.words == ""
    typed(dialog)
    arrived[0].lock()


def test_a_ledger_in_use_is_not_opened_twice(start: Start) -> None:
    open_elsewhere = unlocked(start.book.folder, start.book.state, start.book.clock)
    dialog, arrived = start.dialog()
    typed(dialog)
    assert "另一个程序使用" in dialog.notice.words
    open_elsewhere.lock()
    typed(dialog)
    arrived[0].lock()


def test_a_damaged_ledger_is_told_and_left_as_it_is(start: Start) -> None:
    file = start.book.folder / "ledger.db"
    before = bytearray(file.read_bytes())
    before[5000:5100] = bytes(100)
    file.write_bytes(before)
    dialog, arrived = start.dialog()
    typed(dialog)
    assert not arrived
    assert dialog.notice.words.startswith("台账有问题")
    assert file.read_bytes() == bytes(before)


def test_a_folder_that_is_no_ledger_can_be_tried_again(start: Start, tmp_path: Path) -> None:
    nothing = tmp_path / "empty"
    nothing.mkdir()
    dialog = Unlock(start.look, start.door, InlineWorker(), nothing)
    start.qtbot.addWidget(dialog)
    dialog.show()
    assert "不是台账文件夹" in dialog.notice.words
    assert dialog.again.isVisible()
    assert not dialog.go.isVisible()


def test_caps_lock_is_noticed_by_what_the_keys_give(start: Start) -> None:
    dialog, _ = start.dialog()
    start.qtbot.keyClick(dialog.password, "A", Qt.KeyboardModifier.NoModifier)
    assert dialog.caps.isVisible()
    start.qtbot.keyClick(dialog.password, "a", Qt.KeyboardModifier.NoModifier)
    assert not dialog.caps.isVisible()


def test_a_doubtful_clock_asks_for_the_day_and_records_it(start: Start) -> None:
    start.book.clock.forward(days=60)
    dialog, arrived = start.dialog()
    typed(dialog)
    page = dialog.pages.currentWidget()
    assert isinstance(page, ClockDoubt)
    page.day.setText("昨天吧")
    page.record()
    assert page.notice.words.startswith("不能")
    page.day.setText("2026.5.3")
    page.record()
    (vault,) = arrived
    assert vault.today.isoformat() == "2026-05-03"
    vault.record(AddDepartment(on=vault.today, name="人事处"))
    vault.lock()


def test_leaving_in_doubt_locks_the_ledger(start: Start) -> None:
    start.book.clock.forward(days=60)
    dialog, arrived = start.dialog()
    typed(dialog)
    with start.qtbot.waitSignal(dialog.left):
        dialog.reject()
    assert not arrived
    unlocked(start.book.folder, start.book.state, start.book.clock).lock()


def test_a_rollback_waits_for_what_happened_and_for_the_second_person(start: Start) -> None:
    start.roll_back()
    dialog, arrived = start.dialog()
    typed(dialog)
    page = dialog.pages.currentWidget()
    assert isinstance(page, Rollback)
    assert "已丢失" in page.found.words
    assert page.second.itemText(0) == WITNESS
    dialog.go.click()
    assert "经过" in page.notice.words
    page.why.setPlainText("换硬盘时误用了旧文件")
    page.password.setText("不是见证人的口令")
    dialog.go.click()
    assert "见证人的口令不对" in page.notice.words
    page.password.setText(WITNESS_PASSWORD)
    dialog.go.click()
    (vault,) = arrived
    assert vault.rollback is None
    vault.record(AddDepartment(on=vault.today, name="综合处"))
    vault.lock()


def test_without_a_witness_one_is_entered_first(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    start = started(tmp_path, qtbot, qapp, witness=False)
    start.roll_back()
    dialog, arrived = start.dialog()
    typed(dialog)
    page = dialog.pages.currentWidget()
    assert isinstance(page, Rollback)
    page.why.setPlainText("误用了旧文件")
    page.name.setText("吴平")
    page.password.setText("见证口令五六七八")
    page.repeat.setText("写错了的口令")
    dialog.go.click()
    assert "不一样" in page.notice.words
    page.repeat.setText("见证口令五六七八")
    dialog.go.click()
    (vault,) = arrived
    assert vault.rollback is None
    vault.lock()


def test_a_ledger_that_was_rolled_back_may_be_looked_at(start: Start) -> None:
    start.roll_back()
    dialog, arrived = start.dialog()
    typed(dialog)
    dialog.look_only.click()
    (vault,) = arrived
    assert vault.ask(BOOK).rows
    assert vault.rollback is not None
    vault.lock()
