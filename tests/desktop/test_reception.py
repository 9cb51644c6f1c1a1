"""迎检 through the real window: drawn, scanned, shown; left by the host's password or by time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.ledger.beliefs.receptions import Ended, Proof
from db.views.receptions import RECEPTION_LOG, RECEPTIONS
from desktop import clock, settings
from desktop.app import Desk
from desktop.dialogs.print_dialog import PrintDialog
from desktop.dialogs.reception_sheet import BeginReceptionSheet
from desktop.dialogs.unlock import Unlock
from desktop.reception_window import ReceptionWindow
from desktop.tasks import InlineWorker
from desktop.window import MainWindow
from tests.book import PASSWORD, WANG, register, unlocked
from tests.desktop.starting import Start, started, typed


@pytest.fixture
def start(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Start:
    monkeypatch.setenv(settings.STATE_VARIABLE, str(tmp_path / "state"))
    made = started(tmp_path, qtbot, qapp)
    monkeypatch.setattr(clock, "now", made.book.clock)
    vault = unlocked(made.book.folder, made.book.state, made.book.clock)
    vault.record(register(vault.today, copy_nos="000101-000130", scope=(WANG,)))
    vault.lock()
    return made


@pytest.fixture
def desk(start: Start, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(qapp, start.look, start.door, lambda _: InlineWorker())
    made.start(start.book.folder)
    assert isinstance(made.shown, Unlock)
    typed(made.shown)
    yield made
    made.lock()
    if made.shown is not None:
        made.shown.close()
    qapp.removeEventFilter(made._watch)


def received(desk: Desk) -> ReceptionWindow:
    """Begin as the host does: the button of the page, name, office."""
    window = desk.shown
    assert isinstance(window, MainWindow)
    window.open("receptions")
    window.act("begin_reception", None)
    (sheet,) = window.findChildren(BeginReceptionSheet)
    assert not sheet.go.isEnabled()
    sheet.inspector.setText("示例查")
    sheet.office.setText("示例保密局")
    sheet.judge()
    sheet.go.click()
    assert isinstance(desk.shown, ReceptionWindow)
    return desk.shown


def ended(start: Start) -> list[Ended]:
    with unlocked(start.book.folder, start.book.state, start.book.clock) as vault:
        return [row.ended for row in vault.ask(RECEPTIONS).rows]


def test_an_inspector_draws_scans_and_is_shown(desk: Desk, qtbot: QtBot) -> None:
    window = received(desk)
    window.card.amount.setValue(5)
    window.card.seed.setText("甲")
    window.card.go.click()
    drawn = [window.proofs.table.item(row, 1).text() for row in range(5)]
    window.card.go.click()
    assert [window.proofs.table.item(row, 1).text() for row in range(5)] == drawn
    assert window.card.list.count() == 2
    qtbot.keyClicks(window.proofs.scan, drawn[2])
    qtbot.keyClick(window.proofs.scan, Qt.Key.Key_Return)
    assert window.proofs.verdict.text() == "第3项 见到"
    qtbot.keyClicks(window.proofs.scan, "Z000777")
    qtbot.keyClick(window.proofs.scan, Qt.Key.Key_Return)
    assert "不在这次抽样中" in window.proofs.verdict.text()
    window.proofs.table.setCurrentCell(0, 0)
    window.proofs._tell(Proof.DIFFERS)
    assert "说明" in window.said.text()  # without a word it is not taken
    window.proofs.table.activated.emit(window.proofs.table.currentIndex())
    assert "示办发〔2026〕7号" in window.chain.story.accessibleDescription()
    window.chain.print_pack()
    (dialog,) = window.findChildren(PrintDialog)
    assert dialog.drawn is not None
    assert dialog.drawn.form.id == "E03"
    assert dialog.choices._save.isHidden()
    dialog.reject()
    log = [row.title for row in desk.session._vault.ask(RECEPTION_LOG).rows]  # type: ignore[union-attr]
    assert log == ["开始迎检", "抽样", "抽样", "核对抽样", "核对抽样", "出示"]


def test_nothing_of_the_desk_is_within_reach(desk: Desk) -> None:
    window = received(desk)
    said = {one.text().split("　")[0] for one in window.findChildren(QPushButton)}
    assert said - {""} == {
        "结束迎检", "抽样", "见到", "不符", "未见", "出示经历", "抽样表", "证据包",
    }  # fmt: skip
    for key in (Qt.Key.Key_N, Qt.Key.Key_B, Qt.Key.Key_R, Qt.Key.Key_K):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert [type(one) for one in shown if isinstance(one, MainWindow)] == []


def test_only_the_hosts_password_leads_back_to_the_desk(desk: Desk, start: Start) -> None:
    window = received(desk)
    window.password.setText("猜一个口令试试")
    window.end()
    assert desk.shown is window
    assert "口令不对" in window.said.text()
    window.password.setText(PASSWORD)
    window.end()
    assert isinstance(desk.shown, MainWindow)
    assert desk._watch._timer.interval() == 15 * 60_000
    desk.lock()
    assert ended(start) == [Ended.HOST]


def test_when_the_time_is_over_it_locks_by_itself(desk: Desk, start: Start) -> None:
    window = received(desk)
    start.book.clock.now += timedelta(minutes=59)
    window.tick()
    assert desk.shown is window
    assert desk._watch._timer.interval() == 60 * 60_000  # walking to the cabinets is not idleness
    start.book.clock.now += timedelta(minutes=2)
    window.tick()
    assert isinstance(desk.shown, Unlock)
    assert ended(start) == [Ended.TIME]
