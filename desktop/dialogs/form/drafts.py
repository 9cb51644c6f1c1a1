"""What is typed and not recorded: kept in memory, for its account, until it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from db.ledger.act import Act
from desktop.session import Session
from desktop.words import plain


class Drafts(QObject):
    """The drafts and pinned values of one account; `contents` is plain and may be sealed."""

    changed = Signal()

    def __init__(self, account: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.account = account
        self._typed: dict[str, dict[str, Any]] = {}
        self._pinned: dict[str, dict[str, Any]] = {}

    @classmethod
    def of(cls, session: Session) -> Drafts:
        """Return the drafts of a session; they are made with its first dialog."""
        there = [child for child in session.children() if isinstance(child, cls)]
        return there[0] if there else cls(session.operator.account, session)

    def pass_to(self, session: Session) -> bool:
        """Go on with the next session of the same account; False if it is another's."""
        if session.operator.account != self.account:
            return False
        self.setParent(session)
        return True

    def typed(self, kind: type[Act], given: Mapping[str, object]) -> dict[str, Any]:
        """Return what was typed for an act begun with the same values."""
        return self._typed.get(_name(kind, given), {})

    def keep(self, kind: type[Act], given: Mapping[str, object], typed: dict[str, Any]) -> None:
        """Keep what is typed; nothing typed is nothing kept."""
        name = _name(kind, given)
        if self._typed.get(name, {}) == typed:
            return
        if typed:
            self._typed[name] = typed
        else:
            self._typed.pop(name, None)
        self.changed.emit()

    def pinned(self, kind: type[Act]) -> dict[str, Any]:
        """Return the pinned values of a kind of act."""
        return self._pinned.get(kind.kind, {})

    def pin(self, kind: type[Act], values: dict[str, Any]) -> None:
        """Keep the pinned values of a kind of act."""
        if self._pinned.get(kind.kind, {}) != values:
            self._pinned[kind.kind] = values
            self.changed.emit()

    def contents(self) -> dict[str, Any]:
        """Return everything as JSON may hold it."""
        return {"account": self.account, "typed": self._typed, "pinned": self._pinned}

    def take(self, contents: Mapping[str, Any]) -> None:
        """Take back what `contents` gave; another account's is left alone."""
        if contents.get("account") == self.account:
            self._typed = dict(contents["typed"])
            self._pinned = dict(contents["pinned"])


def _name(kind: type[Act], given: Mapping[str, object]) -> str:
    values = "，".join(f"{name}={plain(value)}" for name, value in sorted(given.items()))
    return f"{kind.kind}（{values}）" if values else kind.kind
