"""Pictures of the entrance on bad days: a small ledger is made and put into each state."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from db.ledger.acts.setup.add_department import AddDepartment
from db.vault import Cost, Plan
from db.views.matters import AUDITOR
from desktop.dialogs.founding_steps import ADMINISTRATORS
from desktop.dialogs.founding_wizard import FoundingWizard
from desktop.dialogs.key_change import KeyChange
from desktop.dialogs.own_password import OwnPassword
from desktop.dialogs.recovery_use import RecoveryUse
from desktop.dialogs.restore_backup import RestoreBackup
from desktop.dialogs.unlock import Unlock
from desktop.door import Door
from desktop.look import Look
from desktop.pages.oversight import OVERSIGHT
from desktop.pages.second_turn import BEGINS
from desktop.session import Session
from desktop.tasks import InlineWorker
from desktop.window import MainWindow

SCREEN = (1366, 768)
_UNIT, _OFFICER, _PASSWORD = "示例市委办公室", "示例周宁", "示例的口令甲乙丙丁"
_PEOPLE = ("示例甲", "示例乙", "示例丙")
_CHEAP = Cost(1, 64, 1)
_WRONG = "不是这个口令"


def bad_days(look: Look, door: Door, home: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield the dialogs in every state that a ledger or a clock can put them into."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    cheap = replace(door, state=home / "state", cost=_CHEAP)
    folder, backup = home / "示例台账", home / "示例备份.zcb"
    vault, _ = cheap.found(folder, Plan(_UNIT, _OFFICER, _PASSWORD))
    vault.back_up(backup)
    vault.lock()
    yield from _founding(look, cheap, home / "专册台账")
    yield from _passwords(look, cheap, folder)
    yield from _first_password(look, cheap, home / "三员分立")
    later = replace(cheap, now=lambda: door.now() + timedelta(days=60))
    doubtful = _tried(look, later, folder, _PASSWORD)
    yield "unlock-clock", doubtful
    doubtful.reject()
    yield "recovery", RecoveryUse(look, cheap, InlineWorker(), folder)
    yield "keys", KeyChange(look, cheap, InlineWorker(), folder)
    counting = OwnPassword(look, "点第二遍", BEGINS, lambda *_: None)
    counting.offer(("示例孙岚", "示例周宁"))
    yield "second-count", counting
    restoring = RestoreBackup(look, cheap, InlineWorker(), home)
    restoring.asked.file.setText(str(backup))
    yield "restore", restoring
    _roll_back(cheap, folder)
    rolled_back = _tried(look, cheap, folder, _PASSWORD)
    yield "unlock-rolled-back", rolled_back
    rolled_back.reject()
    file = folder / "ledger.db"
    file.write_bytes(file.read_bytes()[:-8000])
    yield "unlock-damaged", _tried(look, cheap, folder, _PASSWORD)


def _founding(look: Look, door: Door, folder: Path) -> Iterator[tuple[str, QWidget]]:
    wizard = FoundingWizard(look, door, InlineWorker(), folder)
    wizard.unit.unit.setText(_UNIT)
    wizard.on.click()
    yield "founding-level", wizard
    wizard.ceiling.approved.setChecked(True)
    wizard.on.click()
    yield "founding-accounts", wizard
    accounts = wizard.accounts
    accounts.officer.setText(_OFFICER)
    for secret in (accounts.password, accounts.repeat):
        secret.setText(_PASSWORD)
    accounts.choose(small=False)
    for field, name in zip(accounts.names.values(), _PEOPLE, strict=True):
        field.setText(name)
    yield "founding-three", wizard
    wizard.on.click()
    yield "founding-key", wizard
    wizard.reject()
    wizard.reject()


def _first_password(look: Look, door: Door, folder: Path) -> Iterator[tuple[str, QWidget]]:
    three = tuple(zip(ADMINISTRATORS, _PEOPLE, strict=True))
    plan = Plan(_UNIT, _OFFICER, _PASSWORD, small=False, administrators=three)
    vault, founded = door.found(folder, plan)
    vault.lock()
    name, first = founded.first_passwords[0]
    dialog = Unlock(look, door, InlineWorker(), folder, first)
    dialog.account.setCurrentText(name)
    dialog.try_now()
    yield "unlock-first-password", dialog
    dialog.reject()
    auditor, first = founded.first_passwords[-1]
    yield from _oversight(look, Session(door.unlock(folder, auditor, first), *_workers()))


def _workers() -> tuple[InlineWorker, InlineWorker]:
    return InlineWorker(), InlineWorker()


def _oversight(look: Look, session: Session) -> Iterator[tuple[str, QWidget]]:
    """The auditor's room: she is somebody else than the officer of the other pictures."""
    window = MainWindow(session, look)
    window.resize(*SCREEN)
    for kind in OVERSIGHT:
        if kind.view.roles == AUDITOR:
            window.open(kind.name)
            yield f"page-{kind.name}", window
    session.lock()


def _passwords(look: Look, door: Door, folder: Path) -> Iterator[tuple[str, QWidget]]:
    other = _tried(look, door, folder, _WRONG)
    yield "unlock-wrong", other
    for _ in range(4):
        other = _tried(look, door, folder, _WRONG)
    yield "unlock-waits", other
    (folder / "failed-logins").unlink(missing_ok=True)


def _tried(look: Look, door: Door, folder: Path, password: str) -> Unlock:
    dialog = Unlock(look, door, InlineWorker(), folder, password)
    dialog.try_now()
    return dialog


def _roll_back(door: Door, folder: Path) -> None:
    before = folder.with_name("before.db")
    shutil.copy(folder / "ledger.db", before)
    vault = door.unlock(folder, None, _PASSWORD)
    vault.record(AddDepartment(on=vault.today, name="示例处"))
    vault.lock()
    shutil.copy(before, folder / "ledger.db")
