"""The list under a picker: inside the dialog's own window, so it never takes the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.dialogs.form.picking import Choice
from desktop.look import Look

MOST_LINES = 8
_NUMBER = Qt.ItemDataRole.UserRole


class Popup(QListWidget):
    """Choices below (or above) the line one types into."""

    picked = Signal(int, str)

    def __init__(self, anchor: QWidget, look: Look) -> None:
        super().__init__(anchor.window())
        self.setObjectName("popup")
        self._anchor, self._look = anchor, look
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(self._clicked)
        self.hide()

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show choices, the first one highlighted; nothing to choose from says so."""
        self.clear()
        for choice in choices:
            item = QListWidgetItem(choice.words)
            if choice.why_not:
                item.setText(f"{choice.words}（{choice.why_not}）")
                item.setToolTip(choice.why_not)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            else:
                item.setData(_NUMBER, choice.id)
            self.addItem(item)
        free = [row for row, choice in enumerate(choices) if not choice.why_not]
        if free:
            self.setCurrentRow(free[0])
        elif not choices:
            nothing = QListWidgetItem("没有找到")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(nothing)
        self._place()

    def step(self, by: int) -> None:
        """Move the highlight."""
        free = [row for row in range(self.count()) if self.item(row).data(_NUMBER) is not None]
        if free:
            here = free.index(self.currentRow()) if self.currentRow() in free else -1
            self.setCurrentRow(free[(here + by) % len(free)])

    def current(self) -> Choice | None:
        """Return what is highlighted."""
        for item in self.selectedItems():
            if (number := item.data(_NUMBER)) is not None:
                return Choice(int(number), item.text())
        return None

    def _clicked(self, item: QListWidgetItem) -> None:
        if (number := item.data(_NUMBER)) is not None:
            self.picked.emit(int(number), item.text())

    def _place(self) -> None:
        window = self._anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        line = max(self.sizeHintForRow(0), self._look.px(30))
        height = min(self.count(), MOST_LINES) * line + self._look.px(10)
        below = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + 2))
        above = self._anchor.mapTo(window, QPoint(0, -height - 2))
        fits = below.y() + height <= window.height() or above.y() < 0
        self.setGeometry(below.x(), (below if fits else above).y(), self._anchor.width(), height)
        self.raise_()
        self.show()
