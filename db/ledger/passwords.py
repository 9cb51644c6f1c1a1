"""What a password must be: long enough to be worth guessing at, and not what everybody knows."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Final

from db.ledger.rules import V01, Refused, refuse

LEAST_PASSWORD: Final = 8
_LEAST_DIFFERENT: Final = 4


def password_problem(password: str, *names: str) -> str:
    """Say why a password will not do, for somebody of these names; '' if it will."""
    if len(password) < LEAST_PASSWORD:
        return f"至少{LEAST_PASSWORD}个字符"
    letters = _letters(password)
    if any(letters == _letters(name) for name in names if name):
        return "不能是姓名，加上数字也不行"
    if len(set(password)) < _LEAST_DIFFERENT:
        return "不能只是几个字符的重复"
    if password.isdigit() and _in_a_row(password):
        return "不能是连续的数字"
    return ""


def refuse_weak(password: str, *names: str) -> None:
    """Raise `Refused` (V01) with the reason in words."""
    if problem := password_problem(password, *names):
        raise Refused(refuse(V01, field="password", label="口令", problem=problem))


def _letters(text: str) -> str:
    """Return what is left of a text without digits, spaces and marks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(symbol for symbol in folded if symbol.isalpha())


def _in_a_row(digits: str) -> bool:
    steps = {int(after) - int(before) for before, after in pairwise(digits)}
    return steps in ({1}, {-1})
