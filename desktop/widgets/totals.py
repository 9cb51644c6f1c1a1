"""The line under a register: how many rows, by level, of how many; how they are sorted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from db.ledger.values import Level
from desktop.look import Look
from desktop.widgets.badges import level_tints


class Totals(QWidget):
    """Counts of the present filter; `—` while they are counted."""

    def __init__(self, look: Look, unit: str) -> None:
        super().__init__()
        self._look, self._unit = look, unit
        self.setFixedHeight(look.px(36))
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(12), 0, look.px(12), 0)
        line.setSpacing(look.px(12))
        self._count = QLabel()
        self._levels = {level: QLabel() for level in sorted(Level, reverse=True)}
        self._arranged = QLabel()
        self._arranged.setObjectName("note")
        line.addWidget(self._count)
        for level, label in self._levels.items():
            text = level_tints(level)[0]
            ink = "top" if text == "ontop" and look.scheme != "dark" else "red"
            ink = text if text != "ontop" else ink
            label.setFont(look.font(13))
            label.setStyleSheet(f"color: {look.colour(ink).name()};")
            label.hide()
            line.addWidget(label)
        line.addStretch()
        line.addWidget(self._arranged)

    @property
    def text(self) -> str:
        """Return what it says, for those who cannot see it."""
        labels = (self._count, *self._levels.values(), self._arranged)
        return " ".join(label.text() for label in labels if label.text())

    def wait(self) -> None:
        """Say that it is being counted."""
        self._count.setText(f"— {self._unit}")
        for label in self._levels.values():
            label.clear()
            label.hide()

    def show_counts(self, levels: Mapping[object, int], total: int, of: int | None) -> None:
        """Show how many there are, by level, and of how many they were narrowed."""
        said = f"{total:,} {self._unit}"
        if of is not None:
            said = f"{total:,} / {of:,} {self._unit}"
        self._count.setText(said.replace(",", " "))
        for level, label in self._levels.items():
            found = levels.get(level, 0)
            label.setText(f"{level.word} {found:,}".replace(",", " ") if found else "")
            label.setVisible(bool(found))

    def show_arranged(self, text: str) -> None:
        """Show how the rows are sorted and how many columns there are."""
        self._arranged.setText(text)
