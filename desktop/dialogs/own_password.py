"""Somebody says who he is and gives his own password; what that opens is the caller's affair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.dialogs.sheet import Sheet, labelled, paragraph
from desktop.look import Look
from desktop.trouble import in_words
from desktop.widgets.password import PasswordField

Check = Callable[[str, str, Callable[[Any], object], Callable[[Exception], object]], object]
"""Looks at a name and a password; calls back with what it found, or with what went wrong."""


class OwnPassword(Sheet):
    """One name of several, one password; the sheet closes once it was right."""

    proven = Signal(object)

    def __init__(
        self, look: Look, title: str, says: str, check: Check, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, title, width=560)
        if parent is not None:
            self.setParent(parent, self.windowFlags())
        self._check = check
        self.who, self.password = QComboBox(), PasswordField(look, "本人口令")
        self.who.setAccessibleName("姓名")
        self.who.setPlaceholderText("选定姓名")
        self.body.addWidget(paragraph(look, says, 13, kind="secondary"))
        self.body.addLayout(labelled(look, "姓名", self.who))
        self.body.addLayout(labelled(look, "本人口令", self.password))
        self.said = paragraph(look, "", 13, kind="danger")
        self.body.addWidget(self.said)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.cancel, self.go = self.button("取消", "quiet"), self.button("确认", "primary")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.enter)
        self.go.setDefault(True)

    def offer(self, names: Sequence[str]) -> None:
        """Let one of these be chosen; a single one is chosen already."""
        self.who.addItems(list(names))
        self.who.setCurrentIndex(0 if len(names) == 1 else -1)
        (self.password if len(names) == 1 else self.who).setFocus()

    def enter(self) -> None:
        """Have the password looked at."""
        name, password = self.who.currentText(), self.password.text()
        if not name or not password:
            self.said.setText("请选定姓名，输入本人口令。" if self.password.hasFocus() else "")
            (self.password if name else self.who).setFocus()
            return
        self.go.setEnabled(False)
        self._check(name, password, self._right, self._wrong)

    def _right(self, found: object) -> None:
        self.password.clear()
        self.accept()
        self.proven.emit(found)

    def _wrong(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self.password.clear()
        self.password.setFocus()
        self.said.setText(in_words(error))
