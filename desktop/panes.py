"""F6: from pane to pane of the window — rail, filter row, table, card — and round again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from desktop.pages.register_page import RegisterPage
from desktop.widgets.rail import Rail

_CONTROLS = (QAbstractButton, QLineEdit)


@dataclass(frozen=True)
class Pane:
    """A part of the window, and how the cursor gets into it."""

    place: QWidget
    enter: Callable[[], object]


def panes(rail: Rail, page: QWidget) -> list[Pane]:
    """Return the panes that are to be seen, in order."""
    found = [Pane(rail, rail.focus_page)]
    if isinstance(page, RegisterPage):
        if page.strip is not None:
            strip = page.strip
            found.append(Pane(strip, lambda: enter(strip)))
        found.append(Pane(page.header, page.header.focus_first))
        found.append(Pane(page.table.viewport(), page.table.setFocus))
        if page.card is not None and page.card.isVisible():
            card = page.card
            found.append(Pane(card, lambda: enter(card)))
    else:
        found.append(Pane(page, lambda: enter(page)))
    return [pane for pane in found if pane.place.isVisible()]


def step(rail: Rail, page: QWidget, by: int) -> None:
    """Put the cursor into the next pane, or the one before."""
    around, focus = panes(rail, page), QApplication.focusWidget()
    if isinstance(page, RegisterPage) and focus is page.table:
        focus = page.table.viewport()
    at = next((n for n, pane in enumerate(around) if _within(pane.place, focus)), 0)
    around[(at + by) % len(around)].enter()


def _within(place: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (focus is place or place.isAncestorOf(focus))


def enter(place: QWidget) -> None:
    """Put the cursor on the first control of a place, or on the place itself."""
    for each in cast("list[QWidget]", place.findChildren(QWidget)):
        if isinstance(each, _CONTROLS) and each.isEnabled() and each.isVisible():
            each.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
    place.setFocus(Qt.FocusReason.ShortcutFocusReason)
