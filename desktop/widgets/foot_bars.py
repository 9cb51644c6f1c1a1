"""The foot of the window: what is verified, what locking stopped, what waits, what came last."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.ledger.acts.correction.reverse import Reverse
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.check_bar import CheckBar
from desktop.widgets.quiet_bar import QuietBar
from desktop.widgets.undo_bar import UndoBar
from desktop.widgets.waiting_bar import WaitingBar


class FootBars(QWidget):
    """Quiet lines; those with nothing to say take no room."""

    wished = Signal(object, object)  # kind of act, what its form begins with
    printed = Signal(str, str, object)  # what it is about, form, question

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = CheckBar(session, look, self)
        self.stopped = QuietBar(session, look, "info", "amber", self)
        self.waiting = WaitingBar(session, look, self)
        self.undo = UndoBar(session, look, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for bar in (self.check, self.stopped, self.waiting, self.undo):
            column.addWidget(bar)
        self.waiting.wished.connect(self.wished)
        self.undo.reversing.connect(self._reverse)
        self.undo.printed.connect(self.printed)
        if session.stopped:
            self.stopped.say(f"上次锁定时取消了{'；'.join(session.stopped)}")
            session.stopped = ()
            session.recorded.connect(self.stopped.hide)

    def _reverse(self, entries: tuple[int, ...]) -> None:
        self.wished.emit(Reverse, {"entry": entries if len(entries) > 1 else entries[0]})
