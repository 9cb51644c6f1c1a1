"""Who signs: Ed25519 keys of accounts, and the credentials of witnesses.

A witness (见证人) confirms an act in a session that somebody else unlocked.  The
credential lies inside the encrypted file and holds a signing key of its own,
sealed under the witness's password; it opens nothing else.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from db.ledger.trouble import CannotOpen, Damaged
from db.store.digest import framed
from db.store.sealing import SALT, Cost, seal, unseal

KEY_LENGTH: Final = 32
_TAG_WITNESS: Final = b"zhuance witness 1"


def new_identity() -> tuple[bytes, bytes]:
    """Return a new private key and its public key, 32 bytes each."""
    private = Ed25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_of(private: bytes) -> bytes:
    """Return the public key of a private key."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign(private: bytes, message: bytes) -> bytes:
    """Return the 64-byte signature of a message."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the holder of the private key signed this message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def answers(private: bytes, public: bytes) -> bool:
    """Say whether this private key is the one behind a public key."""
    return len(private) == KEY_LENGTH and public_of(private) == public


@dataclass(frozen=True)
class SealedWitness:
    """A witness's signing key under the witness's password."""

    cost: Cost
    salt: bytes
    sealed: bytes
    public: bytes

    def encoded(self) -> bytes:
        """Return the credential as bytes to be kept inside the encrypted file."""
        cost = self.cost
        return json.dumps(
            {
                "cost": [cost.time, cost.memory_kib, cost.lanes],
                "public": self.public.hex(),
                "salt": self.salt.hex(),
                "sealed": self.sealed.hex(),
            },
            sort_keys=True,
            separators=(",", ":"),
        ).encode()


def read_witness(data: bytes) -> SealedWitness:
    """Return the credential that `encoded` gave; `Damaged` for anything else."""
    try:
        found = json.loads(data)
        time, memory_kib, lanes = (int(number) for number in found["cost"])
        salt, sealed, public = (bytes.fromhex(found[n]) for n in ("salt", "sealed", "public"))
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged("见证凭据不能解读。", "请重新登记这位见证人的凭据。") from error
    return SealedWitness(Cost(time, memory_kib, lanes).checked("见证凭据"), salt, sealed, public)


def seal_witness(password: str, cost: Cost, context: bytes) -> SealedWitness:
    """Make a witness's signing key and seal it; `context` names the ledger and the witness."""
    return resealed(new_identity()[0], password, cost, context)


def resealed(private: bytes, password: str, cost: Cost, context: bytes) -> SealedWitness:
    """Seal a witness's signing key under a new password; it stays the same key."""
    public, salt = public_of(private), os.urandom(SALT)
    sealed = seal(password, salt, cost, framed(_TAG_WITNESS, context, public), private)
    return SealedWitness(cost, salt, sealed, public)


def open_witness(witness: SealedWitness, password: str, context: bytes) -> bytes:
    """Return the signing key of a witness, or raise `CannotOpen`."""
    cost = witness.cost.checked("见证凭据")
    bound = framed(_TAG_WITNESS, context, witness.public)
    private = unseal(password, witness.salt, cost, bound, witness.sealed)
    if private is None or not answers(private, witness.public):
        raise CannotOpen("见证人的口令不对。", "请由见证人本人重新输入。")
    return private
