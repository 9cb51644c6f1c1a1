"""How far a long job is: the job tells, the window looks, and a person may stop it in time."""

from __future__ import annotations

from threading import Lock


class Cancelled(Exception):
    """The person asked to stop, or the ledger is being locked; nothing was recorded."""


class Progress:
    """Shared by the job's thread and the window's; calling it tells how far the job is."""

    def __init__(self, what: str = "") -> None:
        self.what = what
        self.done = 0
        self.all = 0
        self.stoppable = True
        self.stopping = False
        self._turn = Lock()

    def __call__(self, done: int, many: int) -> None:
        """Tell how much of how much is done; raise `Cancelled` if the person asked to stop."""
        if self.stopping:
            raise Cancelled
        self.done, self.all = done, many

    def stage(self, what: str) -> None:
        """Begin the next stage, how long it takes being unknown."""
        self(0, 0)
        self.what = what

    def commit(self, what: str) -> None:
        """Begin what cannot be stopped any more; the last moment at which stopping is obeyed."""
        with self._turn:
            self.stage(what)
            self.stoppable = False

    def cancel(self) -> bool:
        """Ask the job to stop; False if it is too late for that."""
        with self._turn:
            self.stopping = self.stoppable
            return self.stopping
