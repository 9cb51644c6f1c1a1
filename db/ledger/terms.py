"""保密期限: a term as it is written, and the day on which it ends.

Expiry: the last secret day is the day of issue + N years or months − 1 day; a day
that does not exist (29 February, 31 June) becomes the last of its month.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


class TermKind(Enum):
    """How the end of a secret is written."""

    YEARS = "years"
    MONTHS = "months"
    LONG = "long"
    UNTIL = "until"
    CONDITION = "condition"
    UNMARKED = "unmarked"


@dataclass(frozen=True)
class Term:
    """保密期限 as written; only the field that its kind names is filled."""

    kind: TermKind
    count: int = 0
    until: date | None = None
    month_only: bool = False
    condition: str = ""

    @classmethod
    def years(cls, count: int) -> Term:
        """A term of whole years."""
        return cls(TermKind.YEARS, count=count)

    @classmethod
    def months(cls, count: int) -> Term:
        """A term of whole months."""
        return cls(TermKind.MONTHS, count=count)

    @classmethod
    def ending(cls, year: int, month: int, day: int | None = None) -> Term:
        """A term that ends on a date; a month alone ends on its last day."""
        if day is not None:
            return cls(TermKind.UNTIL, until=date(year, month, day))
        last = calendar.monthrange(year, month)[1]
        return cls(TermKind.UNTIL, until=date(year, month, last), month_only=True)

    @property
    def text(self) -> str:
        """The term as it is written behind the star; empty if there is none."""
        match self.kind:
            case TermKind.YEARS:
                return f"{self.count}年"
            case TermKind.MONTHS:
                return f"{self.count}个月"
            case TermKind.LONG:
                return "长期"
            case TermKind.CONDITION:
                return self.condition
            case TermKind.UNMARKED:
                return ""
            case TermKind.UNTIL:
                return _date_text(self)


def _date_text(term: Term) -> str:
    """Write the date of an UNTIL term, to the month if it was known to the month."""
    if term.until is None:
        return ""
    month = f"{term.until.year}年{term.until.month}月"
    return month if term.month_only else f"{month}{term.until.day}日"


LONG_TERM = Term(TermKind.LONG)
UNMARKED = Term(TermKind.UNMARKED)


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the last of the month where that day is missing."""
    ordinal = day.year * 12 + day.month - 1 + months
    year, month = ordinal // 12, ordinal % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_secret_day(issued: date, term: Term) -> date | None:
    """The last day on which it is secret; None where no day can be named."""
    match term.kind:
        case TermKind.YEARS:
            return add_months(issued, 12 * term.count) - timedelta(days=1)
        case TermKind.MONTHS:
            return add_months(issued, term.count) - timedelta(days=1)
        case TermKind.UNTIL:
            return term.until
        case TermKind.LONG | TermKind.CONDITION | TermKind.UNMARKED:
            return None
