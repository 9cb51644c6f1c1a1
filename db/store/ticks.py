"""Items counted for a handover that is not signed yet: each tick is safe as soon as it is made.

An item may be ticked again; the last tick counts.  The lines are linked one to the next, so that
one taken out, changed or slipped in shows.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from db.ledger.beliefs.handovers import Finding, Tick
from db.ledger.trouble import Damaged
from db.store.digest import framed, sm3

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from sqlite3 import Connection

_TAG = b"zhuance tick 1"


def make(
    connection: Connection, handover: int, position: int, tick: Tick, account: int, now: datetime
) -> None:
    """Note how one item was found."""
    row = connection.execute(
        "SELECT number, link FROM tick WHERE handover = ? ORDER BY number DESC LIMIT 1", (handover,)
    ).fetchone()
    number, last = (row[0] + 1, bytes(row[1])) if row else (1, b"")
    at = now.isoformat(timespec="microseconds")
    values = (position, tick.finding.value, tick.words, tick.stood, account, at)
    connection.execute(
        "INSERT INTO tick (handover, number, position, finding, words, stood, account, made_at,"
        " link) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (handover, number, *values, _link(last, handover, number, values)),
    )


def made(connection: Connection, handover: int) -> Mapping[int, Tick]:
    """Return the last tick of each item; `Damaged` if the lines do not link."""
    link, found = b"", {}
    for number, *values, kept in connection.execute(
        "SELECT number, position, finding, words, stood, account, made_at, link"
        " FROM tick WHERE handover = ? ORDER BY number",
        (handover,),
    ):
        link = _link(link, handover, number, tuple(values))
        if link != bytes(kept):
            raise Damaged("清点记录被改动过。", "请用 tick --afresh 作废本次清点，从头逐项清点。")
        position, finding, words, stood, *_ = values
        found[position] = Tick(Finding(finding), words, stood)
    return found


def cover(connection: Connection, covered: Callable[[str], str]) -> None:
    """Put the placeholder where somebody has written down what is withheld now, and link anew."""
    for (handover,) in connection.execute("SELECT DISTINCT handover FROM tick").fetchall():
        made(connection, handover)  # only what was sound is linked anew
        link = b""
        for number, *values in connection.execute(
            "SELECT number, position, finding, words, stood, account, made_at FROM tick"
            " WHERE handover = ? ORDER BY number",
            (handover,),
        ).fetchall():
            values[2] = covered(values[2])
            link = _link(link, handover, number, tuple(values))
            connection.execute(
                "UPDATE tick SET words = ?, link = ? WHERE handover = ? AND number = ?",
                (values[2], link, handover, number),
            )


def forget(connection: Connection, handover: int) -> None:
    """Clear the ticks of a handover that was signed or is counted afresh."""
    connection.execute("DELETE FROM tick WHERE handover = ?", (handover,))


def _link(previous: bytes, handover: int, number: int, values: tuple[object, ...]) -> bytes:
    parts = (str(part).encode() for part in (handover, number, *values))
    return sm3(framed(_TAG, previous, *parts))
