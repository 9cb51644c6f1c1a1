"""After wrong passwords: how many tries are left, then the seconds of the wait counted down."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from db.vault import Patience
from desktop.widgets.notice import News, Notice

_SECOND = 1000
_REFUSED = "打不开"


class Waiting(QObject):
    """Tells on a notice how an account's log-in stands; `changed` when one may try again."""

    changed = Signal()

    def __init__(self, notice: Notice, parent: QObject) -> None:
        super().__init__(parent)
        self._notice, self._failed, self.seconds = notice, 0, 0
        self.tick = QTimer(self)
        self.tick.setInterval(_SECOND)
        self.tick.timeout.connect(self._count_down)

    def stop(self) -> None:
        """Another account, another patience."""
        self.tick.stop()
        self.seconds = 0

    def take(self, now: Patience) -> None:
        """Tell how many tries are left, or how long to wait."""
        self._failed, self.seconds = now.failed, now.seconds
        if self.seconds:
            self.tick.start()
            self._tell_wait()
        elif now.failed and self._notice.words:
            left = max(1, now.free - now.failed)
            before = self._notice.words.removeprefix(f"{_REFUSED}。")
            told = f"已错 {now.failed} 次；再错 {left} 次就要等待。"
            self._notice.tell(News.REFUSED, _REFUSED, before, told)
        self.changed.emit()

    def _tell_wait(self) -> None:
        self._notice.tell(
            News.CAUTION,
            f"请等 {self.seconds} 秒",
            f"口令已错 {self._failed} 次。",
            "重新启动程序或改动时钟不会缩短等待。",
        )

    def _count_down(self) -> None:
        self.seconds = max(0, self.seconds - 1)
        if self.seconds:
            self._tell_wait()
        else:
            self.tick.stop()
            self._notice.clear()
        self.changed.emit()
