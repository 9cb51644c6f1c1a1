"""试开: what is shown is told, and a page that fails or stays blank is not passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.app import Desk
from desktop.pages.catalogue import REGISTERS
from desktop.pages.today_page import TodayPage
from desktop.tasks import InlineWorker
from desktop.trial import Trial, is_painted
from tests.book import PASSWORD
from tests.desktop.starting import Start, started


@pytest.fixture
def start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, qapp: QApplication
) -> Start:
    monkeypatch.setenv(settings.STATE_VARIABLE, str(tmp_path / "state"))
    return started(tmp_path, qtbot, qapp)


def tried(start: Start, qapp: QApplication, password: str, patience: int) -> tuple[Trial, set[str]]:
    """Return what a trial ended with and what it told, without the figures."""
    desk, told = Desk(qapp, start.look, start.door, lambda _: InlineWorker()), set[str]()
    trial = Trial(desk, lambda line: told.add(line.split()[0].rstrip("0123456789")), patience)
    with start.qtbot.waitSignal(trial.ended, timeout=patience + 30_000):
        desk.start(start.book.folder, password)
    return trial, told


def test_every_page_is_told_and_the_ledger_is_locked(start: Start, qapp: QApplication) -> None:
    trial, told = tried(start, qapp, PASSWORD, 240_000)
    assert trial.sound
    assert trial._desk.session is None
    titles = {kind.title for kind in REGISTERS if kind.name in ("receipts", "copies", "journal")}
    assert told >= {f"{title}：" for title in titles | {"窗口", "今日", "系统"}}


def test_a_page_that_gets_no_answer_is_told(
    start: Start, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = TodayPage.ask
    monkeypatch.setattr(
        TodayPage, "ask", lambda page, *_: (real(page), page.failed.emit(ValueError()))
    )
    trial, told = tried(start, qapp, PASSWORD, 240_000)
    assert not trial.sound
    assert "今日：没有画出来" in told


def test_a_ledger_that_does_not_open_is_told(start: Start, qapp: QApplication) -> None:
    trial, told = tried(start, qapp, "不是这个口令", 300)
    assert not trial.sound
    assert told == {"窗口没有打开，或有一页一直没有答复。"}


def test_a_ground_without_anything_on_it_is_not_painted(qapp: QApplication) -> None:
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    assert not is_painted(image)
    painter = QPainter(image)
    for number in range(40):
        painter.fillRect(number * 20, number * 15, 20, 15, Qt.GlobalColor(number % 14 + 5))
    painter.end()
    assert is_painted(image)
