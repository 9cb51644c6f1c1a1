"""Counting a handover, item by item: each tick is judged, and sealed before the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.ledger.acts.handover.counting import stands, ticking_refusals
from db.ledger.beliefs import Copy, Handover, HandoverLine
from db.ledger.beliefs.handovers import Finding, Tick
from db.ledger.known import Missing
from db.ledger.rules import V00, Refused, refuse
from db.store import standing, ticks
from db.store.recording import Desk, transaction

if TYPE_CHECKING:
    from sqlite3 import Connection


class Ticking:
    """What is counted for the open handovers of an unlocked ledger."""

    def __init__(self, connection: Connection, desk: Desk) -> None:
        self._connection, self._desk = connection, desk

    def tick(self, handover: int, position: int, finding: Finding, words: str = "") -> None:
        """Note how one item was found, safe at once; raise `Refused` if it could not be signed."""
        with transaction(self._connection):
            known = self._desk.known()
            found = standing.find(self._connection, Handover, (handover,))
            line = standing.find(self._connection, HandoverLine, (handover, position))
            copy = standing.find(self._connection, Copy, (line.copy,)) if line else None
            for belief in (found, line, copy):
                if belief is not None:
                    known.put(belief)  # the one line alone: a list may have thousands
            try:
                refusals = list(ticking_refusals(known, handover, position, finding, words))
            except Missing as missing:
                refusals = [refuse(V00, what=missing.kind.word)]
            if refusals or line is None:
                raise Refused(*refusals)
            tick = Tick(finding, " ".join(words.split()), stands(known, line))
            account, now = self._desk.operator.account, self._desk.now
            ticks.make(self._connection, handover, position, tick, account, now)

    def afresh(self, handover: int) -> None:
        """Give up all ticks of a handover, also those that were tampered with."""
        with transaction(self._connection):
            ticks.forget(self._connection, handover)
