"""What a form scrolls in: as high as its contents ask for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QScrollArea


class GrowingScroll(QScrollArea):
    """As high as what is inside, if the screen allows."""

    grown = Signal()  # what is inside wants another height

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of it when what is inside wants another height."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.grown.emit()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """Return the room that what is inside would like."""
        inside = self.widget()
        width = self.viewport().width()
        height = inside.heightForWidth(width) if inside.hasHeightForWidth() else -1
        hint = inside.sizeHint()
        return QSize(hint.width(), max(height, hint.height()))
