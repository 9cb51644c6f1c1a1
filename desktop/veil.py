"""遮蔽: titles and sentences are covered until looked at; remembered per account in the ledger."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from desktop.drawer import Drawer

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


class VeiledLabel(QLabel):
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
        """Draw the words, or what covers them."""
        if not self.covered:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().placeholderText().color())
        painter.drawText(self.contentsRect(), self.alignment(), COVERED)

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
