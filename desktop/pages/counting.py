"""How many rows a page has: by its present filter, by level, and behind each chip."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from db.ledger.columns import columns_of
from db.ledger.rules import Refused
from db.store.reading import Question, View
from db.vault import Snapshot
from desktop.latest import Latest
from desktop.session import Session

Asked = tuple[View[Any], Question]


class Counting(QObject):
    """Counts after the rows are shown, and gives way to the next question."""

    def __init__(self, session: Session, view: View[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._latest = session, Latest(session, self)
        self._by_level = any(one.field == "level" and one.filters for one in columns_of(view.row))

    def give_way(self) -> None:
        """Stop counting: something else is to be read first."""
        self._latest.forget()

    def count(
        self,
        asked: Asked,
        then: Callable[[Mapping[object, int], int], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Count the rows of one question, by level where rows have one."""
        view, question = self._given(asked)

        def job(book: Snapshot) -> tuple[Mapping[object, int], int]:
            if not self._by_level:
                return {}, book.count(view, question)
            levels = book.tally(view, question, "level")
            return levels, sum(levels.values())

        self._latest.ask(job, then=lambda found: then(*found), otherwise=otherwise)

    def count_each(
        self,
        asked: Sequence[Asked],
        then: Callable[[list[int | None]], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Count the rows behind each chip; None where the book refuses the question."""
        given = [self._given(each) for each in asked]
        self._latest.ask(
            lambda book: [_count(book, *each) for each in given], then=then, otherwise=otherwise
        )

    def _given(self, asked: Asked) -> Asked:
        view, question = asked
        return view, replace(question, given={**question.given, **self._session.given()})


def _count(book: Snapshot, view: View[Any], question: Question) -> int | None:
    try:
        return book.count(view, question)
    except Refused:
        return None  # a saved filter whose words mean nothing any more
