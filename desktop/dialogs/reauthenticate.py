"""The operator's own password once more, in place, before something leaves the program.

It holds five minutes for the same kind of thing; the session keeps the time.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.dialogs.sheet import button, paragraph, text
from desktop.look import Look
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.password import PasswordField

EXPORT, MASS_PRINT, PRINT_TO_FILE = "export", "mass print", "print to file"
REDACTION = "redaction"


class Reauthenticate(QFrame):
    """A strip that asks for the password when it must, and else lets pass at once."""

    asked = Signal(bool)  # whether a password is being asked for

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("second")
        self._session = session
        self._what = ""
        self._then: Callable[[], object] | None = None
        self._why = paragraph(look, "")
        self.field = PasswordField(look, "本人口令")
        self.field.setPlaceholderText("本人口令")
        self._ok, self._no = button("确认", "primary"), button("不办了")
        self._ok.clicked.connect(self._check)
        self._no.clicked.connect(self.give_up)
        self.field.returnPressed.connect(self._check)
        self._wrong = paragraph(look, "", 13, kind="danger")
        self._wrong.hide()
        icon = QLabel()
        icon.setPixmap(look.icon("key-round", "blue").pixmap(look.px(18), look.px(18)))
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(icon)
        head.addWidget(self._why, 1)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self.field, 1)
        row.addWidget(self._ok)
        row.addWidget(self._no)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(10), look.px(12), look.px(10))
        column.setSpacing(look.px(8))
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self._wrong)
        column.addWidget(text(look, "确认后5分钟内同类操作不再询问。", 12, kind="secondary"))
        self.hide()

    def ask(self, what: str, why: str, then: Callable[[], object]) -> None:
        """Call `then` if the password was given lately, or as soon as it is given."""
        if self._session.proved_lately(what):
            then()
            return
        self._what, self._then = what, then
        self._why.setText(why)
        self._wrong.hide()
        self.show()
        self.field.setFocus()
        self.asked.emit(True)

    def give_up(self) -> None:
        """Ask no more; nothing is done."""
        self._then = None
        self.field.clear()
        self.hide()
        self.asked.emit(False)

    def _check(self) -> None:
        password = self.field.text()
        if not password or self._then is None:
            return
        self._ok.setEnabled(False)
        self._session.prove(
            self._what, password, owner=self, then=self._judge, otherwise=self._fail
        )

    def _judge(self, mine: bool) -> None:
        self._ok.setEnabled(True)
        self.field.clear()
        then = self._then
        if not mine:
            self._say("口令不对，没有办理。请检查大小写和输入法后再试。")
        elif then is not None:
            self.give_up()
            then()

    def _fail(self, error: Exception) -> None:
        self._ok.setEnabled(True)
        self.field.clear()
        self._say(in_words(error))

    def _say(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.show()
        self.field.setFocus()
