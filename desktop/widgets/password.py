"""A field for a password: hidden, never learnt by an input method, aware of Caps Lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.look import Look

_LONGEST = 1000


class PasswordField(QLineEdit):
    """Hidden text with an eye to look at it; `caps_lock` tells whether capitals are locked."""

    caps_lock = Signal(bool)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._locked = look, False
        self.setAccessibleName(name)
        self.setMaxLength(_LONGEST)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._show(shown=False)
        self.installEventFilter(self)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText
        )
        # Shown or not: an input method would remember what was composed.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._eye.setIcon(self._look.icon("eye-off" if shown else "eye", "ink3"))
        self._eye.setToolTip("隐藏口令" if shown else "显示口令")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read the state of Caps Lock off what a key gives; Qt itself does not tell it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._notice(event)
        return super().eventFilter(watched, event)

    def _notice(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            locked = False  # pressed: what it is now, the next letter tells
        elif len(text) == 1 and text.isascii() and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            locked = text.isupper() != shift
        else:
            return
        if locked != self._locked:
            self._locked = locked
            self.caps_lock.emit(locked)
