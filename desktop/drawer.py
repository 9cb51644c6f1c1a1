"""What the account at the desk keeps in the ledger for itself: drafts, layouts, saved filters."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

from PySide6.QtCore import QObject

from db.vault import Vault
from desktop.tasks import Worker


class Drawer(QObject):
    """The kept texts of one account; known here at once, sealed on the writer's thread.

    Every change is handed to the writer at once, so locking has nothing of its own to write.  What
    changes again before the writer comes to it is sealed once, as it is then.
    """

    def __init__(self, vault: Vault, writer: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keep: Callable[[str, str], None] = vault.drafts.keep
        self._writer = writer
        self._kept = vault.drafts.kept()
        self._turn = Lock()
        self._unsealed: dict[str, str] = {}  # the writer has been asked to seal it
        self._open = True

    def kept(self, prefix: str = "") -> dict[str, str]:
        """Return the texts kept under names that begin with `prefix`, such as `form:`."""
        return {name: body for name, body in self._kept.items() if name.startswith(prefix)}

    def keep(self, name: str, body: str) -> None:
        """Keep a text in the ledger; '' forgets it.  What did not change is not written."""
        if not self._open or self._kept.get(name, "") == body:
            return
        self._kept[name] = body
        if not body:
            del self._kept[name]
        with self._turn:
            asked, self._unsealed[name] = bool(self._unsealed), body
        if not asked:
            keep = self._keep
            self._writer.run(lambda: self._seal(keep), owner=self, then=_fine, otherwise=_fine)

    def _seal(self, keep: Callable[[str, str], None]) -> None:
        """Put what changed into the ledger; on the writer's thread."""
        with self._turn:
            unsealed, self._unsealed = self._unsealed, {}
        for name, body in unsealed.items():
            keep(name, body)

    def renew(self, kept: dict[str, str]) -> None:
        """Know what is kept now: after a redaction it is not what it was."""
        if self._open:
            self._kept = dict(kept)

    def shut(self) -> None:
        """Take nothing more and forget everything: the ledger is being locked."""
        self._open = False
        self._kept.clear()
        self._keep = _not_kept


def _not_kept(_name: str, _body: str) -> None:
    """Nothing is kept any more."""


def _fine(_: Any) -> None:
    """Keeping is a courtesy: where it fails, what is on the screen is still there."""
