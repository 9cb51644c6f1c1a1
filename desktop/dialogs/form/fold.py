"""更多（n 项）: the fields that are seldom filled, under one line until one of them matters."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.look import Look


class Fold(QPushButton):
    """Shows or hides the fields it holds; it decides nothing about them."""

    turned = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._held = look, dict[str, tuple[QWidget, ...]]()
        self.setObjectName("fold")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setToolTip("展开或收起不常填的栏目（F8）")
        self.toggled.connect(self._turn)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields it holds, in their order."""
        return tuple(self._held)

    def hold(self, name: str, *widgets: QWidget) -> None:
        """Take what belongs to a field under the fold."""
        self._held[name] = widgets
        self._turn(self.isChecked())

    def hides(self, name: str) -> bool:
        """Tell whether a field is out of sight."""
        return name in self._held and not self.isChecked()

    def _turn(self, on: bool) -> None:
        for widgets in self._held.values():
            for widget in widgets:
                widget.setVisible(on)
        self.setText(f"更多（{len(self._held)} 项）  F8")
        self.setAccessibleName(f"更多，{len(self._held)} 项，{'已展开' if on else '已收起'}")
        self.setIcon(self._look.icon("chevron-up" if on else "chevron-down", "ink2", 16))
        self.turned.emit()
