"""What holds in this unit: who may unlock or witness, and the numbers it has set."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from db.store.reading import Page, Question
from db.views.people import ACCOUNTS, AccountRow
from desktop.assets import read_toml
from desktop.dialogs.sheet import paragraph, text
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.card import Card


class AccountsCard(Card):
    """Everybody who can unlock the ledger or confirm as the second person."""

    opened = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            look, "账户与见证人", "账户能打开整本台账；见证人只能确认，不能打开。", parent
        )
        self._session = session
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(16))
        self._grid.setColumnStretch(2, 1)
        self.rows.addLayout(self._grid)
        self.line(self.button("账户登记簿", lambda: self.opened.emit("accounts")))
        session.recorded.connect(self.ask)
        self.ask()

    def ask(self, *_: object) -> None:
        """Ask who there is."""
        if not ACCOUNTS.roles & self._session.operator.roles:
            self.hide()
            return
        self._session.ask(
            ACCOUNTS, Question(), owner=self, then=self._show, otherwise=self.failed.emit
        )

    def _show(self, page: Page[AccountRow]) -> None:
        while self._grid.count():
            old = self._grid.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for line, row in enumerate(page.rows):
            told = (row.name, row.person, row.roles or row.kind, "" if row.active else "已停用")
            for column, words in enumerate(told):
                label = text(self.look, words, 13)
                label.setWordWrap(column == 2)
                self._grid.addWidget(label, line, column)


class PolicyCard(Card):
    """The numbers of resources/policy, each with its source."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            look,
            "本单位的期限与数量",
            "写在程序文件夹的 resources/policy/terms.toml 中；改动后对以后的办理生效。",
            parent,
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(16))
        grid.setColumnStretch(2, 1)
        for line, entry in enumerate(read_toml("policy", "terms.toml").values()):
            grid.addWidget(text(look, str(entry["label"]), 13), line, 0)
            grid.addWidget(text(look, str(entry["value"]), 13, bold=True), line, 1)
            grid.addWidget(paragraph(look, str(entry["source"]), 12, kind="secondary"), line, 2)
        self.rows.addLayout(grid)
