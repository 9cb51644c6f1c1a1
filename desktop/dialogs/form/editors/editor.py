"""What every editor of a form promises: a value, a draft, and who has the keyboard."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.dialogs.form.asked import Asked
from desktop.look import Look


class Unreadable(ValueError):
    """What was typed cannot be read; `sentence` says why, in Chinese."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Editor(QWidget):
    """One field: controls, and beside them what was understood."""

    changed = Signal()
    settled = Signal()  # an answer that Enter waited for is there: move on

    short = False  # two short ones share a line of the form
    tall = False  # more than one line of text: never half a line wide

    def __init__(self, asked: Asked, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked, self.look = asked, look
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(look.px(8))
        self.note = QLabel(self)
        self.note.setObjectName("note")
        self.note.hide()

    def take(self, *controls: QWidget) -> None:
        """Lay the controls out, the note after them; the first gets the keyboard."""
        for control in controls:
            self.row.addWidget(control, 1)
            control.setAccessibleName(self.asked.label)
        self.row.addWidget(self.note)
        self.setFocusProxy(controls[0])

    def squeeze(self) -> None:
        """Take one line, as the screen is low."""

    def inputs(self) -> list[QWidget]:
        """Return the controls that may have the keyboard."""
        proxy = self.focusProxy()
        return [proxy] if proxy is not None else []

    def value(self) -> Any:
        """Return what stands in the act, None or empty if nothing does; raise `Unreadable`."""

    def show_value(self, value: Any) -> None:
        """Show a value of the act."""

    def draft(self) -> Any:
        """Return what is typed, readable or not, as JSON may hold it."""

    def restore(self, draft: Any) -> None:
        """Show what was typed before."""

    def about(self) -> str:
        """Return what is typed in a few words, '' if it says little by itself."""
        return ""

    def differs(self, first: Any) -> bool:
        """Tell whether something else is typed than in the first draft."""
        return bool(self.draft() != first)

    def tidy(self) -> None:
        """Write what was understood in its usual form, when the keyboard goes elsewhere."""

    def enter(self) -> bool:
        """Take Enter; True if the form may move on, else `settled` will say so."""
        return True

    def say(self, text: str, tint: str = "") -> None:
        """Show what was understood beside the control."""
        self.note.setText(text)
        self.note.setVisible(bool(text))
        if self.note.property("tint") != tint:
            self.note.setProperty("tint", tint)
            redress(self.note)

    def mark_wrong(self, *, wrong: bool) -> None:
        """Put the red frame round the controls, or take it away."""
        for control in self.inputs():
            if bool(control.property("wrong")) != wrong:
                control.setProperty("wrong", wrong)
                redress(control)


def redress(widget: QWidget) -> None:
    """Let the style sheet look at a widget again after a property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
