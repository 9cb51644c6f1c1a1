"""定期审核 at the desk: several lines are kept at once, and each is judged for itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.ledger.acts.documents.review import KeepMark, OpenReview
from db.ledger.beliefs.reviews import Verdict
from desktop.dialogs.act_form import ActForm
from desktop.pages.given import given_for
from desktop.pages.register_page import RegisterPage
from tests.book import ZHAO, Book
from tests.desktop.filling import Desk, fill, said, scan
from tests.desktop.framing import window_on
from tests.store.test_mark_review import book, verdicts

__all__ = ["book"]


@pytest.fixture
def reviewed(book: Book) -> Book:
    book.record(OpenReview(on=book.today))
    return book


def test_several_lines_are_kept_with_one_reason_and_what_has_ended_is_not(
    reviewed: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(reviewed, qtbot, qapp)
    window.open("mark_reviews")
    page = window.page("mark_reviews")
    assert isinstance(page, RegisterPage)
    page.table.selectAll()
    assert page.bar.isVisible()
    (keep,) = [one for one in page.bar.findChildren(QPushButton) if one.text() == "维持"]
    asked: list[tuple[str, object]] = []
    page.verb.connect(lambda act, row: asked.append((act, row)))
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    ((act, row),) = asked
    assert (act, row) == ("keep_mark", {"document": (4, 3, 1, 2)}), "what ends first comes first"
    assert page.choosing.subject("propose_change") == page.chosen(), "a change is about one"
    (opened,) = window.findChildren(ActForm)
    opened.reject()
    desk = Desk(reviewed, qtbot)
    form = desk.form(KeepMark, given_for(KeepMark, row))
    fill(form, decided_by=ZHAO, reason="事项未公开")
    assert form.scan is not None
    refused = [(one.number, one.rule) for one in form.scan.items if one.trouble]
    assert refused == [("示例方案4", "V01")]
    assert (form.foot.record.text(), said(form)) == ("审核维持 3 件  Ctrl+Enter", {})
    desk.record(form)
    (done,) = desk.recorded
    assert [one.document for one in done.acts] == [3, 1, 2]
    assert verdicts(reviewed) == [Verdict.KEEP] * 3 + [None]
    assert form.isVisible(), "what was refused stays on the list"


def test_a_document_is_put_on_the_list_by_its_title(reviewed: Book, qtbot: QtBot) -> None:
    desk = Desk(reviewed, qtbot)
    form = desk.form(KeepMark)
    scan(form, "示例方案2", "示例方案", "没有的一件")
    assert form.scan is not None
    (good,) = form.scan.copies
    assert good == 2
    assert [one.trouble for one in form.scan.items[1:]] == [
        "有 4 件，请写全文号",
        "台账中没有这一件",
    ]
    form.reject()
    later = desk.form(KeepMark)
    assert later.scan is not None
    assert [one.number for one in later.scan.items] == ["示例方案2", "示例方案", "没有的一件"]
