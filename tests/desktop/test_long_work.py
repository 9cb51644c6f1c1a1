"""Long work on real threads: the window lives, it can be stopped, it says how long still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPdfWriter
from pytestqt.qtbot import QtBot

from db.ledger.trouble import Unusable
from db.store.reading import Question
from db.vault import Vault
from db.views.people import PRINTS
from desktop import printers
from desktop.dialogs.print_dialog import PrintDialog
from desktop.look import Look
from desktop.paperwork import drawn
from desktop.progress import Cancelled, Progress
from desktop.session import Session
from desktop.tasks import SerialWorker
from desktop.widgets import progress_strip
from desktop.widgets.preview import PdfPages
from desktop.widgets.progress_strip import ProgressStrip
from desktop.windows_printer import layout_of, paint
from tests.book import Book, a_book, register, unlocked
from tests.desktop.printing_desk import fake_printing


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path / "desk")
    made.record(register())
    return made


@pytest.fixture
def session(qtbot: QtBot, book: Book) -> Iterator[Session]:
    """Return a session on real threads; the vault is opened where it stays."""
    book.vault.lock()
    writer, reader, answers = SerialWorker("writer"), SerialWorker("reader"), list[Vault]()
    owner = QObject()
    writer.run(
        lambda: unlocked(book.folder, book.state, book.clock),
        owner=owner,
        then=answers.append,
        otherwise=pytest.fail,
    )
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    made = Session(answers[0], writer, reader)
    yield made
    with qtbot.waitSignal(made.locked, timeout=20_000):
        made.lock()


def prints(session: Session, qtbot: QtBot) -> int:
    found: list[int] = []
    session.read(
        lambda at: at.count(PRINTS), owner=session, then=found.append, otherwise=pytest.fail
    )
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    return found[0]


def test_a_form_is_drawn_and_sent_while_the_window_lives(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = fake_printing(tmp_path / "bin")
    monkeypatch.setenv("PATH", f"{got.parent}:/usr/bin:/bin")
    dialog = PrintDialog(session, Look(), "F01", Question())
    qtbot.addWidget(dialog)
    assert dialog.strip.running
    assert "生成预览" in dialog.strip.words
    qtbot.waitUntil(lambda: not dialog.strip.running, timeout=20_000)
    qtbot.waitUntil(dialog.choices._print.isEnabled, timeout=20_000)
    dialog.print_now()
    assert not dialog.choices._print.isEnabled()
    qtbot.waitUntil(lambda: not dialog.strip.running, timeout=20_000)
    assert dialog.drawn is not None
    assert got.read_bytes() == dialog.drawn.pdf
    assert prints(session, qtbot) == 1


def test_closing_while_it_draws_stops_the_drawing(qtbot: QtBot, session: Session) -> None:
    reached, go_on, ended = Event(), Event(), Event()
    progress = Progress("生成预览")

    def held(done: int, many: int) -> None:
        reached.set()
        go_on.wait(20)
        progress(done, many)

    def job(vault: Vault) -> None:
        try:
            drawn(vault, "F01", Question(), progress=held)
        finally:
            ended.set()

    told: list[Exception] = []
    session.work(job, owner=session, then=pytest.fail, otherwise=told.append)
    assert reached.wait(20)
    assert progress.cancel()
    go_on.set()
    assert ended.wait(20)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert isinstance(told[0], Cancelled)
    assert prints(session, qtbot) == 0


def test_it_is_too_late_to_stop_once_it_is_being_recorded() -> None:
    progress = Progress()
    progress.commit("入账")
    assert not progress.cancel()
    progress(1, 2)
    early = Progress()
    assert early.cancel()
    with pytest.raises(Cancelled):
        early.commit("入账")


def test_the_strip_says_what_how_far_and_how_long_still(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(progress_strip, "monotonic", lambda: now[0])
    strip = ProgressStrip(Look())
    qtbot.addWidget(strip)
    progress = Progress("导出")
    strip.watch(progress)
    assert strip.words == "正在导出"
    now[0] += 10
    strip._tell()
    assert strip.words == "正在导出　已用 10 秒"
    progress(2500, 10000)
    strip._tell()
    assert strip.words == "正在导出　2 500／10 000　还需约 30 秒"
    now[0] += 600
    strip._tell()
    assert strip.words.endswith("还需约 30 分钟")
    strip.cancel()
    assert strip.words == "正在停止：导出"
    strip.rest()
    assert not strip.running


def test_a_print_service_that_does_not_answer_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = fake_printing(tmp_path / "bin")
    (got.parent / "lpstat").write_text("#!/bin/sh\nexec sleep 30\n", encoding="utf-8")
    monkeypatch.setenv("PATH", f"{got.parent}:/usr/bin:/bin")
    monkeypatch.setattr(printers, "_PATIENCE", 0.2)
    with pytest.raises(Unusable, match="打印服务没有回答"):
        printers.printers()


def test_on_windows_every_page_is_painted_on_a_sheet_of_its_own(
    qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    """The device is Qt's PDF writer here: the same painting as on a printer of Windows."""
    pages = PdfPages(drawn(book.vault, "F01", Question()).pdf)
    target = tmp_path / "painted.pdf"
    device = QPdfWriter(str(target))
    device.setPageLayout(layout_of(pages.sizes[0]))
    device.setResolution(100)
    images = [pages.image(number, 100 / 72, grey=True) for number in range(len(pages))] * 2
    assert paint(device, images)
    painted = PdfPages(target.read_bytes())
    assert len(painted) == 2
    assert painted.sizes[0] == pytest.approx(pages.sizes[0], abs=1)
    assert painted.image(1, 0.5).pixelColor(2, 2).lightness() > 240
    for each in (pages, painted):
        each.close()
    book.close()
