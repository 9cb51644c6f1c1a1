"""第二遍: another person counts the 绝密 in the same window and is shown nothing of the first.

He begins with his own password.  The first result comes back only with the password of whoever
sits here, so that leaving the second count is not a way to look at it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.ledger.fitness import Candidate
from db.ledger.trouble import CannotOpen
from db.vault import Confirmation, Counting, Vault
from desktop.dialogs.own_password import OwnPassword
from desktop.look import Look
from desktop.session import Session

BEGINS = "第二遍只点绝密，看不到第一遍的结果。复点人是没有点过第一遍的另一人，收盘时由他确认。"
_ENDS = "第一遍的结果要给经手人看：请经手人输入本人口令。点过的都已保存，以后还可接着点第二遍。"


class SecondTurn(QObject):
    """Who counts now, and how one comes to it and back."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._look, self._page = session, look, page
        self.said: Confirmation | None = None
        self.sheet: OwnPassword | None = None

    @property
    def number(self) -> int:
        """Which of the two counts is going on."""
        return 1 if self.said is None else 2

    @property
    def counter(self) -> str:
        """Who counts a second time; '' in the first turn."""
        return self.said.second.name if self.said is not None else ""

    def counting(self) -> Callable[[Vault], Counting]:
        """Return what takes the scans now; it carries no widget to the other thread."""
        said = self.said
        if said is None:
            return lambda vault: vault.counting
        return lambda vault: vault.counting.again(said.second)

    def turn(self, stocktake: int) -> None:
        """Begin the second count, or come back from it."""
        if self.said is None:
            self._begin(stocktake)
        elif self.said.second.person == self._session.operator.person:
            self._back(None)
        else:
            self._ask("点完第二遍", _ENDS, self._mine, self._back)
            self._offer([self._session.operator.name])

    # -- beginning ---------------------------------------------------------------------

    def _begin(self, stocktake: int) -> None:
        def confirm(
            name: str,
            password: str,
            then: Callable[[Any], object],
            otherwise: Callable[[Exception], object],
        ) -> None:
            def job(vault: Vault) -> Confirmation:
                said = vault.confirm(name, password)
                vault.counting.again(said.second).begin(stocktake)
                return said

            self._session.work(job, owner=self, then=then, otherwise=otherwise)

        self._ask("点第二遍", BEGINS, confirm, self._begun)
        self._session.work(
            lambda vault: vault.accounts.could_confirm(),
            owner=self,
            then=self._candidates,
            otherwise=self.failed.emit,
        )

    def _candidates(self, found: list[Candidate]) -> None:
        names = [one.name for one in found if not one.why_not]
        self._offer([*names, self._session.operator.name])

    def _begun(self, said: Confirmation) -> None:
        self.said = said
        self.changed.emit()

    # -- coming back -------------------------------------------------------------------

    def _mine(
        self,
        _: str,
        password: str,
        then: Callable[[Any], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        def judge(mine: bool) -> None:
            if mine:
                then(None)
            else:
                otherwise(CannotOpen("口令不对。", "请检查大小写和输入法后再试。"))

        self._session.work(
            lambda vault: vault.is_me(password), owner=self, then=judge, otherwise=otherwise
        )

    def _back(self, _: object) -> None:
        self.said = None
        self.changed.emit()

    # -- asking ------------------------------------------------------------------------

    def _ask(self, title: str, says: str, check: Any, then: Callable[[Any], object]) -> None:
        self.sheet = OwnPassword(self._look, title, says, check, self._page)
        self.sheet.proven.connect(then)
        self.sheet.open()

    def _offer(self, names: list[str]) -> None:
        if self.sheet is not None:
            self.sheet.offer(names)
