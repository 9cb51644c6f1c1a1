"""Chinese under fcitx: composed, committed, and harmless when the daemon is gone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

if not sys.platform.startswith("linux"):
    pytest.skip("the session bus is Linux's", allow_module_level=True)

from desktop.input_method import Fcitx, says_fcitx
from tests.desktop.pretended_fcitx import BUS, Bus, PretendedFcitx

needs_a_bus = pytest.mark.skipif(BUS is None, reason="no dbus-daemon here")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    made = Bus(tmp_path)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    yield made
    made.stop()


@pytest.fixture
def fields(qtbot: QtBot) -> Iterator[tuple[QLineEdit, QLineEdit]]:
    page = QWidget()
    column = QVBoxLayout(page)
    title, password = QLineEdit(), QLineEdit()
    password.setEchoMode(QLineEdit.EchoMode.Password)
    column.addWidget(title)
    column.addWidget(password)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    title.setFocus()
    yield title, password
    page.hide()


def press(field: QLineEdit, keys: str) -> None:
    none = Qt.KeyboardModifier.NoModifier
    for key in keys:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, none, 30, ord(key), 0, key)
            QApplication.sendEvent(field, event)


@needs_a_bus
def test_what_is_composed_is_shown_and_then_committed(
    qtbot: QtBot, qapp: QApplication, bus: Bus, fields: tuple[QLineEdit, QLineEdit]
) -> None:
    daemon, (title, _) = PretendedFcitx(bus.address), fields
    client = Fcitx(qapp)
    assert client.ready
    press(title, "ni")
    qtbot.waitUntil(lambda: client._composing)
    assert title.text() == ""
    press(title, " ")
    qtbot.waitUntil(lambda: title.text() == "你")
    assert not client._composing
    press(title, "5")
    assert title.text() == "你5"
    assert "SetCursorRect" in daemon.names()
    client.close()
    daemon.stop()


@needs_a_bus
def test_a_password_is_never_told(
    qtbot: QtBot, qapp: QApplication, bus: Bus, fields: tuple[QLineEdit, QLineEdit]
) -> None:
    daemon, (_, password) = PretendedFcitx(bus.address), fields
    client = Fcitx(qapp)
    password.setFocus()
    press(password, "ni")
    assert password.text() == "ni"
    assert "ProcessKeyEvent" not in daemon.names()
    assert "FocusOut" in daemon.names()
    client.close()
    daemon.stop()


@needs_a_bus
def test_a_daemon_that_starts_anew_is_found_again(
    qtbot: QtBot, qapp: QApplication, bus: Bus, fields: tuple[QLineEdit, QLineEdit]
) -> None:
    title, _ = fields
    client = Fcitx(qapp)
    assert not client.ready
    press(title, "a")
    first = PretendedFcitx(bus.address)
    qtbot.waitUntil(lambda: client.ready)
    first.stop()
    qtbot.waitUntil(lambda: not client.ready)
    press(title, "b")
    assert title.text() == "ab"
    second = PretendedFcitx(bus.address)
    qtbot.waitUntil(lambda: client.ready)
    press(title, "ni ")
    qtbot.waitUntil(lambda: title.text() == "ab你")
    client.close()
    second.stop()


@needs_a_bus
def test_a_daemon_that_hangs_costs_one_key_a_moment(
    qtbot: QtBot, qapp: QApplication, bus: Bus, fields: tuple[QLineEdit, QLineEdit]
) -> None:
    daemon, (title, _) = PretendedFcitx(bus.address, silent=True), fields
    client = Fcitx(qapp)
    press(title, "xyz")
    assert title.text() == "xyz"
    assert not client.ready
    assert daemon.names().count("ProcessKeyEvent") == 1
    client.close()
    daemon.stop()


@needs_a_bus
def test_a_bus_that_goes_away_is_nobodys_trouble(
    qtbot: QtBot, qapp: QApplication, bus: Bus, fields: tuple[QLineEdit, QLineEdit]
) -> None:
    daemon, (title, _) = PretendedFcitx(bus.address), fields
    client = Fcitx(qapp)
    assert client.ready
    bus.stop()
    qtbot.waitUntil(lambda: not client.ready)
    press(title, "ni")
    assert title.text() == "ni"
    client.close()
    daemon.stop()


def test_without_a_bus_keys_go_to_the_field(
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    fields: tuple[QLineEdit, QLineEdit],
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nothing'}")
    client, (title, _) = Fcitx(qapp), fields
    press(title, "abc")
    assert title.text() == "abc"
    assert not client.ready
    client.close()


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({"XMODIFIERS": "@im=fcitx"}, True),
        ({"QT_IM_MODULE": "fcitx5"}, True),
        ({"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "ibus"}, False),
        ({"XMODIFIERS": "@im=ibus"}, False),
        ({}, False),
    ],
)
def test_only_a_session_that_says_fcitx_gets_the_client(
    environment: dict[str, str], wanted: bool
) -> None:
    assert says_fcitx(environment) is wanted
