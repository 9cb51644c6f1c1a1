"""遮蔽: titles and sentences are covered until looked at; remembered per account in the ledger."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from desktop.drawer import Drawer
from desktop.widgets.elided import Elided

COVERED = "■■■■■■■■"
FIELDS = ("title", "sentence")
"""Columns whose cells are covered: what a paper is about, and sentences that name persons."""
_NAME = "veil"


class Veil(QObject):
    """Whether what is confidential at a glance is covered at this desk."""

    changed = Signal()

    def __init__(self, drawer: Drawer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawer = drawer
        self.on = bool(drawer.kept(_NAME))

    def turn(self) -> None:
        """Cover everything, or uncover it."""
        self.on = not self.on
        self._drawer.keep(_NAME, "true" if self.on else "")
        self.changed.emit()


class VeiledLabel(Elided):
    """Words that are covered until the pointer or the keyboard is on them; their room stays."""

    def __init__(self, text: str, veil: Veil, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._veil = veil
        veil.changed.connect(self.update)

    @property
    def covered(self) -> bool:
        """Whether the words cannot be read now."""
        return self._veil.on and not self.underMouse() and not self.hasFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, as many as there is room for, or what covers them."""
        if self.covered:
            self.draw(COVERED, QPalette.ColorRole.PlaceholderText)
        else:
            super().paintEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Uncover."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Cover again."""
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Uncover."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Cover again."""
        super().focusOutEvent(event)
        self.update()
