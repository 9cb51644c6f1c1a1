"""How the desk comes to an open ledger: the calls the command line makes, ready for a worker.

Whoever unlocks or makes a ledger does so on the writer's thread, where the vault then stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from db.vault import (
    Cost,
    Founded,
    KeyWish,
    Patience,
    Plan,
    RecoveryKey,
    Rekeyed,
    Vault,
    Wish,
    account_names,
    patience,
    read_manifest,
    recover,
    rekey,
)
from desktop import clock, settings
from desktop.duty_calendar import calendar
from desktop.unit_policy import unit_policy


@dataclass(frozen=True)
class Door:
    """The clock, the state folder and the price of a password, handed to every opening."""

    now: Callable[[], datetime] = clock.now
    state: Path = field(default_factory=settings.state_folder)
    cost: Cost | None = None

    def found(self, folder: Path, plan: Plan) -> tuple[Vault, Founded]:
        """Make a ledger and leave it unlocked for its officer."""
        return Vault.create(
            folder,
            plan,
            clock=self.now,
            state_dir=self.state,
            cost=self.cost,
            policy=unit_policy(),
            calendar=calendar(),
        )

    def unlock(self, folder: Path, account: str | None, password: str) -> Vault:
        """Unlock a ledger for writing."""
        return Vault.unlock(
            folder,
            account,
            password,
            clock=self.now,
            state_dir=self.state,
            policy=unit_policy(),
            calendar=calendar(),
        )

    def accounts(self, folder: Path) -> tuple[str, ...]:
        """Name who may unlock the ledger; raise the `Trouble` that stands before it."""
        return account_names(folder)

    def patience(self, folder: Path, account: str) -> Patience:
        """Tell how often an account failed and how long it has to wait."""
        return patience(folder, account, self.now())

    def recover(self, folder: Path, key: str, wish: Wish) -> RecoveryKey:
        """Give the security administrator a new password before two witnesses."""
        return recover(folder, key, wish, self.now(), self.state, self.cost)

    def rekey(self, folder: Path, wish: KeyWish) -> Rekeyed:
        """Write a ledger that nobody has open anew under new keys."""
        return rekey(folder, wish, self.now(), self.state, self.cost)

    def manifest(self, file: Path) -> dict[str, str | int]:
        """Return what a backup says of itself."""
        return read_manifest(file)

    def restore(self, file: Path, folder: Path) -> None:
        """Unpack a backup into a folder that is empty or not there."""
        Vault.restore(file, folder)
