"""Find the copies that the lines of a list speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from db.ledger.values import Origin
from db.store.reading import Filter, Page, Question, View
from db.views.copies import COPIES, CopyRow

_AT_ONCE = 500

Ask: TypeAlias = Callable[[View[CopyRow], Question], Page[CopyRow]]


class CopiesAtHand:
    """The ledger's copies under some document numbers; under a title, where there is no number."""

    def __init__(self, ask: Ask, numbers: Iterable[str], titles: Iterable[str] = ()) -> None:
        self._under: dict[str, list[CopyRow]] = {}
        self._found: dict[tuple[str, str], list[CopyRow]] = {}
        for field, names in (("doc_number", numbers), ("title", titles)):
            for row in _rows(ask, field, names):
                name = getattr(row, field)
                self._under.setdefault(name, []).append(row)
                self._found.setdefault((name, row.copy_no), []).append(row)

    def find(self, number: str, copy_no: str, title: str, issuer: str = "") -> CopyRow | None:
        """Return the copy under a number; where several issuers share it, by title and issuer."""
        found = self._found.get((number or title, copy_no), [])
        if len(found) > 1:
            same = _narrowed(found, title, issuer)
            living = [row for row in same or found if not row.state.closed]
            found = living or same or found
        return found[0] if found else None

    def every(self, number: str, title: str, issuer: str = "") -> list[CopyRow]:
        """Return what came under a number; where several issuers share it, of title or issuer."""
        came = (Origin.RECEIVED, Origin.OPENING)
        found = [row for row in self._under.get(number or title, []) if row.origin in came]
        if len({row.document for row in found}) > 1:
            found = _narrowed(found, title, issuer)
        return sorted(found, key=lambda row: (row.copy_no, row.id))

    def called(
        self, number: str, title: str, copy_nos: Iterable[str], issuer: str = ""
    ) -> list[tuple[str, CopyRow | None]]:
        """Pair what a line calls back with the copies here; without 份号 it means all of them."""
        numbers = tuple(copy_nos)
        if numbers:
            return [(one, self.find(number, one, title, issuer)) for one in numbers]
        return [(row.copy_no, row) for row in self.every(number, title, issuer)] or [("", None)]


def _rows(ask: Ask, field: str, names: Iterable[str]) -> Iterator[CopyRow]:
    wanted = sorted({name for name in names if name})
    for start in range(0, len(wanted), _AT_ONCE):
        chosen = Filter(field, tuple(wanted[start : start + _AT_ONCE]))
        yield from ask(COPIES, Question(filters=(chosen,))).rows


def _narrowed(found: list[CopyRow], title: str, issuer: str) -> list[CopyRow]:
    same = [row for row in found if row.title == title]
    return same or [row for row in found if issuer and row.issuer == issuer]
