"""The strip of long work: what, how far, how long still, and a way to stop it."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.look import Look
from desktop.progress import Progress

_LOOK_EVERY = 100
_SURE_AFTER = 2.0  # seconds, before a time left is guessed


class ProgressStrip(QWidget):
    """Looks at a `Progress` while it runs; its room stays when it is empty, so nothing jumps."""

    cancelled = Signal()

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, keeps_room: bool = True
    ) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._begun = 0.0
        self._words, self._bar = QLabel(), QProgressBar()
        self._words.setObjectName("secondary")
        self._words.setFont(look.font(13))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(look.px(4))
        self._stop = QPushButton("取消")
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(self.cancel)
        column = QVBoxLayout()
        column.setSpacing(look.px(6))
        column.addWidget(self._words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(12))
        row.addLayout(column, 1)
        row.addWidget(self._stop)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(keeps_room)
        self.setSizePolicy(policy)
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._tell)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether something is being waited for."""
        return self._progress is not None

    @property
    def words(self) -> str:
        """What the strip says."""
        return self._words.text()

    def watch(self, progress: Progress) -> None:
        """Show how far a job is, until `rest`."""
        self._progress, self._begun = progress, monotonic()
        self._tell()
        self._timer.start()
        self.show()

    def rest(self) -> None:
        """The job is over."""
        self._timer.stop()
        self._progress = None
        self.hide()

    def cancel(self) -> None:
        """Ask the job to stop."""
        if self._progress is not None:
            self._progress.cancel()
            self._tell()
            self.cancelled.emit()

    def _tell(self) -> None:
        progress = self._progress
        if progress is None:
            return
        self._stop.setEnabled(progress.stoppable and not progress.stopping)
        self._bar.setRange(0, progress.all)
        self._bar.setValue(progress.done)
        told = [f"正在{progress.what}" if progress.what else "正在处理"]
        if progress.stopping:
            told = [f"正在停止：{progress.what}"]
        elif progress.all:
            told.append(f"{progress.done:,}／{progress.all:,}".replace(",", " "))
        told.append(self._left(progress))
        self._words.setText("　".join(filter(None, told)))
        self._bar.setAccessibleName(self._words.text())

    def _left(self, progress: Progress) -> str:
        spent = monotonic() - self._begun
        if spent < _SURE_AFTER or progress.stopping:
            return ""
        if not progress.done or not progress.all:
            return f"已用 {_span(spent)}"
        return f"还需约 {_span(spent * (progress.all - progress.done) / progress.done)}"


def _span(seconds: float) -> str:
    return f"{seconds:.0f} 秒" if seconds < 90 else f"{seconds / 60:.0f} 分钟"
