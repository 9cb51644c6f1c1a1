"""A form on a real ledger, filled as a person fills it: by keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.ledger.act import Act
from desktop.dialogs.act_form import ActForm
from desktop.look import Look
from desktop.session import Session
from desktop.tasks import InlineWorker
from tests.book import Book

LOOK = Look()


class Desk:
    """A session on a book, and the forms that were opened in it."""

    def __init__(self, book: Book, qtbot: Any) -> None:
        self.book, self.qtbot = book, qtbot
        self.session = Session(book.vault, InlineWorker(), InlineWorker())
        self.recorded: list[Any] = []
        self.keystrokes = 0

    def form(
        self,
        kind: type[Act],
        given: Mapping[str, object] | None = None,
    ) -> ActForm:
        form = ActForm(self.session, LOOK, kind, given)
        self.qtbot.addWidget(form)
        form.recorded.connect(self.recorded.append)
        form.show()
        form.activateWindow()
        self.qtbot.waitUntil(lambda: form.focusWidget() is not None)
        form.judge()
        return form

    # -- the hand ----------------------------------------------------------------------

    def press(self, form: ActForm, key: Qt.Key, modifier: Any = None) -> None:
        self.keystrokes += 1
        target = form.focusWidget() or form
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()

    def enter(self, form: ActForm) -> None:
        self.press(form, Qt.Key.Key_Return)

    def type(self, form: ActForm, text: str) -> None:
        """Type what a keyboard has; Chinese comes composed, a key for each character."""
        target = form.focusWidget()
        assert target is not None
        self.keystrokes += len(text)
        if text.isascii():
            QTest.keyClicks(target, text)
        else:
            compose(target, text)
        QApplication.processEvents()

    def record(self, form: ActForm) -> None:
        self.press(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def record_and_go_on(self, form: ActForm) -> None:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        self.press(form, Qt.Key.Key_Return, both)


def compose(target: QWidget, text: str) -> None:
    """Type through an input method: letters in preparation first, then the characters."""
    QApplication.sendEvent(target, QInputMethodEvent("pin'yin", []))
    done = QInputMethodEvent()
    done.setCommitString(text)
    QApplication.sendEvent(target, done)


def fill(form: ActForm, **values: Any) -> None:
    """Show values in the editors, as if they had been typed."""
    for name, value in values.items():
        form.grid.editors[name].show_value(value)
    form.judge()


def scan(form: ActForm, *typed: str) -> None:
    assert form.scan is not None
    for each in typed:
        form.scan.line.setText(each)
        form.scan.enter()
    form.judge()


def said(form: ActForm) -> dict[str, list[str]]:
    """Return the rules in sight, by the field they stand under; '' is the foot."""
    places = {**form.grid.refusals, "": form.face.refusals}
    return {
        name: [line.refusal.rule.number for line in place.lines]
        for name, place in places.items()
        if place.lines
    }


def explain(form: ActForm, reason: str) -> None:
    """Give a reason wherever one is wanted."""
    for box in form.face.reason_boxes():
        box.setEditText(reason)
