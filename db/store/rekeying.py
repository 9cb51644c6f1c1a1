"""换钥: the whole ledger is written anew under a new key, verified, and put in place of the old.

Done while nobody has the ledger open.  Two persons confirm.  Whoever gives his password keeps it;
every other account gets a first password and a new signing key, because its old slot holds the old
master key.  A new recovery key is shown once.

    ledger.db.new    the same pages under the new key, with the entries that say so, proven
    keyring.new      the slots that open it
    swap             the digest of the new file's first page: the step that counts is the rename
    ledger.db        the new file in its place, then the keyring; a crash is settled at the next
                     unlock by what `swap` says (`settling.swapped`)
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from db.ledger.act import Act
from db.ledger.acts.program.keyring import KeyringChanged
from db.ledger.acts.setup.change_keys import ChangeKeys
from db.ledger.acts.setup.own_password import ResetPassword
from db.ledger.beliefs import Account
from db.ledger.deadlines import Calendar
from db.ledger.policy import Policy
from db.ledger.rules import Refused
from db.ledger.trouble import CannotOpen
from db.store import (
    cipher,
    confirming,
    files,
    identity,
    journal,
    keyring,
    opening,
    proof,
    recording,
    settling,
    standing,
)
from db.store.confirming import Confirmation
from db.store.faults import troubles
from db.store.recovery import RecoveryKey, new_recovery_key
from db.store.sealing import Cost, calibrated


@dataclass(frozen=True)
class KeyWish:
    """Who changes the keys with whom, why, and who else is here with his password."""

    account: str
    password: str
    second: tuple[str, str]
    reason: str
    present: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        """Name the account, never the passwords."""
        return f"KeyWish({self.account})"


@dataclass(frozen=True)
class Rekeyed:
    """What is shown once: the recovery key, and the first passwords of who was not here."""

    recovery: RecoveryKey
    first_passwords: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True)
class _Renewed:
    """The keyring under the new key, and what must be recorded of it."""

    ring: keyring.Keyring
    recovery: RecoveryKey
    first_passwords: tuple[tuple[str, str], ...]
    resets: tuple[ResetPassword, ...]


def rekey(
    folder: Path, wish: KeyWish, now: datetime, state_dir: Path, cost: Cost | None = None
) -> Rekeyed:
    """Do it; raise `Refused` or `Trouble` and leave the ledger as it was."""
    opened = opening.open_ledger(folder, wish.account, wish.password, now, state_dir)
    held = opened.held
    assert held is not None
    with held:
        try:
            _refuse(opened)
            second = confirming.confirm(opened.connection, folder, *wish.second, now)
            act = ChangeKeys(on=now.date(), reason=wish.reason)
            desk = _desk(opened, second, now)
            if refusals := recording.preview(opened.connection, [act], desk)[0]:
                raise Refused(*refusals)
            master = keyring.new_master_key()
            renewed = _renewed(opened, wish, master, cost or calibrated(), now)
            _write_beside(opened, master, desk, [*renewed.resets, act], renewed.ring)
        finally:
            cipher.checkpoint(opened.connection)
            opened.connection.close()
        _swap(folder, renewed.ring)
        _mark(opened, master, renewed.ring, state_dir)
    return Rekeyed(renewed.recovery, renewed.first_passwords)


def _refuse(opened: opening.Opened) -> None:
    opening.refuse_writing(opened)
    if opened.rollback is not None:
        raise opened.rollback.trouble()


def _desk(opened: opening.Opened, second: Confirmation, now: datetime) -> recording.Desk:
    return recording.Desk(
        operator=opened.operator,
        now=now,
        today=now.date(),
        policy=Policy(),
        calendar=Calendar(),
        second=second.second,
        signers=(opened.signer, second.signer),
    )


def _renewed(
    opened: opening.Opened, wish: KeyWish, master: bytes, cost: Cost, now: datetime
) -> _Renewed:
    """Return a keyring whose slots hold the new key, and what changes for who is not here."""
    old = opened.keys.keyring
    here = dict([(wish.account, wish.password), wish.second, *wish.present])
    ring = keyring.Keyring(old.ledger_id, old.generation, ())
    first: list[tuple[str, str]] = []
    resets: list[ResetPassword] = []
    for account in standing.where(opened.connection, Account, "active = 1"):
        if old.slot(account.name) is None:
            continue
        password = here.get(account.name)
        if password is not None:
            signing = keyring.open_slot(old, account.name, password).signing_key
        else:
            password = secrets.token_urlsafe(9)
            signing, public = identity.new_identity()
            first.append((account.name, password))
            resets.append(
                ResetPassword(on=now.date(), person=account.person, public_key=public.hex())
            )
        ring = keyring.add_slot(
            ring,
            account_id=account.id,
            name=account.name,
            password=password,
            cost=cost,
            master_key=master,
            signing_key=signing,
        )
    recovery = new_recovery_key()
    ring = keyring.set_recovery_slot(ring, secret=recovery.secret, cost=cost, master_key=master)
    return _Renewed(ring, recovery, tuple(first), tuple(resets))


def _write_beside(
    opened: opening.Opened,
    master: bytes,
    desk: recording.Desk,
    acts: list[Act],
    ring: keyring.Keyring,
) -> None:
    """Write the new file with the entries that say so, and prove it from end to end."""
    digest = ring.generation_digest().hex()
    changed = KeyringChanged(on=desk.today, why="换钥", generation=ring.generation, digest=digest)
    target = opened.folder / files.NEW_LEDGER
    settling.drop_swap(opened.folder)
    before = journal.tip(opened.connection)
    with _closed(cipher.rewritten(opened.connection, target, master)) as fresh:
        if journal.tip(fresh) != before:
            raise CannotOpen("换钥没有办成：新旧文件的流水不一致。", "原台账没有改动，请重试。")
        recording.committed(fresh, [*acts, changed], desk)
        proof.must_be_sound(fresh)
        cipher.checkpoint(fresh)


@contextmanager
def _closed(connection: cipher.Connection) -> Iterator[cipher.Connection]:
    with troubles():
        try:
            yield connection
        finally:
            connection.close()


def _swap(folder: Path, ring: keyring.Keyring) -> None:
    """Put the new file and its keyring in place; before the rename nothing has happened yet."""
    settling.write_pending(folder, ring)
    settling.write_swap(folder)
    files.drop_log(folder / files.LEDGER)
    with troubles():
        (folder / files.NEW_LEDGER).replace(folder / files.LEDGER)
        files.sync_folder(folder)
    settling.finish_pending(folder)
    settling.drop_swap(folder)


def _mark(opened: opening.Opened, master: bytes, ring: keyring.Keyring, state_dir: Path) -> None:
    """Write the heads under the new key."""
    connection = cipher.connect(opened.folder / files.LEDGER, master, write=True)
    try:
        opened.connection = connection
        opened.keys = keyring.Opened(master, b"", opened.keys.account_id, ring)
        opening.write_head(opened, state_dir)
    finally:
        connection.close()
