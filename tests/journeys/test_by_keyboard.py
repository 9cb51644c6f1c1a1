"""A morning at the desk without the mouse: real windows, a real ledger, every keystroke counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.values import State
from db.store.reading import Question
from db.views.copies import COPIES
from db.views.documents import DOCUMENTS
from db.views.timeline import JOURNAL
from desktop import settings
from desktop.app import Desk
from desktop.dialogs.unlock import Unlock
from desktop.tasks import InlineWorker
from desktop.window import MainWindow
from tests.book import PASSWORD, WITNESS_PASSWORD, unlocked
from tests.desktop.starting import Start, started
from tests.journeys.hand import Hand

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DOCUMENTS_OF_THE_MORNING = 20


@pytest.fixture
def start(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Start:
    monkeypatch.setenv(settings.STATE_VARIABLE, str(tmp_path / "state"))
    return started(tmp_path, qtbot, qapp)


@pytest.fixture
def desk(start: Start, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(qapp, start.look, start.door, lambda _: InlineWorker())
    made.unlock(start.book.folder)
    yield made
    made.lock()
    if made.shown is not None:
        made.shown.close()
    qapp.removeEventFilter(made._watch)


@pytest.fixture
def hand(desk: Desk, qtbot: QtBot) -> Hand:
    """Unlock by typing the password."""
    made, shown = Hand(desk), desk.shown
    assert isinstance(shown, Unlock)
    qtbot.waitUntil(lambda: shown.account.count() == 1)
    made.type(PASSWORD)
    made.enter()
    qtbot.waitUntil(lambda: isinstance(desk.shown, MainWindow))
    made.strokes = 0
    return made


def register_all(hand: Hand, many: int) -> None:
    """Register documents one after another, what they share being pinned once."""
    hand.press(Qt.Key.Key_N, CONTROL)
    for number in range(1, many + 1):
        if number == 1:
            hand.answer("issuer", "示例办", pin=True)
        hand.answer("doc_number", f"示办发〔2026〕{number}号")
        hand.answer("title", f"关于第{number}项工作的通知")
        hand.answer("marking", "机密10年")
        hand.answer("copy_nos", f"{number}00-{number}02")
        hand.answer("pages", "8")
        hand.answer("issued_on", "3.1")
        hand.go_to("counted")
        hand.press(Qt.Key.Key_Space)
        if number == 1:
            for field, typed in (("signed_by", "sll"), ("custodian", "sll"), ("place", "bms")):
                hand.go_to(field)
                hand.type(typed)
                hand.enter()
                hand.press(Qt.Key.Key_Backtab, SHIFT)
                hand.press(Qt.Key.Key_F4)
        hand.enter(CONTROL | SHIFT if number < many else CONTROL)


def test_twenty_documents_without_the_mouse(
    desk: Desk,
    hand: Hand,
    start: Start,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    register_all(hand, DOCUMENTS_OF_THE_MORNING)
    each = hand.strokes / DOCUMENTS_OF_THE_MORNING
    told = f"{DOCUMENTS_OF_THE_MORNING} documents: {hand.strokes} keystrokes, {each:.0f} each"
    (tmp_path / "keystrokes.txt").write_text(told, "utf-8")
    record_property("keystrokes", hand.strokes)
    print(f"\n{told}")
    assert QApplication.activeModalWidget() is None
    desk.lock()
    with unlocked(start.book.folder, start.book.state, start.book.clock) as vault:
        rows = vault.ask(DOCUMENTS, Question(limit=100)).rows
    assert len(rows) == DOCUMENTS_OF_THE_MORNING
    assert {(row.issuer, row.marking, row.copies) for row in rows} == {("示例办", "机密★10年", 3)}
    assert each < 90


def test_lending_by_scanner_with_a_reason_from_the_list(
    desk: Desk, hand: Hand, start: Start
) -> None:
    register_all(hand, 1)
    hand.press(Qt.Key.Key_B, CONTROL)
    hand.answer("to", "slw")
    hand.answer("approved_by", "示例领导")
    scan = hand.form.scan
    assert scan is not None
    while hand.front is not scan.line:
        hand.enter()
    for read in ("000100", "000101", "009999", "000100"):
        hand.type(read)
        hand.enter()
    assert [one.number for one in scan.items] == ["000100", "000101", "009999"]
    assert "没有重复录入" in scan._said.text()
    hand.form.judge()
    hand.enter()  # nothing more to scan: on to the reasons
    while [box for box in hand.form.face.reason_boxes() if not box.currentText()]:
        hand.press(Qt.Key.Key_Down)
        hand.enter()
    hand.enter(CONTROL)
    assert "第" in hand.form.face.notice.words  # recorded; what was wrong is still on the list
    assert [one.number for one in scan.items] == ["009999"]
    hand.press(Qt.Key.Key_Escape)
    desk.lock()
    with unlocked(start.book.folder, start.book.state, start.book.clock) as vault:
        rows = vault.ask(COPIES, Question(limit=100)).rows
    states = {row.copy_no: row.state for row in rows}
    assert states["000100"] is State.ON_LOAN
    assert states["000101"] is State.ON_LOAN
    assert states["000102"] is State.IN_STOCK


def test_a_correction_with_the_second_person_in_place(desk: Desk, hand: Hand, start: Start) -> None:
    register_all(hand, 1)
    window = desk.shown
    assert isinstance(window, MainWindow)
    window.act("correct_document", {"document": 1})
    QApplication.processEvents()
    form = hand.form
    form.grid.editors["field"].show_value("title")
    form.face.focus(form.grid.editors["value"])
    hand.answer("value", "关于首项工作的通知")
    hand.answer("reason", "录入时漏字")
    while hand.front is not form.second.password:
        hand.enter()
    hand.type(WITNESS_PASSWORD)
    hand.enter()
    assert "已在场确认" in form.second.said.text()
    hand.enter(CONTROL)
    assert QApplication.activeModalWidget() is None
    desk.lock()
    with unlocked(start.book.folder, start.book.state, start.book.clock) as vault:
        last = vault.ask(JOURNAL, Question(order=(("seq", True),), limit=1)).rows[0]
    assert (last.operator, last.second) == ("示例李", "示例周")
    assert "关于首项工作的通知" in last.sentence
