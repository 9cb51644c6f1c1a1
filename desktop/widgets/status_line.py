"""The status line: where the journal ends, when it was last secured, what there is to say."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from db.ledger.policy import Policy
from db.views.assurance import AssuranceRow
from desktop.keys import HELP
from desktop.look import Look

_NARROW = 640


class StatusLine(QFrame):
    """Each fact is a button that opens the page on which it can be mended."""

    opened = Signal(str)  # name of a page
    helped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setFixedHeight(look.px(28))
        self._look = look
        self.head = self._fact("journal", "到簿记页")
        self.day = self._fact("journal", "到簿记页")
        self.backup = self._fact("system", "到系统页备份")
        self.check = self._fact("journal", "到簿记页核验")
        self._said = QLabel()
        self._said.setFont(look.font(12))
        self._said.setObjectName("danger")
        help_ = self._fact("", HELP.does)
        help_.setText(f"{HELP.keys} 帮助")
        help_.clicked.connect(self.helped)
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(8), 0, look.px(8), 0)
        line.setSpacing(look.px(4))
        for button in (self.head, self.day, self.backup, self.check):
            line.addWidget(button)
        line.addStretch()
        line.addWidget(self._said)
        line.addWidget(help_)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room the entries of the day are left out; the journal counts them, too."""
        super().resizeEvent(event)
        self.day.setVisible(self.width() >= self._look.px(_NARROW))

    def _fact(self, page: str, tip: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName("fact")
        button.setFont(self._look.font(12))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        if page:
            button.clicked.connect(lambda: self.opened.emit(page))
        return button

    def show_facts(self, found: AssuranceRow, policy: Policy, code: str, today: date) -> None:
        """Show what the ledger says of itself."""
        symbols = "-".join(code.split("-")[1:3])
        self._say(self.head, f"末条 {found.entries:,} · 首码 {symbols}".replace(",", " "))
        self._say(self.day, f"今日记账 {found.entries_today} 条")
        for button, what, when, longest in (
            (self.backup, "备份", found.backed_up_at, policy.backup_days),
            (self.check, "全部核验", found.checked_at, policy.full_check_days),
        ):
            since = date.fromisoformat((when or found.founded_at)[:10])
            self._say(button, f"{what} {since}" if when else f"尚未{what}")
            late = (today - since).days > longest
            shape, tint = ("shield-check", "green") if when else ("shield", "ink3")
            button.setIcon(
                self._look.icon(*(("shield-alert", "red") if late else (shape, tint)), 14)
            )
            self._mark(button, what, longest, late=late)

    def _mark(self, button: QPushButton, what: str, longest: int, *, late: bool) -> None:
        """Mark red what was done longer ago than the unit allows."""
        button.setToolTip(f"超过{longest}天没有{what}" if late else f"最长{longest}天{what}一次")
        button.setProperty("late", late)
        button.style().unpolish(button)
        button.style().polish(button)

    def _say(self, button: QPushButton, words: str) -> None:
        button.setText(words)
        button.setAccessibleName(words)

    def say(self, text: str) -> None:
        """Say one sentence."""
        room = max(self.width() // 2, self._look.px(240))
        line = " ".join(text.split())
        metrics = self._said.fontMetrics()

        self._said.setText(metrics.elidedText(line, Qt.TextElideMode.ElideRight, room))
        self._said.setToolTip(text)

    @property
    def said(self) -> str:
        """The whole of what it says."""
        return self._said.toolTip()
