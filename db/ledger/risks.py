"""隐患清单: what each department looks for in its own rooms, as risks.toml tells.

An answer is typed as the number of the line and, behind a space, what was found there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TYPED = re.compile(r"\s*(?P<item>[A-Za-z]+-?\d+)[\s：:，,]*(?P<note>.*)", re.DOTALL)


@dataclass(frozen=True)
class Risk:
    """One line of the list: its number for ever, what to look for, what it would be a case of."""

    item: str
    aspect: str
    text: str
    category: str
    basis: str = ""


def read_wrong(typed: str) -> tuple[str, str]:
    """Return number and note of a line as typed, e.g. `YH-03 柜门未锁`; '' if it has none."""
    found = _TYPED.fullmatch(typed)
    return (found["item"].upper(), found["note"].strip()) if found else ("", typed.strip())
