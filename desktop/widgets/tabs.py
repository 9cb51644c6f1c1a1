"""Tabs: the registers that stand behind one page of the rail, side by side above the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLayout, QMenu, QPushButton

from desktop.look import Look


class Tabs(QFrame):
    """One button for each register; those that find no room wait in a menu at the end."""

    opened = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("tabs")
        self._look = look
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(look.px(16), look.px(6), look.px(16), 0)
        self._line.setSpacing(look.px(4))
        self._line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._group: QButtonGroup | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._counts: Mapping[str, tuple[int, bool]] = {}
        self.rest = self._button("更多")
        self.rest.setIcon(look.icon("chevron-down"))
        self.rest.setAccessibleName("更多登记簿")
        self.rest.clicked.connect(self._open_rest)
        self.rest.hide()
        self._line.addWidget(self.rest)
        self._line.addStretch()
        self.hide()

    def _button(self, title: str) -> QPushButton:
        button = QPushButton(title)
        button.setObjectName("tab")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setFixedHeight(self._look.px(32))
        return button

    def offer(self, tabs: Sequence[tuple[str, str]], shown: str) -> None:
        """Show the tabs of a page, name and title each, with one of them chosen."""
        if tuple(self._titles) != tuple(name for name, _ in tabs):
            self._fill(tabs)
        if shown in self.buttons:
            self.buttons[shown].setChecked(True)
        self.setVisible(len(tabs) > 1)
        self._fit()

    def _fill(self, tabs: Sequence[tuple[str, str]]) -> None:
        for button in self.buttons.values():
            self._line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._titles, self.buttons, self._group = dict(tabs), {}, QButtonGroup(self)
        for place, (name, title) in enumerate(tabs):
            button = self._button(title)
            button.setCheckable(True)
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
        self._fit()

    # Room ------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """Tabs never keep a window from being narrow."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With another width another number of tabs has room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the chosen tab, and of the others as many as there is room for, in order."""
        gap = self._line.spacing()
        wide = {name: one.sizeHint().width() + gap for name, one in self.buttons.items()}
        margins = self._line.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        if sum(wide.values()) <= room + gap:
            shown = set(wide)
        else:
            shown = {name for name, one in self.buttons.items() if one.isChecked()}
            room -= self.rest.sizeHint().width() + gap + sum(wide[name] for name in shown)
            for name in (each for each in wide if each not in shown):
                if wide[name] > room:
                    break
                room -= wide[name]
                shown.add(name)
        for name, button in self.buttons.items():
            button.setVisible(name in shown)
        self.rest.setVisible(len(shown) < len(wide))

    def _open_rest(self) -> None:
        menu = QMenu(self)
        for name, button in self.buttons.items():
            if not button.isVisibleTo(self):
                menu.addAction(button.text(), lambda name=name: self.opened.emit(name))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.rest.mapToGlobal(QPoint(0, self.rest.height())))
