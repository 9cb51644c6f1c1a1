"""The ledger as it stood once: rebuilt from its journal up to an entry, in memory only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from db.ledger.beliefs import Account, Person
from db.store import replay, standing
from db.store.faults import troubles
from db.store.reading import Asker

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.store import cipher

_JOURNAL: Final = (("entry", "seq"), ("field", "seq"), ("seal", "last"))


@troubles()
def rewound(source: Connection, upto: int) -> cipher.Connection:
    """Return the ledger as it stood after an entry; whoever gives up the source gives up both.

    What was scanned and not signed, and what accounts keep for themselves, is not there.
    """
    then = replay.rebuilt(source, upto)
    try:
        then.execute("BEGIN")
        for table, number in _JOURNAL:
            rows = source.execute(f"SELECT * FROM {table} WHERE {number} <= ?", (upto,))
            marks = ", ".join("?" for _ in rows.description)
            then.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        then.executemany("INSERT INTO identity VALUES (?, ?, ?)", _identity(source))
        then.execute("COMMIT")
    except BaseException:
        then.close()
        raise
    return then


def _identity(source: Connection) -> list[tuple[object, ...]]:
    return source.execute("SELECT * FROM identity").fetchall()


def asker_of(then: Connection, account: int, now: Asker) -> Asker:
    """Return with whose eyes an account asked at that time."""
    held = standing.find(then, Account, (account,))
    person = standing.find(then, Person, (held.person,)) if held else None
    department = person.department if person else None
    roles = frozenset(held.roles) if held else frozenset()
    return replace(now, roles=roles, department=department)
