"""What a stock-take is to count, and what moved meanwhile."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.ledger.beliefs import Device, Place
from db.ledger.beliefs.equipment import DeviceState
from db.ledger.stocktaking import Expected, Scope, What, within
from db.ledger.values import State
from db.store import standing

if TYPE_CHECKING:
    from sqlite3 import Connection

_LIVING = tuple(
    state.value for state in State if not state.closed and state is not State.UNACCOUNTED
)


def expected(connection: Connection, scope: Scope) -> Expected:
    """Return what of a scope should be found: copies in the order of the shelves, and devices."""
    devices = _devices(connection, scope) if scope.what is not What.COPIES else ()
    others = _elsewhere(connection, "stocktake_device", "device", devices)
    if scope.what is What.DEVICES:
        return Expected(devices=devices, devices_elsewhere=others)
    copies = _copies(connection, scope)
    clash = _elsewhere(connection, "stocktake_line", "copy", copies)
    return Expected(copies, clash, devices, others)


def _copies(connection: Connection, scope: Scope) -> tuple[int, ...]:
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
    return tuple(number for (number,) in found)


def _devices(connection: Connection, scope: Scope) -> tuple[int, ...]:
    """Return the devices of a scope; where one stands is written by its name, not by its number."""
    names = [place.name for place in standing.where(connection, Place) if place.id in scope.places]
    found = sorted(standing.where(connection, Device), key=lambda one: (one.place, one.number))
    return tuple(
        one.id
        for one in found
        if one.state is not DeviceState.SCRAPPED
        and (not scope.places or any(within(one.place, name) for name in names))
        and scope.person in (None, one.custodian)
        and scope.level in (None, one.level)
    )


def places(connection: Connection, chosen: tuple[int, ...]) -> list[int]:
    """Return some places and all that stand within them."""
    names = {place.id: place.name for place in standing.where(connection, Place)}
    wholes = [names[place] for place in chosen if place in names]
    return [place for place, name in names.items() if any(within(name, one) for one in wholes)]


def _elsewhere(
    connection: Connection, lines: str, field: str, things: tuple[int, ...]
) -> tuple[tuple[int, str], ...]:
    """Return what is being counted already, and in which stock-take."""
    wanted = set(things)
    rows = connection.execute(
        f"SELECT line.{field}, stocktake.number FROM stocktake"
        f" JOIN {lines} AS line ON line.stocktake = stocktake.id"
        " WHERE stocktake.state = 'OPEN'"
    )
    return tuple((thing, number) for thing, number in rows if thing in wanted)


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
