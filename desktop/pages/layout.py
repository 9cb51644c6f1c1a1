"""How a person has arranged a register: which columns, in which order, how wide, sorted how."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from desktop.dialogs.form.typed import mapping

WIDEST = 2000


@dataclass(frozen=True)
class Layout:
    """An arrangement, by the names of columns; widths are pixels at 100 %."""

    order: tuple[str, ...] = ()
    shown: frozenset[str] = frozenset()
    widths: dict[str, int] = field(default_factory=dict)
    sort: tuple[str, bool] | None = None  # column, descending

    def written(self) -> str:
        """Return it as text to be kept."""
        contents = {
            "order": self.order,
            "shown": [name for name in self.order if name in self.shown],
            "widths": self.widths,
            "sort": self.sort,
        }
        return json.dumps(contents, ensure_ascii=False, separators=(",", ":"))


def layout_from(text: str, fields: Collection[str], sorts: Collection[str]) -> Layout | None:
    """Read a kept text; what no longer fits is left out, None if nothing of it does."""
    found = mapping(text)
    order = tuple(dict.fromkeys(name for name in _names(found.get("order")) if name in fields))
    shown = frozenset(_names(found.get("shown"))) & frozenset(order)
    if not shown:
        return None
    widths = found.get("widths")
    wide = {
        name: width
        for name, width in (widths.items() if isinstance(widths, dict) else ())
        if name in fields and isinstance(width, int) and 0 < width <= WIDEST
    }
    return Layout(order, shown, wide, sort_from(found.get("sort"), sorts))


def sort_from(found: Any, sorts: Collection[str]) -> tuple[str, bool] | None:
    """Read a kept order of rows; None if it no longer fits."""
    match found:
        case [str(name), bool(down)] if name in sorts:
            return name, down
    return None


def _names(found: Any) -> list[str]:
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
