"""The window of an unlocked ledger, and what the desk hears from it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.look import Look
from desktop.session import Session


def main_window(
    session: Session,
    look: Look,
    page: str,
    *,
    demo: bool,
    restyle: Callable[[str], object],
    keys: Callable[[], object],
) -> QWidget:
    """Return the window at a page; `restyle` and `keys` are what only the desk can do."""
    # Late: the unlock dialog stands before pages and paper are loaded.
    from desktop.window import MainWindow

    window = MainWindow(session, look, demo=demo)
    if page:
        window.open(page)
    window.restyled.connect(restyle)
    window.keys_wanted.connect(keys)
    return window
