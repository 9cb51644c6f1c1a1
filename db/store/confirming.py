"""The second person: a witness or another account confirms an act in a session not his own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.ledger.beliefs import Account, Witness
from db.ledger.fitness import credential_refusals
from db.ledger.known import Operator, Second
from db.ledger.trouble import CannotOpen, Damaged
from db.store import identity, journal, settling, standing, throttle
from db.store.digest import hexed
from db.store.journal import Signer

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True)
class Confirmation:
    """A second person who typed the right password, ready to sign one transaction."""

    second: Second
    signer: Signer
    third: Confirmation | None = None
    """Who signs the same transaction besides him."""

    def __repr__(self) -> str:
        """Name the person, never the key."""
        return f"Confirmation({self.second.kind}:{self.second.id})"


def seats(said: Confirmation | None) -> tuple[Second | None, Second | None, tuple[Signer, ...]]:
    """Return who confirms as second and as third person, and with which keys."""
    if said is None:
        return None, None, ()
    if said.third is None:
        return said.second, None, (said.signer,)
    return said.second, said.third.second, (said.signer, said.third.signer)


def witness_context(ledger_id: str, name: str) -> bytes:
    """Return what a witness's credential is bound to."""
    return f"{ledger_id} {name}".encode()


def confirm(
    connection: Connection, folder: Path, name: str, password: str, now: datetime
) -> Confirmation:
    """Return the confirmation of a witness or account, or raise `CannotOpen` saying why not."""
    credential = _credential(connection, name)
    if credential is None:
        raise CannotOpen(f"没有名为“{name}”的见证人或账户。", "请先登记见证人。")
    for refusal in credential_refusals(credential):
        raise CannotOpen(refusal.sentence, "可由另一部门或上级单位的人登记为见证人。")
    since = now.isoformat(timespec="seconds")
    if isinstance(credential, Witness):
        context = witness_context(journal.ledger_id(connection), credential.name)
        key = witness_key(folder, credential, password, context, now)
        kind = "witness"
    else:
        key = _account_key(folder, credential, password, now)
        kind = "account"
    return Confirmation(
        Second(kind, credential.id, credential.person, credential.name, since),
        Signer(f"{kind}:{credential.id}", key),
    )


def _credential(connection: Connection, name: str) -> Witness | Account | None:
    kinds: tuple[type[Witness] | type[Account], ...] = (Witness, Account)
    for kind in kinds:
        for found in standing.where(connection, kind, "name = ? AND active = 1", (name,)):
            return found
    return None


def witness_key(
    folder: Path, witness: Witness, password: str, context: bytes, now: datetime
) -> bytes:
    """Return the signing key of a witness; guessing is slowed as at the log-in."""
    sealed = identity.read_witness(witness.sealed.encode())
    with throttle.slowed(folder, witness.name, now):
        private = identity.open_witness(sealed, password, context)
    if not identity.answers(private, hexed(witness.public_key)):
        raise Damaged("见证人的签名钥与台账记录不符。", "请停止使用并报告保密办。")
    return private


def _account_key(folder: Path, account: Account, password: str, now: datetime) -> bytes:
    with throttle.slowed(folder, account.name, now):
        opened = settling.read_rings(folder).open(account.name, password)
    if not identity.answers(opened.signing_key, hexed(account.public_key)):
        raise Damaged("口令环被换过：这个账户的签名钥与台账记录不符。", "请停止使用并报告保密办。")
    return opened.signing_key


def is_operator(folder: Path, operator: Operator, password: str, now: datetime) -> bool:
    """Say whether this is the password of who sits here; guessing is slowed as at the log-in."""
    throttle.refuse_haste(folder, operator.name, now)
    try:
        with throttle.slowed(folder, operator.name, now):
            opened = settling.read_rings(folder).open(operator.name, password)
    except CannotOpen:
        return False
    return opened.account_id == operator.account
