"""A condition that another page handed over, so kept that it still means the same another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from typing import Any

from db.ledger.columns import columns_of
from db.store.reading import Filter, Test, View
from db.views import VIEWS
from desktop.pages.kind import Chip, PageKind

Kept = dict[str, Any]
_DAYS = "days"  # from the day it is opened: what was due today is due on that day


def kept_from(chip: Chip, today: date) -> Kept:
    """Return what a drawer can keep of a chip."""
    filters = [
        [one.field, one.test.name, [_plain(value, today) for value in one.values]]
        for one in chip.filters
    ]
    return {"filters": filters, "view": chip.view.name if chip.view else ""}


def chip_from(kept: object, kind: PageKind, today: date) -> Chip | None:
    """Return the chip as it is meant today; None if it does not fit this page (any more)."""
    match kept:
        case {"filters": list(filters), "view": str(name)}:
            view = _view(name, kind) if name else kind.view
            if view is None:
                return None
            found = list(_filters(filters, view, today))
            other = view if name else None
            return Chip("", tuple(found), other) if len(found) == len(filters) else None
        case _:
            return None


def _plain(value: object, today: date) -> object:
    if isinstance(value, Enum):
        return value.value
    return {_DAYS: (value - today).days} if isinstance(value, date) else value


def _view(name: str, kind: PageKind) -> View[Any] | None:
    found = VIEWS.get(name)
    return found if found is not None and found.row is kind.view.row else None


def _filters(kept: list[Any], view: View[Any], today: date) -> Iterator[Filter]:
    known = {column.field for column in columns_of(view.row) if column.filters} | set(view.key)
    tests = {test.name for test in Test}
    for each in kept:
        match each:
            case [str(name), str(test), list(values)] if name in known and test in tests:
                meant = [_meant(value, today) for value in values]
                if None not in meant:
                    yield Filter(name, tuple(meant), Test[test])
            case _:
                pass


def _meant(value: object, today: date) -> object:
    match value:
        case {"days": int(days)}:
            return today + timedelta(days=days)
        case str() | int():
            return value
        case _:
            return None
