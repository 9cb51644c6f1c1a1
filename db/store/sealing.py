"""From a password to a key, and secrets sealed under it.

Argon2id with parameters that travel with the sealed secret.  Parameters read
from a file are bounded above, so that a forged file cannot exhaust the machine;
a lowered cost opens nothing, because the parameters are part of what is sealed.
The cost is a value that is handed in; the program hands in `calibrated()`.
"""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from argon2.exceptions import HashingError
from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from db.ledger.trouble import Damaged, Trouble
from db.store.digest import framed
from db.store.faults import no_memory

SALT: Final = 16
NONCE: Final = 12
_MIB: Final = 1024
_TARGET_SECONDS: Final = 0.5


@dataclass(frozen=True)
class Cost:
    """What one guess at a password costs: passes, KiB of memory, lanes."""

    time: int
    memory_kib: int
    lanes: int

    def framed(self) -> bytes:
        """Return the cost as bytes that can be sealed in."""
        numbers = (ARGON2_VERSION, self.time, self.memory_kib, self.lanes)
        return framed(*(str(number).encode() for number in numbers))

    def checked(self, where: str) -> Cost:
        """Return this cost; `Damaged` if no program of ours would have written it."""
        possible = (
            1 <= self.time <= MOST.time
            and 1 <= self.lanes <= MOST.lanes
            and 8 * self.lanes <= self.memory_kib <= MOST.memory_kib
        )
        if not possible:
            raise Damaged(
                f"{where}参数越界：文件被改动过，或不是本程序写下的。",
                "请保留原文件不动，从备份恢复。",
            )
        return self


FLOOR: Final = Cost(time=3, memory_kib=64 * _MIB, lanes=2)
FIRST_TRY: Final = Cost(time=3, memory_kib=256 * _MIB, lanes=2)
MOST: Final = Cost(time=16, memory_kib=1024 * _MIB, lanes=8)


def stretched(password: str, salt: bytes, cost: Cost) -> bytes:
    """Return the 32-byte key of a password."""
    # The same characters may be typed composed or decomposed.
    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    try:
        return hash_secret_raw(
            secret, salt, cost.time, cost.memory_kib, cost.lanes, 32, Type.ID, ARGON2_VERSION
        )
    except (HashingError, MemoryError) as error:
        raise no_memory() from error


def seal(password: str, salt: bytes, cost: Cost, context: bytes, secret: bytes) -> bytes:
    """Return the secret sealed under a password; it opens in the same context only."""
    nonce = os.urandom(NONCE)
    box = ChaCha20Poly1305(stretched(password, salt, cost))
    return nonce + box.encrypt(nonce, secret, framed(context, cost.framed(), salt))


def unseal(password: str, salt: bytes, cost: Cost, context: bytes, sealed: bytes) -> bytes | None:
    """Return the secret; None if password or context are not those it was sealed with."""
    box = ChaCha20Poly1305(stretched(password, salt, cost))
    try:
        return box.decrypt(sealed[:NONCE], sealed[NONCE:], framed(context, cost.framed(), salt))
    except (InvalidTag, ValueError):
        return None


def calibrated(seconds: Callable[[Cost], float] | None = None) -> Cost:
    """Return the cost of about half a second on this machine, never less than `FLOOR`."""
    measure = seconds or _measured
    cost = FIRST_TRY
    taken = _or_none(measure, cost)
    while cost.memory_kib > FLOOR.memory_kib and (taken is None or taken > 2 * _TARGET_SECONDS):
        cost = replace(cost, memory_kib=cost.memory_kib // 2)
        taken = _or_none(measure, cost)
    if taken is None:
        raise no_memory()
    passes = round(cost.time * _TARGET_SECONDS / max(taken, 1e-6))
    return replace(cost, time=min(MOST.time, max(FLOOR.time, passes)))


def _or_none(measure: Callable[[Cost], float], cost: Cost) -> float | None:
    """Measure a cost; None if the machine has not the memory for it."""
    try:
        return measure(cost)
    except Trouble:
        return None


def _measured(cost: Cost) -> float:
    begun = time.perf_counter()
    stretched("", bytes(SALT), cost)
    return time.perf_counter() - begun
