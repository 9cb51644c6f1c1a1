"""Hands at the desk: keys go where the keyboard is, a mouse to what is in sight; both counted."""

from __future__ import annotations

from typing import Any

import pypdfium2
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from shiboken6 import isValid

from desktop.app import Desk
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.form.editors.picker import Picker
from desktop.dialogs.print_dialog import PrintDialog
from desktop.pages.register_page import RegisterPage
from desktop.widgets.scan_keys import GAP, LEAST
from desktop.window import MainWindow
from tests.desktop.filling import compose


class Hand:
    """Ten fingers: what is typed goes where the keyboard is, as the window system would send it."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.strokes = desk, 0

    @property
    def front(self) -> QWidget:
        """What has the keyboard in the window that stands in front."""
        window = QApplication.activeModalWidget() or self.desk.shown
        assert window is not None
        if not window.isActiveWindow():  # as a window manager does once a dialog is gone
            window.activateWindow()
            QApplication.processEvents()
        return window.focusWidget() or window

    @property
    def form(self) -> ActForm:
        window = QApplication.activeModalWidget()
        assert isinstance(window, ActForm)
        return window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        self.strokes += 1
        QTest.keyClick(self.front, key, modifier or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()

    def enter(self, modifier: Qt.KeyboardModifier | None = None) -> None:
        self.press(Qt.Key.Key_Return, modifier)

    def type(self, text: str) -> None:
        """Chinese comes composed, a key for each character."""
        self.strokes += len(text)
        if text.isascii():
            QTest.keyClicks(self.front, text)
            if len(text) >= LEAST:
                QTest.qWait(GAP + 10)  # no hand is at the Enter as soon as a barcode reader
        else:
            compose(self.front, text)
        QApplication.processEvents()

    def answer(self, field: str, text: str, *, pin: bool = False) -> None:
        """Go on with Enter to a field, type into it, and leave it."""
        self.go_to(field)
        self.type(text)
        if pin:
            self.press(Qt.Key.Key_F4)
        self.enter()

    def go_to(self, field: str) -> None:
        """Press Enter until a field has the keyboard."""
        editor = self.form.grid.editors[field]
        for _ in self.form.grid.editors:
            if self.form.grid.at(self.front) is editor:
                return
            self.enter()
        assert self.form.grid.at(self.front) is editor, field


class Officer(Hand):
    """Somebody with a keyboard and a mouse, in a window that may be locked and opened again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.clicks = 0

    @property
    def window(self) -> MainWindow:
        shown = self.desk.shown
        assert isinstance(shown, MainWindow)
        return shown

    @property
    def page(self) -> RegisterPage:
        page = self.window.page(self.window.at)
        assert isinstance(page, RegisterPage)
        return page

    def click(self, on: QWidget, at: QPoint | None = None) -> None:
        """Press what is in sight and may be pressed."""
        assert on.isVisible(), on
        assert on.isEnabled(), on.toolTip()
        self.clicks += 1
        QTest.mouseClick(on, Qt.MouseButton.LeftButton, pos=at or on.rect().center())
        QApplication.processEvents()

    def button(self, name: str) -> QPushButton:
        """Return the button in sight that is called so, of the dialog in front or the page."""
        window = QApplication.activeModalWidget() or self.window.pages.currentWidget()
        found = [
            one
            for one in window.findChildren(QPushButton)
            if one.isVisible() and name in (one.text().strip(), one.accessibleName())
        ]
        assert found, (name, [one.text() for one in window.findChildren(QPushButton)])
        return found[0]

    def head(self, name: str) -> QPushButton:
        """Return the button of this name at the head of the page, not the one on a card."""
        buttons = self.page.head.findChildren(QPushButton)
        return next(one for one in buttons if one.text().strip() == name)

    def offered(self, name: str) -> QPushButton:
        """Return what the foot of the window offers after something was recorded."""
        buttons = self.window.foot.findChildren(QPushButton)
        return next(one for one in buttons if one.isVisible() and one.text() in (name, f"{name}…"))

    def go(self, entry: str, tab: str = "") -> None:
        """Go to an entry of the rail, and to a tab behind it."""
        buttons = self.window.ways.rail.findChildren(QPushButton)
        self.click(next(one for one in buttons if one.toolTip() == entry))
        if tab:
            tabs = self.window.ways.tabs.buttons.values()
            self.click(next(one for one in tabs if one.text().split(" ")[0] == tab))

    def chip(self, label: str) -> None:
        chips = self.page.narrowed.chips.findChildren(QPushButton)
        self.click(next(one for one in chips if one.text().split(" ")[0] == label))

    def choose(self, **said: object) -> None:
        """Click the row that says this."""
        model, table = self.page.model, self.page.table
        rows = [model.row(number) for number in range(model.rowCount())]
        (number,) = [
            number
            for number, row in enumerate(rows)
            if all(getattr(row, field) == value for field, value in said.items())
        ]
        at = table.visualRect(model.index(number, table.columnAt(0))).center()
        self.click(table.viewport(), at)

    def rows(self) -> list[Any]:
        """Return what the page shows."""
        return [self.page.model.row(number) for number in range(self.page.model.rowCount())]

    def copies(self) -> dict[str, Any]:
        """Return what the page shows of copies by 份号; the old book's has another document."""
        return {row.copy_no: row for row in self.rows() if not row.unverified}

    def fill(self, **answers: str) -> None:
        """Go through a form from the first to the last of these fields; '√' is a box to tick."""
        for field, text in answers.items():
            self.go_to(field)
            if text == "√":
                self.press(Qt.Key.Key_Space)
                continue
            for each in text.split("、"):
                self.type(each)
                self.enter()

    def cannot_choose(self, name: str) -> str:
        """Type a name where the picker shows it grey; return why, and take the name away."""
        self.type(name)
        self.enter()
        editor = self.form.grid.at(self.front)
        assert isinstance(editor, Picker)
        assert editor.popup is not None
        assert editor.popup.current() is None
        self.press(Qt.Key.Key_Down)
        self.enter()
        assert name in editor.line.text(), "neither arrow nor Enter chooses it"
        why = editor.popup.item(0).toolTip()
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.press(Qt.Key.Key_Delete)
        return why

    def put_right(self, **answers: str) -> None:
        """Go back to a field that is refused and has the keyboard; the last pick is taken off."""
        for field, text in answers.items():
            assert self.form.grid.at(self.front) is self.form.grid.editors[field]
            self.press(Qt.Key.Key_Backspace)
            self.type(text)
            self.enter()

    def retype(self, field: str, text: str) -> None:
        """Go back to a field that is refused and has the keyboard, and answer anew."""
        assert self.form.grid.at(self.front) is self.form.grid.editors[field]
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)
        self.enter()

    def record(self) -> None:
        """Record, and see that nothing keeps the form open."""
        form = self.form
        self.enter(Qt.KeyboardModifier.ControlModifier)
        gone = not isValid(form) or form.isHidden()
        assert gone, form.foot.lacking.toolTip() or form.face.notice.words

    def refused(self) -> set[str]:
        """Try to record; return the rules that are told, and leave the form as it is."""
        form = self.form
        self.enter(Qt.KeyboardModifier.ControlModifier)
        assert form.isVisible()
        assert form.verdict is not None
        said = (*form.verdict.lines, *form.verdict.items.values())
        return {why.rule.number for why in said if why.block}

    def leave(self) -> None:
        """Escape from the dialog."""
        self.press(Qt.Key.Key_Escape)
        assert QApplication.activeModalWidget() is None

    def give_up(self) -> None:
        """Escape from a form, and want it no more."""
        self.leave()
        self.click(self.offered("放弃"))

    def paper(self, form: str = "") -> list[str]:
        """Print by the page's 打印, one of its papers; return the text of each page."""
        self.click(self.button("打印"))
        if form:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            line = next(act for act in menu.actions() if act.text().startswith(f"{form}　"))
            self.click(menu, menu.actionGeometry(line).center())
        return self.pages()

    def pages(self) -> list[str]:
        """Return what stands on the pages of the print dialog in front, without the spaces."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PrintDialog)
        assert dialog.drawn is not None, dialog.choices.said
        document = pypdfium2.PdfDocument(dialog.drawn.pdf)
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
