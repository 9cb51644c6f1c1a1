"""The one clock of the program."""

from __future__ import annotations

from datetime import date, datetime

from db.ledger.deadlines import DayProblem, parse_day
from db.ledger.trouble import Unusable


def now() -> datetime:
    """Return the local time with its offset."""
    return datetime.now().astimezone()


def day(typed: str) -> date:
    """Read a day that a person gave; raise `Unusable` in Chinese."""
    try:
        return parse_day(typed)
    except DayProblem as problem:
        raise Unusable(problem.sentence) from None
