"""What holds in this unit: who may unlock or witness, what is not apart, the numbers it has set."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from db.ledger.act import KINDS
from db.store.reading import Page, Question
from db.views.book import BOOK, BookRow
from db.views.people import ACCOUNTS, AccountRow
from desktop.assets import read_toml
from desktop.dialogs.sheet import paragraph, text
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.card import Card

_CHANGES = (
    ("add_account", "开立账户…"),
    ("add_witness", "登记见证人…"),
    ("grant", "授权…"),
    ("reset_password", "重置口令…"),
)
"""What is done to accounts most often; the register has the rest."""


class AccountsCard(Card):
    """Everybody who can unlock the ledger or confirm as the second person."""

    opened = Signal(str)
    verb = Signal(str, object)
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
        self.line(*self._changes())
        own = self.button("见证人设定口令…", partial(self.verb.emit, "own_password", None))
        self.line(own, self.button("账户登记簿", partial(self.opened.emit, "accounts")))
        session.recorded.connect(self.ask)
        self.ask()

    def _changes(self) -> list[QPushButton]:
        """Return a button for what the operator may do to accounts."""
        mine = self._session.operator.roles
        return [
            self.button(words, partial(self.verb.emit, kind, None))
            for kind, words in _CHANGES
            if KINDS[kind, 1].roles & mine
        ]

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
            usual = row.standing == "在用"
            told = (row.name, row.person, row.roles or row.kind, "" if usual else row.standing)
            for column, words in enumerate(told):
                label = text(self.look, words, 13)
                label.setWordWrap(column == 2)
                self._grid.addWidget(label, line, column)


class SeparationsCard(Card):
    """Which duties that watch over each other lie in one hand here, as on paper Z01."""

    opened = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            look,
            "职责分立",
            "谁能办什么、哪些须两人，见权限表；未分立的印在权限表 Z01 上。",
            parent,
        )
        self._session = session
        self.lost = paragraph(look, "", 14)
        self.rows.addWidget(self.lost)
        self.line(self.button("权限表", partial(self.opened.emit, "powers")))
        session.recorded.connect(self.ask)
        self.ask()

    def ask(self, *_: object) -> None:
        """Ask how the accounts stand now."""
        self._session.ask(BOOK, Question(), owner=self, then=self._show, otherwise=self.failed.emit)

    def _show(self, page: Page[BookRow]) -> None:
        (book,) = page.rows
        lost = book.separations.split("；")
        whole = book.separations == "无"
        self.lost.setText("三员各有其人。" if whole else "未分立：\n" + "；\n".join(lost) + "。")


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
