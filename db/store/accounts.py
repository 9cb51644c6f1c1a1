"""Who can unlock and who can confirm: every change of the keyring, in its safe order.

write the new keyring beside → record its digest → rename.  A crash between two
steps is settled at the next unlock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from db.ledger.act import Act
from db.ledger.acts.program.keyring import KeyringChanged
from db.ledger.acts.setup.add_account import AddAccount
from db.ledger.acts.setup.add_witness import AddWitness
from db.ledger.acts.setup.own_password import OwnPassword, ResetPassword
from db.ledger.acts.setup.remove_credential import RemoveCredential
from db.ledger.beliefs import Account, Counter, Witness
from db.ledger.fitness import Candidate
from db.ledger.passwords import refuse_weak
from db.ledger.rules import V00, V01, V06, Refused, refuse
from db.ledger.trouble import CannotOpen
from db.ledger.values import Role
from db.store import candidates, confirming, identity, journal, keyring, settling, standing
from db.store.confirming import Confirmation
from db.store.opening import Opened
from db.store.recording import Desk, Recorded
from db.store.sealing import Cost, calibrated

if TYPE_CHECKING:
    from sqlite3 import Connection


class _Record(Protocol):
    def __call__(self, *acts: Act, second: Confirmation | None = None) -> Recorded:
        """Record acts in the operator's name."""
        ...


class Accounts:
    """Accounts, witnesses and passwords of an unlocked ledger.

    Whatever needs a second person is told by the acts; `second` is he.  A password that somebody
    else than its owner typed is a first one: it confirms nothing until the owner changed it.
    """

    def __init__(
        self, opened: Opened, connection: Connection, record: _Record, desk: Callable[[], Desk]
    ) -> None:
        self._opened = opened
        self._connection = connection
        self._record = record
        self._desk = desk

    def add(
        self,
        name: str,
        person: int,
        roles: tuple[Role, ...],
        password: str,
        cost: Cost | None = None,
        *,
        second: Confirmation | None = None,
    ) -> Recorded:
        """Propose an account for a person, with a signing key of its own and a first password."""
        refuse_weak(password, name)
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
            on=self._desk().today, person=person, name=name, also=roles, public_key=public.hex()
        )
        return self._changed(ring, f"开立账户{name}", act, second=second)

    @property
    def on_first_password(self) -> bool:
        """Whether the operator's password is still the one that somebody gave him."""
        account = standing.find(self._connection, Account, (self._opened.operator.account,))
        return account is not None and not account.own

    def change_password(self, new: str, cost: Cost | None = None) -> Recorded:
        """Give the operator's own slot a new password; who had the key keeps it."""
        keys, operator = self._opened.keys, self._opened.operator
        refuse_weak(new, operator.name)
        first = self.on_first_password
        if first and _opens(keys.keyring, operator.name, new):
            raise Refused(refuse(V01, label="口令", problem="不能沿用首次口令"))
        ring = keyring.replace_slot(
            keys.keyring,
            account_id=keys.account_id,
            password=new,
            cost=cost or calibrated(),
            master_key=keys.master_key,
            signing_key=keys.signing_key,
        )
        own = [OwnPassword(on=self._desk().today, person=operator.person)] if first else []
        return self._changed(ring, "更改口令", *own)

    def add_witness(
        self,
        name: str,
        person: int,
        password: str,
        cost: Cost | None = None,
        *,
        second: Confirmation | None = None,
    ) -> Recorded:
        """Propose a credential inside the file for a person, with a first password."""
        refuse_weak(password, name)
        sealed = identity.seal_witness(password, cost or calibrated(), self._context(name))
        act = AddWitness(
            on=self._desk().today,
            person=person,
            name=name,
            public_key=sealed.public.hex(),
            sealed=sealed.encoded().decode(),
        )
        return self._record(act, second=second)

    def witness_password(self, name: str, old: str, new: str, cost: Cost | None = None) -> Recorded:
        """Let a witness put his own password in the place of the one he was given, or had."""
        refuse_weak(new, name)
        if old == new:
            raise Refused(refuse(V01, label="口令", problem="新口令不能与旧口令相同"))
        witness = self._witness(name)
        now, context = self._desk().now, self._context(name)
        private = confirming.witness_key(self._opened.folder, witness, old, context, now)
        sealed = identity.resealed(private, new, cost or calibrated(), context)
        act = OwnPassword(
            on=self._desk().today, person=witness.person, sealed=sealed.encoded().decode()
        )
        return self._record(act)

    def reset(
        self,
        name: str,
        password: str,
        cost: Cost | None = None,
        *,
        second: Confirmation | None = None,
    ) -> Recorded:
        """Give somebody who forgot his password a first one again, and a new signing key."""
        refuse_weak(password, name)
        keys, today, price = self._opened.keys, self._desk().today, cost or calibrated()
        if keys.keyring.slot(name) is None:
            witness = self._witness(name)
            sealed = identity.seal_witness(password, price, self._context(name))
            act = ResetPassword(
                on=today,
                person=witness.person,
                public_key=sealed.public.hex(),
                sealed=sealed.encoded().decode(),
            )
            return self._record(act, second=second)
        account = self._account(name)
        private, public = identity.new_identity()
        ring = keyring.replace_slot(
            keys.keyring,
            account_id=account.id,
            password=password,
            cost=price,
            master_key=keys.master_key,
            signing_key=private,
        )
        act = ResetPassword(on=today, person=account.person, public_key=public.hex())
        return self._changed(ring, f"重置{name}的口令", act, second=second)

    def remove(
        self,
        name: str,
        reason: str,
        *,
        for_cause: bool = False,
        heir: int | None = None,
        second: Confirmation | None = None,
    ) -> Recorded:
        """Take an account or a witness out; whoever had the key keeps it until 换钥."""
        keys = self._opened.keys
        held = self._witness(name) if keys.keyring.slot(name) is None else self._account(name)
        act = RemoveCredential(
            on=self._desk().today,
            person=held.person,
            reason=reason,
            for_cause=for_cause,
            heir=heir,
        )
        if isinstance(held, Witness):
            return self._record(act, second=second)
        ring = keyring.remove_slot(keys.keyring, held.id)
        return self._changed(ring, f"移除账户{name}", act, second=second)

    def names(self) -> tuple[str, ...]:
        """Return the names of all active accounts."""
        found = standing.where(self._connection, Account, "active = 1")
        return tuple(account.name for account in found)

    def could_confirm(self, *acts: Act, third: bool = False) -> list[Candidate]:
        """Return who in this unit could be second (or third), and why the others could not."""
        return candidates.candidates(self._connection, acts, self._desk(), third=third)

    def _account(self, name: str) -> Account:
        found = next(
            standing.where(self._connection, Account, "name = ? AND active = 1", (name,)), None
        )
        if found is None:
            raise Refused(refuse(V00, what=f"账户或见证人“{name}”"))
        return found

    def _witness(self, name: str) -> Witness:
        found = next(
            standing.where(self._connection, Witness, "name = ? AND active = 1", (name,)), None
        )
        if found is None:
            raise Refused(refuse(V00, what=f"账户或见证人“{name}”"))
        return found

    def _context(self, name: str) -> bytes:
        return confirming.witness_context(journal.ledger_id(self._connection), name)

    def _changed(
        self, ring: keyring.Keyring, why: str, *acts: Act, second: Confirmation | None = None
    ) -> Recorded:
        folder = self._opened.folder
        digest = ring.generation_digest().hex()
        changed = KeyringChanged(
            on=self._desk().today, why=why, generation=ring.generation, digest=digest
        )
        settling.write_pending(folder, ring)
        try:
            recorded = self._record(*acts, changed, second=second)
        except BaseException:
            settling.drop_pending(folder)
            raise
        settling.finish_pending(folder)
        self._opened.keys = replace(self._opened.keys, keyring=ring)
        return recorded


def _opens(ring: keyring.Keyring, name: str, password: str) -> bool:
    try:
        keyring.open_slot(ring, name, password)
    except CannotOpen:
        return False
    return True
