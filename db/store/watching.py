"""Whoever waits for long work: told what is done and how far it is, and he may want it to stop."""

from __future__ import annotations

from typing import Final, Protocol


class Watch(Protocol):
    """Told now and then; what a call raises ends the work."""

    stopping: bool

    def __call__(self, done: int, many: int, /) -> None:
        """Hear how much of how much is done."""
        ...

    def stage(self, what: str, /) -> None:
        """Hear what comes next, how long it takes being unknown."""
        ...

    def commit(self, what: str, /) -> None:
        """Hear that from now on nothing can be stopped any more."""
        ...


class _Nobody:
    stopping = False

    def __call__(self, done: int, many: int, /) -> None:
        """Nobody waits."""

    def stage(self, what: str, /) -> None:
        """Nobody waits."""

    def commit(self, what: str, /) -> None:
        """Nobody waits."""


NOBODY: Final[Watch] = _Nobody()
