"""屏蔽 in the window: its reach is said, two persons and one's own password, then it is done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.correction.redact import RedactDocument
from db.ledger.withheld import PLACEHOLDER
from db.views.documents import DOCUMENTS
from desktop.dialogs.opening import Dialogs
from desktop.dialogs.redaction_form import RedactionForm
from tests.book import PASSWORD, WITNESS_PASSWORD, Book, a_book, register
from tests.desktop.filling import LOOK, Desk, fill

TITLE = "关于鲲鹏蜃楼专项部署的通知"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register(title=TITLE, remark="见鲲鹏件"))
    made.vault.drafts.keep("filter:copies", json.dumps({"words": "鲲鹏蜃楼"}))
    return made


@pytest.fixture
def desk(book: Book, qtbot: Any) -> Desk:
    return Desk(book, qtbot)


def opened(desk: Desk) -> RedactionForm:
    form = RedactionForm(desk.session, LOOK, RedactDocument, {"document": 1})
    desk.qtbot.addWidget(form)
    form.recorded.connect(desk.recorded.append)
    form.show()
    form.activateWindow()
    desk.qtbot.waitUntil(lambda: form.focusWidget() is not None)
    return form


def filled(desk: Desk) -> RedactionForm:
    form = opened(desk)
    fill(form, field="title", words=("鲲鹏",), reason="标题不得录入本台账")
    return form


def confirm(form: RedactionForm) -> None:
    form.second.password.setText(WITNESS_PASSWORD)
    form.second.confirm()
    form.judge()


def title(book: Book) -> str:
    return book.vault.ask(DOCUMENTS).rows[0].title


def test_how_far_it_reaches_is_said_before(desk: Desk) -> None:
    form = filled(desk)
    assert form.reach.isVisible()
    for word in ("将屏蔽 2 处，不能恢复", "“文件标题”", "“备注”", "清查单"):
        assert word in form.reach.words
    assert not form.foot.go_on.isVisible()


def test_a_field_without_contents_reaches_nothing(desk: Desk) -> None:
    form = opened(desk)
    fill(form, field="attachments", reason="标题不得录入本台账")
    assert not form.reach.isVisible()
    assert not form.foot.record.isEnabled()


def test_two_persons_and_ones_own_password_come_first(desk: Desk, book: Book) -> None:
    form = filled(desk)
    assert not form.foot.record.isEnabled()
    confirm(form)
    form.record()
    assert form.own.isVisible()
    assert title(book) == TITLE
    form.own.field.setText("不对的口令一二三")
    form.own.field.returnPressed.emit()
    assert title(book) == TITLE
    form.own.field.setText(PASSWORD)
    form.own.field.returnPressed.emit()
    assert title(book) == PLACEHOLDER
    (recorded,) = desk.recorded
    assert recorded.acts[0].words == ()
    assert desk.session.drawer.kept("filter:") == {
        "filter:copies": json.dumps({"words": PLACEHOLDER}, ensure_ascii=False)
    }


def test_who_changes_the_form_meanwhile_is_asked_again(desk: Desk, book: Book) -> None:
    form = filled(desk)
    confirm(form)
    form.record()
    fill(form, reason="另一个理由")
    assert not form.own.isVisible()
    assert form.second.confirmation is None
    assert title(book) == TITLE


def test_nothing_typed_stays_behind_as_a_draft(desk: Desk, book: Book) -> None:
    form = filled(desk)
    assert any("鲲鹏" in body for body in book.vault.drafts.kept("form:").values())
    confirm(form)
    form.record()
    form.own.field.setText(PASSWORD)
    form.own.field.returnPressed.emit()
    assert book.vault.drafts.kept("form:") == {}
    left = book.connection.execute("SELECT count(*) FROM draft WHERE body LIKE '%鲲鹏%'")
    assert left.fetchone() == (0,)


def test_the_window_opens_this_form_for_a_redaction(desk: Desk, qtbot: Any) -> None:
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    Dialogs(desk.session, LOOK, window).act("redact_document", {"document": 1})
    (form,) = window.findChildren(RedactionForm)
    assert form.grid.editors["document"].value() == 1
    form.close()
