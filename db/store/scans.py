"""Scans of a batch's step that is not signed yet: each is safe as soon as it is made.

They are linked one to the next, so that a line taken out or slipped in before the
step is signed shows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from db.ledger.trouble import Damaged
from db.store.digest import framed, sm3

if TYPE_CHECKING:
    from sqlite3 import Connection

_TAG = b"zhuance scan 1"


def make(connection: Connection, batch: int, copy: int, account: int, now: datetime) -> bool:
    """Note that a copy was scanned; False if it was already."""
    if copy in made(connection, batch):
        return False
    last_at, last = _last(connection, batch)
    at = max(now.isoformat(timespec="microseconds"), _just_after(last_at))
    link = _link(last, batch, copy, account, at)
    connection.execute(
        "INSERT INTO scan (batch, copy, account, made_at, link) VALUES (?, ?, ?, ?, ?)",
        (batch, copy, account, at, link),
    )
    return True


def made(connection: Connection, batch: int) -> tuple[int, ...]:
    """Return the copies scanned so far, in order; `Damaged` if the lines do not link."""
    link, found = b"", []
    for copy, account, at, kept in connection.execute(
        "SELECT copy, account, made_at, link FROM scan WHERE batch = ? ORDER BY made_at, copy",
        (batch,),
    ):
        link = _link(link, batch, copy, account, at)
        if link != bytes(kept):
            raise Damaged("清点记录被改动过。", "请用 scan --afresh 作废本次清点，从头扫描。")
        found.append(copy)
    return tuple(found)


def forget(connection: Connection, batch: int) -> None:
    """Clear the scans of a step that was signed or given up."""
    connection.execute("DELETE FROM scan WHERE batch = ?", (batch,))


def _last(connection: Connection, batch: int) -> tuple[str, bytes]:
    row = connection.execute(
        "SELECT made_at, link FROM scan WHERE batch = ? ORDER BY made_at DESC LIMIT 1", (batch,)
    ).fetchone()
    return (row[0], bytes(row[1])) if row else ("", b"")


def _just_after(at: str) -> str:
    """Keep the lines in the order they were made, whatever the clock does meanwhile."""
    if not at:
        return ""
    after = datetime.fromisoformat(at) + timedelta(microseconds=1)
    return after.isoformat(timespec="microseconds")


def _link(previous: bytes, batch: int, copy: int, account: int, at: str) -> bytes:
    parts = (str(batch).encode(), str(copy).encode(), str(account).encode(), at.encode())
    return sm3(framed(_TAG, previous, *parts))
