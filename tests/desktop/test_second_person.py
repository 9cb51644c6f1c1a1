"""The second person's strip: who could be it is said before anybody begins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.correction.correct import CorrectCopy, CorrectDocument
from db.ledger.acts.setup.lock_credential import LockCredential
from db.ledger.acts.setup.set_policy import SetPolicy
from tests.book import QIAN, TODAY, WANG, ZHOU, Book, a_book, register
from tests.desktop.filling import Desk, fill

OTHER = "另一口令第一二三"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


@pytest.fixture
def desk(book: Book, qtbot: Any) -> Desk:
    return Desk(book, qtbot)


def test_who_could_be_second_is_said_before_anybody_begins(desk: Desk, book: Book) -> None:
    book.witness("示例钱", QIAN, OTHER)
    form = desk.form(SetPolicy)
    assert form.second.isVisible()
    assert form.second.could.text() == "可当场确认：示例周（见证）、示例钱（见证）。"
    assert form.second.who.currentIndex() == -1, "of two, one is chosen by hand"


def test_who_may_not_be_second_for_this_is_not_offered(desk: Desk, book: Book) -> None:
    book.witness("示例王", WANG, OTHER)
    book.record(register(scope=(WANG,)))
    form = desk.form(CorrectCopy)
    assert "示例王（见证）" in form.second.could.text()
    book.record(LockCredential(on=TODAY, person=WANG, reason="休假"))
    fill(form, copy=1, field="pages", value="9", reason="登记时数错")
    assert form.second.could.text() == "可当场确认：示例周（见证）。"
    assert form.second.could.toolTip().startswith("示例王（见证）不能：")


def test_a_unit_of_one_is_told_before_the_work_whom_to_ask(desk: Desk, book: Book) -> None:
    book.record(LockCredential(on=TODAY, person=ZHOU, reason="调离"))
    form = desk.form(CorrectDocument)
    assert form.second.said.text() == "须第二人在场，现在没有人能当"
    assert "另一部门或上级单位" in form.second.could.text()
    assert not form.second.password.isEnabled()
