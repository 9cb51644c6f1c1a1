"""The names inside a ledger's folder, and how a small file is replaced without a half state."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from db.ledger.trouble import Damaged
from db.store.faults import troubles

LEDGER: Final = "ledger.db"
NEW_LEDGER: Final = "ledger.db.new"
SWAP: Final = "swap"
KEYRING: Final = "keyring"
PENDING_KEYRING: Final = "keyring.new"
HEAD: Final = "head"
RESTORED: Final = "restored"
LOCK: Final = "lock"
FAILED_LOGINS: Final = "failed-logins"

# Windows translates line ends unless told otherwise; elsewhere the flag does not exist.
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
_NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` where `path` is: after a crash there is the old content or the new, whole."""
    beside = path.with_name(path.name + ".part")
    with troubles():
        beside.unlink(missing_ok=True)
        try:
            write_new(beside, data)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet, readable by its owner only, down to the disk."""
    with new_file(path) as file:
        file.write(data)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that must not exist yet, its owner's only; at the end it is on the disk."""
    with os.fdopen(os.open(path, _NEW, 0o600), "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` only when all of it is on the disk."""
    beside = path.with_name(path.name + ".part")
    with troubles():
        beside.unlink(missing_ok=True)
        try:
            with new_file(beside) as file:
                yield file
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def drop_log(ledger: Path) -> None:
    """Take away what SQLite left beside a file that is closed: it belongs to that very file."""
    with troubles():
        for ending in ("-wal", "-shm", "-journal"):
            ledger.with_name(ledger.name + ending).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last; Windows keeps its directory entries itself."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def read_small(path: Path, limit: int) -> bytes | None:
    """Return the content of a small file; None if there is none; `Damaged` if it is too long."""
    with troubles():
        try:
            with path.open("rb") as file:
                data = file.read(limit + 1)
        except FileNotFoundError:
            return None
    if len(data) > limit:
        raise Damaged(f"文件「{path.name}」过长，不是本程序写下的。", "请保留原文件，从备份恢复。")
    return data
