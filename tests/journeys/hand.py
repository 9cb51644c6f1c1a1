"""Hands at the desk: keys go where the keyboard is, a mouse to what is in sight; both counted."""

from __future__ import annotations

from typing import Any

import pypdfium2
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from shiboken6 import isValid

from desktop.app import Desk
from desktop.dialogs.act_form import PAUSE, ActForm
from desktop.dialogs.form.editors.picker import Picker
from desktop.dialogs.own_password import OwnPassword
from desktop.dialogs.print_dialog import PrintDialog
from desktop.pages.register_page import RegisterPage
from desktop.widgets.matter_card import MatterCard
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
        seen = self._buttons()
        found = [one for one in seen if name in (one.text().strip(), one.accessibleName())]
        assert found, (name, [one.text() for one in seen])
        return found[0]

    def _buttons(self) -> list[QPushButton]:
        window = QApplication.activeModalWidget() or self.window.pages.currentWidget()
        assert window is not None
        return [one for one in window.findChildren(QPushButton) if one.isVisible()]

    def head(self, name: str) -> QPushButton:
        """Return the button of this name at the head of the page, not the one on a card."""
        buttons = self.page.head.findChildren(QPushButton)
        return next(one for one in buttons if one.text().strip() == name)

    def more(self, name: str) -> None:
        """Choose what waits under 更多 on the card."""
        self.click(next(one for one in self._buttons() if one.text() == "更多"))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        line = next(act for act in menu.actions() if act.text() == name)
        assert line.isEnabled(), line.toolTip()
        self.click(menu, menu.actionGeometry(line).center())

    def offered(self, name: str) -> QPushButton:
        """Return what the foot of the window offers after something was recorded."""
        buttons = self.window.foot.findChildren(QPushButton)
        return next(one for one in buttons if one.isVisible() and one.text() in (name, f"{name}…"))

    def go(self, entry: str, tab: str = "") -> None:
        """Go to an entry of the rail, and to a tab behind it."""
        buttons = self.window.ways.rail.findChildren(QPushButton)
        self.click(next(one for one in buttons if one.toolTip().endswith(entry)))
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

    def matter(self, title: str) -> None:
        """Go from 今日 to what a card of it is about."""
        self.go("今日")
        page = self.window.page(self.window.at)
        assert page is not None
        for card in page.findChildren(MatterCard):
            if any(one.text() == title for one in card.findChildren(QLabel)):
                self.click(card, QPoint(20, 10))
                return
        raise AssertionError(title)

    def words(self) -> set[str]:
        """Return what stands on the page in words."""
        page = self.window.page(self.window.at)
        assert page is not None
        return {one.text() for one in page.findChildren(QLabel) if one.isVisible()}

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

    def confirm(self, *passwords: str) -> None:
        """Let the second person, and the third if there is one, type their own passwords."""
        QTest.qWait(2 * PAUSE)  # what was typed last is judged before anybody stands up
        for strip, password in zip(self.form.face.strips, passwords, strict=True):
            for _ in range(100):
                if strip.who.currentIndex() < 0 or self.form._timer.isActive():
                    QTest.qWait(50)  # the rules have not said yet who it can be
            assert strip.who.currentIndex() >= 0, strip.could.text()
            self.click(strip.password)
            self.type(password)
            self.enter()
            assert strip.confirmation is not None, strip.said.text()

    def name_oneself(self, name: str, password: str) -> None:
        """Choose one's name on the sheet in front, if there is a choice, and type the password."""
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, OwnPassword)
        for _ in range(sheet.who.count()):
            if name and sheet.who.currentText() != name:
                self.press(Qt.Key.Key_Down)
        if sheet.who.hasFocus():
            self.enter()
        assert sheet.password.hasFocus()
        self.type(password)
        self.enter()
        assert not isValid(sheet) or sheet.isHidden(), sheet.said.text()

    def scan(self, code: str) -> None:
        """What a barcode reader sends, wherever the cursor stands."""
        for key in code:
            QTest.keyClicks(self.front, key)
        QTest.keyClick(self.front, Qt.Key.Key_Return)
        QApplication.processEvents()

    def record(self) -> None:
        """Record, and see that nothing keeps the form open."""
        form = self.form
        for _ in range(100):
            if form.scan is not None and form.scan.awaited:
                QTest.qWait(20)  # the ledger is asked what else belongs on the list
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

    def warned(self) -> dict[str, str]:
        """Return what the form asks reasons for, by rule."""
        assert self.form.verdict is not None
        return {why.rule.number: why.sentence for why in self.form.verdict.lines if not why.block}

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
