"""How a value is written for a person: dates, choices, flags, nothing."""

from __future__ import annotations

from datetime import date
from enum import Enum


def plain(value: object) -> object:
    """Return a value as JSON may hold it: dates and choices in words."""
    if isinstance(value, Enum):
        return getattr(value, "word", value.value)
    return value.isoformat() if isinstance(value, date) else value


def words(value: object) -> str:
    """Return a value as a cell shows it; nothing for None and no."""
    if value is None or value is False:
        return ""
    if value is True:
        return "是"
    return str(plain(value))
