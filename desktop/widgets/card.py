"""A card of a page: title, one sentence, what can be done, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.sheet import button, paragraph, text
from desktop.look import Look
from desktop.widgets.notice import Notice


class Card(QFrame):
    """Rows are added below the sentence; the news stays at the foot."""

    def __init__(
        self, look: Look, title: str, sentence: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.look, self.news = look, Notice(look)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(look.px(8))
        pad = look.px(16)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(pad, look.px(12), pad, look.px(12))
        whole.setSpacing(look.px(8))
        whole.addWidget(text(look, title, 16, bold=True))
        self.sentence = paragraph(look, sentence, 13, kind="secondary")
        whole.addWidget(self.sentence)
        whole.addLayout(self.rows)
        whole.addWidget(self.news)

    def line(self, *widgets: QWidget) -> None:
        """Add widgets side by side."""
        row = QHBoxLayout()
        row.setSpacing(self.look.px(8))
        for widget in widgets:
            row.addWidget(widget, 0 if isinstance(widget, QPushButton) else 1)
        if all(isinstance(widget, QPushButton) for widget in widgets):
            row.addStretch()
        self.rows.addLayout(row)

    def button(self, words: str, then: Callable[[], Any], kind: str = "") -> QPushButton:
        """Return a button that does something; `line` places it."""
        made = button(words, kind)
        made.clicked.connect(lambda _=False: then())
        return made
