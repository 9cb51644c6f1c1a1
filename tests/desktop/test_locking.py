"""Locking: at once and whatever stands in front; nothing is cut off, nothing is left behind."""

from __future__ import annotations

import gc
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.ledger.act import Act
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.setup.add_place import AddPlace
from db.store.reading import Question
from db.views.copies import COPIES
from db.views.people import PLACES
from desktop import clock, settings
from desktop.app import Desk
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.export_dialog import ExportDialog
from desktop.dialogs.form.drafts import Drafts
from desktop.dialogs.import_window import ImportWindow
from desktop.dialogs.print_dialog import PrintDialog
from desktop.dialogs.reauthenticate import EXPORT
from desktop.dialogs.unlock import Unlock
from desktop.pages.system_page import SystemPage
from desktop.session import Session
from desktop.tasks import InlineWorker, SerialWorker
from desktop.watch import Watch
from desktop.widgets.foot_bars import FootBars
from desktop.window import MainWindow
from tests.book import WANG, register, unlocked
from tests.desktop.starting import Start, started, typed

AT_ONCE = 0.2
"""Seconds in which nothing of the ledger is to be seen any more."""
LOCK = (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def start(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Start:
    monkeypatch.setenv(settings.STATE_VARIABLE, str(tmp_path / "state"))
    made = started(tmp_path, qtbot, qapp)
    with unlocked(made.book.folder, made.book.state, made.book.clock) as vault:
        vault.record(register())
    return made


class Room:
    """A desk with its real window, the ledger open on it."""

    def __init__(self, start: Start, application: QApplication, hire: Any) -> None:
        self.start, self.application = start, application
        self.desk = Desk(application, start.look, start.door, hire)
        self.desk.unlock(start.book.folder)
        self.enter()

    def enter(self) -> None:
        """Unlock, and wait for the window."""
        shown = self.desk.shown
        assert isinstance(shown, Unlock)
        self.start.qtbot.waitUntil(lambda: shown.account.count() == 1)
        typed(shown)
        self.start.qtbot.waitUntil(lambda: isinstance(self.desk.shown, MainWindow), timeout=30_000)

    @property
    def window(self) -> MainWindow:
        assert isinstance(self.desk.shown, MainWindow)
        return self.desk.shown

    @property
    def session(self) -> Session:
        assert self.desk.session is not None
        return self.desk.session

    def locked(self) -> None:
        """Wait until the ledger is closed and asks for its password."""
        self.start.qtbot.waitUntil(lambda: isinstance(self.desk.shown, Unlock), timeout=30_000)

    def leave(self) -> None:
        if self.desk.session is not None:
            self.desk.lock()
            self.locked()
        if self.desk.shown is not None:
            self.desk.shown.close()
        self.application.removeEventFilter(self.desk._watch)

    def visible(self) -> list[QWidget]:
        return [one for one in self.application.topLevelWidgets() if one.isVisible()]


@pytest.fixture
def room(start: Start, qapp: QApplication) -> Iterator[Room]:
    made = Room(start, qapp, lambda _: InlineWorker())
    yield made
    made.leave()


@pytest.fixture
def threads(start: Start, qapp: QApplication) -> Iterator[Room]:
    made = Room(start, qapp, SerialWorker)
    yield made
    made.leave()


# -- at once, whatever stands in front ---------------------------------------------------


def form_of(room: Room, act: str = "register") -> ActForm:
    room.window.act(act, None)
    (form,) = room.window.findChildren(ActForm)
    QApplication.processEvents()
    return form


def _window(room: Room) -> QWidget:
    return room.window


def _form(room: Room) -> QWidget:
    line: QWidget = form_of(room).grid.editors["issuer"].inputs()[0]
    line.setFocus()
    return line


def _composing(room: Room) -> QWidget:
    line = _form(room)
    QApplication.sendEvent(line, QInputMethodEvent("shi'li", []))
    return line


def _box(room: Room) -> QWidget:
    box = QMessageBox(QMessageBox.Icon.Question, "专册", "继续？", parent=form_of(room))
    box.open()
    return box


def _combo(room: Room) -> QWidget:
    form = form_of(room, "correct_copy")
    combo = next(each for each in form.findChildren(QComboBox) if each.isVisible())
    combo.addItem("示例")
    combo.showPopup()
    return combo.view()


def _menu(room: Room) -> QWidget:
    menu = QMenu(room.window)
    menu.addAction("借出")
    menu.popup(room.window.pos())
    return menu


def _file(room: Room) -> QWidget:
    dialog = QFileDialog(form_of(room), "导出为")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()
    return dialog


IN_FRONT = (_window, _form, _composing, _box, _combo, _menu, _file)


@pytest.mark.parametrize("front", IN_FRONT, ids=lambda front: front.__name__)
def test_the_key_blanks_everything_at_once(room: Room, front: Callable[[Room], QWidget]) -> None:
    target = front(room)
    began, seen = time.thread_time(), list[tuple[float, list[QWidget]]]()
    room.session.locking.connect(lambda: seen.append((time.thread_time(), room.visible())))
    QTest.keyClick(target, *LOCK)
    ((took, left),) = seen
    assert left == []
    assert took - began < AT_ONCE  # what the window's thread works, however busy the machine is
    assert [type(one) for one in room.visible()] == [Unlock]


def test_nobody_there_locks_even_inside_a_dialog(room: Room, qtbot: QtBot) -> None:
    _box(room)
    room.desk._watch.begin(minutes=30 / 60_000)
    qtbot.waitUntil(lambda: isinstance(room.desk.shown, Unlock))


def test_a_machine_that_slept_is_locked_at_the_first_touch(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, field = Watch(minutes=15), QMessageBox()
    qtbot.addWidget(field)
    watch.begin()
    woken = clock.now() + timedelta(hours=9)
    monkeypatch.setattr(clock, "now", lambda: woken)
    with qtbot.waitSignal(watch.lock):
        assert watch.eventFilter(field, QEvent(QEvent.Type.MouseMove))


def test_a_half_filled_dialog_comes_back_through_the_line_at_the_foot(room: Room) -> None:
    line = _form(room)
    QTest.keyClicks(line, "half")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget() or line, *LOCK)
    room.enter()
    assert room.window.foot.waiting.words == "上次没有记账：登记（half）"
    room.window.foot.waiting.go_on()
    (form,) = room.window.findChildren(ActForm)
    assert form.grid.editors["issuer"].value() == "half"
    assert room.window.foot.waiting.words == ""
    form.reject()
    assert room.window.foot.waiting.words
    room.window.foot.waiting.give_up()
    assert room.window.foot.waiting.words == ""
    assert Drafts.of(room.session).waiting() == []


def test_what_was_typed_last_survives_a_lock_at_once(threads: Room) -> None:
    QTest.keyClicks(line := _form(threads), "half")
    QTest.keyClick(line, *LOCK)
    threads.locked()
    threads.enter()
    assert threads.window.foot.waiting.words == "上次没有记账：登记（half）"


# -- nothing is left behind --------------------------------------------------------------


def test_the_key_is_dropped_and_the_clipboard_is_empty(threads: Room, qtbot: QtBot) -> None:
    form_of(threads)
    QApplication.clipboard().setText("示办发〔2026〕7号")
    vault = weakref.ref(threads.session._vault)
    opened = weakref.ref(threads.session._vault._opened)
    threads.desk.lock()
    assert QApplication.clipboard().text() == ""
    threads.locked()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert vault() is None
    assert opened() is None


@pytest.mark.parametrize("apart", [False, True])
def test_whoever_reads_gives_up(threads: Room, apart: bool) -> None:
    begun: list[bool] = []

    def endless(book: Any) -> None:
        begun.append(True)
        book._connection.execute(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
        ).fetchall()

    threads.session.read(
        endless, owner=threads.window, then=pytest.fail, otherwise=pytest.fail, apart=apart
    )
    threads.start.qtbot.waitUntil(lambda: bool(begun), timeout=30_000)
    threads.desk.lock()
    assert threads.visible() == []
    threads.locked()
    wal = threads.start.book.folder / "ledger.db-wal"
    assert not wal.exists() or wal.stat().st_size == 0


def test_after_locking_nothing_is_asked_any_more(room: Room) -> None:
    session, window = room.session, room.window
    room.desk.lock()
    session.ask(COPIES, Question(), owner=room.desk, then=pytest.fail, otherwise=pytest.fail)
    session.work(
        lambda vault: vault.today, owner=room.desk, then=pytest.fail, otherwise=pytest.fail
    )
    assert session.today
    assert window is not room.desk.shown


# -- what runs ---------------------------------------------------------------------------

MANY = 300


@pytest.mark.parametrize("way", ["lock", "close"])
def test_a_recording_that_runs_finishes_first(threads: Room, way: str) -> None:
    acts = [AddPlace(on=threads.session.today, name=f"{n}号架") for n in range(MANY)]
    done: list[Any] = []
    threads.session.record(*acts, owner=threads.desk, then=done.append, otherwise=pytest.fail)
    if way == "lock":
        threads.desk.lock()
    else:
        threads.window.close()
    assert threads.visible() == []
    assert done == []
    threads.start.qtbot.waitUntil(lambda: threads.desk.session is None, timeout=30_000)
    book = threads.start.book
    with unlocked(book.folder, book.state, book.clock) as vault:
        assert len(vault.ask(PLACES, Question(limit=1000)).rows) == MANY + 3


def _print(room: Room) -> None:
    dialog = PrintDialog(
        room.session, room.start.look, "F01", Question(given=room.session.given()), "", room.window
    )
    dialog.open()


def _export(room: Room) -> None:
    dialog = ExportDialog(room.session, room.start.look, COPIES, Question(), room.window)
    dialog.open()
    room.session._proved[EXPORT] = clock.now()
    dialog.export_to(room.start.book.folder.parent / "out.xlsx")


def _import(room: Room) -> None:
    window = ImportWindow(room.session, room.start.look, room.window)
    window.open()
    book = room.start.book.folder.parent / "旧账.csv"
    book.write_text("收文号,标题,密级\n1,关于甲项工作的通知,机密★10年\n", "utf-8")
    window.open_file(book)


def _back_up(room: Room) -> None:
    room.window.open("system")
    page = room.window.page("system")
    assert isinstance(page, SystemPage)
    page.backup.back_up(room.start.book.folder.parent / "备份.zcb")


STOPPED = {
    _print: "上次锁定时取消了打印 F01，没有送出",
    _export: f"上次锁定时取消了导出 {COPIES.title}，没有写出文件",
    _import: "上次锁定时取消了接收旧账，没有入账",
    _back_up: "上次锁定时取消了备份 备份.zcb，没有留下文件",
}


@pytest.mark.parametrize("long_work", STOPPED, ids=lambda work: work.__name__)
def test_long_work_is_cancelled_and_said_so_after_unlocking(
    threads: Room, long_work: Callable[[Room], None]
) -> None:
    before, busy = entries(threads), Event()
    threads.session.work(
        lambda _: busy.wait(30), owner=threads.desk, then=ignore, otherwise=pytest.fail
    )
    threads.session.aside(
        lambda: busy.wait(30), owner=threads.desk, then=ignore, otherwise=pytest.fail
    )
    long_work(threads)
    threads.desk.lock()
    assert threads.visible() == []
    busy.set()
    threads.locked()
    threads.enter()
    assert threads.window.foot.stopped.words == STOPPED[long_work]
    assert list(threads.start.book.folder.parent.glob("out.xlsx*")) == []
    assert list(threads.start.book.folder.parent.glob("备份*")) == []
    begun = 1 if long_work is _back_up else 0  # that it was begun is on record, and does not count
    assert entries(threads) == before + begun + 1  # and who came again
    threads.desk.lock()
    threads.locked()
    threads.enter()
    assert threads.window.foot.stopped.words == ""


def ignore(_: object) -> None:
    """Whatever came of it."""


def entries(room: Room) -> int:
    found: list[int] = []
    room.session.read(
        lambda book: book.upto, owner=room.window, then=found.append, otherwise=pytest.fail
    )
    room.start.qtbot.waitUntil(lambda: bool(found), timeout=30_000)
    return found[0]


def test_it_says_that_it_is_still_closing(threads: Room, qtbot: QtBot) -> None:
    threads.desk._blanking._timer.setInterval(1)
    acts = [AddPlace(on=threads.session.today, name=f"{n}号架") for n in range(MANY)]
    threads.session.record(*acts, owner=threads.desk, then=ignore, otherwise=pytest.fail)
    threads.desk.lock()
    qtbot.waitUntil(lambda: threads.desk._blanking.note is not None, timeout=30_000)
    threads.locked()
    assert threads.desk._blanking.note is None


# -- the disk is gone --------------------------------------------------------------------


def new_place(room: Room) -> ActForm:
    form = form_of(room, "add_place")
    form.grid.editors["name"].show_value("3号柜")
    form.judge()
    return form


def places(start: Start) -> list[str]:
    book = start.book
    with unlocked(book.folder, book.state, book.clock) as vault:
        return [row.name for row in vault.ask(PLACES).rows]


def test_a_ledger_that_was_moved_away_keeps_what_is_recorded(room: Room, start: Start) -> None:
    form = new_place(room)
    away = start.book.folder.with_name("away")
    start.book.folder.rename(away)
    start.book.clock.forward(seconds=10)  # the head is due, and has nowhere to go
    form.record()
    assert form.isHidden()
    room.desk.lock()
    assert isinstance(room.desk.shown, Unlock)
    away.rename(start.book.folder)
    assert "3号柜" in places(start)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_full_disk_is_said_and_nothing_typed_is_lost(room: Room, start: Start) -> None:
    import resource

    form = new_place(room)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        form.record()
        told = form.face.notice.words
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "没有记账" in told
    assert "磁盘" in told
    assert not form.isHidden()
    form.record()
    assert form.isHidden()
    room.desk.lock()
    assert "3号柜" in places(start)
    room.enter()
    assert room.window.foot.waiting.words == ""


# -- what was recorded last --------------------------------------------------------------


def record(room: Room, *acts: Act, reasons: dict[str, str] | None = None) -> None:
    room.session.record(
        *acts, reasons=reasons, owner=room.window, then=ignore, otherwise=pytest.fail
    )
    QApplication.processEvents()


def lend(room: Room, copy: int) -> Lend:
    return Lend(on=room.session.today, copy=copy, to=WANG, approved_by="示例领导")


REASONS = {"K10": "领导批准", "V03": "待补"}


def test_the_line_at_the_foot_says_what_was_recorded_and_takes_it_back(room: Room) -> None:
    record(room, lend(room, 1), reasons=REASONS)
    undo = room.window.foot.undo
    last = entries(room)
    assert undo.words.startswith("已记账：示办发〔2026〕7号 第000120号借给示例王")
    assert f"（第 {last} 条）" in undo.words
    undo._undo.click()
    (form,) = room.window.findChildren(ActForm)
    assert form.kind is Reverse
    assert form.grid.editors["entry"].value() == last
    form.grid.editors["reason"].show_value("点错了")
    form.record()
    assert entries(room) == last + 1
    assert f"（第 {last + 1} 条）" in undo.words
    assert undo._undo.isHidden()


def test_the_paper_of_a_loan_is_offered_beside_it(room: Room) -> None:
    record(room, lend(room, 1), reasons=REASONS)
    papers = room.window.foot.undo._papers
    assert papers.text() == "打印 F09"
    papers.click()
    (dialog,) = room.window.findChildren(PrintDialog)
    assert dialog.drawn is not None
    assert (dialog.drawn.form.id, dialog.drawn.print.rows) == ("F09", 1)
    dialog.reject()
    record(room, lend(room, 2), lend(room, 3), reasons=REASONS)
    assert papers.text() == "打印 F09…"
    assert len(papers.menu_of_papers().actions()) == 2
    record(room, register(doc_number="示办发〔2026〕99号", copy_nos="000991"))
    assert papers.text() == "打印…", "its sheet and its labels"
    record(room, GiveBack(on=room.session.today, copy=1))
    assert papers.isHidden()


def test_what_was_recorded_together_is_taken_back_together(room: Room) -> None:
    record(room, lend(room, 1), lend(room, 2), lend(room, 3), reasons=REASONS)
    last = entries(room)
    assert room.window.foot.undo.words == f"已记账：借出 3 笔（第 {last - 2} 至 {last} 条）"
    QTest.keyClick(room.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    (form,) = room.window.findChildren(ActForm)
    assert "entry" not in form.grid.editors
    assert f"第 {last}、{last - 1}、{last - 2} 条" in form.face.notice.words
    assert form.foot.go_on.isHidden()
    form.grid.editors["reason"].show_value("点错了")
    form.record()
    assert form.isHidden()
    assert entries(room) == last + 3
    assert "冲销 3 笔" in room.window.foot.undo.words


def test_entries_that_stand_on_each_other_are_taken_back_newest_first(room: Room) -> None:
    record(room, lend(room, 1), GiveBack(on=room.session.today, copy=1), reasons=REASONS)
    last = entries(room)
    QTest.keyClick(room.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    (form,) = room.window.findChildren(ActForm)
    form.grid.editors["reason"].show_value("点错了")
    form.judge()
    assert form.foot.record.isEnabled(), form.foot.lacking.text()
    form.record()
    assert entries(room) == last + 2


def test_what_cannot_be_taken_back_is_not_offered(room: Room) -> None:
    undo = room.window.foot.undo
    QTest.keyClick(room.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undo.words == "这次解锁后还没有记账，没有可以冲销的"
    record(room, lend(room, 1), reasons=REASONS)
    seq = entries(room)
    record(room, Reverse(on=room.session.today, entry=seq, reason="点错了"))
    assert undo._undo.isHidden()
    QTest.keyClick(room.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not room.window.findChildren(ActForm)
    assert "“冲销”不能冲销" in undo.words


def test_ctrl_z_in_a_text_field_is_the_fields_own(room: Room) -> None:
    record(room, lend(room, 1), reasons=REASONS)
    line = QLineEdit(room.window)
    line.show()
    line.setFocus()
    QTest.keyClicks(line, "ab")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() != "ab"
    assert not room.window.findChildren(ActForm)


def test_the_line_goes_by_itself_and_the_key_still_finds_the_entry(
    room: Room, qtbot: QtBot
) -> None:
    record(room, lend(room, 1), reasons=REASONS)
    undo = room.window.foot.undo
    assert undo.words
    undo._timer.start(1)
    qtbot.waitUntil(lambda: undo.words == "")
    undo.undo()
    (form,) = room.window.findChildren(ActForm)
    assert form.kind is Reverse


def test_a_window_that_is_made_anew_still_knows_the_last_entry(room: Room) -> None:
    room.session.stopped = ("打印 F01，没有送出",)
    first = FootBars(room.session, room.start.look)
    assert first.stopped.words
    record(room, lend(room, 1), reasons=REASONS)
    again = FootBars(room.session, room.start.look)
    assert again.stopped.words == ""
    assert again.undo.words == first.undo.words
