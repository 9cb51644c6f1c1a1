"""A ledger laid out of a backup carries a note, until two persons have put that on record.

The note is written with the folder, so that it is there however the restoring was done, and on
whatever PC the ledger is opened first.  Until then the ledger can only be looked at.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.ledger.trouble import Damaged
from db.store.files import RESTORED, read_small

if TYPE_CHECKING:
    from db.store.cipher import Connection

_MOST_BYTES: Final = 4096


def note(said: dict[str, str | int]) -> bytes:
    """Return the note about a backup with this manifest."""
    kept = {"made": said["made"], "entries": said["entries"]}
    return json.dumps(kept, sort_keys=True).encode()


def backup_of(folder: Path, connection: Connection) -> str:
    """Name the backup a ledger was restored from; '' if none, or if that is on record."""
    try:
        data = read_small(folder / RESTORED, _MOST_BYTES)
    except Damaged:
        data = b""
    if data is None:
        return ""
    made, entries = _read(data)
    told = connection.execute(
        "SELECT 1 FROM entry JOIN field ON field.seq = entry.seq AND field.name = 'backup'"
        " WHERE entry.kind = 'rolled_back' AND entry.seq > ?",
        (entries,),
    ).fetchone()
    return "" if told else made


def forget(folder: Path) -> None:
    """Take the note away: it is on record."""
    with suppress(OSError):  # what is on record counts, and the note no more
        (folder / RESTORED).unlink(missing_ok=True)


def _read(data: bytes) -> tuple[str, int]:
    """Return the backup in words and its last entry; of a note that is spoilt, only that it is."""
    try:
        kept = json.loads(data)
        made, entries = datetime.fromisoformat(kept["made"]), int(kept["entries"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return "备份", 0
    return f"{made:%Y-%m-%d %H:%M}的备份（到第{entries}条）", entries
