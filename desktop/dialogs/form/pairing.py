"""Which fields of a form stand beside each other: two short ones; a wide one has its line."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from desktop.dialogs.form.asked import LAST, Asked

Line = tuple[Asked, ...]


def lines(fields: Sequence[Asked], short: Collection[str]) -> list[Line]:
    """Return the fields line by line, in their order; 日期 and 时间 pair with nobody else."""
    found: list[Line] = []
    rest = list(fields)
    while rest:
        pair = tuple(rest[:2]) if _beside(rest[:2], short) else (rest[0],)
        found.append(pair)
        del rest[: len(pair)]
    return found


def _beside(both: Sequence[Asked], short: Collection[str]) -> bool:
    names = [one.name for one in both]
    if len(names) < 2 or not all(name in short for name in names):
        return False
    return (names[0] in LAST) == (names[1] in LAST) and both[0].seldom == both[1].seldom
