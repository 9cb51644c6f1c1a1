"""The recovery key opens one act only: two witnesses give the security administrator a new slot.

Afterwards the old recovery key opens nothing; a new one is shown once.  Whoever
held the old passwords may still hold the master key: the program says so and
asks for a change of keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.ledger.acts.program.keyring import KeyringChanged
from db.ledger.acts.setup.recover_account import RecoverAccount
from db.ledger.beliefs import Account, KeyringSeal
from db.ledger.deadlines import Calendar
from db.ledger.known import Operator, Policy
from db.ledger.passwords import refuse_weak
from db.ledger.rules import V00, V04, Refused, refuse
from db.ledger.trouble import Damaged
from db.store import (
    cipher,
    confirming,
    files,
    head,
    identity,
    journal,
    keyring,
    lock,
    proof,
    recording,
    settling,
    standing,
)
from db.store.confirming import Confirmation
from db.store.faults import troubles
from db.store.journal import Signer
from db.store.recovery import RecoveryKey, new_recovery_key
from db.store.sealing import Cost, calibrated
from db.store.verdict import Standing

_ANOTHER_BOOK = (Standing.ROLLED_BACK, Standing.FORKED, Standing.LATER_KEYS)


@dataclass(frozen=True)
class Wish:
    """Who is to get in again, with which new password, confirmed by whom."""

    account: str
    password: str
    witnesses: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        """Name the account, never the passwords."""
        return f"Wish({self.account})"


def recover(
    folder: Path,
    typed_key: str,
    wish: Wish,
    now: datetime,
    state_dir: Path,
    cost: Cost | None = None,
) -> RecoveryKey:
    """Do it, and return the new recovery key; raise `Refused` or `Trouble` and change nothing."""
    refuse_weak(wish.password, wish.account)
    secret = RecoveryKey.parse(typed_key).secret
    opened = settling.read_rings(folder).open_recovery(secret)
    with lock.hold(folder, now), _opened(folder, opened, state_dir) as connection:
        account = _account(connection, wish.account)
        two = _two_others(connection, folder, wish, account, now)
        private, public = identity.new_identity()
        fresh, price = new_recovery_key(), cost or calibrated()
        ring = keyring.replace_slot(
            opened.keyring,
            account_id=account.id,
            password=wish.password,
            cost=price,
            master_key=opened.master_key,
            signing_key=private,
        )
        ring = keyring.set_recovery_slot(
            ring, secret=fresh.secret, cost=price, master_key=opened.master_key
        )
        desk = _desk(account, private, two, now)
        settling.write_pending(folder, ring)
        try:
            _record(connection, desk, account, public, two, ring)
        except BaseException:
            settling.drop_pending(folder)
            raise
        settling.finish_pending(folder)
        _mark(connection, folder, state_dir, opened.master_key, ring)
    return fresh


@contextmanager
def _opened(folder: Path, opened: keyring.Opened, state_dir: Path) -> Iterator[cipher.Connection]:
    """Open the file with the same doubts as an unlock."""
    connection = cipher.connect(folder / files.LEDGER, opened.master_key, write=True)
    try:
        cipher.prove_encrypted(connection)
        seal = standing.find(connection, KeyringSeal, (1,))
        inforce = settling.settle(folder, bytes.fromhex(seal.digest) if seal else b"")
        if inforce != opened.keyring:
            raise Damaged("恢复密钥属于已作废的口令环。", "请使用最近一次显示的恢复密钥。")
        broken = proof.first_broken_link(connection)
        if broken is not None:
            raise Damaged(f"台账被改动：{broken}。", "请保留整个文件夹不动，查明情况并报告保密办。")
        verdict = head.standing_of(connection, folder, state_dir, opened)
        if verdict.standing in _ANOTHER_BOOK:
            raise verdict.trouble()
        yield connection
        cipher.checkpoint(connection)
    finally:
        connection.close()


def _two_others(
    connection: cipher.Connection, folder: Path, wish: Wish, account: Account, now: datetime
) -> list[Confirmation]:
    two = [confirming.confirm(connection, folder, *witness, now) for witness in wish.witnesses]
    if len({each.second.person for each in two} - {account.person}) < 2:
        raise Refused(refuse(V04))
    if no_witness := [each.second.name for each in two if each.second.kind != "witness"]:
        raise Refused(refuse(V00, what=f"见证人“{no_witness[0]}”"))
    return two


def _account(connection: cipher.Connection, name: str) -> Account:
    found = next(standing.where(connection, Account, "name = ? AND active = 1", (name,)), None)
    if found is None:
        raise Refused(refuse(V00, what=f"账户{name}"))
    return found


def _desk(
    account: Account, private: bytes, two: Sequence[Confirmation], now: datetime
) -> recording.Desk:
    signers = (Signer(f"account:{account.id}", private), *(each.signer for each in two))
    return recording.Desk(
        operator=Operator(account.id, account.person, account.name, frozenset(account.roles)),
        now=now,
        today=now.date(),
        policy=Policy(),
        calendar=Calendar(),
        second=two[0].second,
        signers=signers,
    )


def _record(
    connection: cipher.Connection,
    desk: recording.Desk,
    account: Account,
    public: bytes,
    two: Sequence[Confirmation],
    ring: keyring.Keyring,
) -> None:
    recovered = RecoverAccount(
        on=desk.today,
        account=account.id,
        public_key=public.hex(),
        witnesses=tuple(each.second.id for each in two),
    )
    changed = KeyringChanged(
        on=desk.today,
        why="启用恢复密钥",
        generation=ring.generation,
        digest=ring.generation_digest().hex(),
    )
    with troubles():
        connection.execute("BEGIN IMMEDIATE")
        try:
            recording.record(connection, [recovered, changed], desk)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _mark(
    connection: cipher.Connection,
    folder: Path,
    state_dir: Path,
    master_key: bytes,
    ring: keyring.Keyring,
) -> None:
    count, link = journal.tip(connection)
    made = head.made_head(
        master_key, ring.ledger_id, count=count, link=link, keyring_generation=ring.generation
    )
    head.write_head(folder, state_dir, made)
