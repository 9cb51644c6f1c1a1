"""Unlock a ledger: the order of the checks, told once.

network folder → throttle → slot → lock → file and its encryption → format →
keyring as recorded → account's own key → heads → last links → clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from db.ledger.beliefs import Account, KeyringSeal
from db.ledger.fitness import unusable_because
from db.ledger.known import Operator
from db.ledger.rules import V11, Refused, refuse
from db.ledger.trouble import CannotOpen, Damaged, Trouble
from db.store import (
    cipher,
    files,
    head,
    identity,
    journal,
    keyring,
    lock,
    migrate,
    proof,
    restored,
    scrubbing,
    settling,
    signers,
    standing,
    throttle,
)
from db.store.digest import hexed
from db.store.faults import troubles
from db.store.journal import Signer
from db.store.verdict import HeadVerdict

if TYPE_CHECKING:
    from db.store.cipher import Connection

RECENT = 1000
LONGEST_SILENCE = timedelta(days=31)


@dataclass
class Opened:
    """A ledger that is open: connection, keys in use, and what was noticed."""

    folder: Path
    connection: Connection
    held: lock.Held | None
    keys: keyring.Opened
    operator: Operator
    signer: Signer
    rollback: HeadVerdict | None
    clock_doubt: str
    last_day: str

    def __repr__(self) -> str:
        """Name the folder, never the keys."""
        return f"Opened({self.folder.name})"


def open_ledger(
    folder: Path,
    account: str | None,
    password: str,
    now: datetime,
    state_dir: Path,
    *,
    write: bool = True,
) -> Opened:
    """Open a ledger, or raise the one `Trouble` that tells why not."""
    _must_be_a_ledger(folder)
    lock.refuse_network_folder(folder)
    rings = settling.read_rings(folder)
    name = account or _only(rings.names())
    keys = _unlocked(folder, rings, name, password, now)
    held = lock.hold(folder, now) if write else None
    try:
        connection = cipher.connect(folder / files.LEDGER, keys.master_key, write=write)
    except BaseException:
        if held:
            held.release()
        raise
    with let_go_on_failure(connection, held):
        opened = _checked(folder, connection, held, keys, (name, password), now, state_dir)
        if write and opened.rollback is None:
            scrubbing.finish_if_it_can(connection)
        return opened


@contextmanager
def let_go_on_failure(connection: Connection, held: lock.Held | None) -> Iterator[None]:
    """Close a ledger, and let writers in again, if what follows the opening fails."""
    try:
        with troubles():
            yield
    except BaseException:
        connection.close()
        if held:
            held.release()
        raise


def account_names(folder: Path) -> tuple[str, ...]:
    """Return who may unlock the ledger in a folder; raise the `Trouble` that stands before it."""
    _must_be_a_ledger(folder)
    lock.refuse_network_folder(folder)
    return settling.read_rings(folder).names()


@dataclass(frozen=True)
class Patience:
    """How often an account failed since it last got in, and for how long it has to wait now."""

    failed: int
    seconds: int
    free: int = throttle.FREE


def patience(folder: Path, account: str, now: datetime) -> Patience:
    """Tell how a log-in stands before it is tried."""
    with suppress(Trouble):
        seconds = throttle.wait_needed(folder, account, now)
        return Patience(throttle.failures_of(folder, account), seconds)
    return Patience(0, 0)


def refuse_writing(opened: Opened) -> None:
    """Raise `CannotOpen` or `Refused` unless the ledger is open for writing on a known day."""
    if opened.held is None:
        raise CannotOpen("台账以只读方式打开。", "请重新以可写方式打开。")
    if opened.clock_doubt:
        raise Refused(refuse(V11, why=opened.clock_doubt))


def _must_be_a_ledger(folder: Path) -> None:
    if not folder.is_dir():
        raise CannotOpen(f"找不到台账文件夹「{folder.name}」。", "请检查路径。")
    if not (folder / files.LEDGER).exists() and not (folder / files.KEYRING).exists():
        raise CannotOpen(
            f"「{folder.name}」不是台账文件夹。", "请选择含有台账文件和口令环的文件夹。"
        )


def _only(names: tuple[str, ...]) -> str:
    if len(names) != 1:
        raise CannotOpen("这本台账有多个账户。", f"请指明账户：{'、'.join(names)}。")
    return names[0]


def _unlocked(
    folder: Path, rings: settling.Rings, name: str, password: str, now: datetime
) -> keyring.Opened:
    known = name if name in rings.names() else ""
    throttle.refuse_haste(folder, known, now)
    try:
        return rings.open(name, password)
    except CannotOpen:
        # A wrong password leaves its trace even when only reading was asked for.
        throttle.failed(folder, known, now)
        raise


def _checked(
    folder: Path,
    connection: Connection,
    held: lock.Held | None,
    keys: keyring.Opened,
    entry: tuple[str, str],
    now: datetime,
    state_dir: Path,
) -> Opened:
    write = held is not None
    cipher.prove_encrypted(connection)
    _format(connection, write=write)
    if journal.ledger_id(connection) != keys.keyring.ledger_id:
        raise Damaged("口令环与台账文件不是同一本。", "请从备份恢复完整的台账文件夹。")
    seal = standing.find(connection, KeyringSeal, (1,))
    if seal is None:
        raise Damaged("台账里没有口令环的记录。", "请从备份恢复。")
    inforce = settling.settle(folder, hexed(seal.digest), write=write)
    keys = settling.confirmed(keys, inforce, *entry)
    account = _account(connection, keys)
    verdict = head.standing_of(connection, folder, state_dir, keys)
    verdict = replace(verdict, backup=restored.backup_of(folder, connection))
    broken = proof.first_broken_link(connection, max(1, journal.tip(connection)[0] - RECENT + 1))
    if broken is not None:
        raise Damaged(f"台账被改动：{broken}。", "请保留整个文件夹不动，查明情况并报告保密办。")
    doubt = _clock_doubt(connection, now)
    return Opened(
        folder=folder,
        connection=connection,
        held=held,
        keys=keys,
        operator=Operator(account.id, account.person, account.name, frozenset(account.roles)),
        signer=Signer(f"account:{account.id}", keys.signing_key),
        rollback=None if verdict.harmless else verdict,
        clock_doubt=doubt,
        last_day=_last_recorded(connection, visits=False)[:10],
    )


def _format(connection: Connection, *, write: bool) -> None:
    version = migrate.format_of(connection)
    if version == 0:
        raise Damaged("台账文件是空的。", "请从备份恢复。")
    if version > migrate.newest():
        raise CannotOpen(
            f"台账由更新版本的程序写成（格式{version}）。", "请使用新版本打开，本程序不会改动它。"
        )
    if write:
        migrate.migrate(connection)
    elif version < migrate.newest():
        raise CannotOpen("台账是旧格式。", "请先用可写方式打开一次，程序会备份并升级。")


def _account(connection: Connection, keys: keyring.Opened) -> Account:
    account = standing.find(connection, Account, (keys.account_id,))
    signer, last = f"account:{keys.account_id}", journal.tip(connection)[0]
    recorded = signers.key_at(signers.public_keys(connection), signer, last) or b""
    if (
        account is None
        or not identity.answers(keys.signing_key, recorded)
        or hexed(account.public_key) != recorded
    ):
        raise Damaged(
            "口令环被换过：这个账户的签名钥与台账记录不符。", "请停止使用，保留原状并报告保密办。"
        )
    if why := unusable_because(account):
        raise CannotOpen(f"{account.name}{why}。", "请联系安全保密管理员。")
    return account


def _clock_doubt(connection: Connection, now: datetime) -> str:
    recorded_at = _last_recorded(connection)
    if not recorded_at:
        return ""
    try:
        silence = now - datetime.fromisoformat(recorded_at)
    except (ValueError, TypeError) as error:  # no time, or one without its offset
        raise Damaged(
            "台账被改动：最后一条的记录时间不能解读。", "请保留整个文件夹不动，报告保密办。"
        ) from error
    if silence < timedelta(seconds=-1):
        return f"早于上一条记录的时间{recorded_at[:16].replace('T', ' ')}"
    if silence > LONGEST_SILENCE:
        return f"距上一条记录{silence.days}天"
    return ""


def put_away(connection: Connection) -> None:
    """Finish what a redaction left to be done, and put the log into the file."""
    scrubbing.finish_if_it_can(connection)
    cipher.checkpoint(connection)


def _last_recorded(connection: Connection, *, visits: bool = True) -> str:
    """Return when the last entry was recorded; without `visits`, the last that is no log-in."""
    work = "" if visits else " WHERE kind NOT IN ('log_in', 'failed_log_in')"
    row = connection.execute(
        f"SELECT recorded_at FROM entry{work} ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return str(row[0]) if row else ""


def write_head(opened: Opened, state_dir: Path) -> None:
    """Write where the journal stands now, in both places."""
    count, link = journal.tip(opened.connection)
    ring = opened.keys.keyring
    made = head.made_head(
        opened.keys.master_key,
        ring.ledger_id,
        count=count,
        link=link,
        keyring_generation=ring.generation,
    )
    head.write_head(opened.folder, state_dir, made)


def manifest(opened: Opened, now: datetime) -> dict[str, str | int]:
    """Return what a backup says of itself."""
    count, link = journal.tip(opened.connection)
    return {
        "ledger": opened.keys.keyring.ledger_id,
        "entries": count,
        "link": link.hex(),
        "made": now.isoformat(timespec="seconds"),
    }
