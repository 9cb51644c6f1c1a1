"""A quiet line at the foot of the window: what happened, and what may be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.look import Look
from desktop.session import Session
from desktop.veil import VeiledLabel


class QuietBar(QFrame):
    """Icon, one sentence, a few buttons and a cross; hidden while there is nothing to say."""

    def __init__(
        self, session: Session, look: Look, icon: str, tint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("quietbar")
        self._text = VeiledLabel("", session.veil)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        picture = QLabel()
        side = look.px(16)
        picture.setPixmap(look.icon(icon, tint, 16).pixmap(side, side))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.px(16), look.px(4), look.px(8), look.px(4))
        self._row.setSpacing(look.px(8))
        self._row.addWidget(picture)
        self._row.addWidget(self._text, 1)
        self._cross = QPushButton()
        self._cross.setObjectName("quiet")
        self._cross.setIcon(look.icon("x", "ink2", 16))
        self._cross.setIconSize(QSize(side, side))
        self._cross.setToolTip("收起")
        self._cross.setAccessibleName("收起")
        self._cross.clicked.connect(self.hide)
        self._row.addWidget(self._cross)
        self.hide()

    def offer(self, label: str, then: Callable[[], object]) -> QPushButton:
        """Put a button before the cross."""
        button = QPushButton(label)
        button.clicked.connect(lambda _=False: then())
        self.put(button)
        return button

    def put(self, button: QPushButton) -> None:
        """Put a button of one's own before the cross."""
        self._row.insertWidget(self._row.count() - 1, button)

    def say(self, words: str) -> None:
        """Show a sentence; nothing to say hides the line."""
        self._text.setText(words)
        self._text.setToolTip(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    @property
    def words(self) -> str:
        """What it says, '' while it is hidden."""
        return "" if self.isHidden() else self._text.text()
