"""Bad days: each state of a ledger that will not open has its words, and there are ways back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.values import Role
from db.store import cipher, lock
from db.vault import Vault
from db.views.book import BOOK
from desktop.app import Desk
from desktop.dialogs.first_password import FirstPassword
from desktop.dialogs.recovery_step import RecoveryStep
from desktop.dialogs.recovery_use import RecoveryUse
from desktop.dialogs.restore_backup import RestoreBackup
from desktop.dialogs.rollback import Rollback
from desktop.dialogs.unlock import Unlock
from desktop.dialogs.welcome import Welcome
from desktop.tasks import InlineWorker
from tests.book import (
    OFFICER,
    PASSWORD,
    TINY,
    WITNESS,
    WITNESS_PASSWORD,
    journal,
    master_key,
    new_book,
    unlocked,
)
from tests.desktop.starting import Start, started, typed

NEW = "重设的口令甲乙丙丁"
SECOND, SECOND_PASSWORD = "示例钱", "第二见证五六七八"


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Start:
    return started(tmp_path, qtbot, qapp)


def refused(start: Start, password: str = PASSWORD) -> str:
    """Return what the dialog says when this ledger is tried."""
    dialog, arrived = start.dialog()
    typed(dialog, password)
    assert not arrived
    return dialog.notice.words


# What the dialog says -----------------------------------------------------------


def test_a_ledger_of_a_newer_program_is_left_alone(start: Start) -> None:
    connection = cipher.connect(start.book.folder / "ledger.db", master_key(start.book), write=True)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "更新版本的程序" in refused(start)


def test_the_keyring_of_another_ledger_is_told(start: Start, tmp_path: Path) -> None:
    other = new_book(tmp_path / "other")
    other.close()
    shutil.copy(other.folder / "keyring", start.book.folder / "keyring")
    said = refused(start)
    assert said.startswith("台账有问题")
    assert "口令环" in said


def test_a_keyring_of_before_is_told(start: Start) -> None:
    before = (start.book.folder / "keyring").read_bytes()
    vault = unlocked(start.book.folder, start.book.state, start.book.clock)
    vault.accounts.change_password(NEW, TINY)
    vault.lock()
    (start.book.folder / "keyring").write_bytes(before)
    said = refused(start)
    assert said.startswith("台账有问题")
    assert "口令环" in said


def test_a_ledger_on_a_network_is_not_opened(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/export {start.book.folder.resolve()} nfs4 rw 0 0\n")
    monkeypatch.setattr(lock.refuse_network_folder, "__defaults__", (mounts,))
    dialog, _ = start.dialog()
    assert "网络文件夹" in dialog.notice.words
    assert "移到本机磁盘" in dialog.notice.words
    assert dialog.again.isVisible()
    assert not dialog.go.isVisible()
    monkeypatch.undo()
    dialog.again.click()
    assert dialog.account.currentText() == OFFICER


def test_a_ledger_cut_short_is_told_and_a_backup_is_offered(start: Start) -> None:
    file = start.book.folder / "ledger.db"
    file.write_bytes(file.read_bytes()[:-5000])
    dialog, arrived = start.dialog()
    typed(dialog)
    assert not arrived
    assert dialog.notice.words.startswith("台账有问题")
    assert dialog.from_backup.isVisible()


# The recovery key ---------------------------------------------------------------


def filled(start: Start) -> RecoveryUse:
    """Return the dialog with everything in it but what a test changes."""
    start.book.reopen()
    start.book.witness(SECOND, 5, SECOND_PASSWORD)
    start.book.close()
    dialog = RecoveryUse(start.look, start.door, InlineWorker(), start.book.folder)
    start.qtbot.addWidget(dialog)
    dialog.show()
    asked = dialog.asked
    asked.key.setText(" ".join(start.book.founded.recovery.groups))
    asked.password.setText(NEW)
    asked.repeat.setText(NEW)
    two = ((WITNESS, WITNESS_PASSWORD), (SECOND, SECOND_PASSWORD))
    for (name, password), (who, secret) in zip(asked.witnesses, two, strict=True):
        name.setText(who)
        password.setText(secret)
    return dialog


def prove(step: RecoveryStep, key: tuple[str, ...]) -> None:
    for field, group in zip(step.typed, key[-2:], strict=True):
        field.setText(group)


def test_two_witnesses_bring_the_administrator_back(start: Start) -> None:
    dialog = filled(start)
    assert dialog.asked.account.currentText() == OFFICER
    assert dialog.go.isEnabled()
    dialog.go.click()
    step = dialog.step
    assert isinstance(step, RecoveryStep)
    assert "作废" in dialog.remark.text()
    assert not dialog.asked.key.text()
    assert not dialog.go.isEnabled()
    dialog.reject()
    assert "不会再显示" in dialog.notice.words
    prove(step, step._key.groups)
    with start.qtbot.waitSignal(dialog.ready) as done:
        dialog.go.click()
    assert done.args == [start.book.folder]
    unlocking, arrived = start.dialog()
    typed(unlocking, PASSWORD)
    assert "口令不对" in unlocking.notice.words
    typed(unlocking, NEW)
    (vault,) = arrived
    vault.record(AddDepartment(on=vault.today, name="人事处"))
    vault.lock()


def test_a_wrong_group_is_named_before_anything_is_tried(start: Start) -> None:
    dialog = filled(start)
    groups = list(start.book.founded.recovery.groups)
    groups[2] = groups[2][:-1] + ("0" if groups[2][-1] != "0" else "1")
    dialog.asked.key.setText(" ".join(groups))
    assert "第 3 组写错了" in dialog.lack.text()
    assert not dialog.go.isEnabled()


def test_a_witness_with_a_wrong_password_changes_nothing(start: Start) -> None:
    dialog = filled(start)
    dialog.asked.witnesses[1][1].setText("不是他的口令")
    dialog.go.click()
    assert "口令不对" in dialog.notice.words
    assert dialog.asked.key.text()
    unlocking, arrived = start.dialog()
    typed(unlocking, PASSWORD)
    arrived[0].lock()


# A backup -----------------------------------------------------------------------


def test_a_backup_becomes_a_ledger_again_and_what_came_after_it_is_asked_for(
    start: Start, tmp_path: Path
) -> None:
    backup, folder = tmp_path / "备份.zcb", tmp_path / "恢复的台账"
    vault = unlocked(start.book.folder, start.book.state, start.book.clock)
    vault.back_up(backup)
    vault.record(AddDepartment(on=vault.today, name="后来的处"))
    vault.lock()
    dialog = RestoreBackup(start.look, start.door, InlineWorker(), tmp_path)
    start.qtbot.addWidget(dialog)
    dialog.show()
    assert "请选择备份文件" in dialog.lack.text()
    dialog.asked.file.setText(str(backup))
    assert "流水到第" in dialog.asked.said.words
    assert dialog.asked.folder.text() == str(folder)
    with start.qtbot.waitSignal(dialog.ready) as done:
        dialog.go.click()
    assert done.args == [folder]
    unlocking = Unlock(start.look, start.door, InlineWorker(), folder)
    start.qtbot.addWidget(unlocking)
    arrived: list[object] = []
    unlocking.unlocked.connect(arrived.append)
    typed(unlocking)
    assert isinstance(unlocking.pages.currentWidget(), Rollback)
    unlocking.look_only.click()
    (vault,) = arrived
    assert vault.ask(BOOK).rows
    vault.lock()


def test_a_restored_ledger_is_worked_on_once_two_persons_have_signed(
    start: Start, tmp_path: Path
) -> None:
    backup, folder = tmp_path / "备份.zcb", tmp_path / "恢复的台账"
    vault = unlocked(start.book.folder, start.book.state, start.book.clock)
    vault.back_up(backup)
    vault.lock()
    start.door.restore(backup, folder)
    elsewhere = replace(start.door, state=tmp_path / "other PC")
    unlocking = Unlock(start.look, elsewhere, InlineWorker(), folder)
    start.qtbot.addWidget(unlocking)
    arrived: list[Vault] = []
    unlocking.unlocked.connect(arrived.append)
    typed(unlocking)
    page = unlocking.pages.currentWidget()
    assert isinstance(page, Rollback)
    assert "由备份恢复的台账" in page.found.words
    page.why.setPlainText("换电脑")
    page.second.setCurrentText(WITNESS)
    unlocking.go.click()
    assert not arrived, "nobody signs alone"
    page.password.setText(WITNESS_PASSWORD)
    unlocking.go.click()
    (vault,) = arrived
    told = [row for row in journal(vault) if row.kind == "rolled_back"]
    assert [(row.operator, row.second) for row in told] == [(OFFICER, WITNESS)]
    assert "恢复台账：没有查出缺失，换电脑" in told[0].sentence
    vault.record(AddDepartment(on=vault.today, name="后来的处"))
    vault.lock()


def test_what_is_no_backup_and_a_folder_in_use_are_told(start: Start, tmp_path: Path) -> None:
    dialog = RestoreBackup(start.look, start.door, InlineWorker(), tmp_path)
    start.qtbot.addWidget(dialog)
    nonsense = tmp_path / "照片.zcb"
    nonsense.write_bytes(b"nothing of the kind")
    dialog.asked.file.setText(str(nonsense))
    assert "不是专册的备份文件" in dialog.notice.words
    assert not dialog.go.isEnabled()
    vault = unlocked(start.book.folder, start.book.state, start.book.clock)
    vault.back_up(tmp_path / "备份.zcb")
    vault.lock()
    dialog.asked.file.setText(str(tmp_path / "备份.zcb"))
    dialog.asked.folder.setText(str(start.book.folder))
    dialog.go.click()
    assert "不是空的" in dialog.notice.words


# How one comes there ------------------------------------------------------------


def test_both_ways_begin_at_the_welcome_and_at_the_lock(start: Start, qapp: QApplication) -> None:
    desk = Desk(qapp, start.look, start.door, lambda _: InlineWorker())
    desk.welcome()
    for press, expected in (("lost_key", RecoveryUse), ("from_backup", RestoreBackup)):
        assert isinstance(desk.shown, Welcome)
        getattr(desk.shown, press).click()
        assert isinstance(desk.shown, expected)
        desk.shown.reject()
    for press, expected in (("lost_key", RecoveryUse), ("from_backup", RestoreBackup)):
        desk.unlock(start.book.folder)
        getattr(desk.shown, press).click()
        assert isinstance(desk.shown, expected)
        if isinstance(desk.shown, RecoveryUse):
            assert desk.shown.folder == start.book.folder
            assert desk.shown.asked.account.currentText() == OFFICER
        desk.shown.reject()
    unlocked(start.book.folder, start.book.state, start.book.clock).lock()


def test_what_would_be_refused_as_a_password_is_said_while_it_is_typed(start: Start) -> None:
    dialog = filled(start)
    for weak, says in (
        (f"{OFFICER}20261", "不能是姓名"),
        ("12345678", "不能是连续的数字"),
        ("七个字符还差一", "至少8个字符"),
    ):
        dialog.asked.password.setText(weak)
        dialog.asked.repeat.setText(weak)
        assert says in dialog.lack.text()
        assert not dialog.go.isEnabled()


def test_a_first_password_is_changed_before_work_begins(start: Start) -> None:
    book = start.book
    book.reopen()
    book.vault.accounts.add(
        SECOND, 5, (Role.LEADER,), "首次口令甲乙丙丁", TINY, second=book.second()
    )
    book.close()
    dialog, arrived = start.dialog()
    dialog.account.setCurrentText(SECOND)
    typed(dialog, "首次口令甲乙丙丁")
    page = dialog.pages.currentWidget()
    assert isinstance(page, FirstPassword)
    assert not arrived
    page.password.setText(NEW)
    dialog.go.click()
    assert "不一样" in page.notice.words
    page.password.setText("首次口令甲乙丙丁")
    page.repeat.setText("首次口令甲乙丙丁")
    dialog.go.click()
    assert "不能沿用" in page.notice.words
    page.password.setText(NEW)
    page.repeat.setText(NEW)
    dialog.go.click()
    (vault,) = arrived
    assert not vault.accounts.on_first_password
    vault.lock()
    again, entered = start.dialog()
    again.account.setCurrentText(SECOND)
    typed(again, NEW)
    entered[0].lock()
