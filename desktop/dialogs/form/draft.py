"""A form and its draft: what it begins with, what is kept, what is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.ledger.act import Act
from desktop.dialogs.form.drafts import Drafts
from desktop.dialogs.form.field_grid import FieldGrid
from desktop.dialogs.form.scan_list import ScanList
from desktop.dialogs.form.scan_reading import own_key


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
        self._blank_scans: list[str] = []

    def begin(self, today: date, copies: tuple[int, ...]) -> None:
        """Show today, what was given, and what is pinned; `copies` are given for the list."""
        self._grid.begin({"on": today} | self._given)
        for name, draft in self._drafts.pinned(self._kind).items():
            if name in self._grid.pins and name not in self._given:
                self._grid.pins[name].setChecked(True)
                self._grid.restore({name: draft})
        self._blank = self._grid.drafts()
        self._blank_scans = [own_key(copy) for copy in copies]

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
        """Put what differs from the beginning into the drafts, and the pinned values."""
        fields = self._grid.typed(self._blank)
        scans = self._scan.draft() if self._scan is not None else []
        reasons = {rule: why for rule, why in self.reasons.items() if why}
        changed = bool(fields or reasons or scans != self._blank_scans)
        typed = {"fields": fields, "scans": scans, "reasons": reasons}
        self._drafts.keep(self._kind, self._given, typed if changed else {})
        self._drafts.pin(self._kind, self._grid.drafts(pinned=True))

    def recorded(self) -> None:
        """Forget what is recorded now."""
        self._drafts.keep(self._kind, self._given, {})
        self._drafts.pin(self._kind, self._grid.drafts(pinned=True))
        self.reasons.clear()

    def empty(self, today: date) -> None:
        """Begin the next one; pinned fields stay, what was given does not."""
        self._grid.begin({"on": today})
        self._given, self._blank, self._blank_scans = {}, self._grid.drafts(), []
