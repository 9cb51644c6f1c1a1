"""台账被退回或由备份恢复: read only until two persons record what happened and what is lost."""

from __future__ import annotations

import secrets

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from db.ledger.acts.program.rolled_back import RolledBack
from db.store.reading import Question
from db.vault import Cost, Vault
from db.views.people import ACCOUNTS
from desktop.asking import person_named
from desktop.dialogs.running import Run
from desktop.dialogs.sheet import labelled, paragraph
from desktop.look import Look
from desktop.trouble import in_words
from desktop.widgets.notice import News, Notice
from desktop.widgets.password import PasswordField

_NEW = "另一人（先登记为见证人）"


class Rollback(QWidget):
    """What was found, how it came about, and the second person."""

    settled = Signal()

    def __init__(self, look: Look, run: Run, vault: Vault, cost: Cost | None) -> None:
        super().__init__()
        self._look, self._run, self._vault, self._cost = look, run, vault, cost
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        self.found, self.notice = Notice(look), Notice(look)
        verdict = vault.rollback
        assert verdict is not None
        self.found.tell(
            News.REFUSED, "由备份恢复的台账" if verdict.backup else "台账不是最后的样子",
            verdict.sentence, "记录以前只能查看。缺失的各条须对照打印件和备份补记。",
        )  # fmt: skip
        self.why = QPlainTextEdit()
        self.why.setPlaceholderText("怎么发生的：例如 3月4日换硬盘时误用了上月的备份")
        self.why.setFixedHeight(look.px(72))
        self.why.setTabChangesFocus(True)
        column.addWidget(self.found)
        column.addLayout(labelled(look, "经过", self.why))
        column.addLayout(self._second())
        column.addWidget(self.notice)
        column.addStretch(1)

    def _second(self) -> QVBoxLayout:
        look = self._look
        self.second, self.name = QComboBox(), QLineEdit()
        self.password = PasswordField(look, "第二人口令")
        self.repeat = PasswordField(look, "再输一次")
        self.name.setPlaceholderText("姓名")
        self.password.setPlaceholderText("由第二人本人输入")
        self.repeat.setPlaceholderText("再输一次")
        self.second.currentTextChanged.connect(self._choose)
        rows = QVBoxLayout()
        rows.setSpacing(look.px(8))
        rows.addLayout(labelled(look, "第二人", self.second, self.name))
        rows.addLayout(labelled(look, "本人口令", self.password, self.repeat))
        says = "须由另一人在场，看过以上内容后输入自己的口令；两人的姓名一并记入台账。"
        rows.addWidget(paragraph(look, says, 12, kind="secondary"))
        return rows

    def _choose(self, chosen: str) -> None:
        for field in (self.name, self.repeat):
            field.setVisible(chosen == _NEW)

    def begin(self) -> None:
        """Ask who may confirm."""
        self._run("正在查看…", self._names, self._offer, self._fail)
        self.why.setFocus()

    def _names(self) -> list[str]:
        rows = self._vault.ask(ACCOUNTS, Question(limit=200)).rows
        own = self._vault.operator.name
        return [row.name for row in rows if row.active and row.name != own]

    def _offer(self, names: list[str]) -> None:
        self.second.clear()
        self.second.addItems([*names, _NEW])
        self._choose(self.second.currentText())

    # -- recording ---------------------------------------------------------------------

    def record(self) -> None:
        """Record it with the second person's confirmation."""
        new = self.second.currentText() == _NEW
        name = self.name.text().strip() if new else self.second.currentText()
        missing = self._missing(name, new=new)
        if missing:
            self.notice.tell(News.REFUSED, "不能", missing)
            return
        why, password = self.why.toPlainText().strip(), self.password.text()
        self._run(
            "正在记录…",
            lambda: self._recorded(why, name, password, new=new),
            self._done,
            self._failed,
        )

    def _missing(self, name: str, *, new: bool) -> str:
        if not self.why.toPlainText().strip():
            return "请写明经过。"
        if not name:
            return "请填第二人的姓名。"
        if not self.password.text():
            return "请第二人输入本人口令。"
        if new and self.password.text() != self.repeat.text():
            return "两次输入的口令不一样。"
        return ""

    def _recorded(self, why: str, name: str, password: str, *, new: bool) -> None:
        vault, verdict = self._vault, self._vault.rollback
        assert verdict is not None
        if new:
            given = secrets.token_urlsafe(9)  # he is here, and types his own at once
            vault.accounts.add_witness(name, person_named(vault, name), given, self._cost)
            vault.accounts.witness_password(name, given, password, self._cost)
        second = vault.confirm(name, password)
        first, last = verdict.lost_first, verdict.lost_last
        act = RolledBack(on=vault.today, why=why, first=first, last=last)
        vault.record(act, second=second)

    def _done(self, _: None) -> None:
        self.settled.emit()

    def _failed(self, error: Exception) -> None:
        """Say why; a witness who was entered meanwhile is now among the choices."""
        self._fail(error)
        self._run("正在查看…", self._names, self._offer, self._fail)

    def _fail(self, error: Exception) -> None:
        self.password.clear()
        self.repeat.clear()
        self.notice.tell(News.REFUSED, "没有记录", in_words(error))
