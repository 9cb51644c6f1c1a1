"""Where the system can, a window is left out of screenshots as it comes onto the screen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot

from desktop.capture import BLACKENED, LEFT_OUT, Shield


@pytest.mark.parametrize(
    ("answer", "asked"), [(1, [LEFT_OUT]), (0, [LEFT_OUT, BLACKENED])], ids=["new", "old"]
)
def test_every_window_once_and_nothing_inside_it(
    qtbot: QtBot, qapp: QApplication, answer: int, asked: list[int]
) -> None:
    told: list[tuple[int, int]] = []

    def affinity(handle: int, kind: int) -> int:
        told.append((handle, kind))
        return answer

    made = Shield(affinity, qapp)
    qapp.installEventFilter(made)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(QLabel("机密"))
    dialog.show()
    qapp.removeEventFilter(made)
    assert told == [(int(dialog.winId()), kind) for kind in asked]
