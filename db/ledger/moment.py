"""A moment by the clock, and what no setting of the clock changes."""

from __future__ import annotations

from datetime import datetime


class Moment(datetime):
    """A moment by the clock that also knows for how many seconds the machine has been up."""

    up: float | None = None

    @classmethod
    def of(cls, moment: datetime, up: float) -> Moment:
        """Return a moment that knows it."""
        made = cls.fromisoformat(moment.isoformat())
        made.up = up
        return made
