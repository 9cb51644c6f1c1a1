"""The thin strip of long work: what is going on and how far it is."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.look import Look

_WHOLE = 1000


class Strip(QWidget):
    """A line of words over a thin bar; its room stays when it is empty, so nothing jumps."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar, self._words = QProgressBar(), QLabel()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(look.px(4))
        self._words.setObjectName("secondary")
        self._words.setFont(look.font(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addWidget(self._words)
        column.addWidget(self._bar)
        self.rest()

    def run(self, words: str, done: float | None = None) -> None:
        """Say what is going on; `done` is a fraction, or None if nobody knows."""
        self._words.setText(words)
        self._bar.setRange(0, 0 if done is None else _WHOLE)
        self._bar.setValue(round((done or 0) * _WHOLE))
        self._bar.show()

    def rest(self) -> None:
        """Nothing is going on."""
        self._words.clear()
        self._bar.setRange(0, _WHOLE)
        self._bar.hide()

    @property
    def running(self) -> bool:
        """Whether something is going on."""
        return not self._bar.isHidden()
