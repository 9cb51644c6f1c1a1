"""What a filter compares with: values as they lie in the file, also those typed in words."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from typing import Any

from db.ledger.rules import V01, Refused, refuse

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)  # a month or a year will do for >= and <=


def stored_value(hint: Any, field: str, value: object) -> object:
    """Turn a filter's value, also one typed in words, into what the table holds."""
    if value in (None, ""):
        return None if value is None else ""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(hint, type) and issubclass(hint, Enum) and isinstance(value, str):
        for member in hint:
            if value in (getattr(member, "word", None), member.name, member.value):
                return member.value
        raise Refused(refuse(V01, field=field, label=field, problem=f"没有“{value}”"))
    if isinstance(value, str):
        return _stored_text(hint, field, value)
    return value


def _stored_text(hint: Any, field: str, value: str) -> object:
    if hint is date and not _DAY.fullmatch(value):
        problem = "应写作2026-03-04"
        raise Refused(refuse(V01, field=field, label=field, problem=problem))
    if hint in (int, bool):
        words = {"是": 1, "否": 0, "true": 1, "false": 0}
        if value in words:
            return words[value]
        if re.fullmatch(r"-?\d{1,18}", value, re.ASCII):
            return int(value)
        raise Refused(refuse(V01, field=field, label=field, problem="应为数字"))
    return value
