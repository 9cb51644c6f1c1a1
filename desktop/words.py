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


NOBODY_SECOND = (
    "本单位现在没有人能当第二人：请由另一部门或上级单位派人，"
    "先登记为人员（人员类型“外单位”）和见证人，并由其本人设定口令。"
)
"""Said before the work begins, wherever two persons are wanted."""
