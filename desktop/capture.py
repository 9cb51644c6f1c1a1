"""截屏: where the system can, windows stay black in a screenshot and in a shared screen.

Windows knows of it (10 version 2004 and later leave the window out, earlier ones blacken it).  X11
and Wayland offer nothing an application could ask for, and the manual says so.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

LEFT_OUT, BLACKENED = 0x11, 0x01
"""WDA_EXCLUDEFROMCAPTURE, WDA_MONITOR."""
Affinity = Callable[[int, int], int]
"""SetWindowDisplayAffinity: handle, kind; 0 if the system will not."""


class Shield(QObject):
    """Asks for it as each window comes onto the screen."""

    def __init__(self, affinity: Affinity, parent: QObject) -> None:
        super().__init__(parent)
        self._affinity = affinity

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every window, dialog and menu, each time it is shown."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            handle = int(watched.winId())
            if not self._affinity(handle, LEFT_OUT):
                self._affinity(handle, BLACKENED)
        return super().eventFilter(watched, event)


def shield(application: QApplication) -> Shield | None:
    """Shield the windows of a program on Windows; elsewhere there is nothing to ask."""
    if sys.platform == "win32":
        made = Shield(ctypes.windll.user32.SetWindowDisplayAffinity, application)
        application.installEventFilter(made)
        return made
    return None
