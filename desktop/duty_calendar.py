"""法定节假日: the calendar that resources hold, as one value."""

from __future__ import annotations

from functools import cache

from db.ledger.deadlines import Calendar, calendar_of
from desktop.assets import read_toml, resource


@cache
def calendar() -> Calendar:
    """Return holidays and shifted workdays of all years the resources know."""
    files = sorted(path.name for path in resource("calendars").glob("*.toml"))
    return calendar_of(read_toml("calendars", name) for name in files)
