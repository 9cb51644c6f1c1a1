"""An errand with a ledger that is not open: pages, one long job at a time, and a way to leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.dialogs.founding_steps import Step
from desktop.dialogs.sheet import HIGHEST, Sheet, scrolled, text
from desktop.look import Look
from desktop.tasks import Worker
from desktop.trouble import in_words
from desktop.widgets.notice import News, Notice
from desktop.widgets.strip import Strip


class Errand(Sheet):
    """Steps on top of each other; the foot says what is missing and has the one verb."""

    ready = Signal(object)
    """The folder of a ledger that can now be unlocked."""
    left = Signal()

    def __init__(self, look: Look, title: str, worker: Worker, verb: str, high: int) -> None:
        super().__init__(look, title, width=720)
        self.setMinimumHeight(min(look.px(high), HIGHEST))
        self._worker, self._verb = worker, verb
        self._busy = self._warned = False
        self.notice, self.strip = Notice(look), Strip(look)
        self.pages = QStackedWidget()
        self.body.addWidget(scrolled(self.pages), 1)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.strip)
        self.lack = text(look, "", 13, kind="secondary")
        self.lack.setWordWrap(True)
        self.foot.addWidget(self.lack, 1)
        self.cancel, self.go = self.button("返回", "quiet"), self.button(verb, "primary")
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._go_on)
        self.go.setDefault(True)

    def show_step(self, step: Step, verb: str = "") -> None:
        """Put a step in front."""
        step.changed.connect(self._changed)
        self._verb = verb or self._verb
        self.notice.clear()
        self.pages.setCurrentIndex(self.pages.addWidget(step))
        self.offer()
        step.begin()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        page = self.pages.currentWidget()
        assert isinstance(page, Step)
        return page

    def _changed(self) -> None:
        self.notice.clear()
        self.offer()

    def offer(self) -> None:
        """Show what is missing, and what can be pressed."""
        lack = self.step.lacks()
        self.lack.setText("" if self._busy else lack)
        self.go.setText(self._verb)
        self.go.setEnabled(not lack and not self._busy)
        self.pages.setEnabled(not self._busy)

    def _go_on(self) -> None:
        if not self._busy and not self.step.lacks():
            self.go_on()

    def go_on(self) -> None:
        """Do what the step in front is for."""
        raise TypeError("an errand says what its steps are for")

    def run(
        self, words: str, job: Callable[[], Any], then: Callable[[Any], object], failed: str = ""
    ) -> None:
        """Do a job off the window's thread; `failed` is the head of what is told if it fails."""
        self._busy = True
        self.notice.clear()
        self.strip.run(words)
        self.offer()

        def done(result: Any) -> None:
            self._rest()
            then(result)

        def otherwise(error: Exception) -> None:
            self._rest()
            self.notice.tell(News.REFUSED, failed or "没有办成", in_words(error))

        self._worker.run(job, owner=self, then=done, otherwise=otherwise)

    def _rest(self) -> None:
        self._busy = False
        self.strip.rest()
        self.offer()

    def warning(self) -> tuple[str, str]:
        """Say what would be lost by leaving now; twice empty if nothing would."""
        return "", ""

    def reject(self) -> None:
        """Leave, after a warning if something would be lost; what runs is waited for."""
        head, says = self.warning()
        if self._busy:
            self.notice.tell(News.CAUTION, "正在办理", "请等它办完再离开。")
        elif head and not self._warned:
            self._warned = True
            self.notice.tell(News.CAUTION, head, says, "再按一次 Esc 或关闭窗口，就离开。")
        else:
            self.hide()
            self.left.emit()
