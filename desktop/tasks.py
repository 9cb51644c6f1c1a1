"""Work off the window's thread: jobs one after another, the answer back on the window's."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

T = TypeVar("T")


class Worker(Protocol):
    """Whoever runs jobs: a thread in the program, at once in a test."""

    def run(
        self,
        job: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Run `job`, then call `then(result)` or `otherwise(error)`."""
        ...

    def finish(self) -> None:
        """Wait for what runs and take no more."""
        ...


class SerialWorker(QObject):
    """Run jobs one after another on one thread; answer on the window's thread."""

    _done = Signal(object, object, object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._finished = False
        self._done.connect(self._answer)

    def run(
        self,
        job: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Run `job`, then call `then(result)` or `otherwise(error)`.

        Neither is called if `owner` (usually the dialog that asked) is gone by
        the time the job ends.  After `finish` nothing is run: the ledger is locked.
        """
        if self._finished:
            return
        future = self._pool.submit(job)
        future.add_done_callback(lambda done: self._done.emit(done, owner, then, otherwise))

    def finish(self) -> None:
        """Wait for what runs and take no more."""
        self._finished = True
        self._pool.shutdown(wait=True)

    def _answer(
        self,
        done: Future[Any],
        owner: QObject,
        then: Callable[[Any], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        if not isValid(owner):
            return
        error = done.exception()
        if error is None:
            then(done.result())
        elif isinstance(error, Exception):
            otherwise(error)


class InlineWorker:
    """Run every job at once, on the thread that asks; for tests and pictures."""

    def run(
        self,
        job: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Run `job` now."""
        try:
            result = job()
        except Exception as error:  # noqa: BLE001 — handed on, as the thread would
            if isValid(owner):
                otherwise(error)
            return
        if isValid(owner):
            then(result)

    def finish(self) -> None:
        """Nothing runs."""
