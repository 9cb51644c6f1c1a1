"""What all acts about somebody's account or witness share: whose it is, and its number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from db.ledger.act import Act, asked, reckoned
from db.ledger.beliefs import Account, Person
from db.ledger.fitness import credential_of
from db.ledger.known import Known, Needs, needs

C = TypeVar("C", bound="OfCredential")


@dataclass(frozen=True, kw_only=True)
class OfCredential(Act):
    """An act about the one credential of a person: an account, or a witness."""

    person: int = asked("人员", "账户或见证人属于谁", refers=Person)
    account: int | None = reckoned("账户", default=None)
    witness: int | None = reckoned("见证人", default=None)

    def needs(self) -> Needs:
        """The person."""
        return needs((Person, self.person))

    def completed(self: C, known: Known) -> C:
        """Find the person's credential."""
        held = credential_of(known, self.person)
        if isinstance(held, Account):
            return replace(self, account=held.id, witness=None)
        return replace(self, account=None, witness=held.id if held else None)
