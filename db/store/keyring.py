"""The keyring (口令环): the master key under each account's password.

A slot seals the master key, and for an account its Ed25519 private key, bound to
the ledger, the account, the slot's generation and the cost.  The keyring proves
nobody's identity: the public keys stand in the encrypted file, and whoever opens
a slot there must answer for one (`identity.answers`).  Every change makes a new
generation, whose digest is recorded in the file (see `settling`).
"""

from __future__ import annotations

import json
import os
import unicodedata
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from db.ledger.trouble import CannotOpen, Damaged
from db.store.digest import framed, sm3
from db.store.identity import KEY_LENGTH
from db.store.sealing import SALT, Cost, seal, unseal

MASTER_LENGTH: Final = 32
FORMAT: Final = 1
MOST_BYTES: Final = 1 << 20

_TAG_SLOT: Final = b"zhuance slot 1"
_TAG_RING: Final = b"zhuance keyring 1"
_MOST_SLOTS: Final = 500

SlotKind = Literal["account", "recovery"]


@dataclass(frozen=True)
class Slot:
    """One way to open the ledger."""

    account_id: int
    name: str
    kind: SlotKind
    generation: int
    cost: Cost
    salt: bytes
    sealed: bytes

    def context(self, ledger_id: str) -> bytes:
        """Return what the sealed secret is bound to, besides cost and salt."""
        return framed(
            _TAG_SLOT,
            ledger_id.encode(),
            str(self.account_id).encode(),
            self.name.encode(),
            self.kind.encode(),
            str(self.generation).encode(),
        )


@dataclass(frozen=True)
class Keyring:
    """All slots of a ledger, in one generation."""

    ledger_id: str
    generation: int
    slots: tuple[Slot, ...]

    def encoded(self) -> bytes:
        """Return the one way to write this keyring down."""
        content = {
            "format": FORMAT,
            "generation": self.generation,
            "ledger": self.ledger_id,
            "slots": [_written(slot) for slot in self.slots],
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode("utf-8")

    def generation_digest(self) -> bytes:
        """Return the digest that is recorded in the file when this keyring comes into force."""
        return sm3(framed(_TAG_RING, self.encoded()))

    def slot(self, name: str) -> Slot | None:
        """Return the slot of an account by its name."""
        wanted = _name(name)
        return next((s for s in self.slots if s.kind == "account" and s.name == wanted), None)

    def names(self) -> tuple[str, ...]:
        """Return the names of the accounts, in the order they were added."""
        return tuple(slot.name for slot in self.slots if slot.kind == "account")


@dataclass(frozen=True)
class Opened:
    """What a slot held, and the keyring it was in.  A recovery slot holds no signing key."""

    master_key: bytes
    signing_key: bytes
    account_id: int
    keyring: Keyring

    def __repr__(self) -> str:
        """Never show a key, not even in a traceback."""
        return f"Opened(account_id={self.account_id})"


def new_master_key() -> bytes:
    """Return a random master key."""
    return os.urandom(MASTER_LENGTH)


def new_keyring(ledger_id: str) -> Keyring:
    """Return a keyring without slots; the first generation is the one with the first slot."""
    return Keyring(ledger_id, 0, ())


def add_slot(
    keyring: Keyring,
    *,
    account_id: int,
    name: str,
    password: str,
    cost: Cost,
    master_key: bytes,
    signing_key: bytes,
) -> Keyring:
    """Return the next generation, with a slot for one more account."""
    if keyring.slot(name) or any(
        s.kind == "account" and s.account_id == account_id for s in keyring.slots
    ):
        raise ValueError("this account has a slot")
    _check_keys(master_key, signing_key)
    made = _sealed(
        Slot(account_id, _name(name), "account", keyring.generation + 1, cost, b"", b""),
        keyring.ledger_id,
        password,
        master_key + signing_key,
    )
    return _next(keyring, (*keyring.slots, made))


def replace_slot(
    keyring: Keyring,
    *,
    account_id: int,
    password: str,
    cost: Cost,
    master_key: bytes,
    signing_key: bytes,
) -> Keyring:
    """Return the next generation, with a new password (or a new key) for an account."""
    _check_keys(master_key, signing_key)
    old = _of_account(keyring, account_id)
    blank = replace(old, generation=keyring.generation + 1, cost=cost)
    made = _sealed(blank, keyring.ledger_id, password, master_key + signing_key)
    return _next(keyring, tuple(made if slot is old else slot for slot in keyring.slots))


def remove_slot(keyring: Keyring, account_id: int) -> Keyring:
    """Return the next generation, without an account.  It does not take the key from who had it."""
    old = _of_account(keyring, account_id)
    return _next(keyring, tuple(slot for slot in keyring.slots if slot is not old))


def set_recovery_slot(keyring: Keyring, *, secret: str, cost: Cost, master_key: bytes) -> Keyring:
    """Return the next generation, with this recovery key in the place of any other."""
    if len(master_key) != MASTER_LENGTH:
        raise ValueError("a master key has 32 bytes")
    blank = Slot(0, "", "recovery", keyring.generation + 1, cost, b"", b"")
    made = _sealed(blank, keyring.ledger_id, secret, master_key)
    others = tuple(slot for slot in keyring.slots if slot.kind != "recovery")
    return _next(keyring, (*others, made))


def open_slot(keyring: Keyring, name: str, password: str) -> Opened:
    """Return the keys of an account, or raise `CannotOpen`."""
    slot = keyring.slot(name)
    if slot is None:
        raise CannotOpen(
            f"这本台账没有名为「{_name(name)}」的账户。", "请检查姓名，或台账是否选对。"
        )
    secret = _unsealed(slot, keyring.ledger_id, password)
    if secret is None:
        raise CannotOpen("口令不对。", "请检查大小写和输入法后再试；忘记口令只能用恢复密钥。")
    if len(secret) != MASTER_LENGTH + KEY_LENGTH:
        raise _not_ours()
    master_key, signing_key = secret[:MASTER_LENGTH], secret[MASTER_LENGTH:]
    return Opened(master_key, signing_key, slot.account_id, keyring)


def open_recovery(keyring: Keyring, secret: str) -> Opened:
    """Return the master key by the recovery key, or raise `CannotOpen`."""
    slot = next((slot for slot in keyring.slots if slot.kind == "recovery"), None)
    if slot is None:
        raise CannotOpen("这本台账没有恢复密钥。", "请由能登录的账户重新制作一份。")
    master_key = _unsealed(slot, keyring.ledger_id, secret)
    if master_key is None:
        raise CannotOpen("恢复密钥不对：它不属于这本台账，或已被新的一份取代。")
    if len(master_key) != MASTER_LENGTH:
        raise _not_ours()
    return Opened(master_key, b"", 0, keyring)


def decoded(data: bytes) -> Keyring:
    """Return the keyring that `encoded` wrote; `Damaged` for anything else."""
    if len(data) > MOST_BYTES:
        raise _not_ours()
    try:
        content = json.loads(data)
        version = content["format"]
        if isinstance(version, int) and version > FORMAT:
            raise CannotOpen("口令环是较新版本的程序写下的。", "请用较新的程序打开。")
        slots = tuple(_read(slot) for slot in content["slots"])
        keyring = Keyring(content["ledger"], content["generation"], slots)
        same = keyring.encoded() == data
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _not_ours() from error
    if not same or len(slots) > _MOST_SLOTS:
        raise _not_ours()
    for slot in slots:
        slot.cost.checked("口令环")
    return keyring


def _not_ours() -> Damaged:
    return Damaged("口令环已损坏，不能解读。", "请保留原文件不动，从备份恢复。")


def _name(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _check_keys(master_key: bytes, signing_key: bytes) -> None:
    if len(master_key) != MASTER_LENGTH or len(signing_key) != KEY_LENGTH:
        raise ValueError("master key and signing key have 32 bytes each")


def _of_account(keyring: Keyring, account_id: int) -> Slot:
    for slot in keyring.slots:
        if slot.kind == "account" and slot.account_id == account_id:
            return slot
    raise ValueError("this account has no slot")


def _next(keyring: Keyring, slots: tuple[Slot, ...]) -> Keyring:
    return replace(keyring, generation=keyring.generation + 1, slots=slots)


def _sealed(slot: Slot, ledger_id: str, password: str, secret: bytes) -> Slot:
    salt = os.urandom(SALT)
    sealed = seal(password, salt, slot.cost, slot.context(ledger_id), secret)
    return replace(slot, salt=salt, sealed=sealed)


def _unsealed(slot: Slot, ledger_id: str, password: str) -> bytes | None:
    cost = slot.cost.checked("口令环")
    return unseal(password, slot.salt, cost, slot.context(ledger_id), slot.sealed)


def _written(slot: Slot) -> dict[str, Any]:
    return {
        "account": slot.account_id,
        "cost": [slot.cost.time, slot.cost.memory_kib, slot.cost.lanes],
        "generation": slot.generation,
        "kind": slot.kind,
        "name": slot.name,
        "salt": slot.salt.hex(),
        "sealed": slot.sealed.hex(),
    }


def _read(content: Any) -> Slot:
    kind = content["kind"]
    if kind not in ("account", "recovery"):
        raise ValueError("no such kind of slot")
    numbers = [content["account"], content["generation"], *content["cost"]]
    if len(numbers) != 5 or any(type(number) is not int for number in numbers):
        raise ValueError("a number was expected")
    account_id, generation, time, memory_kib, lanes = numbers
    salt, sealed = bytes.fromhex(content["salt"]), bytes.fromhex(content["sealed"])
    cost = Cost(time, memory_kib, lanes)
    return Slot(account_id, content["name"], kind, generation, cost, salt, sealed)
