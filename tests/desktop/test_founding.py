"""A new ledger in the window: nothing is made before it may be, and the key is proven by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.values import Level, Role
from db.vault import Vault
from desktop import printers
from desktop.dialogs.founding_steps import strength
from desktop.dialogs.founding_wizard import FoundingWizard
from desktop.dialogs.recovery_step import RecoveryStep
from desktop.door import Door
from desktop.print_order import Printer, PrintOrder
from desktop.tasks import InlineWorker
from tests.book import PASSWORD, TINY, Clock, unlocked
from tests.desktop.starting import looks
from tests.printing.reading import texts


@pytest.fixture
def wizard(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> FoundingWizard:
    door = Door(now=Clock(), state=tmp_path / "state", cost=TINY)
    made = FoundingWizard(looks(qapp), door, InlineWorker(), tmp_path / "专册台账")
    qtbot.addWidget(made)
    made.show()
    return made


def to_the_accounts(wizard: FoundingWizard) -> None:
    wizard.unit.unit.setText("示例市委办公室")
    wizard.on.click()
    wizard.ceiling.choose(Level.CONFIDENTIAL)
    wizard.ceiling.approved.setChecked(True)
    wizard.on.click()
    wizard.accounts.officer.setText("示例李")
    wizard.accounts.password.setText(PASSWORD)
    wizard.accounts.repeat.setText(PASSWORD)


def copied_by_hand(step: RecoveryStep) -> None:
    for field, group in zip(step.typed, step._key.groups[-2:], strict=True):
        field.setText(group.lower())


def test_each_step_says_what_it_lacks_and_does_not_go_on(wizard: FoundingWizard) -> None:
    assert "单位名称" in wizard.lack.text()
    assert not wizard.on.isEnabled()
    to_the_accounts(wizard)
    assert wizard.step is wizard.accounts
    wizard.accounts.repeat.setText("别的")
    assert "不一样" in wizard.lack.text()
    wizard.accounts.password.setText("短")
    assert "至少 8 个字符" in wizard.lack.text()


def test_another_level_asks_for_the_approval_again(wizard: FoundingWizard) -> None:
    to_the_accounts(wizard)
    wizard.back.click()
    wizard.ceiling.choose(Level.TOP_SECRET)
    assert not wizard.ceiling.approved.isChecked()
    assert not wizard.on.isEnabled()


def test_a_small_unit_is_told_what_it_does_without(wizard: FoundingWizard) -> None:
    to_the_accounts(wizard)
    assert "没有安全审计员" in wizard.accounts.lost.words


def test_the_ledger_is_handed_on_when_the_key_was_copied(
    wizard: FoundingWizard, tmp_path: Path
) -> None:
    got: list[Vault] = []
    wizard.founded.connect(got.append)
    to_the_accounts(wizard)
    wizard.on.click()
    step = wizard.step
    assert isinstance(step, RecoveryStep)
    assert not wizard.on.isEnabled()
    step.typed[0].setText("AAAAA")
    step.typed[1].setText(step._key.groups[-1])
    assert "第 7 组写错" in step.verdict.words
    copied_by_hand(step)
    assert "抄对了" in step.verdict.words
    wizard.on.click()
    (vault,) = got
    vault.lock()
    again = unlocked(tmp_path / "专册台账", tmp_path / "state", Clock())
    assert Role.SYS_ADMIN in again.operator.roles
    again.lock()


def test_three_administrators_get_first_passwords_that_open(
    wizard: FoundingWizard, tmp_path: Path
) -> None:
    to_the_accounts(wizard)
    wizard.accounts.choose(small=False)
    assert "三员" in wizard.lack.text()
    names = ("赵一", "赵二", "示例李")
    for field, name in zip(wizard.accounts.names.values(), names, strict=True):
        field.setText(name)
    assert "不同的人" in wizard.lack.text()
    wizard.accounts.names[Role.AUDIT_ADMIN].setText("赵三")
    wizard.on.click()
    step = wizard.step
    assert isinstance(step, RecoveryStep)
    assert wizard._vault is not None
    wizard.reject()
    assert "不会再显示" in wizard.notice.words
    wizard.reject()
    assert not wizard.isVisible()
    assert (tmp_path / "专册台账" / "ledger.db").exists()
    unlocked(tmp_path / "专册台账", tmp_path / "state", Clock()).lock()


def test_a_folder_with_something_in_it_is_not_taken(wizard: FoundingWizard, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").touch()
    wizard.unit.unit.setText("示例单位")
    wizard.unit.folder.setText(str(tmp_path / "taken"))
    assert "不是空的" in wizard.lack.text()
    wizard.unit._chosen(str(tmp_path / "taken"))
    assert wizard.unit.folder.text().endswith("专册台账")


def test_what_the_book_refuses_is_said_and_nothing_is_left(
    wizard: FoundingWizard, tmp_path: Path
) -> None:
    to_the_accounts(wizard)
    blocked = tmp_path / "file"
    blocked.touch()
    wizard.unit.folder.setText(str(blocked / "专册台账"))
    wizard.on.click()
    assert wizard.notice.words.startswith("没有建成")
    assert wizard.step is wizard.accounts


def test_the_first_groups_go_to_the_printer_and_the_last_do_not(
    wizard: FoundingWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[bytes, PrintOrder, str]] = []
    monkeypatch.setattr(printers, "printers", lambda: [Printer("激光机", usual=True)])
    monkeypatch.setattr(printers, "send", lambda *given: sent.append(given))
    to_the_accounts(wizard)
    wizard.on.click()
    step = wizard.step
    assert isinstance(step, RecoveryStep)
    step.paper.go.click()
    ((pdf, order, title),) = sent
    (page,) = texts(pdf)
    assert (order.printer, title) == ("激光机", "恢复密钥单")
    assert step._key.groups[0] in page
    assert step._key.groups[-1] not in page
    assert "当面取走" in step.paper.notice.words
    wizard.reject()
    wizard.reject()


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "至少 8"),
        ("abc", "还差 5"),
        ("aaaaaaaaaaaa", "不能只是几个字符的重复"),
        ("abcdefghij", "会更好"),
        ("abcDEF123!", "合适"),
        ("correct horse battery", "合适"),
    ],
)
def test_a_password_is_judged_in_words(password: str, says: str) -> None:
    assert says in strength(password)
