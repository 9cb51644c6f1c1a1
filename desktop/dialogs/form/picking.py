"""How a picker finds what was typed: the view behind it, the questions, the words for a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from db.store.reading import Filter, Question, Test, View
from db.vault import Snapshot

LIMIT = 20


@dataclass(frozen=True)
class Choice:
    """One thing to pick: its number and what a person reads."""

    id: int
    words: str
    why_not: str = ""  # why it cannot be chosen, though it is shown


@dataclass(frozen=True)
class Choices:
    """The view behind a picker, the questions for what was typed, the words for a row."""

    view: View[Any]
    questions: Callable[[str], list[Question]]
    words: Callable[[Any], str]
    hint: str

    def find(self, book: Snapshot, typed: str, limit: int = LIMIT) -> list[Choice]:
        """Return what fits best first: the same name, the number, a part or the initials."""
        return [Choice(row.id, self.words(row)) for row in self.rows(book, typed, limit)]

    def rows(self, book: Snapshot, typed: str, limit: int = LIMIT) -> list[Any]:
        """Return the rows behind what was typed."""
        found: dict[int, Any] = {}
        for question in self.questions(typed.strip()):
            if len(found) >= limit:
                break
            for row in book.page(self.view, replace(question, limit=limit)).rows:
                found.setdefault(row.id, row)
        return list(found.values())[:limit]

    def named(self, book: Snapshot, numbers: Iterable[int]) -> list[Choice]:
        """Return what these numbers stand for."""
        question = Question(filters=(Filter("id", tuple(numbers)),))
        return [Choice(row.id, self.words(row)) for row in book.page(self.view, question).rows]


def by_name(typed: str) -> list[Question]:
    """Return the questions for something with a name: that name, its number, a part of it."""
    if not typed:
        return [Question()]
    number = [where("id", int(typed))] if typed.isdecimal() and len(typed) < 12 else []
    return [where("name", typed), *number, where("name", typed, Test.LOOKED_UP)]


def where(field: str, value: object, test: Test = Test.IS) -> Question:
    """Return the question for rows whose field is, or holds, what was typed."""
    return Question(filters=(Filter(field, (value,), test),))


def joined(*parts: str | None) -> str:
    """Return what is there of some words, with dots between them."""
    return " · ".join(part for part in parts if part)
