"""往日去处: whom or what, and which day, stand above the register; the rest is a register."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton

from db.ledger.beliefs import Belief, Copy, Person, Place
from db.store.reading import View
from db.views.custody_over_time import COPY_ON_DAY, PERSON_ON_DAY, PLACE_ON_DAY
from desktop.dialogs.form.asked import Asked
from desktop.dialogs.form.editors.days import DayEditor
from desktop.dialogs.form.editors.editor import Unreadable
from desktop.dialogs.form.editors.picker import Picker
from desktop.dialogs.sheet import text
from desktop.look import Look
from desktop.pages.kind import Chip, PageKind
from desktop.pages.register_page import RegisterPage
from desktop.session import Session

_ASKS: dict[str, tuple[type[Belief], str]] = {
    PERSON_ON_DAY.name: (Person, "人员"),
    COPY_ON_DAY.name: (Copy, "份"),
    PLACE_ON_DAY.name: (Place, "存放处"),
}


@dataclass(frozen=True)
class Answer:
    """Whom or what is asked about, and the day; None where that is not said yet."""

    subject: int | None
    words: str
    day: date | None


class PastPage(RegisterPage):
    """A register that is asked about one subject and one day."""

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        roles = session.operator.roles
        mine = tuple(chip for chip in kind.chips if (chip.view or kind.view).roles & roles)
        super().__init__(session, look, replace(kind, chips=mine))
        self._look, self._today = look, session.today
        self.pickers = {
            name: Picker(_field(refers.table, label, refers), look, session)
            for name, (refers, label) in _ASKS.items()
        }
        self.day = DayEditor(_field("day", "日期"), look, session.today)
        self.day.show_value(session.today)
        self.strip = self._above()
        room = self._left.layout()
        assert isinstance(room, QBoxLayout)
        room.insertWidget(2, self.strip)
        for picker in self.pickers.values():
            picker.changed.connect(self._asked_anew)
            picker.line.returnPressed.connect(picker.enter)
        self.day.changed.connect(self._asked_anew)
        self._follow()

    def _above(self) -> QFrame:
        strip, look = QFrame(), self._look
        strip.setObjectName("frame")
        across = QHBoxLayout(strip)
        across.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        across.setSpacing(look.px(8))
        self._label = text(look, "")
        self._label.setFixedWidth(look.px(48))
        across.addWidget(self._label)
        for picker in self.pickers.values():
            across.addWidget(picker, 1)
        across.addSpacing(look.px(16))
        across.addWidget(text(look, "日期"))
        for icon, name, by in (("chevron-left", "前一天", -1), ("chevron-right", "后一天", 1)):
            if by > 0:
                across.addWidget(self.day)
            quiet = QPushButton()
            quiet.setObjectName("quiet")
            quiet.setIcon(look.icon(icon))
            quiet.setAccessibleName(name)
            quiet.setToolTip(name)
            quiet.clicked.connect(lambda _=False, by=by: self._step(by))
            across.addWidget(quiet)
        return strip

    # -- what is asked -------------------------------------------------------------------

    def answer(self) -> Answer:
        """Return what stands above the register."""
        picker = self.pickers[self._view().name]
        subject: int | None = None
        day: date | None = None
        try:
            subject = picker.value()
            day = self.day.value()
        except Unreadable:
            pass
        if day is not None and day > self._session.today:
            day = None
        return Answer(subject, picker.about(), day)

    def show_only(self, chip: Chip) -> None:
        """Ask about somebody another page hands over; the day is still to be said."""
        for own in self.kind.chips:
            if chip.view is not None and own.view is chip.view:
                (subject,) = chip.given.values()
                self.pickers[chip.view.name].show_value(subject)
                self.narrowed.choose(own)
                self.day.line.setFocus()
                self.day.line.selectAll()
                return
        super().show_only(chip)

    def _view(self) -> View[Any]:
        return self.narrowed.chip.view or self.kind.view

    def _step(self, by: int) -> None:
        before = self.answer().day or self._session.today
        self.day.show_value(min(before + timedelta(days=by), self._session.today))

    def _asked_anew(self) -> None:
        self.narrowed.begun.emit()
        self.ask()

    def _ask(self, *_: object) -> None:
        self._follow()
        super()._ask()

    def _follow(self) -> None:
        """Hand over what stands above the register, and show the chooser that belongs to it."""
        name, asked = self._view().name, self.answer()
        for other, picker in self.pickers.items():
            picker.setVisible(other == name)
        self._label.setText(_ASKS[name][1])
        day = asked.day.isoformat() if asked.day is not None else None
        self.narrowed.given = {_subject(each): self._chosen_in(each) for each in _ASKS} | {
            "day": day,
            "asked": asked.words,
        }

    def _chosen_in(self, name: str) -> int | None:
        try:
            found = self.pickers[name].value()
        except Unreadable:
            return None
        return found if isinstance(found, int) else None

    # -- nothing there -------------------------------------------------------------------

    def _note_empty(self) -> None:
        """Say what is still to be filled in, or that there was nothing on that day."""
        asked, label = self.answer(), _ASKS[self._view().name][1]
        if self.model.rowCount() or self.narrowed.found:
            super()._note_empty()
        elif asked.subject is None:
            self.empty.say(f"请在上面选{label}，再填日期。", "", first=True)
        elif asked.day is None:
            self.empty.say("请填写日期，不晚于今天。", "", first=True)
        else:
            self.empty.say(f"{asked.day} 没有。", "", first=True)


def _subject(name: str) -> str:
    return _ASKS[name][0].table


def _field(name: str, label: str, refers: type[Belief] | None = None) -> Asked:
    holds = date if refers is None else int
    return Asked(name, label, "", holds, many=False, required=True, default=None, refers=refers)
