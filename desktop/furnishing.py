"""The window of an unlocked ledger, and what the desk hears from it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from db.ledger.acts.checks.receiving import BeginReception, EndReception
from db.ledger.beliefs.receptions import Ended
from db.vault import Recorded
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


def reception_window(session: Session, look: Look, recorded: Recorded) -> QWidget | None:
    """Return the window that stands in its place, if an inspector was just received."""
    begun = recorded.acts[-1]
    if not isinstance(begun, BeginReception):
        return None
    from desktop.reception_window import ReceptionWindow

    return ReceptionWindow(session, look, begun)


def minutes_of(recorded: Recorded) -> int:
    """Return how long an inspector may stay: he walks to the cabinets, and it is not idleness."""
    begun = recorded.acts[-1]
    return begun.minutes if isinstance(begun, BeginReception) else 0


def host_is_back(recorded: Recorded) -> bool:
    """Tell whether the host has just ended an inspection by his own password."""
    act = recorded.acts[-1]
    return isinstance(act, EndReception) and act.ended is Ended.HOST
