"""What the store counted of a year, for the act that closes it."""

from __future__ import annotations

from dataclasses import dataclass

from db.ledger.beliefs import YearFigure


@dataclass(frozen=True)
class Counted:
    """What was there at its end, up to which entry, and how it stands among the years.

    `first` is the year of the first copy, `last_closed` the last year that is closed, if any.
    """

    figures: tuple[YearFigure, ...]
    upto: int
    first: int | None
    last_closed: int | None
