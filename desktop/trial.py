"""试开: every page of an open ledger is shown, answered and painted once, then the window closes.

For whoever builds, installs or mends the program (`zhuance window --check`).  Nothing of the
ledger is told or written anywhere; only the pages' names, and how long each took.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from desktop.app import Desk
from desktop.pages.catalogue import REGISTERS
from desktop.pages.register_page import RegisterPage
from desktop.pages.today_page import TodayPage
from desktop.window import MainWindow

PATIENCE = 120_000
"""Milliseconds after which a window that has not shown everything never will."""
_POLL = 20
_TURNS = 2  # the page's rows, then the card and the counts that follow them
_COLOURS = 8  # a blank page has one or two


class Trial(QObject):
    """Looks at one page after the other; `sound` if all could be shown."""

    ended = Signal()

    def __init__(self, desk: Desk, say: Callable[[str], object], patience: int = PATIENCE) -> None:
        super().__init__(desk)
        self.sound = False
        self._desk, self._say = desk, say
        self._left: list[tuple[str, str]] = []
        self._broken: set[str] = set()
        self._took = QElapsedTimer()
        self._took.start()
        self._waits = QTimer(self, interval=_POLL)
        self._waits.timeout.connect(self._look)
        self._waits.start()
        QTimer.singleShot(patience, self, self._give_up)

    def _look(self) -> None:
        window, session = self._desk.shown, self._desk.session
        if session is None or not isinstance(window, MainWindow):
            return
        self._waits.stop()
        self._say(f"窗口：{self._took.elapsed()} 毫秒")
        mine = [kind for kind in REGISTERS if kind.view.roles & session.operator.roles]
        middle = [(kind.name, kind.title) for kind in mine]
        self._left = [("today", "今日"), *middle, ("system", "系统")]
        self._next(window)

    def _next(self, window: MainWindow) -> None:
        if not self._left:
            self.sound = not self._broken
            window.close()  # locks first
            self.ended.emit()
            return
        name, title = self._left.pop(0)
        self._took.restart()
        window.open(name)
        page = window.page(name)
        if isinstance(page, RegisterPage | TodayPage):
            page.failed.connect(partial(self._failed, title))
            page.ask()
        self._settle(window, title, _TURNS)

    def _settle(self, window: MainWindow, title: str, turns: int) -> None:
        """Wait until the reader, who takes questions in turn, has answered all of this page."""
        then = partial(self._settle, window, title, turns - 1) if turns else None
        window.session.aside(
            lambda: None,
            owner=self,
            then=lambda _: QTimer.singleShot(0, self, then or partial(self._seen, window, title)),
            otherwise=partial(self._failed, title),
        )

    def _seen(self, window: MainWindow, title: str) -> None:
        if not is_painted(window.pages.currentWidget().grab().toImage()):
            self._failed(title, None)
        told = "没有画出来" if title in self._broken else f"{self._took.elapsed()} 毫秒"
        self._say(f"{title}：{told}")
        self._next(window)

    def _failed(self, title: str, _: object) -> None:
        self._broken.add(title)

    def _give_up(self) -> None:
        if not self.sound:
            self._say("窗口没有打开，或有一页一直没有答复。")
            QCoreApplication.exit()
            self.ended.emit()


def is_painted(image: QImage) -> bool:
    """Tell whether there is more on a picture than its ground."""
    small = image.scaled(160, 90)
    pixels = ((x, y) for y in range(small.height()) for x in range(small.width()))
    return len({small.pixel(x, y) for x, y in pixels}) > _COLOURS
