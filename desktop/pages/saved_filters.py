"""Filters that a person saved under a name, kept for the account."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from db.ledger.columns import columns_of
from desktop.dialogs.form.typed import mapping
from desktop.drawer import Drawer
from desktop.pages.handed import Kept, chip_from
from desktop.pages.kind import PageKind
from desktop.pages.layout import sort_from

MOST = 12
LONGEST = 20
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class SavedFilter:
    """What narrowed a page: the chip it began with, what was typed, the words, the order.

    Instead of a chip of the page it may be what another page handed over.
    """

    name: str
    chip: str
    typed: dict[str, str]
    words: str = ""
    sort: tuple[str, bool] | None = None
    handed: Kept | None = None


class SavedFilters:
    """The saved filters of one page; known at once, sealed in the ledger."""

    def __init__(self, kind: PageKind, drawer: Drawer) -> None:
        self._drawer, self._name = drawer, f"filter:{kind.name}"
        kept = drawer.kept(self._name).get(self._name, "")
        self.all: list[SavedFilter] = list(saved_from(kept, kind))

    def problem(self, name: str, instead: str = "") -> str:
        """Say why a filter cannot have this name, or nothing; `instead` is the name it has now."""
        if not name:
            return "写一个名称"
        if len(name) > LONGEST:
            return f"名称最多 {LONGEST} 个字"
        if name != instead and any(one.name == name for one in self.all):
            return "已有同名的筛选"
        if not instead and len(self.all) >= MOST:
            return f"最多存 {MOST} 个筛选，先删除一个"
        return ""

    def put(self, saved: SavedFilter) -> None:
        """Save a filter, or put it in the place of the one with its name."""
        names = [one.name for one in self.all]
        if saved.name in names:
            self.all[names.index(saved.name)] = saved
        else:
            self.all.append(saved)
        self._keep()

    def rename(self, name: str, new: str) -> None:
        """Give a filter another name."""
        self.all = [replace(one, name=new) if one.name == name else one for one in self.all]
        self._keep()

    def remove(self, name: str) -> None:
        """Forget a filter."""
        self.all = [one for one in self.all if one.name != name]
        self._keep()

    def _keep(self) -> None:
        contents = {"filters": [asdict(one) for one in self.all]} if self.all else {}
        body = json.dumps(contents, ensure_ascii=False, separators=(",", ":"))
        self._drawer.keep(self._name, body if contents else "")


def saved_from(text: str, kind: PageKind) -> Iterator[SavedFilter]:
    """Yield the filters of a kept text; one that no longer fits the page is dropped whole.

    With a condition less it would show more than its name says.
    """
    columns = [column for column in columns_of(kind.view.row) if not column.hidden]
    filters = {column.field for column in columns if column.filters}
    sorts = {column.field for column in columns if column.sorts}
    chips, names = {chip.label for chip in kind.chips}, set[str]()
    found: Any = mapping(text).get("filters")
    for each in found if isinstance(found, list) else ():
        saved = _saved(each, sorts)
        if (
            saved is not None
            and (_fits(saved.handed, kind) if saved.handed is not None else saved.chip in chips)
            and saved.typed.keys() <= filters
            and saved.name not in names
            and len(names) < MOST
        ):
            names.add(saved.name)
            yield saved


def _fits(handed: Kept, kind: PageKind) -> bool:
    return chip_from(handed, kind, _ANY_DAY) is not None


def _saved(found: Any, sorts: Collection[str]) -> SavedFilter | None:
    match found:
        case {"name": str(name), "chip": str(chip), "typed": dict(typed), "words": str(words)}:
            texts = all(isinstance(said, str) for said in typed.values())
            if texts and 0 < len(name) <= LONGEST:
                sort, handed = sort_from(found.get("sort"), sorts), found.get("handed")
                return SavedFilter(name, chip, typed, words, sort, handed)
        case _:
            pass
    return None
