"""会议发放、会议收回 through their forms: the list is judged as a whole, the counts must agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.custody.meeting_papers import HandIn, HandOut
from db.ledger.values import State
from db.views.copies import COPIES
from tests.book import WANG, ZHAO, Book, a_book, register
from tests.desktop.filling import Desk, fill, said, scan

OUT: dict[str, Any] = {"meeting": "示例会议", "document": 1, "attendees": (WANG, ZHAO)}


@pytest.fixture
def desk(tmp_path: Path, qtbot: Any) -> Desk:
    book: Book = a_book(tmp_path)
    book.record(register(scope=(WANG, ZHAO)))
    return Desk(book, qtbot)


def states(desk: Desk) -> list[State]:
    return [row.state for row in desk.book.vault.ask(COPIES).rows]


def handed_out(desk: Desk) -> None:
    form = desk.form(HandOut)
    fill(form, **OUT, remaining=1, approved_by="示例主任")
    scan(form, "000120", "000121")
    assert said(form) == {}
    desk.record(form)


def test_copies_are_scanned_for_those_who_attend_and_the_rest_is_counted_k30(desk: Desk) -> None:
    form = desk.form(HandOut)
    fill(form, **OUT, remaining=2, approved_by="示例主任")
    scan(form, "000120", "000121")
    assert said(form) == {"remaining": ["K30"]}
    fill(form, remaining=1)
    assert said(form) == {}
    desk.record(form)
    assert sorted(state.word for state in states(desk)) == ["借出", "借出", "在库"]


def test_all_that_was_handed_out_is_scanned_in_k30(desk: Desk) -> None:
    handed_out(desk)
    form = desk.form(HandIn)
    fill(form, handout=1)
    scan(form, "000120")
    assert said(form) == {"handout": ["K30"]}
    scan(form, "000121")
    assert said(form) == {}
    desk.record(form)
    assert set(states(desk)) == {State.IN_STOCK}
