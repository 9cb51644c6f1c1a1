"""What the store gathered as evidence for a round, for the act that freezes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.ledger.checklists import Layer

Figures = tuple[int, int]  # looked at, troubles found


@dataclass(frozen=True)
class Evidence:
    """What one question gave: for the unit, by department, by person; the rows with trouble."""

    looked: int
    troubles: int
    digest: str
    rows: tuple[str, ...]
    departments: Mapping[int, Figures] = field(default_factory=dict)
    persons: Mapping[int, Figures] = field(default_factory=dict)


@dataclass(frozen=True)
class Gathered:
    """The evidence of one round, up to which entry, and the code of that entry."""

    upto: int
    code: str
    digest: str
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    def of(self, name: str, layer: Layer, about: int) -> tuple[int | None, int]:
        """Return how much was looked at for one sheet, None if nothing is asked; and troubles."""
        found = self.evidence.get(name)
        if found is None:
            return None, 0
        if layer.of_department and about:
            return found.departments.get(about, (0, 0))
        if layer.of_person:
            return found.persons.get(about, (0, 0))
        return found.looked, found.troubles
