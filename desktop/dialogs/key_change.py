"""换钥: a locked ledger is written anew under new keys, before two persons.

Whoever is here and gives his password keeps it; the others get a first one.  The new recovery key
is shown once and proven by hand, as at the founding.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from db.vault import KeyWish, Rekeyed
from desktop.dialogs.errand import Errand
from desktop.dialogs.founding_steps import Step
from desktop.dialogs.recovery_step import RecoveryStep
from desktop.dialogs.sheet import labelled, paragraph
from desktop.door import Door
from desktop.look import Look
from desktop.tasks import Worker
from desktop.widgets.password import PasswordField

_SAYS = (
    "整本台账用新密钥重写、核验，再换下旧的；中途断电，原台账不受影响。"
    "换了以后，旧恢复密钥和离开的人留下的密钥都打不开新台账。"
    "换钥前的备份仍用当时的口令打开：请按载体清理，并立即另做一份备份。"
)
_OTHERS = "其他账户：在场的由本人输入口令，口令照旧；不在场的留空，换完显示一个首次口令。"


class KeysStep(Step):
    """Who changes the keys with whom, why, and who else is here."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.account, self.password = QComboBox(), PasswordField(look, "本人口令")
        self.reason, self.second = QLineEdit(), QLineEdit()
        self.secret = PasswordField(look, "第二人的口令")
        self.account.setPlaceholderText("安全保密管理员的账户")
        self.password.setPlaceholderText("本人口令")
        self.reason.setPlaceholderText("例如 因故移除账户")
        self.second.setPlaceholderText("账户名或见证名")
        self.secret.setPlaceholderText("由第二人输入口令")
        self.column.addWidget(paragraph(look, _SAYS, 13, kind="secondary"))
        self.column.addLayout(labelled(look, "办理人", self.account, self.password))
        self.column.addLayout(labelled(look, "理由", self.reason))
        self.column.addLayout(labelled(look, "第二人", self.second, self.secret))
        self.others: dict[str, PasswordField] = {}
        self._names: tuple[str, ...] = ()
        self._room = QWidget()
        QVBoxLayout(self._room).setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._room)
        self.column.addStretch(1)
        self.account.currentTextChanged.connect(self._list_others)
        for field in (self.password, self.reason, self.second, self.secret):
            field.textChanged.connect(self.changed)
        self.second.editingFinished.connect(self._list_others)

    def take_accounts(self, names: tuple[str, ...]) -> None:
        """Offer the accounts of the ledger."""
        self._names = names
        self.account.clear()
        self.account.addItems(list(names))
        self.account.setCurrentIndex(0 if len(names) == 1 else -1)
        self._list_others()

    def _list_others(self, *_: object) -> None:
        """Ask for the password of everybody else who may be here."""
        here = {self.account.currentText(), self.second.text().strip()}
        rest = [name for name in self._names if name not in here]
        if rest != list(self.others):
            column = QVBoxLayout()
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(self.look.px(8))
            typed = {name: field.text() for name, field in self.others.items()}
            self.others = {name: PasswordField(self.look, f"{name}的口令") for name in rest}
            if rest:
                column.addWidget(paragraph(self.look, _OTHERS, 13, kind="secondary"))
            for name, field in self.others.items():
                field.setPlaceholderText("不在场的留空")
                field.setText(typed.get(name, ""))
                column.addLayout(labelled(self.look, name, field))
            room, self._room = self._room, QWidget()
            self._room.setLayout(column)
            self.column.replaceWidget(room, self._room)
            room.hide()
            room.deleteLater()
        self.changed.emit()

    @property
    def wish(self) -> KeyWish:
        """What is to be done."""
        here = {name: field.text() for name, field in self.others.items() if field.text()}
        return KeyWish(
            self.account.currentText(),
            self.password.text(),
            (self.second.text().strip(), self.secret.text()),
            self.reason.text().strip(),
            tuple(here.items()),
        )

    def lacks(self) -> str:
        """Say what is missing."""
        if not self.account.currentText():
            return "请选安全保密管理员的账户。"
        if not self.password.text():
            return "请输入本人口令。"
        if not self.reason.text().strip():
            return "请写换钥的理由。"
        if not self.second.text().strip() or not self.secret.text():
            return "请第二人填名字并输入本人口令。"
        same = self.second.text().strip() == self.account.currentText()
        return "第二人须是另一个人。" if same else ""

    def forget(self) -> None:
        """Keep no password in any field."""
        for field in (self.password, self.secret, *self.others.values()):
            field.clear()

    def begin(self) -> None:
        """Begin with who sits here."""
        (self.password if self.account.currentText() else self.account).setFocus()


class KeyChange(Errand):
    """New keys for a ledger that is locked; back to its password either way."""

    def __init__(self, look: Look, door: Door, worker: Worker, folder: Path) -> None:
        super().__init__(look, "换钥", worker, "换钥", high=560)
        self._door, self._folder = door, folder
        self.asked = KeysStep(look)
        self.show_step(self.asked)
        self.run("正在查看台账…", lambda: door.accounts(folder), self._take_accounts, "打不开")

    def _take_accounts(self, names: tuple[str, ...]) -> None:
        self.asked.take_accounts(names)
        self.asked.begin()

    def go_on(self) -> None:
        """Change the keys; then wait for the proof that the new recovery key was copied."""
        if isinstance(self.step, RecoveryStep):
            self.hide()
            self.ready.emit(self._folder)
            return
        door, folder, wish = self._door, self._folder, self.asked.wish
        self.run(
            "正在换钥：重写整本台账，全部核验…",
            lambda: door.rekey(folder, wish),
            self._show_keys,
            "没有换",
        )

    def _show_keys(self, done: Rekeyed) -> None:
        self.asked.forget()
        self.remark.setText("已换钥；旧的恢复密钥作废，这是新的")
        day = self._door.now().date().isoformat()
        step = RecoveryStep(
            self.look, done.recovery, self._worker, self._folder.name, day, done.first_passwords
        )
        self.show_step(step, "完成")
        self.cancel.hide()

    def warning(self) -> tuple[str, str]:
        """What is shown now is not shown again."""
        if isinstance(self.step, RecoveryStep) and not self.step.proven:
            return "还没有证明抄下", "现在离开，新的恢复密钥和首次口令不会再显示。"
        return "", ""
