"""What is typed and not recorded lies sealed in the ledger, and comes back to whom it belongs."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.intake.register import Register
from db.ledger.values import Role
from db.views.documents import DOCUMENTS
from desktop.dialogs.form.drafts import Drafts
from desktop.dialogs.form.typed import Typed, opened, read, written
from desktop.session import Session
from desktop.tasks import InlineWorker, SerialWorker
from tests.book import PASSWORD, TINY, TODAY, WANG, ZHAO, Book, a_book, register, unlocked
from tests.desktop.filling import Desk, explain, fill, scan

ROOT = Path(__file__).parents[2]
OTHER = "另一口令第一二三四"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register())
    return made


@pytest.fixture
def desk(book: Book, qtbot: QtBot) -> Desk:
    return Desk(book, qtbot)


def again(desk: Desk, **account: Any) -> Desk:
    """Lock and unlock, as this or another account."""
    if not desk.session._locking:
        desk.session.lock()
    desk.book.reopen(**account)
    desk.session = Session(desk.book.vault, InlineWorker(), InlineWorker())
    return desk


def kept(book: Book) -> dict[str, str]:
    return book.vault.drafts.kept("form:")


def title(book: Book) -> object:
    typed = opened(kept(book)["form:register"])
    return typed and typed.fields["title"]


def typing(desk: Desk, text: str) -> Any:
    """Begin a registration and type its title."""
    form = desk.form(Register)
    form.grid.editors["title"].setFocus()
    desk.type(form, text)
    return form


# -- coming back -------------------------------------------------------------------------


def test_locking_in_the_middle_gives_everything_back(desk: Desk) -> None:
    form = desk.form(Lend)
    fill(form, to=ZHAO, approved_by="示例领导", purpose="核对原件")
    form.grid.pins["approved_by"].setChecked(True)
    scan(form, "000120", "000122", "009999")
    explain(form, "经批准阅知")
    assert form.reasons
    reasons = dict(form.reasons)
    back = again(desk).form(Lend)
    editors = back.grid.editors
    assert editors["to"].value() == ZHAO
    assert editors["purpose"].value() == "核对原件"
    assert back.scan is not None
    assert [one.number for one in back.scan.items] == ["000120", "000122", "009999"]
    assert back.reasons == reasons
    assert back.grid.pins["approved_by"].isChecked()
    assert editors["approved_by"].value() == "示例领导"
    assert "已取回" in back.face.notice.words


def test_an_hour_comes_back_with_its_day(desk: Desk) -> None:
    form = desk.form(Lend)
    fill(form, to=ZHAO, at="08:30")
    desk.book.clock.forward(days=1)
    back = again(desk).form(Lend)
    assert back.grid.editors["at"].value() == "08:30"
    assert back.grid.editors["on"].value() == TODAY  # and not the day on which it is taken up


def test_a_draft_belongs_to_its_account(desk: Desk, book: Book) -> None:
    roles, second = (Role.CUSTODIAN,), book.second()
    book.vault.accounts.add("示例赵", ZHAO, roles, OTHER, TINY, second=second)
    typing(desk, "写了一半")
    again(desk, password=OTHER, account="示例赵")
    assert Drafts.of(desk.session).waiting() == []
    assert desk.form(Register).grid.editors["title"].value() == ""
    again(desk)
    assert desk.form(Register).grid.editors["title"].value() == "写了一半"


def test_what_a_form_was_begun_with_is_known_again(desk: Desk) -> None:
    form = desk.form(Lend, {"copy": 2})
    fill(form, purpose="核对原件")
    form.reject()
    again(desk)
    ((typed, act, given),) = Drafts.of(desk.session).waiting()
    assert (act, given) == (Lend, {"copy": 2})
    assert "核对原件" in typed.said
    assert desk.form(act, given).grid.editors["purpose"].value() == "核对原件"
    assert Drafts.of(desk.session).waiting() == []


def test_recording_forgets_it_even_if_the_ledger_is_locked_meanwhile(
    book: Book, qtbot: QtBot
) -> None:
    desk = Desk(book, qtbot)
    book.vault.lock()
    writer = SerialWorker("writer")
    vaults: list[Any] = []
    writer.run(
        lambda: unlocked(book.folder, book.state, book.clock),
        owner=desk.session,
        then=vaults.append,
        otherwise=pytest.fail,
    )
    qtbot.waitUntil(lambda: bool(vaults))
    session = desk.session = Session(vaults[0], writer, InlineWorker())
    form = desk.form(Register)
    fill(form, **{name: getattr(register(doc_number="示办发〔2026〕9号"), name) for name in (
        "issuer", "doc_number", "title", "marking", "copy_nos", "pages", "counted", "signed_by",
        "custodian", "place")})  # fmt: skip
    qtbot.waitUntil(lambda: form.verdict is not None)
    form._record(go_on=False)
    with qtbot.waitSignal(session.locked):
        session.lock()
    book.vault = unlocked(book.folder, book.state, book.clock)
    assert len(book.vault.ask(DOCUMENTS).rows) == 2
    assert kept(book) == {}


def test_what_was_refused_stays(desk: Desk, book: Book) -> None:
    form = typing(desk, "写了一半")
    desk.record(form)
    assert "写了一半" in kept(book)["form:register"]


# -- when it is sealed -------------------------------------------------------------------


class Waiting(InlineWorker):
    """A writer that has something else in hand until it is told to go on."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def run(self, *job: Any, **answer: Any) -> None:
        self.jobs.append(partial(super().run, *job, **answer))

    def go_on(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()


def written_down(statements: list[str]) -> list[str]:
    return [one for one in statements if one.split()[0] in ("INSERT", "UPDATE", "DELETE")]


def test_every_key_is_sealed(desk: Desk, book: Book) -> None:
    form = typing(desk, "写")
    assert title(book) == "写"
    desk.type(form, "了")
    assert title(book) == "写了"


def test_what_changes_again_before_the_writer_comes_to_it_is_sealed_once(
    book: Book, qtbot: QtBot
) -> None:
    desk, writer = Desk(book, qtbot), Waiting()
    desk.session = Session(book.vault, writer, InlineWorker())
    form = typing(desk, "写了")
    desk.type(form, "一半")
    statements: list[str] = []
    book.connection.set_trace_callback(statements.append)
    writer.go_on()
    assert "写了一半" in kept(book)["form:register"]
    assert len([one for one in written_down(statements) if "draft" in one]) == 1


def test_locking_writes_nothing(desk: Desk, book: Book) -> None:
    form = typing(desk, "封好的")
    statements: list[str] = []
    book.connection.set_trace_callback(statements.append)
    desk.session.lock()
    form.hide()
    QApplication.processEvents()
    assert written_down(statements) == []
    assert again(desk).form(Register).grid.editors["title"].value() == "封好的"


def test_the_key_pressed_last_is_kept_though_the_writer_was_busy(book: Book, qtbot: QtBot) -> None:
    desk, writer = Desk(book, qtbot), Waiting()
    desk.session = Session(book.vault, writer, InlineWorker())
    typing(desk, "还没有封")
    desk.session.lock()
    writer.go_on()
    assert again(desk).form(Register).grid.editors["title"].value() == "还没有封"


def test_a_process_that_is_killed_loses_nothing_sealed(book: Book) -> None:
    book.close()
    child = subprocess.run(
        [sys.executable, "-m", "tests.desktop.half_filled", str(book.folder), str(book.state)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert child.returncode == -signal.SIGKILL, child.stderr.decode()
    book.vault = unlocked(book.folder, book.state, book.clock, PASSWORD)
    session = Session(book.vault, InlineWorker(), InlineWorker())
    ((typed, act, _),) = Drafts.of(session).waiting()
    assert act is Register
    assert typed.fields["title"] == "写了一半"


# -- nothing is believed of what comes back ----------------------------------------------

NONSENSE = (
    "",
    "[]",
    "{",
    "[" * 100_000,
    '{"kind": 7}',
    '{"kind": "register"}',
    '{"kind": "register", "fields": [1], "scans": "x", "reasons": 3, "given": 9}',
    '{"kind": "register", "fields": {"place": 7, "signed_by": [[1, 2], 3], "on": {}, "no": 1}}',
    '{"kind": "register", "fields": {"place": [[["x", 1]], null], "counted": "x"}}',
    '{"kind": "lend", "fields": {}, "given": {"copy": "x", "to": [[]], "nothing": 1}}',
)


@pytest.mark.parametrize("body", NONSENSE)
def test_a_damaged_draft_hurts_nobody(desk: Desk, book: Book, body: str) -> None:
    book.vault.drafts.keep("form:register", body or "x")
    book.vault.drafts.keep("form:unheard_of", '{"kind": "unheard_of", "fields": {"a": 1}}')
    book.vault.drafts.keep("pins:register", body or "x")
    again(desk)
    for _, act, given in Drafts.of(desk.session).waiting():
        desk.form(act, given).reject()
    form = desk.form(Register)
    fill(form, title="还能用")
    assert form.grid.editors["title"].value() == "还能用"


def test_what_a_form_begins_with_is_read_as_it_was_written() -> None:
    given = {"entry": (3, 2, 1), "reason": "录错"}
    typed = opened(Typed("reverse", written(given), {"reason": "x"}).sealed())
    assert typed is not None
    assert read(Reverse, typed.given) == given
    assert read(Lend, {"copy": 1, "due": "2026-05-01", "to": "x", "none": 2}).keys() == {
        "copy",
        "due",
    }


def test_two_drafts_of_one_verb_are_kept_apart(desk: Desk) -> None:
    for copy, purpose in ((1, "甲"), (2, "乙")):
        form = desk.form(Lend, {"copy": copy, "to": WANG})
        fill(form, purpose=purpose)
        form.reject()
    again(desk)
    assert desk.form(Lend, {"copy": 1, "to": WANG}).grid.editors["purpose"].value() == "甲"
    assert desk.form(Lend, {"copy": 2, "to": WANG}).grid.editors["purpose"].value() == "乙"
