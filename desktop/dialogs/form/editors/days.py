"""A forgiving date, and an hour if it is known."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from db.ledger.deadlines import DayProblem
from desktop.dialogs.form.asked import Asked
from desktop.dialogs.form.editors.day_text import distance, read_day, read_hour
from desktop.dialogs.form.editors.editor import Unreadable
from desktop.dialogs.form.editors.text import TextEditor
from desktop.look import Look

AHEAD = frozenset({"due", "recall_due"})
"""Fields that look forward: 3.5 there is the next one, elsewhere the last one."""


class DayEditor(TextEditor):
    """A day as people type it, with the weekday and the distance beside it."""

    short = True

    def __init__(
        self, asked: Asked, look: Look, today: date, parent: QWidget | None = None
    ) -> None:
        self._today = today
        super().__init__(asked, look, parent)
        if not asked.hint:
            self.line.setPlaceholderText("3.5、0305、明天、+10")
        self.line.setMinimumWidth(look.px(120))
        self.line.setToolTip("可写 3.5、0305、明天、+10、月底，或 2026-03-05")

    def value(self) -> Any:
        """Return the day, None if nothing is typed; raise `Unreadable`."""
        typed = self.line.text().strip()
        if not typed:
            return None
        try:
            return read_day(typed, self._today, ahead=self.asked.name in AHEAD)
        except DayProblem as problem:
            raise Unreadable(problem.sentence.rstrip("。")) from None
        except OverflowError:
            raise Unreadable("年份不合理") from None

    def show_value(self, value: Any) -> None:
        """Show a day."""
        self.line.setText(value.isoformat() if isinstance(value, date) else "")

    def understand(self) -> None:
        """Say which day was understood and how far it is."""
        try:
            day = self.value()
        except Unreadable:
            day = None
        if day is None:
            self.say("")
            return
        far = distance(day, self._today)
        if day.isoformat() == self.line.text().strip():
            self.say(far)
        else:
            year = "" if day.year == self._today.year else f"{day.year}年"
            self.say(f"{year}{day.month}月{day.day}日 {far}")

    def tidy(self) -> None:
        """Write the day out in full."""
        try:
            day = self.value()
        except Unreadable:
            return
        if day is not None and day.isoformat() != self.line.text():
            self.line.setText(day.isoformat())


class HourEditor(TextEditor):
    """An hour, or nothing if it is not known."""

    short = True

    def value(self) -> Any:
        """Return the hour as 14:05; what is no hour is left for the rules to refuse."""
        return read_hour(self.line.text())

    def tidy(self) -> None:
        """Write the hour in its usual form."""
        if self.line.text() != self.value():
            self.line.setText(self.value())
