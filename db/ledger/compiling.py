"""汇编: what a collection of secrets is marked with — highest level, longest term (BZ90 art. 8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from db.ledger.marking import CAPS, STAR, Marking, parse_marking
from db.ledger.terms import Term, TermKind, last_secret_day

_ENDLESS = 10_000


def compiled(markings: Iterable[str]) -> str | None:
    """Return the mark of a collection; None if nothing in it is secret."""
    found = [mark for mark in map(parse_marking, markings) if isinstance(mark, Marking)]
    if not found:
        return None
    level = max(mark.level for mark in found)
    term = max((mark.capped_term() for mark in found), key=_length)
    return f"{level.word}{STAR}{term.text}"


def _length(term: Term) -> int:
    """Return a term's length in months; dates and conditions count as shorter than any."""
    match term.kind:
        case TermKind.LONG:
            return _ENDLESS
        case TermKind.YEARS:
            return 12 * term.count
        case TermKind.MONTHS:
            return term.count
        case TermKind.UNTIL | TermKind.CONDITION | TermKind.UNMARKED:
            return 0


def collected(markings: Iterable[str], made_on: date) -> Marking | None:
    """Return the mark of a collection made on a day; None if nothing in it is secret.

    Counted from the day of making, so no part becomes public before its time: a date that lies
    behind all years wins, and what ends with a condition counts as long as its level may.
    """
    found = [mark for mark in map(parse_marking, markings) if isinstance(mark, Marking)]
    if not found:
        return None
    level = max(mark.level for mark in found)
    term = max(map(_countable, found), key=lambda one: last_secret_day(made_on, one) or date.max)
    return Marking(level, term, f"{level.word}{STAR}{term.text}")


def _countable(mark: Marking) -> Term:
    term = mark.capped_term()
    return Term.years(CAPS[mark.level]) if term.kind is TermKind.CONDITION else term
