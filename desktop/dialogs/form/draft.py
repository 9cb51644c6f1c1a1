"""A form and its draft: what it begins with, what is kept, what is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.ledger.act import Act
from desktop.dialogs.form.drafts import Drafts
from desktop.dialogs.form.field_grid import FieldGrid
from desktop.dialogs.form.scan_list import ScanList


class FormDraft:
    """Keeps what is typed into one form, and fills the next one."""

    def __init__(
        self,
        drafts: Drafts,
        kind: type[Act],
        given: Mapping[str, object],
        grid: FieldGrid,
        scan: ScanList | None,
    ) -> None:
        self._drafts, self._kind, self._given = drafts, kind, dict(given)
        self._grid, self._scan = grid, scan
        self.reasons: dict[str, str] = {}
        self._blank: dict[str, Any] = {}

    def begin(self, today: date) -> None:
        """Show today, what was given, and what is pinned."""
        self._grid.begin({"on": today} | self._given)
        for name, draft in self._drafts.pinned(self._kind).items():
            if name in self._grid.pins and name not in self._given:
                self._grid.pins[name].setChecked(True)
                self._grid.restore({name: draft})
        self._blank = self._typed()

    def restore(self) -> bool:
        """Show what was typed before; False if nothing was."""
        typed = self._drafts.typed(self._kind, self._given)
        if not typed:
            return False
        self._grid.restore(typed["fields"])
        self.reasons.update(typed["reasons"])
        if self._scan is not None:
            self._scan.restore(typed["scans"])
        return True

    def keep(self) -> None:
        """Put what is typed into the drafts, and the pinned values."""
        typed = self._typed()
        self._drafts.keep(self._kind, self._given, {} if typed == self._blank else typed)
        self._drafts.pin(self._kind, self._grid.drafts(pinned=True))

    def recorded(self) -> None:
        """Forget what is recorded now."""
        self._drafts.keep(self._kind, self._given, {})
        self._drafts.pin(self._kind, self._grid.drafts(pinned=True))
        self.reasons.clear()

    def empty(self, today: date) -> None:
        """Begin the next one; pinned fields stay, what was given does not."""
        self._grid.begin({"on": today})
        self._blank = self._typed()

    def _typed(self) -> dict[str, Any]:
        return {
            "fields": self._grid.drafts(),
            "scans": self._scan.draft() if self._scan is not None else [],
            "reasons": dict(self.reasons),
        }
