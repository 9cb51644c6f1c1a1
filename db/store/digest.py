"""SM3 digests and keyed digests; and the framing that makes a list of parts unambiguous.

`sm3` and `mac` run over the parts as if they were one string.  Where the border
between two parts matters, which is nearly always, hand them `framed(...)`.
"""

from __future__ import annotations

import hmac as compare
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC

SIZE: Final = 32

_SM3: Final = hashes.SM3()


def framed(*parts: bytes) -> bytes:
    """Return the parts in a row, each after its length in eight bytes, big end first."""
    pieces: list[bytes] = []
    for part in parts:
        pieces.append(len(part).to_bytes(8, "big"))
        pieces.append(part)
    return b"".join(pieces)


class Digest:
    """A running SM3 digest, for what is too long to hold."""

    def __init__(self) -> None:
        self._digest = hashes.Hash(_SM3)

    def update(self, part: bytes) -> None:
        """Take in one more piece."""
        self._digest.update(part)

    def value(self) -> bytes:
        """Return the digest of all pieces; nothing can be added after it."""
        return self._digest.finalize()


def sm3(*parts: bytes) -> bytes:
    """Return the SM3 digest of the parts in a row (unframed)."""
    digest = hashes.Hash(_SM3)
    for part in parts:
        digest.update(part)
    return digest.finalize()


def mac(key: bytes, *parts: bytes) -> bytes:
    """Return HMAC-SM3 of the parts in a row (unframed) under a key."""
    code = HMAC(key, _SM3)
    for part in parts:
        code.update(part)
    return code.finalize()


def derived(key: bytes, purpose: bytes) -> bytes:
    """Return a 32-byte key for one purpose only, taken from a uniformly random key."""
    return mac(key, framed(b"zhuance key", purpose))


def same(one: bytes, other: bytes) -> bool:
    """Compare two secrets without telling by time where they differ."""
    return compare.compare_digest(one, other)


def hexed(text: str) -> bytes:
    """Return the bytes that hex stands for; none at all for what is no hex."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
