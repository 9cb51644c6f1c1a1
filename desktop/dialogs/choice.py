"""A large calm choice: icon, title, one sentence; a button all over."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.sheet import paragraph, text
from desktop.look import Look


class Choice(QPushButton):
    """One of a few ways to go on."""

    def __init__(
        self, look: Look, icon: str, title: str, sentence: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setAutoDefault(False)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        picture = QLabel()
        picture.setPixmap(look.icon(icon, "ink2", 24).pixmap(look.px(24), look.px(24)))
        head = text(look, title, 16, bold=True)
        below = paragraph(look, sentence, 13, kind="secondary")
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        words.addStretch(1)
        words.addWidget(head)
        words.addWidget(below)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(10))
        row.setSpacing(look.px(16))
        row.addWidget(picture)
        row.addLayout(words, 1)
        for label in (picture, head, below):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(look.px(72))

    def sizeHint(self) -> QSize:
        """Make room for the words; a button by itself knows only its own text."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()
