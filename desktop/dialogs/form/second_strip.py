"""The second person in place: who could be it, own password, confirmed — in the same dialog.

Where three sign, another such line asks for the third, who is called by what he is: 移交人.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.ledger.act import Act
from db.ledger.fitness import Candidate
from db.ledger.trouble import Trouble
from db.vault import Confirmation
from desktop.dialogs.form.editors.editor import redress
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.password import PasswordField
from desktop.words import NOBODY_SECOND

WANTED, NOBODY = "须第二人在场确认", "须第二人在场，现在没有人能当"


class SecondStrip(QFrame):
    """Asks for the second person; `confirmation` is there once the password was right."""

    changed = Signal()

    def __init__(
        self, session: Session, look: Look, parent: QWidget | None = None, *, third: str = ""
    ) -> None:
        super().__init__(parent)
        self.setObjectName("second")
        self._session, self._look, self._third = session, look, third
        self._who = third or "第二人"
        self._wanted = f"{third}当场签认" if third else WANTED
        self._nobody = f"没有{third}的账户或见证人" if third else NOBODY
        self.confirmation: Confirmation | None = None
        self._acts: tuple[Act, ...] | None = None  # for which it was asked who could be second
        self.said = QLabel(self._wanted, self)
        self.said.setObjectName("note")
        self.said.setWordWrap(True)
        self.who = QComboBox(self)
        self.who.setPlaceholderText(self._who)
        self.who.setAccessibleName(self._who)
        self.password = PasswordField(look, f"{self._who}的本人口令", self)
        self.who.currentIndexChanged.connect(lambda _: self.password.clear())
        self.password.setPlaceholderText("本人口令")
        self.button = QPushButton("确认", self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.confirm)
        self.could = QLabel(self)
        self.could.setObjectName("basis")
        self.could.setWordWrap(True)
        self.could.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        look = self._look
        icon = QLabel(self)
        icon.setPixmap(look.icon("user-check", "blue", 16).pixmap(look.px(16), look.px(16)))
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(look.px(12), look.px(8), look.px(8), look.px(8))
        column.setSpacing(look.px(4))
        column.addLayout(row)
        column.addWidget(self.could)
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

    def ask(self, *acts: Act) -> None:
        """Come into sight, and say who could be second before anybody begins."""
        self.show()
        if self._acts is None or acts:
            self.consider(acts)

    def consider(self, acts: tuple[Act, ...]) -> None:
        """Say who could be second for what is on the form now, if one is wanted at all."""
        if self.isHidden() or self.confirmation is not None or acts == self._acts:
            return
        self._acts = acts
        self._session.work(
            lambda vault: vault.accounts.could_confirm(*acts, third=bool(self._third)),
            owner=self,
            then=self._offer,
            otherwise=self._failed,
        )

    def _offer(self, found: list[Candidate]) -> None:
        could = [one for one in found if not one.why_not]
        chosen = self.who.currentData()
        with QSignalBlocker(self.who):
            self.who.clear()
            for one in could:
                self.who.addItem(_called(one), one.name)
            place = self.who.findData(chosen) if chosen else -1
            self.who.setCurrentIndex(0 if len(could) == 1 else place)
        if self.who.currentData() != chosen:
            self.password.clear()
        for control in (self.who, self.password, self.button):
            control.setEnabled(bool(could))
        cannot = "；".join(f"{_called(one)}不能：{one.why_not}" for one in found if one.why_not)
        able = f"可当场确认：{'、'.join(map(_called, could))}。" if could else NOBODY_SECOND
        self.could.setText(able)
        self.could.setToolTip(cannot)
        self.could.setVisible(not self._third)
        if not could:
            self._say(self._nobody, "danger")
        elif self.said.text() == self._nobody:
            self._say(self._wanted)

    def confirm(self) -> None:
        """Let the second person confirm with his own password."""
        name, password = self.who.currentData(), self.password.text()
        if self.confirmation is not None:
            self.withdraw(self._wanted)
            return
        if not name or not password:
            self._say(f"请{self._who}选定姓名，输入本人口令", "danger")
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
        done = "已签认" if self._third else "已在场确认"
        self._say(f"{self.who.currentText()} {done}", "proven")
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


def _called(one: Candidate) -> str:
    return f"{one.name}（{'账户' if one.kind == 'account' else '见证'}）"
