"""Watch over an open desk: lock by key, even inside a dialog, and when nobody has been there."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from desktop import clock

IDLE_MINUTES = 15
_MINUTE = 60_000

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class Watch(QObject):
    """An event filter on the application; a shortcut of the window would not reach a dialog."""

    lock = Signal()

    def __init__(self, minutes: float = IDLE_MINUTES, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._minutes = minutes
        self._timer.setInterval(round(minutes * _MINUTE))
        self._timer.timeout.connect(self.lock)
        self._seen = clock.now()

    def begin(self, minutes: float | None = None) -> None:
        """A ledger is open: count the idle time from now; an inspector may walk for longer."""
        self._timer.setInterval(round((minutes or self._minutes) * _MINUTE))
        self._anew()

    def _anew(self) -> None:
        self._seen = clock.now()
        self._timer.start()

    def end(self) -> None:
        """Nothing is open any more."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the idle time anew at every sign of life; take Ctrl+L wherever it is typed."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and self._timer.isActive() and _is_lock(event):
            self.lock.emit()
            return True
        if kind in _SIGNS_OF_LIFE and self._timer.isActive():
            if self._slept():
                self.lock.emit()
                return True
            self._anew()
        return super().eventFilter(watched, event)

    def _slept(self) -> bool:
        """Tell whether the machine was asleep for longer; the timer stands still meanwhile."""
        return clock.now() - self._seen > timedelta(milliseconds=self._timer.interval())


def _is_lock(event: QEvent) -> bool:
    control = Qt.KeyboardModifier.ControlModifier
    return (
        isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_L
        and event.modifiers() == control
    )
