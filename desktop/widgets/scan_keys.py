"""A barcode reader is a keyboard: what it types is read wherever the cursor stands.

Its keys come faster than any hand and end with Enter.  Where somebody is writing they go into the
field like any others, and are taken out again once the Enter shows whose they were; a hand is
never that fast, so nothing that a person typed is taken.  Text from an input method comes as no
key at all and ends what might have been a scan.  Where nobody writes, a key goes on in the line
that takes scans.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QWindow
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

GAP, LEAST = 50, 6
"""Milliseconds between two keys of a reader at most; characters of a code at least."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DATE = re.compile(r"(19|20)\d\d[-./]?\d{1,2}[-./]?\d{1,2}")
_BARE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class ScanKeys(QObject):
    """Reads scans in the whole window of `owner` while it is in sight."""

    read = Signal(str)

    def __init__(self, owner: QWidget, line: QLineEdit) -> None:
        super().__init__(owner)
        self._owner, self._line = owner, line
        self._window: QWindow | None = None
        self._here: QObject | None = None  # what has the keyboard
        self._typed, self._stamp = "", 0
        self._restore: Callable[[str], None] | None = None
        self._timer = QElapsedTimer()
        # Keys come as they are: an input method would hold the digits back until it is confirmed.
        line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        owner.installEventFilter(self)
        self._follow()

    def _follow(self) -> None:
        """Follow the keyboard in the window where the owner is shown."""
        window = self._owner.window()
        handle = window.windowHandle()
        if handle is not self._window and window.isVisible():
            self._window = handle
            handle.focusObjectChanged.connect(self._move)
            self._move(window.focusWidget())

    def _move(self, now: QObject | None) -> None:
        if self._here is not None and isValid(self._here):
            self._here.removeEventFilter(self)
        self._here, self._typed = now, ""
        if now is not None and now is not self._owner:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every key of what has the keyboard; take only what is a scan."""
        if event.type() == QEvent.Type.Show and watched is self._owner:
            self._follow()
        if event.type() == QEvent.Type.InputMethod:
            self._typed = ""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not self._concerns(watched):
            return False
        if _writes(watched):
            return self._written(watched, event)
        return self._waiting(event)

    def _concerns(self, watched: QObject) -> bool:
        seen = isinstance(watched, QWidget) and watched.window() is self._owner.window()
        return seen and watched is not self._line and self._owner.isVisible()

    # -- where nobody writes -----------------------------------------------------------

    def _waiting(self, event: QKeyEvent) -> bool:
        """A letter or digit that nobody waits for goes on in the line."""
        text = event.text()
        plain = not event.modifiers() & ~_BARE and text.isascii() and text.isalnum()
        if not plain or not self._line.isEnabled():
            return False
        self._line.setFocus()
        self._line.insert(text)
        return True

    # -- where somebody writes ---------------------------------------------------------

    def _written(self, watched: QObject, event: QKeyEvent) -> bool:
        quick, text = self._quick(event), event.text()
        if event.key() in _ENTER:
            typed, self._typed = self._typed, ""
            if quick and self._line.isEnabled() and _is_code(typed) and self._restore is not None:
                self._restore(typed)
                self.read.emit(typed)
                return True
        elif event.modifiers() & ~_BARE or not (text.isascii() and text.isprintable() and text):
            if event.key() != Qt.Key.Key_Shift:  # a reader presses it for a capital
                self._typed = ""
        elif self._typed and quick:
            self._typed += text
        else:
            self._typed, self._restore = text, _memory_of(watched)
        return False

    def _quick(self, event: QKeyEvent) -> bool:
        """Whether this key came right after the one before: by its own time, if it has one."""
        elapsed = self._timer.elapsed() if self._timer.isValid() else GAP + 1
        stamp, self._stamp = self._stamp, event.timestamp()
        self._timer.start()
        return (event.timestamp() - stamp if stamp and event.timestamp() else elapsed) <= GAP


def _writes(widget: QObject) -> bool:
    """Whether somebody writes or chooses here with letters and digits."""
    if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    if isinstance(widget, QAbstractItemView):
        return widget.state() is QAbstractItemView.State.EditingState
    return isinstance(widget, QComboBox)


def _is_code(typed: str) -> bool:
    many = len(typed) >= LEAST and any(one.isdigit() for one in typed)
    return many and not _DATE.fullmatch(typed)


def _memory_of(widget: QObject) -> Callable[[str], None] | None:
    """Return what takes out again what is typed from now on; None where nothing is taken out."""
    if isinstance(widget, QComboBox):
        return _choice(widget)
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return _passage(widget)
    if isinstance(widget, QLineEdit) and widget.echoMode() is QLineEdit.EchoMode.Normal:
        return _line(widget)
    return None


def _choice(box: QComboBox) -> Callable[[str], None]:
    index = box.currentIndex()
    return lambda _: box.setCurrentIndex(index)


def _line(line: QLineEdit) -> Callable[[str], None]:
    was, selected = line.text(), line.selectedText()
    at = line.selectionStart() if selected else line.cursorPosition()

    def restore(typed: str) -> None:
        if line.text() == was[:at] + typed + was[at + len(selected) :]:
            line.setSelection(at, len(typed))
            line.insert(selected)  # one may still undo what was written before
        else:  # a field that takes not every key
            line.setText(was)
            line.textEdited.emit(was)
            line.setCursorPosition(at)

    return restore


def _passage(field: QTextEdit | QPlainTextEdit) -> Callable[[str], None]:
    cursor = field.textCursor()
    at, selected = cursor.selectionStart(), cursor.selectedText()

    def restore(typed: str) -> None:
        cursor = field.textCursor()
        cursor.setPosition(at)
        cursor.setPosition(at + len(typed), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(selected)

    return restore
