"""开始迎检: who inspects, from which office, for how long; then the desk only shows."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSpinBox

from db.ledger.act import Act
from db.ledger.acts.checks.receiving import LONGEST, BeginReception
from db.vault import Confirmation, Recorded, Vault
from desktop.dialogs.credential_sheet import CredentialSheet, Job

_USUAL, _STEP = 60, 15


class BeginReceptionSheet(CredentialSheet):
    """Name, office, minutes; the window changes as soon as it is recorded."""

    word, verb = "开始迎检", "开始迎检"
    says = (
        "开始后本机只抽样、核对和出示：不能办理、导出、改设置，也不另开账户。"
        "只有接待人的口令能结束；时间一到自动锁定。看了什么都记入迎检日志。"
    )

    def ask(self) -> None:
        """Ask who, from where, for how long."""
        self.inspector, self.office, self.minutes = QLineEdit(), QLineEdit(), QSpinBox()
        self.inspector.setPlaceholderText("姓名，几人一起写在一处")
        self.office.setPlaceholderText("如 示例省保密局")
        self.minutes.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.minutes.setRange(5, LONGEST)
        self.minutes.setSingleStep(_STEP)
        self.minutes.setSuffix(" 分钟")
        self.minutes.setValue(_USUAL)
        for words, editor in (("检查人", self.inspector), ("检查单位", self.office)):
            self.row(words, editor)
            editor.textChanged.connect(self.changed)
        self.row("时长", self.minutes)
        self.minutes.valueChanged.connect(self.changed)

    def lacks(self) -> str:
        """Say what is missing."""
        if not self.inspector.text().strip():
            return "请填检查人。"
        return "" if self.office.text().strip() else "请填检查单位。"

    def act(self) -> Act | None:
        """Return what would be recorded."""
        inspector, office, minutes = self._answers()
        day = self.session.today
        return BeginReception(on=day, inspector=inspector, office=office, minutes=minutes)

    def job(self) -> Job:
        """Begin."""
        answers = self._answers()

        def begin(vault: Vault, _: Confirmation | None) -> Recorded:
            return vault.receiving.begin(*answers)

        return begin

    def _answers(self) -> tuple[str, str, int]:
        return self.inspector.text().strip(), self.office.text().strip(), self.minutes.value()
