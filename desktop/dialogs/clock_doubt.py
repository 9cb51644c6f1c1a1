"""时钟存疑: the computer's clock cannot be right, so a person says which day it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.ledger.trouble import Unusable
from db.vault import Vault
from desktop import clock
from desktop.dialogs.running import Run
from desktop.dialogs.sheet import labelled
from desktop.look import Look
from desktop.trouble import in_words
from desktop.widgets.notice import News, Notice


class ClockDoubt(QWidget):
    """Ask for today's date and record it; work goes on marked 时钟存疑."""

    settled = Signal()

    def __init__(self, look: Look, run: Run, vault: Vault) -> None:
        super().__init__()
        self._run, self._vault = run, vault
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        self.doubt, self.notice = Notice(look), Notice(look)
        says = f"电脑上是 {vault.today.isoformat()}，{vault.clock_doubt}。"
        self.doubt.tell(
            News.CAUTION,
            "电脑时间可疑",
            says,
            "请看日历，不要照抄电脑；所填日期记入台账，随后的登记标明时钟存疑。",
        )
        self.day = QLineEdit()
        self.day.setPlaceholderText("例如 2026-03-04")
        self.day.returnPressed.connect(self.record)
        column.addWidget(self.doubt)
        column.addLayout(labelled(look, "今天是", self.day))
        column.addWidget(self.notice)
        column.addStretch(1)

    def begin(self) -> None:
        """Put the cursor where the answer goes."""
        self.day.setFocus()

    def record(self) -> None:
        """Confirm the day that was typed."""
        try:
            day = clock.day(self.day.text())
        except Unusable as trouble:
            self._fail(trouble)
            return
        self._run("正在记录…", lambda: self._vault.confirm_day(day), self._done, self._fail)

    def _done(self, _: None) -> None:
        self.settled.emit()

    def _fail(self, error: Exception) -> None:
        self.notice.tell(News.REFUSED, "不能", in_words(error))
        self.day.setFocus()
