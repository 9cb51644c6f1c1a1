"""Who can unlock and who can confirm: every change of the keyring, in its safe order.

write the new keyring beside → record its digest → rename.  A crash between two
steps is settled at the next unlock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from db.ledger.act import Act
from db.ledger.acts.program.keyring import KeyringChanged
from db.ledger.acts.setup.add_account import AddAccount
from db.ledger.acts.setup.add_witness import AddWitness
from db.ledger.beliefs import Account, Counter
from db.ledger.rules import V01, V06, Refused, refuse
from db.ledger.values import Role
from db.store import confirming, identity, journal, keyring, settling, standing
from db.store.founding import LEAST_PASSWORD
from db.store.opening import Opened
from db.store.recording import Recorded
from db.store.sealing import Cost, calibrated

if TYPE_CHECKING:
    from sqlite3 import Connection


class _Record(Protocol):
    def __call__(self, *acts: Act) -> Recorded:
        """Record acts in the operator's name."""
        ...


class Accounts:
    """Accounts, witnesses and passwords of an unlocked ledger."""

    def __init__(
        self, opened: Opened, connection: Connection, record: _Record, today: Callable[[], date]
    ) -> None:
        self._opened = opened
        self._connection = connection
        self._record = record
        self._today = today

    def add(
        self,
        name: str,
        person: int,
        roles: tuple[Role, ...],
        password: str,
        cost: Cost | None = None,
    ) -> Recorded:
        """Open an account for a person, with a signing key of its own."""
        _long_enough(password)
        if self._opened.keys.keyring.slot(name) is not None:
            raise Refused(refuse(V06, name=f"账户{name}"))
        counter = standing.find(self._connection, Counter, ("account",))
        number = (counter.last if counter else 0) + 1
        private, public = identity.new_identity()
        keys = self._opened.keys
        ring = keyring.add_slot(
            keys.keyring,
            account_id=number,
            name=name,
            password=password,
            cost=cost or calibrated(),
            master_key=keys.master_key,
            signing_key=private,
        )
        act = AddAccount(
            on=self._today(), person=person, name=name, also=roles, public_key=public.hex()
        )
        return self._changed(ring, f"开立账户{name}", act)

    def change_password(self, new: str, cost: Cost | None = None) -> Recorded:
        """Give the operator's own slot a new password; who had the key keeps it."""
        _long_enough(new)
        keys = self._opened.keys
        ring = keyring.replace_slot(
            keys.keyring,
            account_id=keys.account_id,
            password=new,
            cost=cost or calibrated(),
            master_key=keys.master_key,
            signing_key=keys.signing_key,
        )
        return self._changed(ring, "更改口令")

    def add_witness(
        self, name: str, person: int, password: str, cost: Cost | None = None
    ) -> Recorded:
        """Give a person a credential inside the file."""
        _long_enough(password)
        context = confirming.witness_context(journal.ledger_id(self._connection), name)
        sealed = identity.seal_witness(password, cost or calibrated(), context)
        return self._record(
            AddWitness(
                on=self._today(),
                person=person,
                name=name,
                public_key=sealed.public.hex(),
                sealed=sealed.encoded().decode(),
            )
        )

    def names(self) -> tuple[str, ...]:
        """Return the names of all active accounts."""
        found = standing.where(self._connection, Account, "active = 1")
        return tuple(account.name for account in found)

    def _changed(self, ring: keyring.Keyring, why: str, *acts: Act) -> Recorded:
        folder = self._opened.folder
        digest = ring.generation_digest().hex()
        changed = KeyringChanged(
            on=self._today(), why=why, generation=ring.generation, digest=digest
        )
        settling.write_pending(folder, ring)
        try:
            recorded = self._record(*acts, changed)
        except BaseException:
            settling.drop_pending(folder)
            raise
        settling.finish_pending(folder)
        self._opened.keys = replace(self._opened.keys, keyring=ring)
        return recorded


def _long_enough(password: str) -> None:
    if len(password) < LEAST_PASSWORD:
        raise Refused(refuse(V01, label="口令", problem=f"至少{LEAST_PASSWORD}个字符"))
