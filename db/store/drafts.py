"""What one account keeps for itself: unfinished work, layouts, saved filters.

It lies inside the encrypted file and never becomes part of the book: no entry, no link, no
signature; a rebuild does not know of it.  Each account reads and writes its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.store.cipher import Connection

LONGEST = 1 << 20
"""Characters that one piece may have; more than any form can hold."""
UNPROVEN = "backup:unproven:"
"""How a piece begins that names a backup's entry until its file is written, opened, verified."""


class Drafts:
    """The kept pieces of one account, each text under a name such as `form:lend`.

    Read once when the ledger is unlocked; what is kept afterwards is known here, too.
    """

    def __init__(
        self, connection: Connection, account: int, now: Callable[[], datetime], *, write: bool
    ) -> None:
        self._connection, self._account, self._now, self._write = connection, account, now, write
        rows = connection.execute("SELECT name, body FROM draft WHERE account = ?", (account,))
        self._kept: dict[str, str] = dict(rows.fetchall())

    def kept(self, prefix: str = "") -> dict[str, str]:
        """Return what is kept under names that begin with `prefix`."""
        found = {name: self._kept[name] for name in sorted(self._kept) if name.startswith(prefix)}
        return {self._covered(name): self._covered(body) for name, body in found.items()}

    def _covered(self, text: str) -> str:
        """Return a text without what was withheld since the ledger was unlocked."""
        for cover in self._connection.covers:
            text = cover(text)
        return text

    def keep(self, name: str, body: str) -> None:
        """Keep a text, sealed as soon as this returns; '' forgets it.

        Where nothing may be written (a ledger opened for reading) nothing is kept.
        """
        name, body = self._covered(name), self._covered(body)
        if not (name and self._write) or len(body) > LONGEST or body == self._kept.get(name):
            return
        if not body:
            self._connection.execute(
                "DELETE FROM draft WHERE account = ? AND name = ?", (self._account, name)
            )
            self._kept.pop(name, None)
            return
        saved_at = self._now().isoformat(timespec="seconds")
        self._connection.execute(
            "INSERT OR REPLACE INTO draft (account, name, body, saved_at) VALUES (?, ?, ?, ?)",
            (self._account, name, body, saved_at),
        )
        self._kept[name] = body
