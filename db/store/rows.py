"""Rows of a view: which columns the SELECT gives, and how its cells become values."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from db.ledger.once import once
from db.ledger.trouble import Damaged

Row = TypeVar("Row")


def bare(hint: Any) -> Any:
    """Return a type without its `| None`."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(arm for arm in get_args(hint) if arm is not type(None))
    return hint


@once
def stored_names(row: type[Any]) -> tuple[str, ...]:
    """Return the columns the SELECT gives; a field with a default is filled by `finish`."""
    return tuple(
        spec.name for spec in dataclasses.fields(row) if spec.default is dataclasses.MISSING
    )


@once
def nullable(row: type[Any]) -> frozenset[str]:
    """Return the fields of a row type that may be None."""
    hints = get_type_hints(row)
    return frozenset(name for name, hint in hints.items() if type(None) in get_args(hint))


@once
def _makers(row: type[Any]) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    hints = get_type_hints(row)
    made: list[tuple[int, Callable[[Any], Any]]] = []
    for index, name in enumerate(stored_names(row)):
        hint = bare(hints[name])
        if hint is date:
            made.append((index, date.fromisoformat))
        elif hint is bool:
            made.append((index, bool))
        elif isinstance(hint, type) and issubclass(hint, Enum):
            made.append((index, {member.value: member for member in hint}.__getitem__))
    return tuple(made)


def row_from(row: type[Row], found: tuple[Any, ...]) -> Row:
    """Return a row from what the SELECT gave; `Damaged` if that was never written there."""
    cells = list(found)
    try:
        for index, make in _makers(row):
            if cells[index] is not None:
                cells[index] = make(cells[index])
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged("台账里有一行的内容不能解读。", "请做一次完整核对。") from error
    return row(*cells)
