"""How a row type describes its own columns: heading, kind, and what one may do with it.

A view's row is a frozen dataclass whose fields are made with `column`.  Screen,
paper, workbook and command line all read the same description.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum
from typing import Any

from db.ledger.once import once


class Kind(Enum):
    """What a cell holds, so that each face can set it well."""

    TEXT = "text"  # free text, wraps, left
    ATOM = "atom"  # number, marking, name: never broken inside
    DATE = "date"  # datetime.date or None
    TIME = "time"  # local time as text, 'YYYY-MM-DD HH:MM'
    COUNT = "count"  # int, right or centred
    FIGURE = "figure"  # a number as text: 4.5, 93.1%; set like a count, read like an atom
    CHOICE = "choice"  # one of a few words (level, state, …)
    FLAG = "flag"  # bool, shown as 是 or nothing


@dataclass(frozen=True)
class Column:
    """One column of a row type."""

    field: str
    heading: str
    kind: Kind
    filters: bool
    sorts: bool
    hidden: bool
    personal: bool = False


def column(
    heading: str,
    kind: Kind = Kind.TEXT,
    *,
    filters: bool = False,
    sorts: bool = False,
    hidden: bool = False,
    personal: bool = False,
    default: Any = dataclasses.MISSING,
) -> Any:
    """Describe a field of a row type; use as `title: str = column("文件标题")`.

    `hidden` columns are keys and links: never shown, never exported.
    A column with a `default` is not read but filled in afterwards by its view.
    `personal` columns are masked for roles that may not see personal data.
    """
    return dataclasses.field(
        default=default,
        metadata={
            "heading": heading,
            "kind": kind,
            "filters": filters,
            "sorts": sorts,
            "hidden": hidden,
            "personal": personal,
        },
    )


@once
def columns_of(row_type: type[Any]) -> tuple[Column, ...]:
    """Return the columns of a row type in the order of its fields."""
    return tuple(Column(field.name, **field.metadata) for field in dataclasses.fields(row_type))
