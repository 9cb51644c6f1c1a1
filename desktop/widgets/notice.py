"""One line of news under what it concerns: refused, doubtful, worth knowing, proven."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.look import Look


class News(Enum):
    """What kind of news it is: name of the style, icon, colour."""

    REFUSED = ("refusal", "circle-x", "red")
    CAUTION = ("warning", "triangle-alert", "amber")
    NOTE = ("notice", "info", "blue")
    PROVEN = ("proven", "circle-check", "green")


class Notice(QFrame):
    """Icon, bold head, sentence, and in small the ground it stands on; hidden while empty."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = QLabel()
        self._icon.setFixedSize(look.px(18), look.px(21))
        self._text, self._basis = QLabel(), QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        for label in (self._text, self._basis):
            label.setWordWrap(True)
        self._basis.setFont(look.font(12))
        self._basis.setObjectName("secondary")
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        words.addWidget(self._text)
        words.addWidget(self._basis)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(10), look.px(8), look.px(12), look.px(8))
        row.setSpacing(look.px(10))
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.hide()

    def tell(self, news: News, head: str, sentence: str = "", basis: str = "") -> None:
        """Show it."""
        style, icon, tint = news.value
        self.setObjectName(style)
        self.style().unpolish(self)
        self.style().polish(self)
        side = self._look.px(18)
        self._icon.setPixmap(self._look.icon(icon, tint).pixmap(side, side))
        colour = self._look.colour(tint).name()
        rest = _escaped(sentence).replace("\n", "<br>")
        self._text.setText(f'<b style="color:{colour}">{_escaped(head)}</b>&nbsp; {rest}')
        self._basis.setText(basis)
        self._basis.setVisible(bool(basis))
        self.setAccessibleName(f"{head}。{sentence}{basis}")
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        self.setAccessibleName("")
        self.hide()

    @property
    def words(self) -> str:
        """What it says, as a screen reader hears it; empty if it says nothing."""
        return self.accessibleName()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
