"""A line of words that says with … that it goes on, instead of being cut off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel


class Elided(QLabel):
    """As many words as there is room for; one that wraps is an ordinary label."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        if self.wordWrap():
            super().paintEvent(event)
        else:
            self.draw(self.text(), self.foregroundRole())

    def draw(self, words: str, role: QPalette.ColorRole) -> None:
        """Draw words in one of the palette's colours."""
        painter, room = QPainter(self), self.contentsRect()
        painter.setFont(self.font())
        painter.setPen(self.palette().color(role))
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self.alignment(), shown)
