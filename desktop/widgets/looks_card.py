"""外观: colours and sizes of this person's desk on this machine, at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from desktop import settings
from desktop.dialogs.sheet import text
from desktop.look import Look
from desktop.widgets.card import Card

_SCHEMES = {"light": "浅色", "dark": "深色", "contrast": "高对比"}
_SCALES = {1.0: "常规", 1.35: "大字", 1.5: "特大"}


class LooksCard(Card):
    """Two rows of choices; the chosen one is the one in force."""

    restyled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "外观", "只记在这台电脑上，选了就换。", parent)
        schemes = {name: _SCHEMES[name] for name in settings.SCHEMES}
        scales = {size: _SCALES[size] for size in settings.SCALES}
        self.schemes = self._choices("配色", "scheme", schemes, look.scheme)
        self.scales = self._choices("字号", "scale", scales, look.scale)

    def _choices(
        self, label: str, name: str, words: dict[str, str] | dict[float, str], now: object
    ) -> dict[object, QPushButton]:
        group, strip = QButtonGroup(self), QFrame()
        strip.setObjectName("segments")
        line = QHBoxLayout(strip)
        line.setContentsMargins(1, 1, 1, 1)
        line.setSpacing(0)
        made: dict[object, QPushButton] = {}
        for value, word in words.items():
            button = QPushButton(word)
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setChecked(value == now)
            button.setAccessibleName(f"{label}{word}")
            button.clicked.connect(lambda _=False, value=value: self._choose(name, value))
            group.addButton(button)
            line.addWidget(button)
            made[value] = button
        row = QHBoxLayout()
        row.setSpacing(self.look.px(12))
        row.addWidget(text(self.look, label))
        row.addWidget(strip)
        row.addStretch()
        self.rows.addLayout(row)
        return made

    def _choose(self, name: str, value: object) -> None:
        settings.keep(**{name: value})
        self.restyled.emit()
