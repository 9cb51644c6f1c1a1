"""使用恢复密钥: before two witnesses the security administrator gets a new password.

The old key is used up by it; the new one is shown once and proven by hand, as at the founding.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit

from db.ledger.passwords import password_problem
from db.ledger.trouble import CannotOpen
from db.vault import RecoveryKey, Wish
from desktop.dialogs.errand import Errand
from desktop.dialogs.founding_steps import Step, strength
from desktop.dialogs.recovery_step import RecoveryStep
from desktop.dialogs.sheet import button, labelled, paragraph, text
from desktop.door import Door
from desktop.look import Look
from desktop.tasks import Worker
from desktop.widgets.password import PasswordField

_SAYS = (
    "恢复密钥只做一件事：安全保密管理员忘记口令时，由两名见证人在场，让他重设口令。"
    "其他账户的口令，由安全保密管理员进入以后重新发给。全过程记入台账。"
)


class WishStep(Step):
    """Which account, the key, the new password, and two witnesses with their own."""

    def __init__(self, look: Look, folder: Path | None) -> None:
        super().__init__(look)
        self.folder, choose = QLineEdit(str(folder or "")), button("选择…")
        self.folder.setPlaceholderText("台账所在的文件夹")
        choose.clicked.connect(self._choose)
        self.account, self.key = QComboBox(), QLineEdit()
        self.account.setPlaceholderText("先选择台账文件夹")
        self.key.setPlaceholderText("八组，前六组照恢复密钥单，后两组照手抄的纸")
        self.key.setAccessibleName("恢复密钥")
        self.password = PasswordField(look, "新口令")
        self.repeat = PasswordField(look, "再输一次新口令")
        self.repeat.setPlaceholderText("再输一次")
        self.strength = text(look, "", 13, kind="secondary")
        self.column.addWidget(paragraph(look, _SAYS, 13, kind="secondary"))
        self.column.addLayout(labelled(look, "台账", self.folder, choose))
        self.column.addLayout(labelled(look, "账户", self.account))
        self.column.addLayout(labelled(look, "恢复密钥", self.key))
        self.column.addLayout(labelled(look, "新口令", self.password, self.repeat))
        self.column.addLayout(labelled(look, "", self.strength))
        self.witnesses = tuple(self._witness(word) for word in ("见证人一", "见证人二"))
        says = "见证人须是本人以外的两人，各自输入自己的口令。"
        self.column.addLayout(labelled(look, "", paragraph(look, says, 12, kind="secondary")))
        self.column.addStretch(1)
        fields = [self.folder, self.key, self.password, self.repeat]
        for field in (*fields, *(one for pair in self.witnesses for one in pair)):
            field.textChanged.connect(self._changed)
        self._changed()

    def _witness(self, word: str) -> tuple[QLineEdit, PasswordField]:
        name, password = QLineEdit(), PasswordField(self.look, f"{word}的口令")
        name.setPlaceholderText("姓名")
        name.setAccessibleName(f"{word}的姓名")
        password.setPlaceholderText("由本人输入口令")
        self.column.addLayout(labelled(self.look, word, name, password))
        return name, password

    def _choose(self) -> None:
        dialog = QFileDialog(self, "选择台账文件夹", self.folder.text() or str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _changed(self) -> None:
        who = self.account.currentText()
        self.strength.setText(strength(self.password.text(), who))
        self.changed.emit()

    def take_accounts(self, names: tuple[str, ...]) -> None:
        """Offer the accounts of the folder."""
        kept = self.account.currentText()
        self.account.clear()
        self.account.addItems(list(names))
        self.account.setCurrentIndex(max(0, self.account.findText(kept)))
        self.changed.emit()

    @property
    def wish(self) -> Wish:
        """What is to be done."""
        two = tuple((name.text().strip(), password.text()) for name, password in self.witnesses)
        return Wish(self.account.currentText(), self.password.text(), two)

    def lacks(self) -> str:
        """Say what is missing."""
        if not self.folder.text().strip():
            return "请选择台账文件夹。"
        if not self.account.currentText():
            return "这个文件夹里没有可用的账户。"
        if wrong := self._wrong_key():
            return wrong
        if problem := password_problem(self.password.text(), self.account.currentText()):
            return f"新口令{problem}。"
        if self.password.text() != self.repeat.text():
            return "两次输入的新口令不一样。"
        if not all(one.text().strip() for pair in self.witnesses for one in pair):
            return "请两名见证人填姓名并输入本人口令。"
        names = {name.text().strip() for name, _ in self.witnesses}
        return "两名见证人须是不同的人。" if len(names) < len(self.witnesses) else ""

    def _wrong_key(self) -> str:
        if not self.key.text().strip():
            return "请照纸输入恢复密钥。"
        try:
            RecoveryKey.parse(self.key.text())
        except CannotOpen as trouble:
            return trouble.sentence
        return ""

    def forget(self) -> None:
        """Keep no secret in the fields."""
        for field in (self.key, self.password, self.repeat):
            field.clear()
        for _, password in self.witnesses:
            password.clear()

    def begin(self) -> None:
        """Begin with the folder, or with the key if the folder is known."""
        (self.key if self.folder.text() else self.folder).setFocus()


class RecoveryUse(Errand):
    """A way back in for who keeps the accounts."""

    def __init__(self, look: Look, door: Door, worker: Worker, folder: Path | None = None) -> None:
        super().__init__(look, "使用恢复密钥", worker, "重设口令", high=600)
        self._door = door
        self.asked = WishStep(look, folder)
        self.asked.folder.textChanged.connect(self._look_into)
        self.show_step(self.asked)
        self._look_into()

    @property
    def folder(self) -> Path:
        """The ledger's folder."""
        return Path(self.asked.folder.text().strip())

    def _look_into(self) -> None:
        if self.asked.folder.text().strip():
            door, folder = self._door, self.folder
            self.run(
                "正在查看台账…", lambda: door.accounts(folder), self.asked.take_accounts, "打不开"
            )

    def go_on(self) -> None:
        """Recover; then wait for the proof that the new key was copied."""
        if isinstance(self.step, RecoveryStep):
            self.hide()
            self.ready.emit(self.folder)
            return
        door, folder = self._door, self.folder
        key, wish = self.asked.key.text(), self.asked.wish
        self.run(
            "正在重设口令：计算密钥，写入记录…",
            lambda: door.recover(folder, key, wish),
            self._show_key,
            "没有重设",
        )

    def _show_key(self, fresh: RecoveryKey) -> None:
        self.asked.forget()
        self.remark.setText("口令已重设；旧的恢复密钥作废，这是新的")
        day = self._door.now().date().isoformat()
        self.show_step(RecoveryStep(self.look, fresh, self._worker, self.folder.name, day), "完成")
        self.cancel.hide()

    def warning(self) -> tuple[str, str]:
        """The new key is not shown again."""
        if isinstance(self.step, RecoveryStep) and not self.step.proven:
            return "还没有证明抄下", "现在离开，新的恢复密钥不会再显示。"
        return "", ""
