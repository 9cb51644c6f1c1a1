"""After a redaction nothing of it is left in the file: free pages and the log are written over.

The redaction itself is one transaction.  That the file must still be written anew is noted in it,
so whoever is killed in between finishes at the next opening.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from db.ledger.trouble import Trouble
from db.store import cipher
from db.store.faults import troubles

if TYPE_CHECKING:
    from sqlite3 import Connection

_NOBODY: Final = 0
"""No account has this number: the note is the program's own."""
_NOTE: Final = "scrub"


def note(connection: Connection) -> None:
    """Note, in the transaction of a redaction, that the file must be written anew."""
    connection.execute(
        "INSERT OR REPLACE INTO draft (account, name, body, saved_at) VALUES (?, ?, '1', '')",
        (_NOBODY, _NOTE),
    )


def due(connection: Connection) -> bool:
    """Tell whether the file must still be written anew."""
    asked = "SELECT 1 FROM draft WHERE account = ? AND name = ?"
    return connection.execute(asked, (_NOBODY, _NOTE)).fetchone() is not None


def finish_if_it_can(connection: Connection) -> None:
    """Write the file anew if that is due and possible; else it stays noted, for the next time."""
    with suppress(Trouble):
        finish(connection)


def finish(connection: Connection) -> bool:
    """Write the file anew if that is due; False if a reader stands in the way, for later."""
    if not due(connection):
        return True
    assert isinstance(connection, cipher.Connection)
    with troubles():
        if not cipher.checkpoint(connection):
            return False
        connection.execute("VACUUM")
        if not cipher.checkpoint(connection):
            return False
        connection.execute("DELETE FROM draft WHERE account = ? AND name = ?", (_NOBODY, _NOTE))
    return cipher.checkpoint(connection)
