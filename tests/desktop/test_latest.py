"""The last question counts: an older one is interrupted, even in the middle of a long count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from db.ledger.columns import Kind, column
from db.ledger.values import Role
from db.store.reading import Question, View
from db.vault import Snapshot
from db.views.copies import COPIES
from desktop.latest import Latest
from desktop.session import Session
from desktop.tasks import InlineWorker, SerialWorker
from tests.book import Book, a_book, register

FOREVER = 3_000_000_000


@dataclass(frozen=True)
class Number:
    """One line of an answer that takes many minutes."""

    number: int = column("数", Kind.COUNT)


ENDLESS: View[Number] = View(
    name="endless",
    title="数不完",
    row=Number,
    sql="WITH RECURSIVE n(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM n"
    f" WHERE number < {FOREVER}) SELECT number FROM n",
    key=("number",),
    roles=frozenset(Role),
)


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    """A session whose questions are answered on a thread of their own."""
    book: Book = a_book(tmp_path)
    book.record(register())
    reader = SerialWorker("reader")
    yield Session(book.vault, InlineWorker(), reader)
    reader.finish()
    book.vault.lock()


def test_an_older_question_is_interrupted_by_a_newer_one(session: Session, qtbot: QtBot) -> None:
    latest, begun, told = Latest(session, session), Event(), list[object]()

    def endless(book: Snapshot) -> int:
        begun.set()
        return book.count(ENDLESS, Question())

    latest.ask(endless, then=told.append, otherwise=told.append)
    assert begun.wait(10)
    latest.ask(lambda book: book.count(COPIES, Question()), then=told.append, otherwise=told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == [3]


def test_a_question_that_was_forgotten_is_never_answered(session: Session, qtbot: QtBot) -> None:
    latest, asked, told, owner = Latest(session, session), Event(), list[object](), QObject()

    def hesitant(book: Snapshot) -> int:
        asked.wait(10)
        return book.count(COPIES, Question())

    latest.ask(hesitant, then=told.append, otherwise=told.append)
    latest.forget()
    asked.set()
    later: list[object] = []
    session.read(lambda _: "later", owner=owner, then=later.append, otherwise=later.append)
    qtbot.waitUntil(lambda: bool(later), timeout=20_000)
    assert told == []


def test_what_waits_behind_a_newer_question_is_not_even_begun(
    session: Session, qtbot: QtBot
) -> None:
    latest, go, told, begun = Latest(session, session), Event(), list[object](), list[int]()
    session.read(lambda _: go.wait(10), owner=session, then=id, otherwise=id)
    for number in range(5):

        def job(_: Snapshot, number: int = number) -> int:
            begun.append(number)
            return number

        latest.ask(job, then=told.append, otherwise=told.append)
    go.set()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert begun == told == [4]
