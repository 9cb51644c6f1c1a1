"""What a register page is: a view, its chips, its columns, its verbs — told as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.ledger.values import State
from db.store.reading import Filter, View

AT_HAND = tuple(state for state in State if not state.closed)
"""The states of copies that are still in the ledger's keeping."""


def own(row: Any) -> int | None:
    """Return the number of what a row is about."""
    return int(row.id)


def copy_in(row: Any) -> int | None:
    """Return the copy that a row names."""
    return int(row.copy)


@dataclass(frozen=True)
class Chip:
    """A saved filter with a live count."""

    label: str
    filters: tuple[Filter, ...] = ()
    view: View[Any] | None = None  # another view of the same row type, such as OVERDUE
    bad: bool = False  # its count is bad news
    words: str = ""  # of a saved filter: what was looked for
    given: Mapping[str, object] = field(default_factory=dict, hash=False)  # what its view asks for
    form: str = ""  # the form its rows are printed on, if not the page's own


@dataclass(frozen=True)
class PageKind:
    """One entry of the rail and the register behind it."""

    name: str
    title: str
    icon: str
    sentence: str
    view: View[Any]
    columns: tuple[str, ...] = ()
    widths: dict[str, int] = field(default_factory=dict)
    chips: tuple[Chip, ...] = ()
    primary: tuple[str, str] | None = None  # kind of act, label
    verbs: tuple[tuple[str, str], ...] = ()
    listing: tuple[
        str, ...
    ] = ()  # of these: what takes the documents of several rows, one act each
    copy_of: Callable[[Any], int | None] | None = None  # the copy whose card a row shows
    person_of: Callable[[Any], int | None] | None = None  # or the person
    order: tuple[tuple[str, bool], ...] = ()  # until a heading is clicked
    under: str = ""  # the page of the rail it stands behind, as a tab
    tab: str = ""  # its name among these, if shorter than the title
    group: str = ""  # how the rail calls the pages it leads, if not by its title
    unit: str = "行"  # what its rows are counted in
    form: str = ""  # the form this page prints
    empty: str = "这里还没有内容。"
