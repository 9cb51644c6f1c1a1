"""What a person's card shows, asked in one go: what is not for these eyes is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from db.ledger.act import Act
from db.ledger.acts import ACTS
from db.ledger.beliefs.clearance import LeavingState
from db.ledger.beliefs.moves import OfferState
from db.ledger.offering import takes_person
from db.ledger.rules import Refusal
from db.ledger.values import Role
from db.store.reading import Filter, Question, Test, View
from db.vault import Snapshot
from db.views.clearances import CLEARANCES, ClearanceRow
from db.views.gate import GATE, GateRow, Held
from db.views.holdings import HOLDINGS, HoldingRow
from db.views.leavings import LEAVINGS, LeavingRow
from db.views.marks import REMARKINGS, RemarkingRow
from db.views.moves import OFFERS, OfferRow
from db.views.person import PERSON, PERSON_LIFE, PersonFactsRow
from db.views.person_steps import PERSON_STEPS, StepRow
from db.views.timeline import EntryRow
from desktop.asking import RECORDABLE
from desktop.dialogs.credentials import SHEETS

Row = TypeVar("Row")
SHOWN = 6
"""Copies and tasks that are named; behind them stands the register with all of them."""
STORY = 200
_OPEN = Filter("open", (1,))
_NOT_CANCELLED = Filter(
    "state", tuple(state for state in LeavingState if state is not LeavingState.CANCELLED)
)
_OFFERED = Filter("state", (OfferState.OFFERED,))


@dataclass(frozen=True)
class Whole:
    """Everything the card shows, from one moment; what is not for these eyes is empty."""

    facts: PersonFactsRow
    levels: Mapping[object, int]
    late: int
    held: tuple[HoldingRow, ...]
    remarkings: tuple[RemarkingRow, ...]
    offers: tuple[OfferRow, ...]
    posts: tuple[ClearanceRow, ...]
    missing: tuple[StepRow, ...]
    leaving: LeavingRow | None
    gate: tuple[GateRow, ...]
    story: tuple[EntryRow, ...]
    against: Mapping[str, list[Refusal]]


def acts_on_a_person(roles: frozenset[Role]) -> list[type[Act]]:
    """Return the acts that take a person, as far as these roles may do them."""
    return [
        act
        for act in ACTS
        if act.roles & roles
        and takes_person(act)
        and (act.kind in RECORDABLE or act.kind in SHEETS)
    ]


def whole_of(book: Snapshot, person: int, roles: frozenset[Role], today: date) -> Whole | None:
    """Ask everything about a person that these roles may see."""

    def rows(view: View[Row], question: Question, limit: int = SHOWN) -> tuple[Row, ...]:
        if not view.roles & roles:
            return ()
        return book.page(view, Question(question.filters, order=question.order, limit=limit,
                                        given={"person": person})).rows  # fmt: skip

    found = rows(PERSON, Question()) if person else ()
    if not found:
        return None
    his = Filter("holder_id", (person,))
    who = Filter("person", (person,))
    leavings = rows(LEAVINGS, Question((who, _NOT_CANCELLED), order=(("opened_on", True),)), 1)
    leaving = leavings[0] if leavings else None
    going = leaving is not None and leaving.state is LeavingState.LEAVING
    late = Question((his, Filter("due", (today - timedelta(days=1),), Test.AT_MOST)))
    business = bool(HOLDINGS.roles & roles)
    return Whole(
        facts=found[0],
        levels=book.tally(HOLDINGS, Question((his,)), "level") if business else {},
        late=book.count(HOLDINGS, late) if business else 0,
        held=rows(HOLDINGS, Question((his,), order=(("due", False),))),
        remarkings=rows(REMARKINGS, Question((his, _OPEN))),
        offers=rows(OFFERS, Question((Filter("taker_id", (person,)), _OFFERED))),
        posts=rows(CLEARANCES, Question((who,), order=(("nominated_on", True),))),
        missing=rows(PERSON_STEPS, Question((who, Filter("missing", (1,))))),
        leaving=leaving,
        gate=rows(GATE, Question(), len(Held)) if going else (),
        story=rows(PERSON_LIFE, Question(), STORY),
        against=book.offers_to(person),
    )
