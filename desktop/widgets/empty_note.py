"""What stands in a table without rows: one sentence, and the one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from desktop.look import Look


class EmptyNote(QWidget):
    """Lies over the middle of a table as long as that is empty."""

    wanted = Signal()  # what the button offers

    def __init__(self, table: QTableView, look: Look) -> None:
        super().__init__(table.viewport())
        self._look, self._table = look, table
        column = QVBoxLayout(self)
        column.setSpacing(look.px(16))
        self._said = QLabel()
        self._said.setObjectName("secondary")
        self._said.setWordWrap(True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton("清除筛选")
        self.button.clicked.connect(self.wanted)
        column.addStretch()  # not centred as a whole: then a sentence would be broken early
        column.addWidget(self._said)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        table.viewport().installEventFilter(self)
        self.hide()

    @property
    def sentence(self) -> str:
        """Return what it says."""
        return self._said.text()

    def say(self, sentence: str, offer: str, *, first: bool) -> None:
        """Show a sentence; `first` is the verb a page begins with."""
        self._said.setText(sentence)
        self.button.setText(offer)
        self.button.setVisible(bool(offer))
        self.button.setObjectName("primary" if first else "")
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)
        self._fit()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        room = self._table.viewport().rect()
        side = self._look.px(24)
        self.setGeometry(room.adjusted(side, 0, -side, -room.height() // 4))
