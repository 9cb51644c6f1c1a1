"""系统: what is done now and then — backup, old registers, password, looks; and what holds here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.ledger.acts.setup.change_keys import ChangeKeys
from db.vault import Recorded
from desktop.dialogs.sheet import scrolled, text
from desktop.look import Look
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.card import Card
from desktop.widgets.looks_card import LooksCard
from desktop.widgets.notice import News
from desktop.widgets.password import PasswordField
from desktop.widgets.safekeeping import BackupCard, RestoreCard
from desktop.widgets.unit_cards import AccountsCard, PolicyCard, SeparationsCard


class SystemPage(QWidget):
    """Cards in two columns."""

    importing = Signal()
    opened = Signal(str)
    restyled = Signal()
    secured = Signal()
    failed = Signal(object)
    verb = Signal(str, object)

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session, self._look = session, look
        self.backup, self.restore = BackupCard(session, look), RestoreCard(session, look)
        self.accounts, self.policy = AccountsCard(session, look), PolicyCard(look)
        self.separations, self.keys = SeparationsCard(session, look), KeysCard(session, look)
        self.looks, self.password = LooksCard(look), PasswordCard(session, look)
        self.backup.secured.connect(self.secured)
        self.looks.restyled.connect(self.restyled)
        self.accounts.verb.connect(self.verb)
        self.keys.verb.connect(self.verb)
        for told in (self.accounts, self.separations):
            told.opened.connect(self.opened)
            told.failed.connect(self.failed)
        pad = look.px(16)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(pad, pad, pad, 0)
        outer.setSpacing(look.px(12))
        head = QHBoxLayout()
        head.addWidget(text(look, "系统", 20, bold=True))
        head.addWidget(text(look, "备份、旧账、口令和外观", kind="secondary"))
        head.addStretch()
        outer.addLayout(head)
        board = QWidget()
        columns = QHBoxLayout(board)
        columns.setContentsMargins(0, 0, 0, pad)
        columns.setSpacing(pad)
        for cards in (
            (self.backup, self.restore, self._old_books(), self.password, self.keys),
            (self.looks, self.accounts, self.separations, self.policy),
        ):
            column = QVBoxLayout()
            column.setSpacing(look.px(12))
            for card in cards:
                column.addWidget(card)
            column.addStretch()
            columns.addLayout(column, 1)
        outer.addWidget(scrolled(board), 1)

    def _old_books(self) -> Card:
        card = Card(
            self._look, "接收旧账", "收文登记簿、借阅登记簿、人员名册、清退目录；先试算，再入账。"
        )
        card.line(card.button("接收旧账…", self.importing.emit))
        return card


class KeysCard(Card):
    """New keys for the whole ledger; it has to be locked for that."""

    verb = Signal(str, object)

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(
            look,
            "换钥",
            "有人因故离开、口令或恢复密钥可能外泄时办：整本台账用新密钥重写，旧的都打不开它。"
            "须两人在场，先锁定台账。",
        )
        self.go = self.button("锁定并换钥…", lambda: self.verb.emit(ChangeKeys.kind, None))
        self.line(self.go)
        self.setVisible(bool(ChangeKeys.roles & session.operator.roles))


class PasswordCard(Card):
    """A new password for the person who sits here."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(look, "更改自己的口令", "曾用旧口令打开过台账的人仍可能留有密钥。")
        self._session = session
        self.field = PasswordField(look, "新口令")
        self.field.setPlaceholderText("新口令，至少8个字符")
        self.field.returnPressed.connect(self.change)
        self.line(self.field, self.button("更改", self.change))

    def change(self) -> None:
        """Change it, or say why not."""
        new = self.field.text()
        self._session.work(
            lambda vault: vault.accounts.change_password(new),
            owner=self,
            then=self._changed,
            otherwise=lambda error: self.news.tell(News.REFUSED, "没有更改", in_words(error)),
        )

    def _changed(self, _: Recorded) -> None:
        self.field.clear()
        self.news.tell(News.PROVEN, "口令已更改", "因故更换时请另做换钥。")
