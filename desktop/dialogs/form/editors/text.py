"""Text: one line, or a few for what is told in sentences."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.dialogs.form.asked import Asked
from desktop.dialogs.form.editors.editor import Editor
from desktop.look import Look

LINE = 32  # pixels of one line with its frame
_SHORT = 16


def shortened(text: str) -> str:
    """Return the beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"


class TextEditor(Editor):
    """One line of text."""

    def __init__(self, asked: Asked, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(asked, look, parent)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(asked.hint)
        self.line.textChanged.connect(self._typed)
        self.line.editingFinished.connect(self.tidy)
        self.take(self.line)

    def value(self) -> Any:
        """Return the text without the spaces around it."""
        return self.line.text().strip()

    def show_value(self, value: Any) -> None:
        """Show a text."""
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def draft(self) -> Any:
        """Return what is typed."""
        return self.line.text()

    def restore(self, draft: Any) -> None:
        """Show what was typed before."""
        self.line.setText(str(draft))

    def about(self) -> str:
        """Return the text, shortened."""
        return shortened(self.line.text())

    def understand(self) -> None:
        """Say beside the control what was understood."""

    def _typed(self) -> None:
        self.understand()
        self.changed.emit()


class _Sentences(QPlainTextEdit):
    """A few lines in which Enter is left to the form, and Shift+Enter breaks the line."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")
            else:
                event.ignore()
            return
        super().keyPressEvent(event)


class SentencesEditor(Editor):
    """A few lines of text: a title, a reason, what happened."""

    tall = True

    def __init__(
        self, asked: Asked, look: Look, parent: QWidget | None = None, *, lines: int = 2
    ) -> None:
        super().__init__(asked, look, parent)
        self.box = _Sentences(self)
        self.box.setPlaceholderText(asked.hint)
        self.box.setTabChangesFocus(True)
        self.box.document().setDocumentMargin(look.px(4))
        self.box.setFixedHeight(look.px(12) + lines * self.box.fontMetrics().lineSpacing())
        self.box.textChanged.connect(self.changed)
        self.take(self.box)

    def squeeze(self) -> None:
        """Show one line; the others are reached by the arrows."""
        self.box.setFixedHeight(self.look.px(LINE))

    def value(self) -> Any:
        """Return the text without the spaces around it."""
        return self.box.toPlainText().strip()

    def show_value(self, value: Any) -> None:
        """Show a text."""
        self.box.setPlainText("" if value is None else str(value))

    def draft(self) -> Any:
        """Return what is typed."""
        return self.box.toPlainText()

    def restore(self, draft: Any) -> None:
        """Show what was typed before."""
        self.box.setPlainText(str(draft))

    def about(self) -> str:
        """Return the text, shortened."""
        return shortened(self.box.toPlainText())


class WordsEditor(SentencesEditor):
    """Several short texts: one a line, or with 、 between them."""

    def value(self) -> Any:
        """Return the texts."""
        return tuple(filter(None, re.split(r"[\n、，,；;]+", super().value())))

    def show_value(self, value: Any) -> None:
        """Show the texts."""
        self.box.setPlainText("、".join(value or ()))


class LinesEditor(SentencesEditor):
    """Several sentences, one a line; cells pasted from a sheet are parted by ｜ instead of tabs."""

    def __init__(self, asked: Asked, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(asked, look, parent, lines=6)

    def value(self) -> Any:
        """Return the sentences."""
        lines = map(str.strip, super().value().replace("\t", "｜").splitlines())
        return tuple(line for line in lines if line)

    def show_value(self, value: Any) -> None:
        """Show the sentences."""
        self.box.setPlainText("\n".join(value or ()))


class PairsEditor(SentencesEditor):
    """What stood in an old register, a line for each cell: heading：contents."""

    def value(self) -> Any:
        """Return heading and contents of every line."""
        pairs = (re.split("[：:=]", line, maxsplit=1) for line in super().value().splitlines())
        return {pair[0].strip(): pair[-1].strip() for pair in pairs if pair[0].strip()}

    def show_value(self, value: Any) -> None:
        """Show heading and contents, line by line."""
        self.box.setPlainText("\n".join(f"{name}：{text}" for name, text in (value or {}).items()))
