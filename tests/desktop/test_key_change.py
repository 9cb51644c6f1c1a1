"""换钥 from the window: locked first, two persons, the new recovery key once, then the password."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.values import Role
from desktop.app import Desk
from desktop.dialogs.key_change import KeyChange
from desktop.dialogs.recovery_step import RecoveryStep
from desktop.dialogs.unlock import Unlock
from desktop.pages.system_page import SystemPage
from desktop.tasks import InlineWorker
from desktop.window import MainWindow
from tests.book import OFFICER, PASSWORD, WANG, WITNESS, WITNESS_PASSWORD, journal
from tests.desktop.starting import Start, started, typed

OTHER = "另一人的口令第一二"


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Start:
    return started(tmp_path, qtbot, qapp)


def filled(start: Start) -> KeyChange:
    """Return the dialog with everything in it but what a test changes."""
    start.book.reopen()
    start.book.account("示例王", WANG, Role.LEADER, password=OTHER)
    start.book.close()
    dialog = KeyChange(start.look, start.door, InlineWorker(), start.book.folder)
    start.qtbot.addWidget(dialog)
    dialog.show()
    asked = dialog.asked
    asked.account.setCurrentText(OFFICER)
    asked.password.setText(PASSWORD)
    asked.reason.setText("因故移除账户")
    asked.second.setText(WITNESS)
    asked.secret.setText(WITNESS_PASSWORD)
    return dialog


def prove(step: RecoveryStep) -> None:
    for field, group in zip(step.typed, step._key.groups[-2:], strict=True):
        field.setText(group)


def test_new_keys_are_shown_once_and_proven_by_hand(start: Start) -> None:
    dialog = filled(start)
    assert list(dialog.asked.others) == ["示例王"]
    dialog.go.click()
    step = dialog.step
    assert isinstance(step, RecoveryStep)
    assert not dialog.asked.password.text()
    dialog.reject()
    assert "不会再显示" in dialog.notice.words
    assert dialog.isVisible()
    prove(step)
    with start.qtbot.waitSignal(dialog.ready) as done:
        dialog.go.click()
    assert done.args == [start.book.folder]
    unlocking, arrived = start.dialog()
    unlocking.account.setCurrentText(OFFICER)
    typed(unlocking, PASSWORD)
    (vault,) = arrived
    assert any(row.sentence == "换钥：因故移除账户" for row in journal(vault))
    vault.lock()


def test_who_is_here_keeps_his_password_and_who_is_not_gets_a_first_one(start: Start) -> None:
    dialog = filled(start)
    dialog.asked.others["示例王"].setText(OTHER)
    dialog.go.click()
    unlocking, arrived = start.dialog()
    unlocking.account.setCurrentText("示例王")
    typed(unlocking, OTHER)
    assert arrived, unlocking.notice.words
    arrived[0].lock()


def test_a_wrong_password_of_the_second_changes_nothing(start: Start) -> None:
    dialog = filled(start)
    dialog.asked.secret.setText("不是他的口令")
    before = (start.book.folder / "keyring").read_bytes()
    dialog.go.click()
    assert dialog.step is dialog.asked
    assert "没有换" in dialog.notice.words
    assert (start.book.folder / "keyring").read_bytes() == before


def test_nobody_is_his_own_second(start: Start) -> None:
    dialog = filled(start)
    dialog.asked.second.setText(OFFICER)
    assert dialog.lack.text() == "第二人须是另一个人。"
    assert not dialog.go.isEnabled()


def test_the_window_is_locked_first_and_the_password_is_asked_for_after(
    start: Start, qapp: QApplication
) -> None:
    desk = Desk(qapp, start.look, start.door, lambda _: InlineWorker())
    desk.start(start.book.folder, PASSWORD)
    window = desk.shown
    assert isinstance(window, MainWindow)
    system = window.page("system")
    assert isinstance(system, SystemPage)
    system.keys.go.click()
    dialog = desk.shown
    assert isinstance(dialog, KeyChange)
    assert desk.session is None, "nobody has the ledger open"
    dialog.reject()
    assert isinstance(desk.shown, Unlock)
    desk.shown.reject()
