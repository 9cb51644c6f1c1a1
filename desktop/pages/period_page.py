"""期间结存: the first and the last day stand above the figures; the rest is a register."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton

from desktop.dialogs.form.asked import Asked
from desktop.dialogs.form.editors.days import DayEditor
from desktop.dialogs.form.editors.editor import Unreadable
from desktop.dialogs.sheet import text
from desktop.look import Look
from desktop.pages.kind import PageKind
from desktop.pages.register_page import RegisterPage
from desktop.session import Session

Period = tuple[date, date]


def usual_periods(today: date) -> dict[str, Period]:
    """Return the periods that are asked for most, by name; none goes beyond today."""
    month = today.replace(day=1)
    quarter = today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1)
    year = today.replace(month=1, day=1)

    def before(first: date) -> date:
        return first - timedelta(days=1)

    last_quarter = before(quarter).replace(day=1)
    last_quarter = last_quarter.replace(month=last_quarter.month - 2)
    return {
        "本月": (month, today),
        "上月": (before(month).replace(day=1), before(month)),
        "本季": (quarter, today),
        "上季": (last_quarter, before(quarter)),
        "本年": (year, today),
        "上年": (year.replace(year=year.year - 1), before(year)),
    }


class PeriodPage(RegisterPage):
    """A register that is asked about the days from one to another."""

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__(session, look, kind)
        self._look = look
        self.first, self.last = (
            DayEditor(_day(name, label), look, session.today)
            for name, label in (("first", "自"), ("last", "至"))
        )
        self.periods = usual_periods(session.today)
        self.choose("本年")
        room = self._left.layout()
        assert isinstance(room, QBoxLayout)
        room.insertWidget(2, self._above())
        for day in (self.first, self.last):
            day.changed.connect(self._asked_anew)
        self._follow()

    def _above(self) -> QFrame:
        strip, look = QFrame(), self._look
        strip.setObjectName("frame")
        across = QHBoxLayout(strip)
        across.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        across.setSpacing(look.px(8))
        for label, day in (("自", self.first), ("至", self.last)):
            across.addWidget(text(look, label))
            across.addWidget(day, 1)
        across.addSpacing(look.px(16))
        for name in self.periods:
            quiet = QPushButton(name)
            quiet.setObjectName("quiet")
            quiet.clicked.connect(lambda _=False, name=name: self.choose(name))
            across.addWidget(quiet)
        return strip

    def choose(self, name: str) -> None:
        """Ask about one of the usual periods."""
        for editor, day in zip((self.first, self.last), self.periods[name], strict=True):
            editor.show_value(day)

    def period(self) -> Period | None:
        """Return the days that stand above the figures; None if they are no period."""
        try:
            first, last = self.first.value(), self.last.value()
        except Unreadable:
            return None
        return (first, last) if first and last and first <= last else None

    def _asked_anew(self) -> None:
        self.narrowed.begun.emit()
        self.ask()

    def _ask(self, *_: object) -> None:
        self._follow()
        super()._ask()

    def _follow(self) -> None:
        first, last = self.period() or (None, None)
        self.narrowed.given = {
            "first": first.isoformat() if first else None,
            "last": last.isoformat() if last else None,
        }

    def _note_empty(self) -> None:
        """Say what is wrong with the days, or that there was nothing between them."""
        if self.period() is None:
            self.empty.say("请填写起止日期，先早后晚。", "", first=True)
        else:
            super()._note_empty()


def _day(name: str, label: str) -> Asked:
    return Asked(name, label, "", date, many=False, required=True, default=None, refers=None)
