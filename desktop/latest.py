"""The last question of its kind: an older one is given up, even while it is being answered."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TypeVar, cast

from PySide6.QtCore import QObject

from db.vault import Snapshot
from desktop.session import Session

T = TypeVar("T")


class Latest(QObject):
    """Asks on the reader's thread; whoever types on does not wait for what he no longer asks."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._lock = Lock()
        self._ticket = 0
        self._book: Snapshot | None = None

    def ask(
        self,
        job: Callable[[Snapshot], T],
        *,
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Run a reading job; only the answer to the last one is told."""
        ticket = self.forget()

        def run(book: Snapshot) -> T | None:
            with self._lock:
                if ticket != self._ticket:
                    return None
                self._book = book
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

        self._session.read(run, owner=self, then=told, otherwise=failed)

    def forget(self) -> int:
        """Give up what was asked; return the number of the next question."""
        with self._lock:
            self._ticket += 1
            if self._book is not None:
                self._book.interrupt()
            return self._ticket
