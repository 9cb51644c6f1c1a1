"""The full verification that runs by itself: how far it is, that it held, or loudly that not."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.full_check import BackgroundCheck
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.notice import News, Notice
from desktop.widgets.progress_strip import ProgressStrip
from desktop.widgets.quiet_bar import QuietBar

_STOP = "请停止记账，保留原状并报告保密办。程序不会自行修补。"


class CheckBar(QWidget):
    """Takes no room while there is nothing to say; what does not add up stays until the lock."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = BackgroundCheck.of(session)
        self.alarm = Notice(look)
        self.strip = ProgressStrip(look, keeps_room=False)
        self.strip.setContentsMargins(look.px(16), look.px(4), look.px(16), look.px(4))
        self.said = QuietBar(session, look, "shield-check", "green", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self.alarm, self.strip, self.said):
            column.addWidget(each)
        self.strip.cancelled.connect(self._check.give_up)
        self._check.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        check = self._check
        if check.progress is None:
            self.strip.rest()
        elif not self.strip.running:
            self.strip.watch(check.progress)
        if check.found:
            self.alarm.tell(News.REFUSED, "后台全部核验：核对不符", "；".join(check.found), _STOP)
        else:
            self.alarm.clear()
        self.said.say(check.said)
