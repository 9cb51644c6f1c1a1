"""What was there at the end of a year, as far as it is recorded by now, with the keeper of then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.ledger.beliefs import YearFigure
from db.ledger.counted import Counted
from db.ledger.values import Carrier, Level

if TYPE_CHECKING:
    from sqlite3 import Connection


def counted(connection: Connection, year: int) -> Counted:
    """Count the copies that had come and not gone by 31 December, by the days things happened."""
    rows = connection.execute(
        "SELECT level, custodian, carrier, count(*) FROM spell"
        " WHERE began <= :end AND (ended IS NULL OR ended > :end)"
        " GROUP BY level, custodian, carrier ORDER BY level DESC, custodian, carrier",
        {"end": f"{year:04d}-12-31"},
    ).fetchall()
    figures = tuple(
        YearFigure(
            year=year,
            level=Level(level),
            custodian=custodian,
            carrier=Carrier(carrier),
            copies=copies,
        )
        for level, custodian, carrier, copies in rows
    )
    (upto,) = connection.execute("SELECT coalesce(max(seq), 0) FROM entry").fetchone()
    (first,) = connection.execute("SELECT min(entered_on) FROM copy").fetchone()
    (last_closed,) = connection.execute("SELECT max(id) FROM closed_year").fetchone()
    return Counted(figures, int(upto), int(first[:4]) if first else None, last_closed)
