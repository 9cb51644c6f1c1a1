"""The one clock of the program."""

from __future__ import annotations

import time
from datetime import date, datetime

from db.ledger.deadlines import DayProblem, parse_day
from db.ledger.moment import Moment
from db.ledger.trouble import Unusable


def now() -> datetime:
    """Return the local time with its offset, and for how long the machine has been up."""
    return Moment.of(datetime.now().astimezone(), _up())


def _up() -> float:
    """Return seconds that no setting of the clock changes; asleep ones count where they can."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)  # Linux; elsewhere the other one counts sleep
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def day(typed: str) -> date:
    """Read a day that a person gave; raise `Unusable` in Chinese."""
    try:
        return parse_day(typed)
    except DayProblem as problem:
        raise Unusable(problem.sentence) from None
