"""汇编: what a collection of secrets is marked with — highest level, longest term (BZ90 art. 8)."""

from __future__ import annotations

from collections.abc import Iterable

from db.ledger.marking import STAR, Marking, parse_marking
from db.ledger.terms import Term, TermKind

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
