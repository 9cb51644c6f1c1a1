"""The sheet every dialog of the entrance is written on: title, body, foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.look import Look

HIGHEST, WIDEST = 680, 1000
"""What fits on the smallest screen, in pixels at 100 %, frame and task bar taken off."""


class Sheet(QDialog):
    """A calm page with the product's mark; `body` takes the content, `foot` the buttons."""

    def __init__(self, look: Look, title: str, remark: str = "", width: int = 720) -> None:
        super().__init__()
        self.look = look
        self.setWindowTitle(f"{title} — 专册")
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.setFixedWidth(min(look.px(width), WIDEST))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(32), look.px(20), look.px(32), look.px(20))
        column.setSpacing(look.px(16))
        column.addLayout(self._head(title, remark))
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(12))
        column.addLayout(self.body, 1)
        column.addWidget(hairline())
        self.foot = QHBoxLayout()
        self.foot.setSpacing(look.px(8))
        column.addLayout(self.foot)

    def _head(self, title: str, remark: str) -> QHBoxLayout:
        mark = QLabel("专册")
        mark.setObjectName("mark")
        mark.setFont(self.look.title_font(20))
        row = QHBoxLayout()
        row.setSpacing(self.look.px(12))
        row.addWidget(mark)
        row.addWidget(upright(self.look))
        row.addWidget(text(self.look, title, 20))
        self.remark = text(self.look, remark, 13, kind="secondary")
        row.addWidget(self.remark, 1)
        return row

    def button(self, words: str, kind: str = "") -> QPushButton:
        """Add a button to the foot."""
        made = button(words, kind)
        self.foot.addWidget(made)
        return made


def text(look: Look, words: str, size: float = 14, *, kind: str = "", bold: bool = False) -> QLabel:
    """Return a line of words in a size and style of the table."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(look.font(size, bold=bold))
    if kind:
        label.setObjectName(kind)
    return label


def paragraph(look: Look, words: str, size: float = 14, *, kind: str = "") -> QLabel:
    """Return words that wrap."""
    label = text(look, words, size, kind=kind)
    label.setWordWrap(True)
    return label


def button(words: str, kind: str = "") -> QPushButton:
    """Return a button that waits to be pressed, and is nobody's default."""
    made = QPushButton(words)
    made.setAutoDefault(False)
    if kind:
        made.setObjectName(kind)
    return made


def labelled(look: Look, words: str, *editors: QWidget) -> QHBoxLayout:
    """Return a row: label left, editors right; the label names the first for a screen reader."""
    label = text(look, words)
    label.setFixedWidth(max(look.px(104), label.sizeHint().width()))
    label.setBuddy(editors[0])
    if not editors[0].accessibleName():
        editors[0].setAccessibleName(words)
    row = QHBoxLayout()
    row.setSpacing(look.px(8))
    row.addWidget(label)
    for editor in editors:
        row.addWidget(editor, 0 if isinstance(editor, QPushButton) else 1)
    return row


def scrolled(content: QWidget) -> QScrollArea:
    """Return a room for content that may be higher than the screen: it scrolls, the foot stays."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def hairline() -> QFrame:
    """Return a line across."""
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line


def upright(look: Look) -> QFrame:
    """Return a short line down, between two things on one line."""
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedSize(1, look.px(20))
    return line
