"""One matter of the day: how many, of which levels, the three oldest; Enter shows them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from db.ledger.values import State
from db.views.today import Matter, TodayRow
from desktop.dialogs.sheet import hairline, text
from desktop.look import Look
from desktop.pages.due import GRAVE
from desktop.veil import Veil, VeiledLabel
from desktop.widgets.badges import badge, draw_mark

LINES = 3
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class MatterCard(QFrame):
    """A card that can be walked to with the keyboard."""

    opened = Signal()

    def __init__(
        self, matter: Matter, rows: Sequence[TodayRow], today: date, look: Look, veil: Veil
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.matter, self.rows = matter, tuple(rows)
        self._today, self._look, self._veil = today, look, veil
        self._grave = matter in GRAVE
        self.setAccessibleName(f"{matter.word} {len(rows)}，按 Enter 查看")
        whole = QVBoxLayout(self)
        pad = look.px(16)
        whole.setContentsMargins(pad, look.px(10), pad, look.px(12))
        whole.setSpacing(look.px(8))
        whole.addLayout(self._head())
        whole.addWidget(hairline())
        whole.addLayout(self._lines())

    def _head(self) -> QHBoxLayout:
        look, line = self._look, QHBoxLayout()
        line.setSpacing(look.px(8))
        line.addWidget(text(look, self.matter.word, 16))
        tint = "danger" if self._grave else "caution"
        line.addWidget(text(look, str(len(self.rows)), 16, kind=tint))
        line.addSpacing(look.px(4))
        levels = Counter(row.level for row in self.rows if row.level is not None)
        for level, amount in sorted(levels.items(), reverse=True):
            line.addWidget(badge(f"{level.word} {amount}", level, look))
        line.addStretch()
        line.addWidget(text(look, "全部 ›", 12, kind="link"))
        return line

    def _lines(self) -> QGridLayout:
        grid, look = QGridLayout(), self._look
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(8))
        for number, row in enumerate(self.rows[:LINES]):
            title = VeiledLabel(self._about(row), self._veil)
            title.setTextFormat(Qt.TextFormat.PlainText)
            title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            title.setToolTip(" ".join(filter(None, (row.doc_number, row.copy_no))))
            due = text(look, self._due(row), 13, kind="danger" if self._late(row) else "secondary")
            due.setAlignment(Qt.AlignmentFlag.AlignRight)
            who = text(look, row.who or "—", 13, kind="secondary")
            for column, widget in enumerate((self._mark(), title, who, due)):
                grid.addWidget(widget, number, column)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(3, look.px(110))
        return grid

    def _about(self, row: TodayRow) -> str:
        """Return what a line is about; a batch is known by its number."""
        named = self.matter in (Matter.BATCH, Matter.IN_TRANSIT) or not row.title
        parts = (row.doc_number if named else None, row.title)
        return " ".join(filter(None, parts))

    def _mark(self) -> QLabel:
        """Return the shape of its urgency: a triangle, or a diamond."""
        side, label = self._look.px(14), QLabel()
        picture = QPixmap(side * 2, side * 2)
        picture.setDevicePixelRatio(2)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        shape = State.UNACCOUNTED if self._grave else State.PENDING_RETURN
        draw_mark(painter, QPointF(side / 2, side / 2), shape, self._look)
        painter.end()
        label.setPixmap(picture)
        return label

    def _late(self, row: TodayRow) -> bool:
        return row.due is not None and row.due < self._today and self._counts_down

    @property
    def _counts_down(self) -> bool:
        """Whether its day is a day by which, and not a day since when."""
        return self.matter not in (Matter.CIRCULATING, Matter.KEYS, Matter.RECOVERED)

    def _due(self, row: TodayRow) -> str:
        if row.due is None:
            return ""
        day = f"{row.due:%m-%d}" if row.due.year == self._today.year else row.due.isoformat()
        days = (self._today - row.due).days
        if not self._counts_down:
            return f"{day} 起"
        if days > 0:
            return f"{day}　超 {days} 天"
        return f"{day}　今天" if days == 0 else f"{day}　还有 {-days} 天"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows them all; up and down go to the next card."""
        if event.key() in _ENTER:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the card shows them all."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit()
