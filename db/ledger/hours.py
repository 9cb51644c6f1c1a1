"""A time of day as it is typed: 09:25."""

from __future__ import annotations

import re

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def is_hour(text: str) -> bool:
    """Tell whether a text is a time of day."""
    return _HOUR.fullmatch(text) is not None
