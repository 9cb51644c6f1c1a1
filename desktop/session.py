"""An unlocked ledger as the window sees it: ask, record, work — never blocking the window.

The vault lives on the writer's thread; questions are asked on the reader's, each
on a connection of its own, so long work never stops the pages; what takes minutes, apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from db.ledger.act import Act, Phase
from db.ledger.policy import Operator
from db.ledger.rules import Refusal
from db.ledger.trouble import Unusable
from db.store.reading import Page, Question, View
from db.vault import Confirmation, Recorded, Snapshot, Vault
from desktop import clock
from desktop.drawer import Drawer
from desktop.progress import Cancelled
from desktop.tasks import Worker
from desktop.veil import Veil

T = TypeVar("T")
Row = TypeVar("Row")
PROOF_HOLDS = timedelta(minutes=5)


class Session(QObject):
    """One unlocked ledger, from unlocking to locking."""

    recorded = Signal(object)  # Recorded: what changed, once; each page decides what to ask again
    locking = Signal()  # at once: whoever shows something hides it, long work gives up
    locked = Signal()  # the file is closed and the keys are forgotten

    def __init__(
        self,
        vault: Vault,
        writer: Worker,
        reader: Worker,
        parent: QObject | None = None,
        *,
        apart: Worker | None = None,
    ) -> None:
        super().__init__(parent)
        self.operator: Operator = vault.operator
        self.folder = vault.folder
        self.rolled_back: str = vault.rollback.sentence if vault.rollback else ""
        self.clock_doubt: str = vault.clock_doubt
        self.drawer = Drawer(vault, writer, self)
        self.veil = Veil(self.drawer, self)
        self.stopped: tuple[str, ...] = ()
        """What the lock before this session has stopped, in words."""
        self.given_up: list[str] = []
        """What the lock of this session has stopped."""
        self.last: Recorded | None = None
        """What this session recorded last, paper and files apart."""
        self._proved: dict[str, datetime] = {}
        self._open: Vault | None = vault
        self._writer = writer
        self._reader, self._apart = reader, apart or reader
        self._readings: set[Snapshot] = set()
        self._turn = Lock()
        self._locking = False

    @property
    def _vault(self) -> Vault:
        if self._open is None:
            raise Unusable("台账已经锁定。", "请先解锁。")
        return self._open

    @property
    def today(self) -> date:
        """The day as the ledger sees it."""
        return self._open.today if self._open is not None else clock.now().date()

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
        self.read(lambda at: at.page(view, question), owner=owner, then=then, otherwise=otherwise)

    def read(
        self,
        job: Callable[[Snapshot], T],
        *,
        owner: QObject,
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
        apart: bool = False,
    ) -> None:
        """Run a reading job on a snapshot of its own; locking gives it up, and nobody is told.

        `apart` is for what reads for minutes: no page waits behind it.
        """

        def on_a_snapshot() -> T:
            with self._vault.snapshot() as book, self._given_up_by_locking(book):
                return job(book)

        def fail(error: Exception) -> None:
            if not self._locking:
                otherwise(error)

        if not self._locking:
            worker = self._apart if apart else self._reader
            worker.run(on_a_snapshot, owner=owner, then=then, otherwise=fail)

    @contextmanager
    def _given_up_by_locking(self, book: Snapshot) -> Iterator[None]:
        with self._turn:
            self._readings.add(book)
        try:
            if self._locking:
                raise Cancelled
            yield
        finally:
            with self._turn:
                self._readings.discard(book)

    def preview(
        self,
        *acts: Act,
        second: Confirmation | None = None,
        owner: QObject,
        then: Callable[[list[list[Refusal]]], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Ask what would be refused; nothing is recorded."""
        self.work(
            lambda vault: vault.preview(*acts, second=second),
            owner=owner,
            then=then,
            otherwise=otherwise,
        )

    def record(
        self,
        *acts: Act,
        second: Confirmation | None = None,
        reasons: Mapping[str, str] | None = None,
        draft: str = "",
        owner: QObject,
        then: Callable[[Recorded], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Record acts in the operator's name, forget their draft, tell every open page."""

        def recording() -> tuple[Recorded, Recorded]:
            recorded = self._vault.record(*acts, second=second, reasons=reasons, draft=draft)
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
        self.work(
            lambda vault: vault.confirm(name, password), owner=owner, then=then, otherwise=otherwise
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
        if not self._locking:
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
        if not self._locking:
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
                if any(act.phase is not Phase.PROGRAM for act in recorded.acts):
                    self.last = recorded
                self.recorded.emit(recorded)  # even if the dialog is gone: it did happen
            if isValid(owner):
                then(result)

        def fail(error: Exception) -> None:
            if isValid(owner):
                otherwise(error)

        if not self._locking:
            self._writer.run(job, owner=self, then=announce, otherwise=fail)

    # -- locking -------------------------------------------------------------------

    def gave_up(self, what: str) -> None:
        """Note what was cancelled, if it was the lock that did it: it is said after unlocking."""
        if self._locking:
            self.given_up.append(what)

    def lock(self) -> None:
        """Close the ledger: a recording that runs finishes first, whoever reads gives up."""
        if self._locking:
            return
        self._locking = True
        self.locking.emit()  # the screen is blank
        self.drawer.shut()
        self._proved.clear()
        with self._turn:
            for book in self._readings:
                book.interrupt()
        vault, reader, apart = self._vault, self._reader, self._apart

        def close() -> None:
            reader.finish()
            apart.finish()
            vault.lock()

        self._writer.run(close, owner=self, then=self._gone, otherwise=self._gone)

    def _gone(self, _: Any) -> None:
        self._open = None
        self._writer.finish()
        self.locked.emit()
