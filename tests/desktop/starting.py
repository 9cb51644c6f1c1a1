"""What tests of the start share: a real ledger, a cheap password, work done at once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.setup.add_department import AddDepartment
from db.vault import Vault
from desktop.dialogs.unlock import Unlock
from desktop.door import Door
from desktop.look import Look, dress
from desktop.tasks import InlineWorker
from tests.book import PASSWORD, TINY, Book, furnish, new_book, unlocked

LOOKS: list[Look] = []


def looks(application: QApplication) -> Look:
    """Dress the application once; fonts need not be loaded for every test."""
    if not LOOKS:
        LOOKS.append(dress(application))
    return LOOKS[0]


@dataclass
class Start:
    """A locked ledger, and the door to it."""

    book: Book
    look: Look
    qtbot: QtBot

    @property
    def door(self) -> Door:
        return Door(now=self.book.clock, state=self.book.state, cost=TINY)

    def dialog(self, given: str = "") -> tuple[Unlock, list[Vault]]:
        """Return the unlock dialog and where an unlocked vault arrives."""
        dialog = Unlock(self.look, self.door, InlineWorker(), self.book.folder, given)
        self.qtbot.addWidget(dialog)
        dialog.show()
        arrived: list[Vault] = []
        dialog.unlocked.connect(arrived.append)
        return dialog, arrived

    def roll_back(self) -> None:
        """Lay the file of yesterday over the one of today."""
        yesterday = self.book.folder.parent / "yesterday.db"
        shutil.copy(self.book.folder / "ledger.db", yesterday)
        vault = unlocked(self.book.folder, self.book.state, self.book.clock)
        vault.record(AddDepartment(on=self.book.today, name="人事处"))
        vault.lock()
        shutil.copy(yesterday, self.book.folder / "ledger.db")


def started(at: Path, qtbot: QtBot, application: QApplication, *, witness: bool = True) -> Start:
    """Make a ledger and lock it."""
    book = new_book(at)
    if witness:
        furnish(book)
    book.close()
    return Start(book, looks(application), qtbot)


def typed(dialog: Unlock, password: str = PASSWORD) -> None:
    """Type a password and press Enter."""
    dialog.password.setText(password)
    dialog.password.returnPressed.emit()
