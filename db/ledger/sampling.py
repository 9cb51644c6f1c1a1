"""抽样 for an inspector: out of what is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from db.ledger.values import Level


class Population(NamedTuple):
    """What is drawn from: copies, or the persons who hold them, by level and year of entry."""

    persons: bool = False
    level: Level | None = None
    year: int | None = None
    gone: bool = False  # also what has left the ledger's keeping: its chain can be shown

    @property
    def words(self) -> str:
        """The population in Chinese."""
        year = f"{self.year}年入账" if self.year else ""
        kind = "持有人" if self.persons else ("份（含已了结）" if self.gone else "在管的份")
        return f"{year}{self.level.word if self.level else ''}{kind}"


Standing: TypeAlias = tuple[int | None, int | None, str, int]
"""A `Stand` while it is one of hundreds of thousands: place, holder, state, how many held."""


@dataclass(frozen=True)
class Stand:
    """How the book has a copy when it is drawn; of a person, how many he holds."""

    place: int | None = None
    holder: int | None = None
    state: str = ""
    held: int = 0
