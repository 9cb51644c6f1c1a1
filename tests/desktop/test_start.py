"""From the welcome to the lock: which window stands when, and what is left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from desktop import app, settings
from desktop.app import Desk
from desktop.demo import Demo
from desktop.dialogs.founding_wizard import FoundingWizard
from desktop.dialogs.unlock import Unlock
from desktop.dialogs.welcome import Welcome
from desktop.display import has_display
from desktop.furnishing import main_window
from desktop.mishaps import Mishaps
from desktop.tasks import InlineWorker, SerialWorker
from desktop.watch import Watch
from tests.book import PASSWORD, unlocked
from tests.desktop.starting import Start, looks, started, typed

REAL_WINDOW = main_window


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(settings.STATE_VARIABLE, str(tmp_path / "state"))
    monkeypatch.setattr(app, "main_window", lambda *_, **__: QMainWindow())
    return tmp_path / "state"


@pytest.fixture
def start(state: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Start:
    return started(tmp_path, qtbot, qapp)


@pytest.fixture
def desk(start: Start, qapp: QApplication) -> Desk:
    return Desk(qapp, start.look, start.door, lambda _: InlineWorker())


def opened(desk: Desk, start: Start) -> None:
    desk.unlock(start.book.folder)
    assert isinstance(desk.shown, Unlock)
    typed(desk.shown)
    assert isinstance(desk.shown, QMainWindow)


def test_without_a_ledger_the_welcome_stands_and_leads_to_a_new_one(desk: Desk) -> None:
    desk.start()
    assert isinstance(desk.shown, Welcome)
    desk.shown.choices["found"].click()
    assert isinstance(desk.shown, FoundingWizard)
    desk.shown.reject()
    assert isinstance(desk.shown, Welcome)


def test_the_last_ledger_waits_to_be_unlocked(desk: Desk, start: Start) -> None:
    opened(desk, start)
    desk.lock()
    assert settings.preferences().folder == start.book.folder
    desk.start()
    assert isinstance(desk.shown, Unlock)
    assert desk.shown.folder == start.book.folder
    desk.shown.another.click()
    assert isinstance(desk.shown, Welcome)
    assert "last" in desk.shown.choices


def test_locking_hides_everything_and_asks_for_the_password_again(desk: Desk, start: Start) -> None:
    opened(desk, start)
    window = desk.shown
    dialog = QDialog(window)
    dialog.setModal(True)
    field = QLineEdit(dialog)
    dialog.show()
    start.qtbot.keyClick(field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(desk.shown, Unlock)
    assert desk.shown.isVisible()
    assert not dialog.isVisible()
    assert not window.isVisible()
    unlocked(start.book.folder, start.book.state, start.book.clock).lock()


def test_closing_locks_first(desk: Desk, start: Start) -> None:
    opened(desk, start)
    assert desk.session is not None
    with start.qtbot.waitSignal(desk.session.locked):
        desk.shown.close()
    assert desk.session is None
    unlocked(start.book.folder, start.book.state, start.book.clock).lock()


def test_the_vault_stays_on_the_writers_thread(start: Start, qapp: QApplication) -> None:
    desk = Desk(qapp, start.look, start.door, SerialWorker)
    desk.start(start.book.folder, PASSWORD)
    start.qtbot.waitUntil(lambda: isinstance(desk.shown, QMainWindow))
    assert desk.session is not None
    with start.qtbot.waitSignal(desk.session.locked):
        desk.lock()
    start.qtbot.waitUntil(lambda: isinstance(desk.shown, Unlock))
    assert isinstance(desk.shown, Unlock)
    start.qtbot.waitUntil(lambda: desk.shown.account.count() == 1)
    with start.qtbot.waitSignal(desk.shown.left):
        desk.shown.reject()


def test_the_real_window_opens_locks_and_opens_again(
    desk: Desk, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "main_window", REAL_WINDOW)
    for _ in range(2):
        opened(desk, start)
        assert type(desk.shown).__name__ == "MainWindow"
        desk.lock()
        assert isinstance(desk.shown, Unlock)


def test_leaving_while_it_unlocks_leaves_nothing_open(start: Start, qapp: QApplication) -> None:
    worker = SerialWorker("writer")
    dialog = Unlock(start.look, start.door, worker, start.book.folder)
    start.qtbot.addWidget(dialog)
    start.qtbot.waitUntil(lambda: dialog.account.count() == 1)
    with start.qtbot.waitSignal(dialog.left):
        typed(dialog)
        dialog.reject()
    worker.finish()
    unlocked(start.book.folder, start.book.state, start.book.clock).lock()


def test_nobody_there_for_a_while_locks(qtbot: QtBot, qapp: QApplication) -> None:
    watch = Watch(minutes=0.001)
    with qtbot.waitSignal(watch.lock, timeout=2000):
        watch.begin()


def test_a_sign_of_life_begins_the_idle_time_anew(qtbot: QtBot, qapp: QApplication) -> None:
    watch, field = Watch(minutes=60), QLineEdit()
    qtbot.addWidget(field)
    qapp.installEventFilter(watch)
    watch.begin()
    watch._timer.setInterval(1_000_000)
    qtbot.keyClick(field, "a")
    assert watch._timer.remainingTime() > 900_000
    qapp.removeEventFilter(watch)


def test_a_demo_is_made_shown_and_not_remembered(
    desk: Desk, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = Demo(start.book.folder, PASSWORD)
    monkeypatch.setattr(app, "main_window", REAL_WINDOW)
    monkeypatch.setattr(app, "demo_at_hand", lambda state: None)
    monkeypatch.setattr(app, "make_demo", lambda state, progress, now: demo)
    desk.start()
    assert isinstance(desk.shown, Welcome)
    desk.shown.choices["demo"].click()
    assert isinstance(desk.shown, QMainWindow)
    assert "演示" in desk.shown.windowTitle()
    assert settings.preferences().folder is None
    desk.lock()
    assert isinstance(desk.shown, Unlock)
    assert desk.shown.password.text() == PASSWORD


def test_our_mistake_is_told_once_with_its_report_and_no_contents(
    state: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    mishaps = Mishaps(looks(qapp))
    for _ in range(2):
        try:
            raise LookupError("机密的标题")
        except LookupError as error:
            mishaps.caught(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: mishaps.dialog is not None)
    (dialog,) = [w for w in qapp.topLevelWidgets() if w.windowTitle().startswith("程序出错")]
    assert dialog is mishaps.dialog
    (report, *_) = state.glob("report-*.txt")
    assert "机密的标题" not in report.read_text("utf-8")
    mishaps.dialog.accept()
    assert mishaps.dialog is None


def test_preferences_survive_nonsense(state: Path) -> None:
    assert settings.keep(scheme="dark", last_folder="/nowhere").scheme == "dark"
    kept = state / "desk.json"
    assert json.loads(kept.read_text("utf-8"))["scheme"] == "dark"
    assert settings.preferences().folder is None
    for nonsense in ("[]", "{", '{"scheme": "pink", "scale": 9.0, "geometry": 7}'):
        kept.write_text(nonsense, "utf-8")
        assert settings.preferences() == settings.Preferences()


def test_a_display_is_what_the_session_names() -> None:
    assert has_display({"DISPLAY": ":0"}, "linux")
    assert has_display({}, "win32")
    assert not has_display({"DISPLAY": ""}, "linux")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
@pytest.mark.parametrize("way", [[], ["window"]])
def test_without_a_display_it_says_so_and_does_nothing(way: list[str], tmp_path: Path) -> None:
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    env = {name: value for name, value in os.environ.items() if name not in gone}
    env |= {settings.STATE_VARIABLE: str(tmp_path / "state"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *way], env=env, capture_output=True, check=False
    )
    assert done.returncode == 5
    assert "没有显示器" in done.stderr.decode()
    assert not (tmp_path / "state").exists()
