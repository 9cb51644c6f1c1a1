"""The lines of a person's card that lead somewhere: a copy he holds, a thing he has to do."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from db.views.holdings import HoldingRow
from desktop.dialogs.sheet import text
from desktop.look import Look
from desktop.veil import Veil, VeiledLabel
from desktop.widgets.badges import badge, overdue


class _Line(QPushButton):
    """A button as wide as the card, with words laid out in it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("quiet")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(look.px(32))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(look.px(6), 0, look.px(6), 0)
        self._across.setSpacing(look.px(8))

    def _add(self, part: QWidget, stretch: int = 0) -> None:
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not stretch)
        self._across.addWidget(part, stretch)


class CopyLine(_Line):
    """A copy in somebody's hands: number, marking, title, until when; red if it is late."""

    def __init__(self, row: HoldingRow, today: date, look: Look, veil: Veil) -> None:
        super().__init__(look)
        self.number = row.copy_no or f"自编Z{row.id:06d}"
        late = overdue(row, today)
        due = f"超期 {(today - row.due).days} 天" if late and row.due else f"{row.due or ''}"
        self.title = VeiledLabel(row.title, veil)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFont(look.font(13))
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.setFocusProxy(self)  # it is uncovered when the keyboard comes to the line
        self._add(text(look, self.number, 13))
        self._add(badge(row.marking or row.level.word, row.level, look))
        self._add(self.title, 1)
        self._add(text(look, due, 13, kind="danger" if late else "secondary"))
        self.setAccessibleName(f"份号{self.number}，{row.marking}，{due}，打开这一份")
        self.setToolTip(f"{row.state.word}　{row.doc_number}　{row.since}起")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Uncover the title."""
        super().focusInEvent(event)
        self.title.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Cover it again."""
        super().focusOutEvent(event)
        self.title.update()


class ToldLine(_Line):
    """Something about him in words, and beside it when or what is to be done."""

    def __init__(self, words: str, when: str, look: Look, *, late: bool = False) -> None:
        super().__init__(look)
        told = text(look, words, 13)
        told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._add(told, 1)
        self._add(text(look, when, 13, kind="danger" if late else "secondary"))
        self.setAccessibleName(f"{words}，{when}" if when else words)


class TaskLine(ToldLine):
    """Something that waits for him, and since or until when."""
