"""An unlocked ledger as the window sees it: ask, record, work — never blocking the window.

The vault lives on the writer's thread; questions are asked on the reader's, each
on a connection of its own, so a long print or a recording never stops the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from db.ledger.act import Act
from db.ledger.policy import Operator
from db.ledger.rules import Refusal
from db.store.reading import Page, Question, View
from db.vault import Confirmation, Recorded, Snapshot, Vault
from desktop import clock
from desktop.drawer import Drawer
from desktop.tasks import Worker

T = TypeVar("T")
Row = TypeVar("Row")
PROOF_HOLDS = timedelta(minutes=5)


class Session(QObject):
    """One unlocked ledger, from unlocking to locking."""

    recorded = Signal(object)  # Recorded: what changed, once; each page decides what to ask again
    locking = Signal()  # at once: whoever shows something hides it, long work gives up
    locked = Signal()  # the file is closed and the keys are forgotten

    def __init__(
        self, vault: Vault, writer: Worker, reader: Worker, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.operator: Operator = vault.operator
        self.folder = vault.folder
        self.rolled_back: str = vault.rollback.sentence if vault.rollback else ""
        self.clock_doubt: str = vault.clock_doubt
        self.drawer = Drawer(vault, writer, self)
        self._proved: dict[str, datetime] = {}
        self._vault = vault
        self._writer = writer
        self._reader = reader
        self._locking = False

    @property
    def today(self) -> date:
        """The day as the ledger sees it."""
        return self._vault.today

    def given(self) -> dict[str, object]:
        """Return the values that views about the day ask for."""
        today = self.today.isoformat()
        return {"today": today, "since": self._vault.last_used or today}

    def ask(
        self,
        view: View[Row],
        question: Question,
        *,
        owner: QObject,
        then: Callable[[Page[Row]], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Ask for one page of a view."""
        self.read(
            lambda book: book.page(view, question), owner=owner, then=then, otherwise=otherwise
        )

    def read(
        self,
        job: Callable[[Snapshot], T],
        *,
        owner: QObject,
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Run a reading job on a snapshot of its own."""

        def on_a_snapshot() -> T:
            with self._vault.snapshot() as book:
                return job(book)

        self._reader.run(on_a_snapshot, owner=owner, then=then, otherwise=otherwise)

    def preview(
        self,
        *acts: Act,
        second: Confirmation | None = None,
        owner: QObject,
        then: Callable[[list[list[Refusal]]], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Ask what would be refused; nothing is recorded."""
        self._writer.run(
            lambda: self._vault.preview(*acts, second=second),
            owner=owner,
            then=then,
            otherwise=otherwise,
        )

    def record(
        self,
        *acts: Act,
        second: Confirmation | None = None,
        reasons: Mapping[str, str] | None = None,
        owner: QObject,
        then: Callable[[Recorded], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Record acts in the operator's name and tell every open page."""

        def recording() -> tuple[Recorded, Recorded]:
            recorded = self._vault.record(*acts, second=second, reasons=reasons)
            return recorded, recorded

        self._told(recording, owner=owner, then=then, otherwise=otherwise)

    def confirm(
        self,
        name: str,
        password: str,
        *,
        owner: QObject,
        then: Callable[[Confirmation], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Let a second person confirm, for the next recording."""
        self._writer.run(
            lambda: self._vault.confirm(name, password),
            owner=owner,
            then=then,
            otherwise=otherwise,
        )

    def work(
        self,
        job: Callable[[Vault], T],
        *,
        owner: QObject,
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Run anything else with the vault on the writer's thread: print, import, back up."""
        self._writer.run(lambda: job(self._vault), owner=owner, then=then, otherwise=otherwise)

    def aside(
        self,
        job: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Run what needs no ledger, off the window's thread and off the writer's."""
        self._reader.run(job, owner=owner, then=then, otherwise=otherwise)

    def carry_out(
        self,
        job: Callable[[Vault], tuple[T, Recorded | None]],
        *,
        owner: QObject,
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Run a job that records by itself, if it does, and tell every open page."""
        self._told(lambda: job(self._vault), owner=owner, then=then, otherwise=otherwise)

    # -- who sits here -------------------------------------------------------------

    def proved_lately(self, what: str) -> bool:
        """Tell whether the operator gave his password for this kind of thing minutes ago."""
        since = self._proved.get(what)
        return since is not None and timedelta() <= clock.now() - since < PROOF_HOLDS

    def prove(
        self,
        what: str,
        password: str,
        *,
        owner: QObject,
        then: Callable[[bool], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Check the operator's own password before something grave; it holds for a while."""

        def keep(mine: bool) -> None:
            if mine:
                self._proved[what] = clock.now()
            then(mine)

        self.work(lambda vault: vault.is_me(password), owner=owner, then=keep, otherwise=otherwise)

    def _told(
        self,
        job: Callable[[], tuple[T, Recorded | None]],
        *,
        owner: QObject,
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        def announce(answer: tuple[T, Recorded | None]) -> None:
            result, recorded = answer
            if recorded is not None:
                self.recorded.emit(recorded)  # even if the dialog is gone: it did happen
            if isValid(owner):
                then(result)

        def fail(error: Exception) -> None:
            if isValid(owner):
                otherwise(error)

        self._writer.run(job, owner=self, then=announce, otherwise=fail)

    def lock(self) -> None:
        """Close the ledger; a recording that runs finishes first."""
        if self._locking:
            return
        self._locking = True
        self.locking.emit()
        self._proved.clear()
        self._writer.run(self._vault.lock, owner=self, then=self._gone, otherwise=self._gone)

    def _gone(self, _: Any) -> None:
        self._writer.finish()
        self._reader.finish()
        self.locked.emit()
