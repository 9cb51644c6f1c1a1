"""The rail: every page by icon and name, in groups; it scrolls where the screen is low.

The last page, 系统, stands below what scrolls: it is in sight however many there are.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.look import Look

_LARGE = 1.3
_STARTS_A_GROUP = ("people", "prints")
_STAYS = "system"
"""Pages above which a hairline stands: daily work · people · print, journal, system."""


class Rail(QWidget):
    """One button for each page; the shown one carries the red bar."""

    opened = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look, self._group = look, QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._counts: dict[str, QLabel] = {}
        self._titles: dict[str, str] = {}
        self.setFixedWidth(look.px(144))
        mark = QLabel("专册")
        mark.setObjectName("mark")
        mark.setFont(look.title_font(20))
        mark.setContentsMargins(look.px(16), look.px(8), 0, look.px(8))
        area, board = QScrollArea(), QWidget()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(board)
        self._area = area
        self._rows = QVBoxLayout(board)
        self._rows.setContentsMargins(0, 0, 0, look.px(8))
        self._rows.setSpacing(0)
        self._rows.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 1, 0)
        whole.setSpacing(0)
        whole.addWidget(mark)
        whole.addWidget(area, 1)
        self._whole = whole

    def add(self, name: str, title: str, icon: str) -> None:
        """Add a page."""
        if name in _STARTS_A_GROUP and self._buttons:
            self._rows.insertWidget(self._rows.count() - 1, self._hairline())
        button = QPushButton(f"  {title}")
        button.setIcon(self._look.icon(icon, "ink2"))
        button.setCheckable(True)
        button.setAccessibleName(title)
        self._titles[name] = title
        button.setToolTip(title)
        button.setFixedHeight(self._look.px(40))
        button.clicked.connect(lambda: self.opened.emit(name))
        count = QLabel(button)
        count.setFont(self._look.font(12))
        count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(button)
        inside.setContentsMargins(0, 0, self._look.px(12), 0)
        inside.addWidget(count, alignment=Qt.AlignmentFlag.AlignRight)
        self._counts[name] = count
        self._group.addButton(button)
        self._buttons[name] = button
        if name == _STAYS:
            for below in (self._hairline(), button):
                self._whole.addWidget(below)
        else:
            self._rows.insertWidget(self._rows.count() - 1, button)

    def _hairline(self) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        pad = self._look.px(8)
        column.setContentsMargins(2 * pad, pad, pad, pad)
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedHeight(1)
        column.addWidget(line)
        return room

    def show_counts(self, counts: Mapping[str, tuple[int, bool]]) -> None:
        """Show what is to do on each page, red if it is overdue; large type has no room for it."""
        for name, label in self._counts.items():
            amount, grave = counts.get(name, (0, False))
            label.setText(str(amount) if amount and self._look.scale < _LARGE else "")
            label.setObjectName("danger" if grave else "secondary")
            label.style().unpolish(label)
            label.style().polish(label)
            title = self._titles[name]
            self._buttons[name].setAccessibleName(f"{title}，待办{amount}" if amount else title)

    def show_page(self, name: str) -> None:
        """Mark a page as shown."""
        self._buttons[name].setChecked(True)
        self._reveal()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the page that was opened before into sight: only now is it known what fits."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        for button in self._buttons.values():
            if button.isChecked() and self._area.isAncestorOf(button):
                self._area.ensureWidgetVisible(button)

    def focus_page(self) -> None:
        """Put the cursor on the page that is shown."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
