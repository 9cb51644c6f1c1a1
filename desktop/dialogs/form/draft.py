"""A form and its draft: what it begins with, what is kept, what is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.ledger.act import Act
from desktop.dialogs.form.drafts import Drafts, kept_as
from desktop.dialogs.form.field_grid import FieldGrid
from desktop.dialogs.form.scan_list import ScanList
from desktop.dialogs.form.typed import Typed, written
from desktop.session import Session

_WORDS = 3
"""As many things say what a draft is about."""


class FormDraft:
    """Keeps what is typed into one form, and fills the next one."""

    def __init__(
        self,
        session: Session,
        kind: type[Act],
        given: Mapping[str, object],
        grid: FieldGrid,
        scan: ScanList | None,
    ) -> None:
        self._drafts, self._kind, self._given = Drafts.of(session), kind, dict(given)
        self._grid, self._scan = grid, scan
        self.reasons: dict[str, str] = {}
        self._blank: dict[str, Any] = {}
        self._blank_scans: list[str] = []
        self._open = True

    def begin(self, today: date, copies: tuple[int, ...]) -> None:
        """Show today, what was given, and what is pinned; `copies` are for the list."""
        self._drafts.take_up(self._typed())
        self._grid.begin({"on": today} | self._given)
        for name, draft in self._drafts.pinned(self._kind).items():
            if name in self._grid.pins and name not in self._given:
                self._grid.pins[name].setChecked(True)
                self._grid.restore({name: draft})
        self._blank = self._grid.drafts()
        self._blank_scans = [self._scan.of.key(one) for one in copies] if self._scan else []

    def restore(self) -> bool:
        """Show what was typed before; False if nothing was."""
        typed = self._drafts.begun(self._kind, self._given)
        if not typed:
            return False
        self._grid.restore(typed.fields)
        self.reasons.update(typed.reasons)
        if self._scan is not None:
            self._scan.restore(typed.scans)
        return True

    def keep(self) -> None:
        """Keep what differs from the beginning, and the pinned values."""
        if not self._open:
            return
        fields = self._grid.typed(self._blank)
        if "at" in fields:  # an hour is of its day, whenever the form is taken up again
            fields["on"] = self._grid.drafts()["on"]
        scans = self._scan.draft() if self._scan is not None else []
        reasons = {rule: why for rule, why in self.reasons.items() if why}
        if fields or reasons or scans != self._blank_scans:
            about = self._about(fields, len(scans))
            self._drafts.keep(self._typed(fields, scans, reasons, about))
        else:
            self._drafts.keep(self._typed())
        self._pin()

    @property
    def name(self) -> str:
        """The name it has in the ledger."""
        return kept_as(self._typed())

    def recorded(self) -> None:
        """Forget what is recorded now."""
        self._drafts.keep(self._typed())
        self._pin()
        self.reasons.clear()

    def empty(self, today: date) -> None:
        """Begin the next one; pinned fields stay, what was given does not."""
        self._drafts.lay_down(self._typed())
        self._grid.begin({"on": today})
        self._given, self._blank, self._blank_scans = {}, self._grid.drafts(), []
        self._drafts.take_up(self._typed())

    def close(self, *, keep: bool) -> None:
        """The form is left; what was typed waits, unless it is recorded."""
        if self._open:
            if keep:
                self.keep()
            self._open = False
            self._drafts.lay_down(self._typed())

    def _pin(self) -> None:
        self._drafts.pin(self._kind, self._grid.drafts(pinned=True))

    def _typed(
        self,
        fields: dict[str, Any] | None = None,
        scans: list[str] | None = None,
        reasons: dict[str, str] | None = None,
        about: str = "",
    ) -> Typed:
        given = written(self._given)
        return Typed(self._kind.kind, given, fields or {}, scans or [], reasons or {}, about)

    def _about(self, fields: Mapping[str, Any], scanned: int) -> str:
        said = [self._grid.editors[name].about() for name in fields]
        if scanned and self._scan is not None:
            said.insert(0, f"{scanned} {self._scan.of.unit}")
        return "、".join([one for one in said if one][:_WORDS])
