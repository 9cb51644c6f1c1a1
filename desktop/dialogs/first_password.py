"""首次口令: whoever was given a password chooses his own before he begins to work."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.ledger.passwords import password_problem
from db.vault import Cost, Vault
from desktop.dialogs.founding_steps import strength
from desktop.dialogs.running import Run
from desktop.dialogs.sheet import labelled, text
from desktop.look import Look
from desktop.trouble import in_words
from desktop.widgets.notice import News, Notice
from desktop.widgets.password import PasswordField


class FirstPassword(QWidget):
    """A new password, twice; until it is there, its owner confirms nothing (V22)."""

    settled = Signal()

    def __init__(self, look: Look, run: Run, vault: Vault, cost: Cost | None) -> None:
        super().__init__()
        self._run, self._vault, self._cost = run, vault, cost
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        why, self.notice = Notice(look), Notice(look)
        why.tell(
            News.CAUTION,
            "请改成自己的口令",
            "现在用的是别人给的首次口令，给的人也知道它。",
            "改好以前，您不能作第二人当场确认。",
        )
        self.password, self.repeat = PasswordField(look, "新口令"), PasswordField(look, "再输一次")
        self.repeat.setPlaceholderText("再输一次")
        self.strength = text(look, strength(""), 13, kind="secondary")
        self.password.textChanged.connect(self._judge)
        self.repeat.returnPressed.connect(self.record)
        column.addWidget(why)
        column.addLayout(labelled(look, "新口令", self.password, self.repeat))
        column.addLayout(labelled(look, "", self.strength))
        column.addWidget(self.notice)
        column.addStretch(1)

    def _judge(self, typed: str) -> None:
        self.strength.setText(strength(typed, self._vault.operator.name))

    def begin(self) -> None:
        """Put the cursor where the answer goes."""
        self.password.setFocus()

    def record(self) -> None:
        """Change it."""
        new = self.password.text()
        problem = password_problem(new, self._vault.operator.name)
        if problem or new != self.repeat.text():
            says = f"口令{problem}。" if problem else "两次输入的口令不一样。"
            self.notice.tell(News.REFUSED, "没有改", says)
            return
        accounts, cost = self._vault.accounts, self._cost
        self._run(
            "正在更改口令…", lambda: accounts.change_password(new, cost), self._done, self._fail
        )

    def _done(self, _: object) -> None:
        self.password.clear()
        self.repeat.clear()
        self.settled.emit()

    def _fail(self, error: Exception) -> None:
        self.notice.tell(News.REFUSED, "没有改", in_words(error))
