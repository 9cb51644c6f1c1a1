"""A story about evidence: what was done in a ledger, and what each question finds of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from db.ledger.policy import Policy
from db.store.reading import Question
from db.views.evidence import EVIDENCE_ROWS, EvidenceRow
from tests.book import Book

Tell: TypeAlias = Callable[[Book], None]
Found: TypeAlias = tuple[int, list[tuple[str, int, str]]]
"""How many things were looked at; kind, number and words of each that is troubling, in order."""

NOTHING: Found = (0, [])


@dataclass(frozen=True)
class Story:
    """What was done, and by question what is found: several questions are told by one ledger."""

    tell: Tell
    found: Mapping[str, Found]
    plan: Mapping[str, Any] = field(default_factory=dict)  # how the ledger is made, if otherwise

    @property
    def name(self) -> str:
        """What the story is about, as a failing test names it."""
        return self.tell.__name__


def good(looked: int) -> Found:
    """So many things were looked at, and all is well."""
    return looked, []


def given_of(book: Book, name: str, **given: object) -> dict[str, Any]:
    """Return what a question is handed: the year of the tests."""
    period = {"first": "2026-01-01", "last": "2026-12-31", "today": book.today.isoformat()}
    return {**Policy().given, **period, "evidence": name, **given}


def rows(book: Book, name: str, **given: object) -> tuple[EvidenceRow, ...]:
    """Return everything that a question looks at."""
    return book.vault.ask(EVIDENCE_ROWS, Question(given=given_of(book, name, **given))).rows


def found(book: Book, name: str) -> Found:
    """Return how many things were looked at, and what is wrong with which."""
    seen = rows(book, name)
    places = [(row.kind, row.id, row.day, row.why, row.apart) for row in seen]
    assert len(set(places)) == len(places), f"{name}: rows that share a place"
    return len(seen), sorted((row.kind, row.id, row.why) for row in seen if row.troubled)
