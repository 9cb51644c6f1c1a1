"""Nothing of the ledger is to be seen or pasted any more, at once, whatever stands in front."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.locking_note import locking_note
from desktop.look import Look

PATIENCE = 700
"""Milliseconds of an empty screen until it is said that the ledger is still being closed."""


class Blanking(QObject):
    """From the key that locks until the file is closed."""

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._look = Look()
        self.note: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE)
        self._timer.timeout.connect(self._tell)

    def begin(self, look: Look) -> None:
        """Hide every window, drop what is being composed, empty the clipboard."""
        self._look = look
        for widget in self._application.topLevelWidgets():
            widget.hide()
        self._application.inputMethod().reset()  # its own window shows what is being composed
        clipboard = self._application.clipboard()
        clipboard.clear()  # also what a clipboard manager has taken over from us
        if clipboard.supportsSelection():
            clipboard.clear(QClipboard.Mode.Selection)
        self._timer.start()

    def _tell(self) -> None:
        """Say why there is nothing to be seen; who waits for the end of a job stays alive."""
        self.note = locking_note(self._look)
        self.note.show()

    def end(self) -> None:
        """The file is closed."""
        self._timer.stop()
        if self.note is not None:
            self.note.close()
            self.note.deleteLater()
            self.note = None
