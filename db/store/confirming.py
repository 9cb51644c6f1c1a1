"""The second person: a witness or another account confirms an act in a session not his own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.ledger.beliefs import Account, Witness
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

    def __repr__(self) -> str:
        """Name the person, never the key."""
        return f"Confirmation({self.second.kind}:{self.second.id})"


def witness_context(ledger_id: str, name: str) -> bytes:
    """Return what a witness's credential is bound to."""
    return f"{ledger_id} {name}".encode()


def confirm(connection: Connection, folder: Path, name: str, password: str) -> Confirmation:
    """Return the confirmation of a witness or account, or raise `CannotOpen`."""
    witness = next(standing.where(connection, Witness, "name = ? AND active = 1", (name,)), None)
    if witness is not None:
        return _by_witness(connection, witness, password)
    account = next(standing.where(connection, Account, "name = ? AND active = 1", (name,)), None)
    if account is None:
        raise CannotOpen(f"没有名为“{name}”的见证人或账户。", "请先登记见证人。")
    opened = settling.read_rings(folder).open(name, password)
    if not identity.answers(opened.signing_key, hexed(account.public_key)):
        raise Damaged("口令环被换过：这个账户的签名钥与台账记录不符。", "请停止使用并报告保密办。")
    return Confirmation(
        Second("account", account.id, account.person, account.name),
        Signer(f"account:{account.id}", opened.signing_key),
    )


def is_operator(folder: Path, operator: Operator, password: str, now: datetime) -> bool:
    """Say whether this is the password of who sits here; guessing is slowed as at the log-in."""
    throttle.refuse_haste(folder, operator.name, now)
    try:
        opened = settling.read_rings(folder).open(operator.name, password)
    except CannotOpen:
        throttle.failed(folder, operator.name, now)
        return False
    return opened.account_id == operator.account


def _by_witness(connection: Connection, witness: Witness, password: str) -> Confirmation:
    sealed = identity.read_witness(witness.sealed.encode())
    context = witness_context(journal.ledger_id(connection), witness.name)
    private = identity.open_witness(sealed, password, context)
    if not identity.answers(private, hexed(witness.public_key)):
        raise Damaged("见证人的签名钥与台账记录不符。", "请停止使用并报告保密办。")
    return Confirmation(
        Second("witness", witness.id, witness.person, witness.name),
        Signer(f"witness:{witness.id}", private),
    )
