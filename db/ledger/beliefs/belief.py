"""What every belief is: an immutable record, the row of a table of its own.

The fields of a belief are the columns of its table; `key` names those that
identify it.  A belief that is a *subject* can be taken back by a reversal; the
others (`Counter`, `Knew`, …) only ever grow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

Key: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Belief:
    """What all beliefs share: table, word, key, and whether a reversal takes them back."""

    table: ClassVar[str]
    word: ClassVar[str]
    key: ClassVar[tuple[str, ...]] = ("id",)
    subject: ClassVar[bool] = True

    def identity(self) -> Key:
        """Return the values of the key."""
        return tuple(getattr(self, name) for name in self.key)

    def subject_name(self) -> str:
        """Return the subject's name as it stands in an entry's header, e.g. `copy:12`."""
        return ":".join((self.table, *map(str, self.identity())))
