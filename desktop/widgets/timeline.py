"""一份一生: what happened, newest first, each a sentence with who and which entry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.views.timeline import EntryRow
from desktop.look import Look
from desktop.veil import COVERED, Veil

_LATE = ("补录", "补记")


class Timeline(QWidget):
    """Draws entries along a line; its height follows its width."""

    def __init__(self, look: Look, veil: Veil, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._veil = look, veil
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew when the pointer comes
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        veil.changed.connect(self.update)
        self._entries: tuple[EntryRow, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("一份一生")

    def show_entries(self, entries: Sequence[EntryRow]) -> None:
        """Show these entries, newest first."""
        self._entries = tuple(reversed(entries))
        self.setAccessibleDescription("；".join(entry.sentence for entry in self._entries))
        self.setMinimumHeight(self.heightForWidth(max(self.width(), self._look.px(320))))
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Return the height all entries take at a width."""
        return sum(self._height(entry, width) for entry in self._entries) + self._look.px(8)

    def sizeHint(self) -> QSize:
        """Return the size at the present width."""
        width = max(self.width(), self._look.px(320))
        return QSize(width, self.heightForWidth(width))

    def _sentence(self, entry: EntryRow, width: int) -> QRect:
        room = QRect(0, 0, width - self._look.px(24), 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        return QFontMetrics(self._look.font(14)).boundingRect(room, flags, entry.sentence)

    def _height(self, entry: EntryRow, width: int) -> int:
        return self._sentence(entry, width).height() + self._look.px(52)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the line, the marks and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axis, top = self._look.px(6), self._look.px(4)
        painter.setPen(QPen(self._look.colour("line2"), 1))
        before_last = (self._height(entry, self.width()) for entry in self._entries[:-1])
        first = top + self._look.px(8)
        painter.drawLine(axis, first, axis, first + sum(before_last))
        for entry in self._entries:
            self._draw(painter, entry, axis, top)
            top += self._height(entry, self.width())

    def _draw(self, painter: QPainter, entry: EntryRow, axis: int, top: int) -> None:
        look, left = self._look, self._look.px(24)
        tint = "ink3" if entry.reversed_by else "blue"
        painter.setBrush(look.colour("surface"))
        painter.setPen(QPen(look.colour(tint), look.px(1.5)))
        radius = look.px(4)
        painter.drawEllipse(QPointF(axis, top + look.px(8)), radius, radius)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("ink3"))
        when = f"{entry.happened_on} {entry.happened_at}".strip()
        tags = "".join(f"  {tag}" for tag in self._tags(entry))
        painter.drawText(left, top + look.px(12), when + tags)
        sentence = self._sentence(entry, self.width())
        box = sentence.translated(left, top + look.px(20))
        box.setWidth(self.width() - left)
        painter.setFont(look.font(14))
        painter.setPen(look.colour("dis" if entry.reversed_by else "ink"))
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        covered = self._veil.on and not self.underMouse() and not self.hasFocus()
        if covered:
            painter.setPen(look.colour("ctl"))
        painter.drawText(box, flags, COVERED if covered else entry.sentence)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("ink3"))
        who = "、".join(filter(None, (entry.operator, entry.second)))
        painter.drawText(left, box.bottom() + look.px(16), f"{who}  第{entry.seq}条")

    def _tags(self, entry: EntryRow) -> list[str]:
        tags = [word for word in _LATE if word in entry.title]
        if not tags and entry.recorded_at[:10] > entry.happened_on.isoformat():
            tags.append("补录")
        if entry.reversed_by:
            tags.append(f"已由第{entry.reversed_by}条冲销")
        return tags
