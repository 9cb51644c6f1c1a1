"""The page an account had open last; it begins there the next time."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop.drawer import Drawer

SETTLES = 1000
"""Milliseconds on a page until it counts."""
_NAME = "layout:"  # the window's own, beside `layout:<page>`


class LastPage(QObject):
    """Kept in the ledger as its name and nothing else."""

    def __init__(self, drawer: Drawer, parent: QObject) -> None:
        super().__init__(parent)
        self._drawer = drawer
        self.name = drawer.kept(_NAME).get(_NAME, "")
        self._settle = QTimer(self, interval=SETTLES, singleShot=True)
        self._settle.timeout.connect(lambda: drawer.keep(_NAME, self.name))

    def note(self, name: str) -> None:
        """Another page is shown."""
        self.name = name
        self._settle.start()
