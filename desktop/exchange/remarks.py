"""备注: what a register's remark says about where the copies are now.

The patterns are data (resources/remarks.toml).  A remark that fits none is no reason to refuse
a row: the copies are taken as in stock and not understood, so that a stock-take settles them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from db.ledger.deadlines import DayProblem, parse_day
from db.ledger.values import State
from desktop.exchange.editable import editable_table, slip_in


@dataclass(frozen=True)
class Outcome:
    """The state a remark tells: with whom, kept by approval, since when."""

    state: State = State.IN_STOCK
    person: str | None = None
    retained: bool = False
    understood: bool = True
    on: date | None = None


@dataclass(frozen=True)
class Rule:
    """One pattern of the table and what it means."""

    pattern: re.Pattern[str]
    outcome: Outcome


_DATE = re.compile(
    r"(?:(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?)|(?:\d{1,2}\s*[-/.月]\s*\d{1,2}日?)"
)
_PERSON = r"(?P<person>[^\W\d_][^\W\d_·]*(?:·[^\W\d_]+)*)"
_EDGES = " \u3000，,。.；;、（）()【】[]"


def read_remark(remark: str, received: date | None, year: int | None) -> Outcome:
    """Return what the remark tells; `year` is the register's, for dates without one."""
    found = _DATE.search(remark)
    words = remark
    day = None
    if found is not None:
        day = _day(found[0], received, year)
        words = remark[: found.start()] + " " + remark[found.end() :]
    words = words.removesuffix("于").strip(_EDGES)
    if not words:
        return Outcome(understood=found is None)
    for rule in remark_rules():
        if told := rule.pattern.fullmatch(words):
            person = told.groupdict().get("person")
            if person is not None and not 2 <= len(person) <= 15:
                continue
            return replace(rule.outcome, person=person, on=day)
    return Outcome(understood=False)


def _day(text: str, received: date | None, year: int | None) -> date | None:
    """Read a remark's date; without a year it is the first such day after the receipt."""
    own_year = received.year if received else year
    try:
        day = parse_day("".join(text.split()), year=own_year)
    except DayProblem:
        return None
    if received is not None and day < received and not text.startswith(str(day.year)):
        try:
            return day.replace(year=day.year + 1)
        except ValueError:
            return None
    return day


@cache
def remark_rules() -> tuple[Rule, ...]:
    """Return the table of resources/remarks.toml; a slip in it is told, not guessed at."""
    return tuple(
        rule for entry in editable_table("remarks.toml").get("remark", ()) for rule in _rules(entry)
    )


def _rules(entry: dict[str, Any]) -> list[Rule]:
    try:
        outcome = Outcome(State[entry["state"]], retained=bool(entry.get("retained", False)))
        patterns = entry["pattern"]
        return [Rule(_compiled(text), outcome) for text in patterns]
    except (KeyError, TypeError, AttributeError) as slip:
        raise slip_in("remarks.toml", str(slip)) from None


def _compiled(text: str) -> re.Pattern[str]:
    """Turn a pattern of the table into an expression: {人} a name, spaces as you like."""
    parts = (re.escape("".join(part.split())) for part in text.split("{人}"))
    loose = (re.sub("[：:]", "[：:]?", part) for part in parts)
    return re.compile(r"\s*" + (r"\s*" + _PERSON + r"\s*").join(loose) + r"\s*")
