"""What SQLite and the operating system complain of, in sentences a person can act on.

Only conditions of the file or the machine are translated.  What is left (a broken
constraint, a misspelt column) is our mistake and is raised as it is.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.ledger.trouble import CannotOpen, Damaged, Trouble, Unfinished, Unusable

if TYPE_CHECKING:
    import sqlite3 as dbapi2
else:
    from sqlcipher3 import dbapi2


def disk_full() -> Trouble:
    """No room left: what was under way has not been written."""
    return Unusable("磁盘已满，这一步没有写入。", "请腾出空间后再试。")


def _read_only() -> Trouble:
    return Unusable(
        "不能写入：文件或所在磁盘是只读的。", "请检查文件夹的权限，或是否放在了只读介质上。"
    )


def _busy() -> Trouble:
    return CannotOpen("台账正忙，另一个操作还没有结束。", "请稍后再试。")


def _disk_error() -> Trouble:
    return Unusable("读写磁盘时出错。", "请检查磁盘和连接线；在查明之前不要继续登记，先另做备份。")


def _broken() -> Trouble:
    return Damaged(
        "台账文件有损坏的页，读到的不是当初写下的内容。",
        "请保留原文件不动，做一次完整核对，再从备份恢复。",
    )


def _unreadable() -> Trouble:
    return Damaged("台账文件不能解读。", "请保留原文件不动，从备份恢复。")


def _not_reachable() -> Trouble:
    return CannotOpen("台账文件打不开。", "请检查文件是否还在、文件夹的权限是否足够。")


def _not_allowed() -> Trouble:
    return Unusable("没有足够的权限。", "请检查文件和文件夹的权限。")


def no_memory() -> Trouble:
    """The machine has too little memory for what was asked."""
    return Unusable("内存不足。", "请关闭其他程序后再试。")


# https://www.sqlite.org/rescode.html: the low byte is the primary code.
_BY_PRIMARY: Final[dict[int, Callable[[], Trouble]]] = {
    3: _not_allowed,  # SQLITE_PERM
    5: _busy,  # SQLITE_BUSY
    6: _busy,  # SQLITE_LOCKED
    7: no_memory,  # SQLITE_NOMEM
    8: _read_only,  # SQLITE_READONLY
    10: _disk_error,  # SQLITE_IOERR
    11: _broken,  # SQLITE_CORRUPT
    13: disk_full,  # SQLITE_FULL
    14: _not_reachable,  # SQLITE_CANTOPEN
    23: _not_allowed,  # SQLITE_AUTH
    26: _unreadable,  # SQLITE_NOTADB
}
_BY_EXTENDED: Final[dict[int, Callable[[], Trouble]]] = {
    10 | 12 << 8: no_memory,  # SQLITE_IOERR_NOMEM
    10 | 33 << 8: _broken,  # SQLITE_IOERR_CORRUPTFS
}
_INTERRUPT: Final = 9
_BY_ERRNO: Final[dict[int, Callable[[], Trouble]]] = {
    errno.ENOSPC: disk_full,
    errno.EDQUOT: disk_full,
    errno.EFBIG: disk_full,
    errno.EROFS: _read_only,
    errno.EACCES: _not_allowed,
    errno.EPERM: _not_allowed,
    errno.EIO: _disk_error,
    errno.ENOMEM: no_memory,
    errno.EBUSY: _busy,
}
_NO_SUCH_PLACE: Final = frozenset(
    {
        errno.ENOENT,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.EEXIST,
        errno.ENOTEMPTY,
        errno.ENAMETOOLONG,
        errno.ELOOP,
    }
)


def explained(error: BaseException) -> Trouble | None:
    """Return what a person should read; None if this is our mistake."""
    if isinstance(error, Trouble):
        return error
    if isinstance(error, MemoryError):
        return no_memory()
    if isinstance(error, dbapi2.Error):
        code = getattr(error, "sqlite_errorcode", None)
        if not isinstance(code, int):
            # The driver's own complaint, without a code: bytes that no program wrote as text.
            return _broken() if str(error).startswith("Could not decode to UTF-8") else None
        reason = _BY_EXTENDED.get(code) or _BY_PRIMARY.get(code & 0xFF)
        return reason() if reason else None
    if isinstance(error, OSError):
        return _of_the_system(error)
    return None


def given_up(error: BaseException) -> bool:
    """Say whether a statement ended because somebody wanted it to end."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, dbapi2.Error) and isinstance(code, int) and code & 0xFF == _INTERRUPT


def _of_the_system(error: OSError) -> Trouble | None:
    if error.errno in _NO_SUCH_PLACE:
        name = Path(str(error.filename)).name if error.filename else ""
        return Unusable(
            f"不能使用路径「{name}」。", "请检查它是否存在、是文件还是文件夹、名称是否正确。"
        )
    reason = _BY_ERRNO.get(error.errno or 0)
    return reason() if reason else None


@contextmanager
def troubles() -> Iterator[None]:
    """Raise what the file or the machine does not allow as a `Trouble`; leave bugs alone."""
    try:
        yield
    except (dbapi2.Error, OSError, MemoryError) as error:
        trouble = explained(error)
        if trouble is None:
            raise
        raise trouble from error


@contextmanager
def finishing() -> Iterator[None]:
    """Tell a disk without room, when everything is recorded, from one that stood in the way."""
    try:
        with troubles():
            yield
    except Unusable as trouble:
        raise Unfinished(
            "已全部记录，不必重做；只是磁盘已满或写不进去，锁定时没有收拢成一个文件。",
            "请腾出空间，再打开一次台账。",
        ) from trouble
