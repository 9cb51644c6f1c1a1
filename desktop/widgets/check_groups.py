"""The groups of a sheet beside its items: what each is worth here, and how much is left of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from db.ledger.checklists import as_points
from db.views.check_items import CheckGroupRow
from desktop.dialogs.sheet import scrolled
from desktop.look import Look

WIDE = 196
"""Pixels at 100 %."""


def told(row: CheckGroupRow) -> str:
    """Say how a group stands, shortly."""
    if not row.worth:
        return f"扣分{row.troubles}项" if row.troubles else f"{row.items}项"
    if row.waiting == row.items:
        return f"未评 / {as_points(row.worth)}"
    return f"{as_points(max(0, row.worth - row.lost))} / {as_points(row.worth)}"


class _Group(QAbstractButton):
    """One group: its name, what is left of its points, the same as a bar."""

    def __init__(self, row: CheckGroupRow, look: Look) -> None:
        super().__init__()
        self.row, self._look = row, look
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{row.grouped} {told(row)}")
        self.setToolTip(f"{row.grouped}：{row.items}项，未评{row.waiting}项")

    def sizeHint(self) -> QSize:
        """A line and a bar."""
        return QSize(self._look.px(WIDE - 20), self._look.px(40))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw name, amount and bar; the chosen one on a ground of its own."""
        look, painter, row = self._look, QPainter(self), self.row
        if self.isChecked() or self.hasFocus():
            painter.fillRect(self.rect(), look.colour("bluebg"))
        room = self.rect().adjusted(look.px(8), look.px(4), -look.px(8), -look.px(12))
        said, small = told(row), look.font(12)
        wide = QFontMetrics(small).horizontalAdvance(said)
        painter.setFont(small)
        painter.setPen(look.colour("red" if row.troubles and not row.worth else "ink2"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
        font = look.font(14)
        name = QRect(room).adjusted(0, 0, -wide - look.px(6), 0)
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        words = row.grouped.partition("、")[2] or row.grouped
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, shown)
        if not row.worth:
            painter.end()
            return
        bar = QRectF(room.left(), self.height() - look.px(9), room.width(), look.px(4))
        painter.fillRect(bar, look.colour("sunk"))
        if row.waiting < row.items:
            left = max(0, row.worth - row.lost) / row.worth
            colour = "green" if left >= 0.9 else "amber" if left >= 0.8 else "red"
            bar.setWidth(bar.width() * left)
            painter.fillRect(bar, look.colour(colour))
        painter.end()


class CheckGroups(QFrame):
    """All groups of a sheet; one that is pressed narrows the items, pressed again it widens."""

    chosen = Signal(str)  # the group, or '' for all

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("frame")
        self._look = look
        self.buttons: dict[str, QAbstractButton] = {}
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(look.px(4), look.px(6), look.px(4), look.px(6))
        self._column.setSpacing(0)
        self._column.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(scrolled(self._inside))
        self.setFixedWidth(look.px(WIDE))

    def show_groups(self, rows: Sequence[CheckGroupRow], chosen: str) -> None:
        """Show these groups, with one of them chosen."""
        for button in self.buttons.values():
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for place, row in enumerate(rows):
            button = _Group(row, self._look)
            button.setChecked(row.grouped == chosen)
            button.clicked.connect(lambda on=False, name=row.grouped: self._press(name, on=on))
            self._column.insertWidget(place, button)
            self.buttons[row.grouped] = button

    def _press(self, name: str, *, on: bool) -> None:
        for other, button in self.buttons.items():
            button.setChecked(on and other == name)
        self.chosen.emit(name if on else "")
