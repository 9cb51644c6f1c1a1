"""Find the copies that the lines of a workbook speak of."""

from __future__ import annotations

from collections.abc import Iterable

from db.store.reading import Filter, Question
from db.vault import Vault
from db.views.copies import COPIES, CopyRow

_AT_ONCE = 500


class CopiesAtHand:
    """The ledger's copies under some document numbers."""

    def __init__(self, vault: Vault, numbers: Iterable[str]) -> None:
        self._found: dict[tuple[str, str], list[CopyRow]] = {}
        self._under: dict[str, list[CopyRow]] = {}
        wanted = sorted({number for number in numbers if number})
        for start in range(0, len(wanted), _AT_ONCE):
            chosen = Filter("doc_number", tuple(wanted[start : start + _AT_ONCE]))
            for row in vault.ask(COPIES, Question(filters=(chosen,))).rows:
                self._found.setdefault((row.doc_number, row.copy_no), []).append(row)
                self._under.setdefault(row.doc_number, []).append(row)

    def find(self, number: str, copy_no: str, title: str) -> CopyRow | None:
        """Return the copy under a number; where several issuers share it, by the title."""
        found = self._found.get((number, copy_no), [])
        if len(found) > 1:
            same = [row for row in found if row.title == title]
            living = [row for row in same or found if not row.state.closed]
            found = living or same or found
        return found[0] if found else None

    def every(self, number: str, title: str) -> list[CopyRow]:
        """Return all copies under a number; where several issuers share it, those of the title."""
        found = self._under.get(number, [])
        if len({row.document for row in found}) > 1:
            found = [row for row in found if row.title == title]
        return sorted(found, key=lambda row: (row.copy_no, row.id))
