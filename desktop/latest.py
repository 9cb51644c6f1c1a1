"""The last question of its kind: an older one is given up, even while it is being answered."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TypeVar, cast

from PySide6.QtCore import QObject, QTimer

from db.vault import Snapshot
from desktop.session import Session

T = TypeVar("T")
AGAIN = 50
"""Milliseconds after which a question that was given up is interrupted once more."""


class Latest(QObject):
    """Asks on the reader's thread; whoever types on does not wait for what he no longer asks."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._lock = Lock()
        self._ticket = 0
        self._book: Snapshot | None = None
        self._asked = 0  # the number of the question that is being answered
        self._nudge = QTimer(self, interval=AGAIN)
        self._nudge.timeout.connect(self._interrupt)

    def ask(
        self,
        job: Callable[[Snapshot], T],
        *,
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
        apart: bool = False,
    ) -> None:
        """Run a reading job; only the answer to the last one is told."""
        ticket = self.forget()

        def run(book: Snapshot) -> T | None:
            with self._lock:
                if ticket != self._ticket:
                    return None
                self._book, self._asked = book, ticket
            try:
                return job(book)
            finally:
                with self._lock:
                    self._book = None

        def told(answer: T | None) -> None:
            if ticket == self._ticket:
                then(cast("T", answer))

        def failed(error: Exception) -> None:
            if ticket == self._ticket:
                otherwise(error)

        self._session.read(run, owner=self, then=told, otherwise=failed, apart=apart)

    def forget(self) -> int:
        """Give up what was asked; return the number of the next question."""
        with self._lock:
            self._ticket += 1
        self._interrupt()
        return self._ticket

    def _interrupt(self) -> None:
        """Interrupt what nobody waits for; between two statements that has to be said again."""
        with self._lock:
            idle = self._book is None or self._asked == self._ticket
            if self._book is not None and not idle:
                self._book.interrupt()
        if idle:
            self._nudge.stop()
        elif not self._nudge.isActive():
            self._nudge.start()
