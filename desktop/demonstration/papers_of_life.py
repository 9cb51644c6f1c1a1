"""Which of the demo's records the papers of a copy's life are about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from db.ledger.beliefs.marks import MarkKind
from db.ledger.beliefs.moves import TripKind
from db.ledger.beliefs.publication import PublicationState
from db.ledger.checklists import Layer
from db.ledger.values import Carrier, Level, State
from db.store.reading import Filter, Question, Test, View
from db.vault import Vault
from db.views.carriers import CARRIERS
from db.views.circulation import HOPS
from db.views.copies import COPIES
from db.views.distribution import DELIVERIES, GIVEN, SENT
from db.views.findings import FINDINGS
from db.views.handovers import HANDOVERS
from db.views.holdings import HOLDINGS
from db.views.incidents import INCIDENTS
from db.views.knowledge import KNOWN
from db.views.mark_reviews import MARK_REVIEWS
from db.views.marks import MARK_CHANGES
from db.views.moves import REPRODUCTIONS, TRIPS
from db.views.outputs import OUTPUTS
from db.views.packets import INSTRUCTIONS, PACKETS
from db.views.publications import PUBLICATIONS
from db.views.ranking import CHECK_NOTICE
from db.views.receptions import DRAWS, RECEPTIONS
from db.views.self_checks import CHECK_SHEETS
from db.views.stocktakes import STOCKTAKES

_OF_YEAR: dict[str, tuple[View[Any], str]] = {
    "F02": (PACKETS, "announced_on"),
    "F03": (SENT, "sent_on"),
    "F05": (DELIVERIES, "sent_on"),
    "F11": (OUTPUTS, "made_on"),
    "F37": (FINDINGS, "found_on"),
}
_SIGNED = Filter("signed_on", ("2000-01-01",), Test.AT_LEAST)
_ABOUT: dict[str, tuple[Any, ...]] = {
    "F04": (GIVEN, "document", "document", Filter("way", ("分发", "外发"))),
    "F06": (INSTRUCTIONS, "document", "document"),
    "F08": (KNOWN, "document", "document", Filter("level", (Level.SECRET,))),
    "F10": (REPRODUCTIONS, "id", "id", Filter("sent_out", (0,))),
    "F12": (REPRODUCTIONS, "id", "id", Filter("sent_out", (1,))),
    "F15A": (CARRIERS, "id", "id", Filter("carrier", (Carrier.USB, Carrier.PORTABLE_DISK))),
    "F17": (TRIPS, "id", "id", Filter("kind", (TripKind.CARRY,))),
    "F21": (HANDOVERS, "number", "number"),
    "F29": (MARK_CHANGES, "id", "id", Filter("kind", (MarkKind.SET,))),
    "F30": (MARK_CHANGES, "id", "id", Filter("kind", (MarkKind.CHANGE, MarkKind.LIFT))),
    "F30A": (MARK_REVIEWS, "number", "number"),
    "F35": (STOCKTAKES, "number", "number"),
    "F35A": (STOCKTAKES, "number", "number"),
    "F36": (CHECK_SHEETS, "sheet", "id", Filter("layer", (Layer.UNIT,)), _SIGNED),
    "F36A": (CHECK_SHEETS, "sheet", "id", Filter("layer", (Layer.DEPARTMENT,)), _SIGNED),
    "F36B": (CHECK_SHEETS, "sheet", "id", Filter("layer", (Layer.PERSON,)), _SIGNED),
    "F36C": (CHECK_SHEETS, "sheet", "id", Filter("layer", (Layer.UNIT,))),
    "F36D": (CHECK_SHEETS, "sheet", "id", Filter("layer", (Layer.UNIT,))),
    "F36E": (CHECK_SHEETS, "round", "round", _SIGNED),
    "F36G": (CHECK_NOTICE, "round", "round"),
    "E01": (DRAWS, "sample", "sample"),
    "E03": (HOPS, "id", "copy"),
    "E04": (HOLDINGS, "id", "holder_id"),
    "E05": (RECEPTIONS, "id", "id"),
    "F37A": (FINDINGS, "id", "id"),
    "F38": (INCIDENTS, "id", "id"),
    "F39": (PUBLICATIONS, "id", "id", Filter("state", (PublicationState.PUBLISHED,))),
    "F41": (COPIES, "document", "document", Filter("state", (State.IN_STOCK,))),
}
OF_LIFE = frozenset({*_OF_YEAR, *_ABOUT})


def of_life(vault: Vault, form: str) -> Question | None:
    """Return last year's register, or the record of which the most is told."""
    if form in _OF_YEAR:
        view, day = _OF_YEAR[form]
        return _whole_year(vault, view, day)
    return _about(vault, *_ABOUT[form])


def _about(
    vault: Vault, view: View[Any], field: str, given: str, *where: Filter
) -> Question | None:
    """Return the thing of which the most is told, the latest of several."""
    rows = vault.ask(view, Question(filters=where)).rows
    told = Counter(getattr(row, given) for row in rows)
    if not told:
        return None
    most = max(told, key=lambda number: (told[number], number))
    return Question(filters=(Filter(field, (most,)),))


def _whole_year(vault: Vault, view: View[Any], day: str) -> Question:
    """Return last year's lines, or all if there are none."""
    last = vault.today.year - 1
    first, end = Filter(day, (f"{last}-01-01",), Test.AT_LEAST), f"{last}-12-31"
    year = Question(filters=(first, Filter(day, (end,), Test.AT_MOST)))
    return year if vault.ask(view, replace(year, limit=1)).rows else Question()
