"""What is typed and not recorded: sealed in the ledger while one types, for its own account.

It is handed to the writer with every change, so locking writes nothing: at most the writer finishes
what it has in hand, and a process that is killed loses the key pressed last.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from db.ledger.act import Act
from desktop import clock
from desktop.dialogs.form.typed import Typed, mapping, opened, read, written
from desktop.drawer import Drawer
from desktop.session import Session

_FORM, _PINS = "form:", "pins:"


class Drafts(QObject):
    """The drafts and pinned values of the account at the desk."""

    changed = Signal()  # another form waits, or one does no longer

    def __init__(self, drawer: Drawer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawer = drawer
        self._typed: dict[str, Typed] = {}
        for body in drawer.kept(_FORM).values():
            if typed := opened(body):
                self._typed[typed.name] = typed
        self._pinned: dict[str, dict[str, Any]] = {
            name.removeprefix(_PINS): mapping(body) for name, body in drawer.kept(_PINS).items()
        }
        self._in_hand: set[str] = set()

    @classmethod
    def of(cls, session: Session) -> Drafts:
        """Return the drafts of a session; they are read with its first dialog."""
        there = [child for child in session.children() if isinstance(child, cls)]
        if there:
            return there[0]
        return cls(session.drawer, session)

    # -- what is typed -----------------------------------------------------------------

    def begun(self, kind: type[Act], given: Mapping[str, object]) -> Typed:
        """Return what was typed for an act begun with the same values; empty if nothing was."""
        fresh = Typed(kind.kind, written(given))
        return self._typed.get(fresh.name, fresh)

    def keep(self, typed: Typed) -> None:
        """Keep what is typed; nothing typed is nothing kept."""
        before = self._typed.get(typed.name, Typed(typed.kind, typed.given))
        if replace(before, at="") == typed:
            return
        if typed:
            typed = replace(typed, at=clock.now().isoformat(timespec="seconds"))
            self._typed[typed.name] = typed
        else:
            del self._typed[typed.name]
        self._drawer.keep(_FORM + typed.name, typed.sealed() if typed else "")
        self.changed.emit()

    def pinned(self, kind: type[Act]) -> dict[str, Any]:
        """Return the pinned values of a kind of act."""
        return self._pinned.get(kind.kind, {})

    def pin(self, kind: type[Act], values: dict[str, Any]) -> None:
        """Keep the pinned values of a kind of act."""
        if self.pinned(kind) != values:
            self._pinned[kind.kind] = values
            body = json.dumps(values, ensure_ascii=False) if values else ""
            self._drawer.keep(_PINS + kind.kind, body)

    # -- which forms wait --------------------------------------------------------------

    def take_up(self, typed: Typed) -> None:
        """A form is open on it: it does not wait any more."""
        self._in_hand.add(typed.name)
        self.changed.emit()

    def lay_down(self, typed: Typed) -> None:
        """The form is closed."""
        self._in_hand.discard(typed.name)
        self.changed.emit()

    def waiting(self) -> list[tuple[Typed, type[Act], dict[str, object]]]:
        """Return what was begun and left, the latest first: draft, act, what it began with."""
        left = sorted(
            (one for name, one in self._typed.items() if name not in self._in_hand),
            key=lambda one: one.at,
            reverse=True,
        )
        known = [(one, act) for one in left if (act := one.act) is not None]
        return [(one, act, read(act, one.given)) for one, act in known]

    def forget(self, typed: Typed) -> None:
        """Give up what was typed."""
        self.keep(Typed(typed.kind, typed.given))


def kept_as(typed: Typed) -> str:
    """Return the name under which the ledger keeps a draft."""
    return _FORM + typed.name
