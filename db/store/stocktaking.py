"""What a stock-take is to count, and what moved meanwhile."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.ledger.beliefs import Place
from db.ledger.stocktaking import Expected, Scope, within
from db.ledger.values import State
from db.store import standing

if TYPE_CHECKING:
    from sqlite3 import Connection

_LIVING = tuple(
    state.value for state in State if not state.closed and state is not State.UNACCOUNTED
)


def expected(connection: Connection, scope: Scope) -> Expected:
    """Return the copies of a scope that should be found, in the order of the shelves."""
    clauses, values = [f"copy.state IN ({', '.join('?' * len(_LIVING))})"], list[object](_LIVING)
    if scope.places:
        clauses.append("copy.place IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(places(connection, scope.places)))
    if scope.person is not None:
        clauses.append("copy.holder = ?")
        values.append(scope.person)
    if scope.level is not None:
        clauses.append("copy.level = ?")
        values.append(scope.level.value)
    found = connection.execute(
        "SELECT copy.id FROM copy JOIN place ON place.id = copy.place"
        f" WHERE {' AND '.join(clauses)} ORDER BY place.name, copy.copy_no, copy.id",
        values,
    )
    copies = tuple(number for (number,) in found)
    return Expected(copies, _being_counted(connection, copies))


def places(connection: Connection, chosen: tuple[int, ...]) -> list[int]:
    """Return some places and all that stand within them."""
    names = {place.id: place.name for place in standing.where(connection, Place)}
    wholes = [names[place] for place in chosen if place in names]
    return [place for place, name in names.items() if any(within(name, one) for one in wholes)]


def _being_counted(connection: Connection, copies: tuple[int, ...]) -> tuple[tuple[int, str], ...]:
    wanted = set(copies)
    rows = connection.execute(
        "SELECT line.copy, stocktake.number FROM stocktake"
        " JOIN stocktake_line AS line ON line.stocktake = stocktake.id"
        " WHERE stocktake.state = 'OPEN'"
    )
    return tuple((copy, number) for copy, number in rows if copy in wanted)


def moved_by(connection: Connection, stocktake: int) -> dict[int, int]:
    """Return, for every copy that moved since the list was frozen, the entry that moved it last."""
    rows = connection.execute(
        "SELECT line.copy, max(touched.seq) FROM stocktake"
        " JOIN stocktake_line AS line ON line.stocktake = stocktake.id"
        " JOIN copy ON copy.id = line.copy AND copy.stays <> line.stays"
        " JOIN touched ON touched.subject = 'copy:' || line.copy AND touched.seq > stocktake.upto"
        " WHERE stocktake.id = ? GROUP BY line.copy",
        (stocktake,),
    )
    return dict(rows.fetchall())
