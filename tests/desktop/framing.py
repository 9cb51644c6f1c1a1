"""What tests of the window's frame share: a window on a small ledger, with two documents in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.look import Look
from desktop.session import Session
from desktop.tasks import InlineWorker
from desktop.window import MainWindow
from tests.book import WANG, Book, a_book, register
from tests.desktop.starting import looks


@contextmanager
def small_book(at: Path) -> Iterator[Book]:
    made = a_book(at)
    made.record(register(scope=(WANG,)))
    made.record(register(doc_number="示办发〔2026〕8号", copy_nos="000200", title="关于另一事项"))
    yield made
    made.vault.lock()


def window_on(book: Book, qtbot: QtBot, application: QApplication, **also: bool) -> MainWindow:
    return window_in(Session(book.vault, InlineWorker(), InlineWorker()), looks(application), qtbot,
                     **also)  # fmt: skip


def window_in(session: Session, look: Look, qtbot: QtBot, **also: bool) -> MainWindow:
    made = MainWindow(session, look, **also)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made
