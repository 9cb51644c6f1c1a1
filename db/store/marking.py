"""When the head of an unlocked ledger is written: after commits, but not after each of many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from db.store import opening
from db.store.opening import Opened

PAUSE = timedelta(seconds=2)


class HeadMark:
    """Writes the head in both places, two seconds after the last time at the earliest."""

    def __init__(self, opened: Opened, state_dir: Path, clock: Callable[[], datetime]) -> None:
        self._opened, self._state_dir, self._clock = opened, state_dir, clock
        self._last: datetime | None = None

    def write(self, *, at_once: bool) -> None:
        """Write it now; or if it is due."""
        now = self._clock()
        if at_once or self._last is None or not timedelta() <= now - self._last < PAUSE:
            opening.write_head(self._opened, self._state_dir)
            self._last = now
