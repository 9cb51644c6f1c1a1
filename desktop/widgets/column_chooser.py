"""Which columns a register shows, and in which order: ticked, dragged, set back."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.look import Look

FIELD = Qt.ItemDataRole.UserRole
MOST_LINES, LINE = 12, 30


class ColumnChooser(QFrame):
    """A list that stays open while one ticks; Esc or a click elsewhere closes it."""

    shown = Signal(str, bool)  # field, whether it is shown
    moved = Signal(str, int)  # field, its new place
    reset = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self._look, self._busy = look, False
        column = QVBoxLayout(self)
        pad = look.px(12)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(look.px(8))
        how = QLabel("打勾的显示；拖动或 Alt+↑↓ 换次序")
        how.setObjectName("note")
        self.list = QListWidget()
        self.list.setObjectName("columns")
        self.list.setAccessibleName("显示哪些列")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumWidth(look.px(216))
        self.list.installEventFilter(self)
        self.list.itemChanged.connect(self._ticked)
        self.list.model().rowsMoved.connect(lambda *_: QTimer.singleShot(0, self, self._dragged))
        back = QPushButton("恢复默认")
        back.clicked.connect(self.reset)
        for widget in (how, self.list, back):
            column.addWidget(widget)

    def offer(self, columns: Iterable[tuple[str, str, bool]]) -> None:
        """List the columns: field, heading, whether it is shown."""
        self._busy, current = True, self.list.currentRow()
        self.list.clear()
        for field, heading, shown in columns:
            item = QListWidgetItem(heading)
            item.setData(FIELD, field)
            item.setSizeHint(QSize(0, self._look.px(LINE)))
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        lines = min(self.list.count(), MOST_LINES)
        self.list.setFixedHeight(lines * self._look.px(LINE) + self._look.px(4))
        self.list.setCurrentRow(max(current, 0))
        self._busy = False

    def open_at(self, corner: QPoint) -> None:
        """Open with its upper left corner here, inside the screen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(corner.x(), room.right() - self.width())
        top = min(corner.y(), room.bottom() - self.height())
        self.move(max(left, room.left()), max(top, room.top()))
        self.show()
        self.list.setFocus()

    def _ticked(self, item: QListWidgetItem) -> None:
        if not self._busy:
            self.shown.emit(item.data(FIELD), item.checkState() == Qt.CheckState.Checked)

    def _dragged(self) -> None:
        for place in range(self.list.count()):
            self.moved.emit(self.list.item(place).data(FIELD), place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with up and down moves a column."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        place = self.list.currentRow()
        if not 0 <= place + step < self.list.count():
            return
        item = self.list.takeItem(place)
        self.list.insertItem(place + step, item)
        self.list.setCurrentRow(place + step)
        self.moved.emit(item.data(FIELD), place + step)
