"""Unlock: folder, account, password; then, if need be, the day it is and what became of entries.

Everything with the ledger is done on the writer's thread, where the vault stays;
`unlocked` hands it on, `left` says that nothing is open any more.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from db.vault import Vault
from desktop.dialogs.clock_doubt import ClockDoubt
from desktop.dialogs.first_password import FirstPassword
from desktop.dialogs.rollback import Rollback
from desktop.dialogs.sheet import HIGHEST, Sheet, labelled, scrolled, text
from desktop.dialogs.waiting import Waiting
from desktop.door import Door
from desktop.look import Look
from desktop.tasks import Worker
from desktop.trouble import in_words, is_damage
from desktop.widgets.notice import News, Notice
from desktop.widgets.password import PasswordField
from desktop.widgets.strip import Strip


class Unlock(Sheet):
    """One ledger, waiting for its password."""

    unlocked = Signal(object)
    """The open vault; from here on it is somebody else's to lock."""
    left = Signal()
    other = Signal()
    """Left as well, and another ledger is wanted."""
    key_wanted = Signal()
    """Left as well, and the recovery key is to be used on this one."""
    backup_wanted = Signal()
    """Left as well, and a backup is to be restored."""

    def __init__(
        self, look: Look, door: Door, worker: Worker, folder: Path, given: str = ""
    ) -> None:
        super().__init__(look, "解锁", folder.name, width=640)
        self.setMinimumHeight(min(look.px(400), HIGHEST))
        self._door, self._worker, self.folder = door, worker, folder
        self._vault: Vault | None = None
        self._busy = self._leaving = self._at_once = False
        self._out = self.left
        self.pages = QStackedWidget()
        self.body.addWidget(scrolled(self.pages), 1)
        self.pages.addWidget(self._entry())
        self._foot()
        self.password.setText(given)
        self.waiting = Waiting(self.notice, self)
        self.waiting.changed.connect(self._offer)
        self._offer()
        self._read_accounts()

    # -- what is seen ----------------------------------------------------------------

    def _entry(self) -> QWidget:
        look, page = self.look, QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        where = text(look, str(self.folder), kind="secondary")
        where.setWordWrap(True)
        self.account, self.password = QComboBox(), PasswordField(look, "口令")
        self.notice, self.caps, self.strip = Notice(look), Notice(look), Strip(look)
        self.caps.tell(News.CAUTION, "大写锁定已打开", "口令区分大小写。")
        self.caps.hide()
        self.password.caps_lock.connect(self.caps.setVisible)
        self.password.returnPressed.connect(self.try_now)
        self.password.textEdited.connect(self._typed)
        self.account.currentTextChanged.connect(self._ask_patience)
        self.account.activated.connect(lambda _: self.password.clear())  # it was another's
        column.addLayout(labelled(look, "台账", where))
        column.addLayout(labelled(look, "账户", self.account))
        column.addLayout(labelled(look, "口令", self.password))
        column.addWidget(self.caps)
        column.addWidget(self.notice)
        column.addStretch(1)
        column.addWidget(self.strip)
        return page

    def _foot(self) -> None:
        self.another = self.button("换一本台账", "quiet")
        self.lost_key = self.button("忘记口令…", "quiet")
        self.from_backup = self.button("从备份恢复…", "quiet")
        for way, out in (
            (self.another, self.other),
            (self.lost_key, self.key_wanted),
            (self.from_backup, self.backup_wanted),
        ):
            way.clicked.connect(partial(self._go_elsewhere, out))
        self.foot.addStretch(1)
        self.again = self.button("再试一次")
        self.again.clicked.connect(self._read_accounts)
        self.look_only = self.button("只查看")
        self.look_only.clicked.connect(self._enter)
        self.go = self.button("解锁", "primary")
        self.go.clicked.connect(self._go_on)

    def _offer(self) -> None:
        """Show the buttons that make sense now."""
        entry, known = self.pages.currentIndex() == 0, self.account.count() > 0
        self.again.setVisible(entry and not known)
        self.lost_key.setVisible(entry and known)
        self.from_backup.setVisible(entry)
        self.look_only.setVisible(not entry)
        self.look_only.setDisabled(self._busy)
        self.go.setVisible(not entry or known)
        own = isinstance(self.pages.currentWidget(), FirstPassword)
        self.go.setText("解锁" if entry else "更改并继续" if own else "记录并继续")
        ready = bool(self.password.text()) and not self.waiting.seconds if entry else True
        self.go.setEnabled(ready and not self._busy)
        for field in (self.account, self.password):
            field.setEnabled(known and not self._busy)

    # -- getting in --------------------------------------------------------------------

    def _read_accounts(self) -> None:
        self.notice.clear()
        self._run(
            "正在查看台账…", lambda: self._door.accounts(self.folder), self._take_names, self._fail
        )

    def try_when_ready(self) -> None:
        """Unlock with what was given, as soon as the accounts are known."""
        if self.account.count():
            self.try_now()
        else:
            self._at_once = True

    def _take_names(self, names: tuple[str, ...]) -> None:
        self.account.clear()
        self.account.addItems(list(names))
        self._offer()
        self.password.setFocus()
        if self._at_once:
            self._at_once = False
            self.try_now()

    def _typed(self) -> None:
        if not self.waiting.seconds:
            self.notice.clear()
        self._offer()

    def _go_on(self) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, ClockDoubt | Rollback | FirstPassword):
            page.record()
        else:
            self.try_now()

    def try_now(self) -> None:
        """Unlock with what is typed; nothing happens while something runs or one has to wait."""
        if self._busy or self.waiting.seconds or not self.password.text():
            return
        account, typed = self.account.currentText(), self.password.text()
        self._run(
            "正在解锁…",
            lambda: self._door.unlock(self.folder, account, typed),
            self._opened,
            self._refused,
        )

    def _opened(self, vault: Vault) -> None:
        self._vault = vault
        self.password.clear()
        self._next()

    def _next(self) -> None:
        """Settle the doubts one after the other, then hand the ledger on."""
        vault = self._vault
        assert vault is not None
        if vault.clock_doubt:
            self._show(ClockDoubt(self.look, self._run, vault), "电脑时间可疑")
        elif vault.rollback is not None:
            self._show(Rollback(self.look, self._run, vault, self._door.cost), "台账被退回")
        else:
            asked = vault.accounts
            self._run(
                "正在查看…", lambda: asked.on_first_password, self._ask_own, lambda _: self._enter()
            )

    def _ask_own(self, first: bool) -> None:
        vault = self._vault
        assert vault is not None
        if first:
            self.look_only.setText("以后再改")
            self._show(FirstPassword(self.look, self._run, vault, self._door.cost), "首次口令")
        else:
            self._enter()

    def _show(self, page: ClockDoubt | Rollback | FirstPassword, remark: str) -> None:
        page.settled.connect(self._next)
        self.remark.setText(remark)
        high = 560 if isinstance(page, Rollback) else 400
        self.setMinimumHeight(min(self.look.px(high), HIGHEST))
        self.pages.setCurrentIndex(self.pages.addWidget(page))
        page.begin()
        self._offer()

    def _enter(self) -> None:
        vault, self._vault = self._vault, None
        self.unlocked.emit(vault)

    # -- what goes wrong -----------------------------------------------------------------

    def _refused(self, error: Exception) -> None:
        self._fail(error)
        self.password.selectAll()
        self.password.setFocus()
        self._ask_patience()

    def _fail(self, error: Exception) -> None:
        head = "台账有问题" if is_damage(error) else "打不开"
        self.notice.tell(News.REFUSED, head, in_words(error))
        self._offer()

    def _ask_patience(self) -> None:
        self.waiting.stop()
        if not self._busy and self.account.currentText():
            self.waiting.take(self._door.patience(self.folder, self.account.currentText()))

    # -- work and leaving ------------------------------------------------------------------

    def _run(
        self,
        words: str,
        job: Callable[[], Any],
        then: Callable[[Any], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Run a job on the writer's thread; a second one is not begun meanwhile."""
        if self._busy:
            return
        self._busy = True
        self.strip.run(words)
        self._offer()

        def done(result: Any) -> None:
            self._rest()
            if self._leaving:
                self._vault = result if isinstance(result, Vault) else self._vault
                self._close_up()
            else:
                then(result)

        def failed(error: Exception) -> None:
            self._rest()
            if self._leaving:
                self._close_up()
            else:
                otherwise(error)

        self._worker.run(job, owner=self, then=done, otherwise=failed)

    def _rest(self) -> None:
        self._busy = False
        self.strip.rest()
        self._offer()

    def _go_elsewhere(self, out: SignalInstance) -> None:
        self._out = out
        self.reject()

    def reject(self) -> None:
        """Leave; what is being opened is locked again before anything else happens."""
        if self._leaving:
            return
        self._leaving = True
        self.hide()
        if not self._busy:
            self._close_up()

    def _close_up(self) -> None:
        vault, self._vault = self._vault, None
        if vault is None:
            self._tell_left()
        else:
            self._worker.run(
                vault.lock, owner=self, then=self._tell_left, otherwise=self._tell_left
            )

    def _tell_left(self, _: object = None) -> None:
        self._out.emit()
