"""What the fifteen real cases share: a ledger with one paper, and what it says on a later day."""

from __future__ import annotations

from typing import Any

from db.ledger.beliefs import Copy
from db.ledger.values import State
from db.store import standing
from db.store.reading import Filter, Question
from db.views.custody_over_time import PERSON_ON_DAY, PLACE_ON_DAY
from db.views.holdings import HOLDINGS
from db.views.today import TODAY, Matter
from tests.book import LI, ROOM, WANG, Book, register

LEADER = "示例主任"
ROUTE = "机要交通"
SIGNED = {"counted": True, "signed_by": LI, "custodian": LI, "place": ROOM}


def a_paper(book: Book, **given: Any) -> tuple[int, ...]:
    """Register a paper that 示例李 and 示例王 may know; return its copies."""
    recorded = book.record(register(book.today, **({"scope": (WANG, LI)} | given)))
    copies: tuple[int, ...] = recorded.acts[0].copies  # type: ignore[attr-defined]
    return copies


def copy_of(book: Book, number: int) -> Copy:
    """Return a copy as it stands."""
    found = standing.find(book.connection, Copy, (number,))
    assert found is not None
    return found


def states(book: Book, copies: tuple[int, ...]) -> list[State]:
    return [copy_of(book, number).state for number in copies]


def due(book: Book, matter: Matter) -> list[str]:
    """Return what 今日 says of a matter: the 份号, or the number of whatever it is."""
    asked = {"today": book.today.isoformat(), "since": book.today.isoformat()}
    rows = book.vault.ask(TODAY, Question(given=asked)).rows
    return [row.copy_no or row.doc_number or "" for row in rows if row.matter is matter]


def held_by(book: Book, holder: str) -> set[str]:
    """Return the copies on the list a person signs."""
    question = Question(filters=(Filter("holder", (holder,)),))
    return {row.copy_no for row in book.vault.ask(HOLDINGS, question).rows}


def with_person(book: Book, person: int, day: str) -> set[str]:
    """Return what somebody had in his hands on a day."""
    question = Question(given={"person": person, "day": day})
    return {row.copy_no for row in book.vault.ask(PERSON_ON_DAY, question).rows}


def in_place(book: Book, place: int, day: str) -> set[str]:
    """Return what stood in a place on a day."""
    question = Question(given={"place": place, "day": day})
    return {row.copy_no for row in book.vault.ask(PLACE_ON_DAY, question).rows}


def holds_together(book: Book) -> bool:
    """Prove the journal, and that the state is what it gives."""
    return book.vault.prove(full=True).sound and book.vault.differs_from_rebuild() is None
