"""A line of the scan list: mark, number, badge, title or what is wrong, rule."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.dialogs.form.scan_reading import Item
from desktop.look import Look
from desktop.widgets.badges import level_tints

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole


class ScanDelegate(QStyledItemDelegate):
    """Draw one scanned item."""

    def __init__(self, look: Look, parent: QListWidget) -> None:
        super().__init__(parent)
        self._look, self._list = look, parent
        side = look.px(16)
        self._good = look.icon("check", "green", 16).pixmap(side, side)
        self._bad = look.icon("circle-x", "red", 16).pixmap(side, side)
        self._open = look.icon("circle", "ink3", 16).pixmap(side, side)

    def sizeHint(self, _: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Lines of one height."""
        return QSize(self._look.px(200), self._look.px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the line from left to right."""
        item: Item = index.data(ITEM)
        box: QRect = option.rect  # type: ignore[attr-defined]
        look = self._look
        painter.save()
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected and self._list.hasFocus():
            painter.fillRect(box, look.colour("bluebg"))
        mark = self._bad if item.trouble else self._good if item.judged else self._open
        side = look.px(16)
        painter.drawPixmap(box.left(), box.center().y() - side // 2, side, side, mark)
        rest = box.adjusted(side + look.px(8), 0, -look.px(8), 0)  # clear of the scroll bar
        tint = "red" if item.trouble else "ink"
        rest = self._word(painter, rest, item.number, tint)
        if item.row is not None:
            rest = self._badge(painter, rest, item)
        if item.rule:
            rest = self._rule(painter, rest, item.rule)
        self._word(painter, rest, item.said, tint)
        painter.restore()

    def _word(self, painter: QPainter, box: QRect, text: str, tint: str) -> QRect:
        font = self._look.font(14)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._look.colour(tint))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        return box.adjusted(metrics.horizontalAdvance(shown) + self._look.px(8), 0, 0, 0)

    def _badge(self, painter: QPainter, box: QRect, item: Item) -> QRect:
        assert item.row is not None
        look, font = self._look, self._look.font(12)
        ink, ground, line = (look.colour(token) for token in level_tints(item.row.level))
        width = QFontMetrics(font).horizontalAdvance(item.row.marking) + look.px(10)
        height = look.px(20)
        place = QRectF(box.left(), box.center().y() - height / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(line)
        painter.setBrush(ground)
        painter.drawRoundedRect(place, look.px(3), look.px(3))
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, item.row.marking)
        return box.adjusted(width + look.px(8), 0, 0, 0)

    def _rule(self, painter: QPainter, box: QRect, rule: str) -> QRect:
        font = self._look.font(12)
        painter.setFont(font)
        painter.setPen(self._look.colour("ink3"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, rule)
        return box.adjusted(0, 0, -QFontMetrics(font).horizontalAdvance(rule) - self._look.px(8), 0)
