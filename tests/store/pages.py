"""What stands on the pages of a ledger, read without SQLite: of the file and of its log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from db.store.search import initials

PAGE = 4096
FRAME = 24
TITLE = "关于鲲鹏蜃楼专项部署的通知"
RARE = ("鲲鹏", "蜃楼")
"""Pairs of characters that stand in no other title."""


def secrets() -> Iterator[bytes]:
    """Yield what must not be found: words, their initials, their terms in the index."""
    for text in (TITLE, *RARE):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield text.encode(encoding)
        yield json.dumps(text)[1:-1].encode()
        yield f"t{ord(text[0]):x}x{ord(text[1]):x}".encode()
    yield initials(TITLE).encode()
    yield b"x9e4f"  # the index writes a term without what it shares with the one before it:
    yield b"x697c"  # the second characters of the rare pairs


def told(folder: Path, key: bytes) -> list[bytes]:
    """Return which secrets stand on any page."""
    pages = plain(folder, key)
    return [secret for secret in secrets() if secret in pages]


def plain(folder: Path, key: bytes) -> bytes:
    """Return every page in the clear, also free ones and those of the log."""
    pages = b"".join(_decrypted((folder / "ledger.db").read_bytes(), key))
    log = folder / "ledger.db-wal"
    frames = log.read_bytes()[32:] if log.exists() else b""
    for at in range(0, len(frames) - FRAME - PAGE + 1, FRAME + PAGE):
        first = int.from_bytes(frames[at : at + 4], "big") == 1
        page = frames[at + FRAME : at + FRAME + PAGE]
        pages += b"".join(_decrypted(page if first else bytes(PAGE) + page, key))
    return pages


def _decrypted(raw: bytes, key: bytes) -> Iterator[bytes]:
    """Decrypt pages: AES-256-CBC; at their end 16 bytes to begin with and 32 to check."""
    for at in range(0, len(raw) - PAGE + 1, PAGE):
        page = raw[at : at + PAGE]
        reader = Cipher(algorithms.AES(key), modes.CBC(page[-48:-32])).decryptor()
        yield reader.update(page[16 if at == 0 else 0 : -48]) + reader.finalize()
