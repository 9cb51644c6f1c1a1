"""What the rarer things need of the demo's office, and who does them there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from db.ledger.act import Act
from db.ledger.acts.intake.register import Register
from db.vault import Recorded, Vault
from desktop.demonstration.world import Paper, World

OFFICER, SECOND, DECIDER, DRAFTER = 1, 2, 3, 4
CABINET = 1


@dataclass(frozen=True)
class Kept:
    """A copy on the shelf, and the departments that may know it."""

    copy: int
    departments: tuple[int, ...]
    must_return: bool = False


class Office(Protocol):
    """What the rarer things need of the office."""

    vault: Vault
    world: World
    done: Counter[str]
    shelf: list[Kept]

    def do(self, act: Act, *, second: bool = False) -> Recorded | None:
        """Record an act, confirmed by the second person if need be."""
        ...

    def plan(self, day: date, act: Act) -> None:
        """Put something on the agenda."""
        ...

    def someone(self, kept: Kept) -> int:
        """Choose a reader of the departments in scope."""
        ...

    def registration(self, day: date, paper: Paper) -> Register:
        """Return how a paper is registered."""
        ...


def made(recorded: Recorded | None, name: str) -> Any:
    """Return what the act was given when it was recorded, or nothing if it was refused."""
    return None if recorded is None else getattr(recorded.acts[0], name)
