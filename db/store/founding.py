"""Make a new ledger: folder, keys, file, keyring, and the first entries."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from db.ledger.act import Act
from db.ledger.acts.program.keyring import KeyringChanged
from db.ledger.acts.setup.add_account import SMALL_UNIT, AddAccount
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.acts.setup.found_unit import FoundUnit
from db.ledger.deadlines import Calendar
from db.ledger.known import Operator, Policy
from db.ledger.passwords import refuse_weak
from db.ledger.rules import V01, Refused, refuse
from db.ledger.trouble import CannotOpen
from db.ledger.values import Level, Role
from db.store import cipher, files, identity, keyring, lock, migrate, recording, settling
from db.store.faults import troubles
from db.store.journal import Signer
from db.store.recovery import RecoveryKey, new_recovery_key
from db.store.sealing import Cost, calibrated


@dataclass(frozen=True)
class Plan:
    """What a new ledger is to be: the unit, its officer, its administrators."""

    unit: str
    officer: str
    password: str
    ceiling: Level = Level.TOP_SECRET
    small: bool = True
    administrators: tuple[tuple[Role, str], ...] = ()
    place: str = "保密室"


@dataclass(frozen=True)
class Founded:
    """What is shown once: the recovery key, and the administrators' first passwords."""

    ledger_id: str
    recovery: RecoveryKey
    first_passwords: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True)
class _Account:
    name: str
    roles: tuple[Role, ...]
    password: str
    private: bytes
    public: bytes


def found(folder: Path, plan: Plan, now: datetime, cost: Cost | None = None) -> Founded:
    """Create the ledger; raise `Refused` or `CannotOpen` and leave nothing half-made."""
    _check(plan)
    lock.refuse_network_folder(folder)
    if folder.exists() and any(folder.iterdir()):
        raise CannotOpen(
            f"文件夹「{folder.name}」不是空的，不会在里面新建台账。", "请换一个空文件夹。"
        )
    with troubles():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with lock.hold(folder, now):
            return _found(folder, plan, now, cost or calibrated())
    except BaseException:
        for name in (files.LEDGER, files.KEYRING, files.LOCK, "ledger.db-wal", "ledger.db-shm"):
            (folder / name).unlink(missing_ok=True)
        raise


def _check(plan: Plan) -> None:
    for label, value in (("单位名称", plan.unit), ("保密员姓名", plan.officer)):
        if not value.strip():
            raise Refused(refuse(V01, label=label, problem="必填"))
    refuse_weak(plan.password, plan.officer, plan.unit)
    names = [plan.officer, *(name for _, name in plan.administrators)]
    if len(set(names)) != len(names):
        raise Refused(refuse(V01, label="姓名", problem="各账户须由不同的人担任"))


def _found(folder: Path, plan: Plan, now: datetime, cost: Cost) -> Founded:
    ledger_id, master = uuid.uuid4().hex, keyring.new_master_key()
    accounts, recovery = _accounts(plan), new_recovery_key()
    ring = keyring.new_keyring(ledger_id)
    for number, account in enumerate(accounts, 1):
        ring = keyring.add_slot(
            ring,
            account_id=number,
            name=account.name,
            password=account.password,
            cost=cost,
            master_key=master,
            signing_key=account.private,
        )
    ring = keyring.set_recovery_slot(ring, secret=recovery.secret, cost=cost, master_key=master)
    settling.write_first(folder, ring)
    connection = cipher.create(folder / files.LEDGER, master)
    try:
        version = migrate.migrate(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO identity (ledger_id, format, created_at) VALUES (?, ?, ?)",
            (ledger_id, version, now.isoformat(timespec="seconds")),
        )
        desk = recording.Desk(
            Operator(1, 1, plan.officer, frozenset(Role)),
            now,
            now.date(),
            Policy(),
            Calendar(frozenset(), frozenset()),
            signers=(Signer("account:1", accounts[0].private),),
        )
        recording.record(connection, _first_acts(plan, accounts, ring, desk), desk)
        connection.execute("COMMIT")
        cipher.checkpoint(connection)
    finally:
        connection.close()
    return Founded(ledger_id, recovery, tuple((a.name, a.password) for a in accounts[1:]))


def _accounts(plan: Plan) -> list[_Account]:
    roles = SMALL_UNIT if plan.small else (Role.CUSTODIAN,)
    made = [_Account(plan.officer, roles, plan.password, *identity.new_identity())]
    for role, name in plan.administrators:
        first = secrets.token_urlsafe(9)
        made.append(_Account(name, (role,), first, *identity.new_identity()))
    return made


def _first_acts(
    plan: Plan, accounts: list[_Account], ring: keyring.Keyring, desk: recording.Desk
) -> list[Act]:
    on = desk.today
    acts: list[Act] = [FoundUnit(on=on, name=plan.unit, ceiling=plan.ceiling, small=plan.small)]
    for number, account in enumerate(accounts, 1):
        acts += [
            AddPerson(on=on, name=account.name),
            AddAccount(
                on=on,
                person=number,
                name=account.name,
                also=account.roles,
                public_key=account.public.hex(),
                own=number == 1,  # the officer chose it; the administrators are handed theirs
            ),
        ]
    acts.append(AddPlace(on=on, name=plan.place))
    digest = ring.generation_digest().hex()
    acts.append(KeyringChanged(on=on, why="建账", generation=ring.generation, digest=digest))
    return acts
