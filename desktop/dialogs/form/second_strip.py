"""The second person in place: chosen, own password, confirmed — in the same dialog."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from db.ledger.trouble import Trouble
from db.store.reading import Page, Question
from db.vault import Confirmation
from db.views.people import ACCOUNTS, AccountRow
from desktop.dialogs.form.editors.editor import redress
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.password import PasswordField


class SecondStrip(QFrame):
    """Asks for the second person; `confirmation` is there once the password was right."""

    changed = Signal()

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("second")
        self._session, self._look = session, look
        self.confirmation: Confirmation | None = None
        self._asked = False
        self.said = QLabel("须第二人在场确认", self)
        self.said.setObjectName("note")
        self.said.setWordWrap(True)
        self.who = QComboBox(self)
        self.who.setPlaceholderText("第二人")
        self.who.setAccessibleName("第二人")
        self.password = PasswordField(look, "第二人的本人口令", self)
        self.who.currentIndexChanged.connect(lambda _: self.password.clear())
        self.password.setPlaceholderText("本人口令")
        self.button = QPushButton("确认", self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.confirm)
        self._lay_out()

    def _lay_out(self) -> None:
        look = self._look
        icon = QLabel(self)
        icon.setPixmap(look.icon("user-check", "blue", 16).pixmap(look.px(16), look.px(16)))
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), look.px(8), look.px(8), look.px(8))
        row.setSpacing(look.px(8))
        row.addWidget(icon)
        row.addWidget(self.said, 1)
        self.who.setMinimumWidth(look.px(152))
        self.password.setFixedWidth(look.px(160))
        for widget in (self.who, self.password, self.button):
            row.addWidget(widget)

    def inputs(self) -> list[QWidget]:
        """Return what may have the keyboard."""
        return [self.who, self.password]

    def ask(self) -> None:
        """Come into sight; the names are read once."""
        self.show()
        if not self._asked:
            self._asked = True
            self._session.ask(
                ACCOUNTS, Question(), owner=self, then=self._fill, otherwise=self._failed
            )

    def _fill(self, page: Page[AccountRow]) -> None:
        own = self._session.operator.name
        mine = {row.person for row in page.rows if row.kind == "账户" and row.name == own}
        for row in page.rows:
            if row.active and row.person not in mine:
                word = "见证" if row.kind == "见证人" else "账户"
                self.who.addItem(f"{row.person}（{word}）", row.name)
        self.who.setCurrentIndex(0 if self.who.count() == 1 else -1)
        if not self.who.count():
            self._say("没有可以确认的第二人，请先登记见证人", "danger")

    def confirm(self) -> None:
        """Let the second person confirm with his own password."""
        name, password = self.who.currentData(), self.password.text()
        if self.confirmation is not None:
            self.withdraw("须第二人在场确认")
            return
        if not name or not password:
            self._say("请第二人选定姓名，输入本人口令", "danger")
            return
        self.setEnabled(False)
        self._say("正在核对口令…")
        self._session.confirm(
            str(name), password, owner=self, then=self._confirmed, otherwise=self._failed
        )

    def _confirmed(self, confirmation: Confirmation) -> None:
        self.setEnabled(True)
        self.confirmation = confirmation
        self.password.clear()
        self._show_controls(shown=False)
        self._say(f"{self.who.currentText()} 已在场确认", "proven")
        self.changed.emit()

    def withdraw(self, why: str) -> None:
        """Forget the confirmation: it was for what was on the screen then."""
        if self.confirmation is None:
            return
        self.confirmation = None
        self.password.clear()
        self._show_controls(shown=True)
        self._say(why)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self.password.clear()
        self._say(str(error) if isinstance(error, Trouble) else "没有核对成功，请再试", "danger")
        self.password.setFocus()

    def _show_controls(self, *, shown: bool) -> None:
        self.who.setVisible(shown)
        self.password.setVisible(shown)
        self.button.setText("确认" if shown else "撤回确认")

    def _say(self, text: Any, tint: str = "") -> None:
        self.said.setText(str(text))
        self.said.setProperty("tint", tint)
        redress(self.said)
