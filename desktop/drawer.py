"""What the account at the desk keeps in the ledger for itself: drafts, layouts, saved filters."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from db.vault import Vault
from desktop.tasks import Worker


class Drawer(QObject):
    """The kept texts of one account; known here at once, sealed on the writer's thread."""

    def __init__(self, vault: Vault, writer: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault, self._writer = vault, writer
        self._kept = vault.drafts.kept()

    def kept(self, prefix: str = "") -> dict[str, str]:
        """Return the texts kept under names that begin with `prefix`, such as `form:`."""
        return {name: body for name, body in self._kept.items() if name.startswith(prefix)}

    def keep(self, name: str, body: str) -> None:
        """Keep a text in the ledger; '' forgets it.  What did not change is not written."""
        if self._kept.get(name, "") == body:
            return
        self._kept[name] = body
        if not body:
            del self._kept[name]
        self._writer.run(
            lambda: self._vault.drafts.keep(name, body), owner=self, then=_fine, otherwise=_fine
        )


def _fine(_: Any) -> None:
    """Keeping is a courtesy: where it fails, what is on the screen is still there."""
