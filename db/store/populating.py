"""What a sample is drawn from: copies by level and year, or those who hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.ledger.sampling import Population, Standing
from db.ledger.values import CLOSED_STATES

if TYPE_CHECKING:
    from sqlite3 import Connection

_CLOSED = ", ".join(f"'{state.value}'" for state in sorted(CLOSED_STATES, key=str))


def members(connection: Connection, wanted: Population) -> dict[int, Standing]:
    """Return all that may be drawn, in order of its numbers, each as the book has it."""
    clauses, values = ["1"], list[object]()
    if wanted.level is not None:
        clauses.append("copy.level = ?")
        values.append(wanted.level.value)
    if wanted.year is not None:
        clauses.append("copy.entered_on BETWEEN ? AND ?")
        values += [f"{wanted.year}-01-01", f"{wanted.year}-12-31"]
    if wanted.persons:
        clauses.append("copy.holder IS NOT NULL")
    elif not wanted.gone:
        clauses.append(f"copy.state NOT IN ({_CLOSED})")
    where = " AND ".join(clauses)
    if wanted.persons:
        held = connection.execute(
            f"SELECT holder, count(*) FROM copy WHERE {where} GROUP BY holder ORDER BY holder",
            values,
        )
        return {person: (None, None, "", copies) for person, copies in held}
    rows = connection.execute(
        f"SELECT id, place, holder, state, 0 FROM copy WHERE {where} ORDER BY id", values
    )
    return {copy: (place, holder, state, held) for copy, place, holder, state, held in rows}
