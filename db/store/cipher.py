"""Open and make the encrypted file: always the same settings, never in clear, never by accident.

Writing needs the lock of `lock.hold`.  Reading leaves no trace in the folder:

- while a writer is at work we read beside it, with the log and index it keeps;
- on a closed ledger (no log, or a log without a commit) the file is opened as
  immutable, which makes SQLite touch nothing but the file itself;
- on the log of a writer that was killed the log is read into an index held in
  memory, without SQLite's own locks and without copying the log into the file.

In the last two cases writers are kept away by `lock.share` until we close.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.ledger.gathered import Gathered
from db.ledger.trouble import CannotOpen, Unusable
from db.store.diagnosis import (
    ENTROPY_FLOOR,
    MAGIC,
    PAGE,
    bad_pages,
    diagnosis,
    entropy,
    first_page,
    missing,
    refuse_cut_page,
)
from db.store.faults import troubles
from db.store.files import sync_folder
from db.store.lock import Held, share
from db.store.wal import holds_commits
from db.store.watching import NOBODY, Watch

if TYPE_CHECKING:
    import sqlite3 as dbapi2  # the interface is the same, and this one has types
else:
    from sqlcipher3 import dbapi2

KEY_LENGTH: Final = 32
APPLICATION_ID: Final = 0x5A434C31  # 'ZCL1'

STEPS: Final = 20_000
"""Instructions of SQLite's machine between two looks whether to stop: milliseconds."""

_PORTION: Final = 1024  # pages that are copied between two looks
_BUSY_SECONDS: Final = 10.0
_NO_LOCKS: Final = "win32-none" if os.name == "nt" else "unix-none"
FIXED: Final = {
    "cipher_page_size": str(PAGE),
    "cipher_use_hmac": "1",
    "cipher_hmac_algorithm": "HMAC_SHA256",
    "cipher_plaintext_header_size": "0",
    "cipher_memory_security": "1",
    "cipher_status": "1",
}
_AFTER_THE_KEY: Final = ("cipher_page_size", "cipher_hmac_algorithm", "cipher_memory_security")
_FOR_ALL: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE deletes past a trigger
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
)
_FOR_WRITING: Final = (
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
)


class Connection(dbapi2.Connection):
    """A keyed connection; closing it lets writers in again if it kept them away."""

    key: bytes = b""
    first_page: bytes = b""
    keeps_writers_away: Held | None = None
    covers: tuple[Callable[[str], str], ...] = ()
    """What puts the placeholder into whatever is kept after a redaction."""
    gathered: tuple[object, Gathered] | None = None  # the last evidence, and of which entry
    stopping: Callable[[], bool] = staticmethod(lambda: False)
    """Whether somebody wants what is going on here to be given up."""

    def stop_when(self, asked: Callable[[], bool]) -> None:
        """Interrupt every statement from the moment on that `asked` says so, on any thread."""
        self.stopping = asked
        self.set_progress_handler(asked, STEPS)

    def close(self) -> None:
        """Close the file, then let go of the shared lock."""
        super().close()
        if self.keeps_writers_away is not None:
            self.keeps_writers_away.release()


def create(path: Path, key: bytes) -> Connection:
    """Make a new encrypted file and open it for writing; never touch one that exists."""
    with troubles():
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            raise CannotOpen(
                f"「{path.name}」已经存在，不会覆盖。", "请换一个空文件夹，或打开已有的台账。"
            ) from None
        connection = _keyed(path, "mode=rw", key)
        try:
            _log_ahead(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            checkpoint(connection)
        finally:
            connection.close()
        sync_folder(path.parent)
    return connect(path, key, write=True)


def connect(path: Path, key: bytes, *, write: bool) -> Connection:
    """Open a file that exists; raise `CannotOpen` or `Damaged` and leave it untouched.

    The key comes out of the keyring, so it is the right one unless somebody
    exchanged a file: what it does not open is damaged.
    """
    if not write:
        return _read(path, key)
    # Closing a writing connection copies the log into the file, even into a damaged one: so a
    # reader looks first.  Both looks end before the writer takes SQLite's locks, because the
    # system drops a process's locks on a file when any of its descriptors is closed.
    page = first_page(path)
    _quiet(path, key).close()
    connection = _keyed(path, "mode=rw", key)
    try:
        with troubles():
            _log_ahead(connection)
        _settings(connection, _FOR_ALL + _FOR_WRITING)
    except BaseException:
        connection.close()
        raise
    connection.first_page = page
    return connection


def copy(connection: dbapi2.Connection, path: Path, watch: Watch = NOBODY) -> Connection:
    """Write a consistent copy to a new file, under the same key, and open it for reading.

    `VACUUM INTO` would fall back to the default settings, so pages are copied instead.
    """
    assert isinstance(connection, Connection)
    with troubles():
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        target = _keyed(path, "mode=rw", connection.key)
        try:
            target.execute("PRAGMA journal_mode = OFF")
            connection.backup(
                target, pages=_PORTION, progress=lambda _, left, many: watch(many - left, many)
            )
        finally:
            target.close()
    return connect(path, connection.key, write=False)


def rewritten(connection: dbapi2.Connection, path: Path, key: bytes) -> Connection:
    """Write everything to a new file under another key, and open it for writing."""
    copy(connection, path).close()
    assert isinstance(connection, Connection)
    with troubles():
        target = _keyed(path, "mode=rw", connection.key)
        try:
            target.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")
        finally:
            target.close()
    return connect(path, key, write=True)


def _read(path: Path, key: bytes) -> Connection:
    held = share(path.parent)
    if held is None:
        connection = _looked_into(_keyed(path, "mode=ro", key), path)
    else:
        try:
            page = first_page(path)
            connection = _quiet(path, key)
        except BaseException:
            held.release()
            raise
        connection.first_page = page
        connection.keeps_writers_away = held
    try:
        _settings(connection, (*_FOR_ALL, "PRAGMA query_only = ON"))
    except BaseException:
        connection.close()
        raise
    return connection


def _quiet(path: Path, key: bytes) -> Connection:
    """Open for reading without a write, a lock or a file of SQLite's own."""
    if not holds_commits(path.with_name(path.name + "-wal")):
        connection = _looked_into(_keyed(path, "mode=ro&immutable=1", key), path)
        try:
            refuse_cut_page(path)
        except BaseException:
            connection.close()
            raise
        return connection
    connection = _keyed(path, f"mode=ro&vfs={_NO_LOCKS}", key)
    # Before the first page is read: SQLite then keeps the index of the log in memory.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return _looked_into(connection, path)


def _keyed(path: Path, query: str, key: bytes) -> Connection:
    if len(key) != KEY_LENGTH:
        raise ValueError("a raw key has 32 bytes")
    with troubles():
        try:
            connection = dbapi2.connect(
                f"{path.resolve().as_uri()}?{query}",
                uri=True,
                isolation_level=None,
                timeout=_BUSY_SECONDS,
                factory=Connection,
            )
        except dbapi2.OperationalError:
            if not path.exists():
                raise missing(path) from None
            raise
        connection.key = key
        # A wrong key would otherwise be reported on the error stream, page by page.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for name in _AFTER_THE_KEY:
            connection.execute(f"PRAGMA {name} = {FIXED[name]}")
    return connection


def _settings(connection: Connection, settings: tuple[str, ...]) -> None:
    with troubles():
        for setting in settings:
            connection.execute(setting)


def _log_ahead(connection: Connection) -> None:
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise Unusable("这个位置的磁盘不支持台账所需的写入方式。", "请把台账放到本机磁盘上。")


def _looked_into(connection: Connection, path: Path) -> Connection:
    """Read the schema; if that fails say what is wrong with the file, and close it."""
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        trouble = diagnosis(connection, path, error)
        connection.close()
        if trouble is None:
            raise
        raise trouble from error
    return connection


# What can be proven of an open one ------------------------------------------


def prove_encrypted(connection: Connection) -> None:
    """Raise `Unusable` unless encryption is on, with our settings, on this very file.

    The first page was read when the file was opened; beside a running writer of
    our own it is not, and only the settings are proven.
    """
    with troubles():
        (version,) = connection.execute("PRAGMA cipher_version").fetchone() or ("",)
        found = {name: _pragma(connection, name) for name in FIXED}
    page = connection.first_page
    clear = page.startswith(MAGIC) or (bool(page) and entropy(page) < ENTROPY_FLOOR)
    if not version or found != FIXED or clear:
        raise Unusable("加密没有生效，台账不会打开。", "请重新安装本程序，并报告这一情况。")


def _pragma(connection: Connection, name: str) -> str:
    row: tuple[Any, ...] | None = connection.execute(f"PRAGMA {name}").fetchone()
    return "" if row is None else str(row[0])


def integrity(connection: Connection) -> list[str]:
    """Return the numbers of the pages whose check code is wrong; every page is read.

    What lies only in the log is not looked at, unless this connection may copy it first.
    """
    with troubles():
        return bad_pages(connection)


def checkpoint(connection: Connection) -> bool:
    """Copy the log into the file and empty it; False if a reader stood in the way."""
    with troubles():
        (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
