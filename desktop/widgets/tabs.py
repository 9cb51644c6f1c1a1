"""Tabs: the registers that stand behind one page of the rail, side by side above the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton

from desktop.look import Look


class Tabs(QFrame):
    """One button for each register; hidden where a page stands alone."""

    opened = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("tabs")
        self._look = look
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(look.px(16), look.px(6), look.px(16), 0)
        self._line.setSpacing(look.px(4))
        self._line.addStretch()
        self._group: QButtonGroup | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._counts: Mapping[str, tuple[int, bool]] = {}
        self.hide()

    def offer(self, tabs: Sequence[tuple[str, str]], shown: str) -> None:
        """Show the tabs of a page, name and title each, with one of them chosen."""
        if tuple(self._titles) != tuple(name for name, _ in tabs):
            self._fill(tabs)
        if shown in self.buttons:
            self.buttons[shown].setChecked(True)
        self.setVisible(len(tabs) > 1)

    def _fill(self, tabs: Sequence[tuple[str, str]]) -> None:
        for button in self.buttons.values():
            self._line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._titles, self.buttons, self._group = dict(tabs), {}, QButtonGroup(self)
        for place, (name, title) in enumerate(tabs):
            button = QPushButton(title)
            button.setObjectName("tab")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setFixedHeight(self._look.px(32))
            button.clicked.connect(lambda _=False, name=name: self.opened.emit(name))
            self._group.addButton(button)
            self.buttons[name] = button
            self._line.insertWidget(place, button)
        self.show_counts(self._counts)

    def show_counts(self, counts: Mapping[str, tuple[int, bool]]) -> None:
        """Show what is to do behind each tab."""
        self._counts = counts
        for name, button in self.buttons.items():
            amount, _ = counts.get(name, (0, False))
            title = self._titles[name]
            button.setText(f"{title} {amount}" if amount else title)
            button.setAccessibleName(f"{title}，待办{amount}" if amount else title)
