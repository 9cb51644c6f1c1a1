"""The office in which the acceptance story is played through the windows, on the eve of it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.people.appoint import Appoint
from db.ledger.acts.people.qualify import Qualify
from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.beliefs.marks import Duty
from db.ledger.values import Grade, Role
from desktop.app import Desk
from desktop.dialogs.clock_doubt import ClockDoubt
from desktop.dialogs.unlock import Unlock
from tests.book import OFFICER, PASSWORD, START, WANG, Book, furnish, open_row
from tests.desktop.starting import Start
from tests.journeys.hand import Officer

READERS = ("示例甲", "示例乙", "示例丙", "示例丁", "示例戊")
THIRD, LEADER, PLACE = "示例己", "示例主任", "1号柜2层"
KEEPER, KEEPER_PASSWORD = "示例王", "保管口令第一二三"
ISSUER, NUMBER, TITLE = "示例省委办公厅", "示办发〔2026〕7号", "关于示例工作的通知"
DAY = START.date()


def before_the_story(book: Book) -> None:
    """Set the office up; the old book of the year ends with number 17."""
    furnish(book)
    book.record(
        AddDepartment(on=DAY, name="示例一处"),
        AddDepartment(on=DAY, name="示例二处"),
        AddPlace(on=DAY, name=PLACE),
        *(
            AddPerson(on=DAY, name=name, department=3, grade=Grade.CORE)
            for name in (*READERS, THIRD, LEADER)
        ),
        open_row(receipt_no="机〔2026〕17号", series="机", year=2026, number=17),
    )
    book.account(KEEPER, WANG, Role.CUSTODIAN, password=KEEPER_PASSWORD)
    for person in (6, 7):
        book.record(
            Qualify(on=DAY, person=person, trained_on=DAY, pledged_on=DAY),
            Appoint(on=DAY, person=person, duty=Duty.COLLECT, basis="示指1号"),
        )


class Story:
    """The officer, the desk and the clock on the wall."""

    def __init__(self, start: Start, desk: Desk, qtbot: QtBot) -> None:
        self.start, self.desk, self.qtbot = start, desk, qtbot
        self.officer = Officer(desk)

    def at(self, moment: str, who: str = OFFICER, password: str = PASSWORD) -> None:
        """Let time pass while the ledger is locked, then somebody unlocks it by his password."""
        self.desk.lock()
        day, _, hour = moment.partition(" ")
        now = datetime.fromisoformat(f"2026-{day} {hour}").replace(tzinfo=START.tzinfo)
        assert now >= self.start.book.clock.now
        self.start.book.clock.now = now
        if self.desk.shown is None:
            self.desk.unlock(self.start.book.folder)
        shown = self.desk.shown
        assert isinstance(shown, Unlock)
        before = self.officer.strokes
        self._unlock(shown, who, password)
        self.officer.strokes = before
        self.qtbot.waitUntil(lambda: self.desk.shown is not shown)
        assert self.officer.window.session.today == now.date()
        self.officer.window.resize(1366, 768)
        QApplication.processEvents()

    def _unlock(self, shown: Unlock, who: str, password: str) -> None:
        """Choose the account by its arrow keys; after a long pause say which day it is."""
        self.qtbot.waitUntil(lambda: shown.account.count() > 1)
        shown.account.setFocus()
        self.officer.press(Qt.Key.Key_Home)
        for _ in range(shown.account.count()):
            if shown.account.currentText() != who:
                self.officer.press(Qt.Key.Key_Down)
        shown.password.setFocus()
        self.officer.type(password)
        self.officer.enter()
        if isinstance(shown.pages.currentWidget(), ClockDoubt):
            self.officer.type(self.start.book.clock.now.date().isoformat())
            self.officer.enter()

    def locked_out(self, who: str, password: str) -> None:
        """Somebody whose account was locked cannot unlock any more."""
        self.desk.lock()
        shown = self.desk.shown
        assert isinstance(shown, Unlock)
        self._unlock(shown, who, password)
        assert self.desk.shown is shown
        assert "锁定" in shown.notice.words
