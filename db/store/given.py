"""The numbers that were given so far, as they stand on paper: in use, void, or from an old book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.ledger.act import KINDS
from db.ledger.masks import RECEIPTS

if TYPE_CHECKING:
    from sqlite3 import Connection

_WRITTEN = """
    SELECT CAST(text.value AS TEXT) ->> '$' FROM entry
      JOIN field AS text ON text.seq = entry.seq AND text.name IN ('text', 'styled')
     WHERE entry.kind = ? AND text.value <> x''
"""


def numbers_given(connection: Connection, series: str) -> frozenset[str]:
    """Return the numbers of a series that stand in the journal, and those of the receipts at hand.

    What is written the usual way stands nowhere in the journal; it follows from its counter.
    """
    kinds = {
        kind
        for (kind, _), made in KINDS.items()
        if made.numbered_in is not None and made.numbered_in.name == series
    }
    found = {row[0] for kind in kinds for row in connection.execute(_WRITTEN, (kind,))}
    if series == RECEIPTS.name:
        found |= {row[0] for row in connection.execute("SELECT receipt_no FROM receipt")}
    return frozenset(found - {"", None})
