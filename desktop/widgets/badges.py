"""Badges of levels and marks of states: worded and shaped, never colour alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from db.ledger.beliefs import Bucket
from db.ledger.beliefs.handovers import Finding
from db.ledger.checklists import Standing
from db.ledger.values import Level, State
from desktop.look import Look
from desktop.models.register import ROW, RegisterModel
from desktop.veil import COVERED, FIELDS

Index = QModelIndex | QPersistentModelIndex
_SHAPES = {
    State.IN_STOCK: "ring",
    State.IN_CIRCULATION: "half",
    State.ON_LOAN: "dot",
    State.HELD: "dot",
    State.PENDING_RETURN: "diamond",
    State.PENDING_DESTRUCTION: "diamond",
    State.IN_TRANSIT_DESTRUCTION: "diamond",
    State.UNACCOUNTED: "triangle",
}
Marked = State | Bucket | Finding
_STANDINGS = {
    Standing.PROVEN: ("green", "greenbg", "greenln"),
    Standing.MANUAL: ("blue", "bluebg", "blueln"),
    Standing.NOTHING: ("amber", "amberbg", "amberln"),
}
_BUCKETS: dict[Bucket | Finding, tuple[str, str]] = {
    Finding.NONE: ("ring", "ink3"),
    Finding.MATCHES: ("tick", "green"),
    Finding.ELSEWHERE: ("triangle", "amber"),
    Finding.DIFFERS: ("triangle", "amber"),
    Finding.SETTLED: ("diamond", "blue"),
    Bucket.FOUND: ("tick", "green"),
    Bucket.ELSEWHERE: ("triangle", "amber"),
    Bucket.OUT: ("dot", "blue"),
    Bucket.MOVED: ("diamond", "amber"),
    Bucket.WAITING: ("ring", "ink3"),
}
_TINTS = {"ring": "ink3", "half": "blue", "dot": "blue", "diamond": "amber", "triangle": "red"}


def level_tints(level: Level | None) -> tuple[str, str, str]:
    """Return the tokens of a level's badge: text, ground, line."""
    match level:
        case Level.TOP_SECRET:
            return "ontop", "top", "top"
        case Level.SECRET:
            return "red", "redbg", "redln"
        case Level.CONFIDENTIAL:
            return "amber", "amberbg", "amberln"
        case _:
            return "ink2", "sunk", "line2"


def badge(text: str, level: Level | None, look: Look, parent: QWidget | None = None) -> QLabel:
    """Return a marking as a badge."""
    label = QLabel(text, parent)
    ink, ground, line = (look.colour(token).name() for token in level_tints(level))
    label.setFont(look.font(12))
    label.setStyleSheet(
        f"color: {ink}; background: {ground}; border: 1px solid {line};"
        f" border-radius: {look.px(3)}px; padding: 0 {look.px(4)}px;"
    )
    label.setFixedHeight(look.px(20))
    return label


def bucket_tint(bucket: Bucket | Finding) -> str:
    """Return the colour token of what was found when counting; what is grave is red."""
    return _BUCKETS.get(bucket, ("triangle", "red"))[1]


def state_tint(state: State) -> str:
    """Return the colour token of a state's mark."""
    return _TINTS.get(_SHAPES.get(state, ""), "ink3")


def draw_mark(painter: QPainter, centre: QPointF, state: Marked, look: Look) -> None:
    """Draw the shape of a state, or of a stock-take's result."""
    if isinstance(state, Bucket | Finding):
        shape, tint = _BUCKETS.get(state, ("triangle", "red"))
    else:
        shape = _SHAPES.get(state, "dash")
        tint = _TINTS.get(shape, "ink3")
    colour = look.colour(tint)
    half = look.px(8) / 2
    box = QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, look.px(1.5)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match shape:
        case "ring":
            painter.drawEllipse(box)
        case "half":
            painter.drawEllipse(box)
            painter.setBrush(colour)
            painter.drawPie(box, 90 * 16, 180 * 16)
        case "tick":
            low = QPointF(box.center().x() - half / 4, box.bottom())
            painter.drawPolyline([QPointF(box.left(), centre.y()), low, box.topRight()])
        case "dash":
            painter.drawLine(QPointF(box.left(), centre.y()), QPointF(box.right(), centre.y()))
        case _:
            painter.setBrush(colour)
            _draw_solid(painter, shape, box)


def _draw_solid(painter: QPainter, shape: str, box: QRectF) -> None:
    middle = box.center()
    if shape == "dot":
        painter.drawEllipse(box)
    elif shape == "diamond":
        corners = [(middle.x(), box.top()), (box.right(), middle.y())]
        corners += [(middle.x(), box.bottom()), (box.left(), middle.y())]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    else:
        corners = [(middle.x(), box.top()), (box.right(), box.bottom()), (box.left(), box.bottom())]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def overdue(row: Any, today: date) -> bool:
    """Tell whether the day of a row has passed and something is still to be done by it."""
    due = getattr(row, "due", None)
    done = getattr(getattr(row, "state", None), "closed", False) or not getattr(row, "open", True)
    return due is not None and due < today and not done


class RegisterDelegate(QStyledItemDelegate):
    """Draw cells: markings as badges, states with their mark, the chosen row with its bar."""

    def __init__(self, model: RegisterModel, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._look, self._table = model, look, parent
        self._veil = model.veil
        if isinstance(parent, QAbstractItemView):
            parent.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
            self._veil.changed.connect(parent.viewport().update)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        row, column = index.data(ROW), self._model.columns[index.column()]
        value = getattr(row, column.field, None)
        level = getattr(row, "level", None)
        painter.save()
        self._ground(painter, option, index)
        pad = self._look.px(8)
        box = rect_of(option).adjusted(pad, 0, -pad, 0)
        if column.field in ("marking", "level") and value:
            self._badge(painter, box, str(index.data()), level_tints(level))
        elif isinstance(value, Standing):
            self._badge(painter, box, value.word, _STANDINGS[value])
        elif isinstance(value, Marked):
            self._state(painter, box, value)
        else:
            words = self._shown(option, index)
            covered = words == COVERED
            ink = self._look.colour("ctl") if covered else self._ink(column.field, row)
            self._text(painter, box, index, words, ink)
        painter.restore()

    def _shown(self, option: QStyleOptionViewItem, index: Index) -> str:
        """Return a cell's words; a title that is veiled shows under the pointer or the cursor."""
        words = str(index.data() or "")
        field = self._model.columns[index.column()].field
        if not words or not self._veil.on or field not in FIELDS:
            return words
        table = self._table
        chosen = isinstance(table, QAbstractItemView) and table.currentIndex().row() == index.row()
        seen = state_of(option) & QStyle.StateFlag.State_MouseOver or (chosen and table.hasFocus())
        return words if seen else COVERED

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        chosen = bool(state_of(option) & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect_of(option), self._look.colour("bluebg" if chosen else "surface"))
        painter.setPen(self._look.colour("line"))
        painter.drawLine(rect_of(option).bottomLeft(), rect_of(option).bottomRight())
        if chosen and index.column() == 0:
            bar = QRect(rect_of(option))
            bar.setWidth(self._look.px(3))
            painter.fillRect(bar, self._look.colour("blue"))

    def _badge(self, painter: QPainter, box: QRect, text: str, tints: tuple[str, str, str]) -> None:
        ink, ground, line = (self._look.colour(token) for token in tints)
        font = self._look.font(12)
        width = QFontMetrics(font).horizontalAdvance(text) + self._look.px(10)
        height = self._look.px(20)
        place = QRectF(box.left(), box.center().y() - height / 2, min(width, box.width()), height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(line)
        painter.setBrush(ground)
        painter.drawRoundedRect(place, self._look.px(3), self._look.px(3))
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _state(self, painter: QPainter, box: QRect, state: Marked) -> None:
        side = self._look.px(8)
        draw_mark(painter, QPointF(box.left() + side / 2, box.center().y()), state, self._look)
        painter.setPen(self._look.colour(_word_tint(state)))
        painter.setFont(self._look.font(14))
        text = box.adjusted(side + self._look.px(6), 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, state.word)

    def _ink(self, field: str, row: Any) -> QColor:
        late = field == "due" and overdue(row, self._model.today)
        wrong = field == "result" and bool(getattr(row, "troubles", 0))
        return self._look.colour("red" if late or wrong else "ink")

    def _text(self, painter: QPainter, box: QRect, index: Index, words: str, ink: QColor) -> None:
        painter.setPen(ink)
        font = self._look.font(14)
        painter.setFont(font)
        text = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, index.data(Qt.ItemDataRole.TextAlignmentRole), text)


class MarkLabel(QWidget):
    """A result with its mark, standing alone."""

    def __init__(self, bucket: Bucket, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bucket, self._look = bucket, look
        words = QFontMetrics(look.font(14)).horizontalAdvance(bucket.word)
        self.setFixedHeight(look.px(22))
        self.setMinimumWidth(words + look.px(16))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw mark and word."""
        painter, side = QPainter(self), self._look.px(8)
        middle = QPointF(side / 2 + 1, self.height() / 2)
        draw_mark(painter, middle, self._bucket, self._look)
        painter.setPen(self._look.colour("ink2"))
        painter.setFont(self._look.font(14))
        place = self.rect().adjusted(side + self._look.px(8), 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._bucket.word)
        painter.end()


def _word_tint(state: Marked) -> str:
    if isinstance(state, Bucket | Finding):
        return "ink2" if state in (Bucket.WAITING, Finding.NONE) else bucket_tint(state)
    return "ink" if state is State.IN_STOCK else state_tint(state)


# The stubs of the binding leave out what QStyleOption gives its children.


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """Return the room of a cell."""
    found: QRect = option.rect  # type: ignore[attr-defined]
    return found


def state_of(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    """Return what a cell is at the moment: chosen, hovered."""
    found: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
    return found
