"""A bar code, Code 128, drawn as filled strips: what a reader of one line reads."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportlab.graphics.barcode.code128 import Code128

_QUIET = 10
"""Modules that stay blank on either side, so that a reader finds the first and the last bar."""


@lru_cache(maxsize=4096)
def widths(text: str) -> tuple[int, ...]:
    """Return how many modules each bar and each space is wide, a bar first."""
    code: Any = Code128(text)
    code.validate()
    code.encode()
    code.decompose()
    return tuple(ord(one.lower()) - ord("a") + 1 for one in code.decomposed)


def bars(text: str, left: float, bottom: float, width: float, height: float) -> str:
    """Return the operators that draw a text as bars into a room, blank at both of its sides."""
    every = widths(text)
    scale = width / (sum(every) + 2 * _QUIET)
    at, strips = _QUIET, [f"q {scale:.5f} 0 0 1 {left:.2f} {bottom:.2f} cm"]
    for number, wide in enumerate(every):
        if number % 2 == 0:
            strips.append(f"{at} 0 {wide} {height:.2f} re")
        at += wide
    strips.append("f Q")
    return "\n".join(strips)
