"""Who acts, under which numbers that a unit may set."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from db.ledger.values import Level, Role


@dataclass(frozen=True)
class Policy:
    """Numbers that a unit may set; the defaults carry their source in resources/policy."""

    longest_loan_days: int = 30
    longest_hold_days: int = 90
    most_extensions: int = 2
    most_in_house: int = 50
    late_entry_days: int = 3
    backup_days: int = 7
    full_check_days: int = 30
    cap_years: tuple[tuple[Level, int], ...] = (
        (Level.TOP_SECRET, 30),
        (Level.SECRET, 20),
        (Level.CONFIDENTIAL, 10),
    )
    narrowed: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    """Kinds of act that fewer roles may record in this unit than the program would allow."""

    def may(self, kind: str, roles: frozenset[Role]) -> frozenset[Role]:
        """Return who may record a kind of act here: of its own roles, those the unit left it."""
        return roles & self.narrowed.get(kind, roles)

    @property
    def given(self) -> dict[str, object]:
        """Return what a view about the unit's own rules is handed."""
        kinds = {kind: sorted(role.value for role in left) for kind, left in self.narrowed.items()}
        return {"narrowed": json.dumps(kinds, sort_keys=True)}

    def cap(self, level: Level) -> int:
        """Return the longest usual term of a level in years (law of 2024, art. 20)."""
        return dict(self.cap_years)[level]


@dataclass(frozen=True)
class Operator:
    """Who acts: an unlocked account, its person and roles."""

    account: int
    person: int
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Second:
    """The second person who confirmed, a witness or another account."""

    kind: str  # 'witness' or 'account'
    id: int
    person: int
    name: str
