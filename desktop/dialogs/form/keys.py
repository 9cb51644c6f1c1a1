"""The keys of a form."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit


class Press(Enum):
    """What a key asks of the form."""

    ENTER = "enter"
    RECORD = "record"
    GO_ON = "go on"
    PIN = "pin"
    MORE = "more"


def pressed(event: QKeyEvent, on: QObject) -> Press | None:
    """Return what a key press asks of the form, None if it is the control's own."""
    if event.type() != QEvent.Type.KeyPress:
        return None
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if event.key() == Qt.Key.Key_F4:
        return Press.PIN
    if event.key() == Qt.Key.Key_F8:
        return Press.MORE
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return None
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return Press.GO_ON if shift else Press.RECORD
    return None if shift and isinstance(on, QPlainTextEdit) else Press.ENTER
