"""One writer at a time: a lock of the operating system on the file `lock` in the folder.

The system lets go of it when the process ends, however it ends, so nothing has
to be cleared away after a crash.  What the file says (process, machine, time) is
for the message only.  Readers share the lock while no writer holds it: what they
read without SQLite's own locks (see `cipher`) then cannot change under them.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import re
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Final

from db.ledger.trouble import CannotOpen
from db.store.faults import troubles
from db.store.files import LOCK

_LONGEST_NOTE: Final = 4096
_PAUSE: Final = 0.05

# Over a network the system's locks and the log of SQLite do not keep their promises.
_NETWORK: Final = frozenset(
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "gfs2",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "vmhgfs",
    }
)
_NETWORK_BY_FUSE: Final = re.compile("sshfs|smb|davfs|gluster|ceph|rclone|s3|gvfs|ftp")
_OCTAL: Final = re.compile(r"\\([0-7]{3})")  # how the list of mounts writes a blank

if sys.platform == "win32":
    import msvcrt

    # Windows has no shared locks in msvcrt, so a reader takes one byte of many and a writer
    # takes them all; they lie far behind the note, which stays readable.
    _FIRST: Final = 1 << 30
    _SEATS: Final = 64

    def _take(descriptor: int, first: int, length: int) -> bool:
        os.lseek(descriptor, first, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, length)
        except OSError:
            return False
        return True

    def _take_alone(descriptor: int) -> bool:
        return _take(descriptor, _FIRST, _SEATS)

    def _take_shared(descriptor: int) -> bool:
        return any(_take(descriptor, _FIRST + seat, 1) for seat in range(_SEATS))

else:
    import fcntl

    def _take_with(descriptor: int, how: int) -> bool:
        try:
            fcntl.flock(descriptor, how | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _take_alone(descriptor: int) -> bool:
        return _take_with(descriptor, fcntl.LOCK_EX)

    def _take_shared(descriptor: int) -> bool:
        return _take_with(descriptor, fcntl.LOCK_SH)


class Held:
    """A lock that is held until it is released, or until the process ends."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let go; once is enough, twice does no harm."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def __enter__(self) -> Held:
        """Hold it for a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go."""
        self.release()

    def __del__(self) -> None:
        self.release()


def hold(folder: Path, now: datetime, patience: float = 2.0) -> Held:
    """Become the one writer of this ledger, or raise `CannotOpen` saying who is.

    Readers from the command line pass quickly, so they are waited for a moment.
    """
    with troubles():
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    held = Held(descriptor)
    deadline = time.monotonic() + patience
    while not _take_alone(descriptor):
        others = share(folder)
        if others is None:
            held.release()
            raise _in_use(folder)
        others.release()
        if time.monotonic() > deadline:
            held.release()
            raise CannotOpen(
                "台账正在被另一个程序读取（核对、打印或导出），现在不能写入。", "请等它结束后再试。"
            )
        time.sleep(_PAUSE)
    with troubles():
        _leave_note(descriptor, now)
    return held


def share(folder: Path) -> Held | None:
    """Keep writers away while reading; None if a writer is at work now.

    Nothing is written.  Where there is no lock file (a copy, a read-only medium)
    there is nothing to share and nobody to keep away.
    """
    with troubles():
        try:
            descriptor = os.open(folder / LOCK, os.O_RDONLY)
        except FileNotFoundError:
            return Held(None)
    held = Held(descriptor)
    if _take_shared(descriptor):
        return held
    held.release()
    return None


def _leave_note(descriptor: int, now: datetime) -> None:
    note = {
        "pid": os.getpid(),
        "host": platform.node(),
        "time": now.isoformat(timespec="seconds"),
    }
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, json.dumps(note, ensure_ascii=False, sort_keys=True).encode())


def _in_use(folder: Path) -> CannotOpen:
    try:
        with (folder / LOCK).open("rb") as file:
            note = json.loads(file.read(_LONGEST_NOTE))
        since = datetime.fromisoformat(note["time"])
        at = f"{since.year}年{since.month}月{since.day}日 {since:%H:%M}"
        who = f"（{note['host']}，进程 {note['pid']}，自{at}起）"
    except (OSError, ValueError, KeyError, TypeError):
        who = ""
    return CannotOpen(f"台账正在被另一个程序使用{who}。", "请先在那里退出，再打开。")


def refuse_network_folder(path: Path, mounts: Path = Path("/proc/self/mounts")) -> None:
    """Raise `CannotOpen` if the folder lies on another machine."""
    kind = _drive_kind(path) or _mount_kind(path, mounts)
    family, _, flavour = kind.partition(".")
    if family in _NETWORK or (family == "fuse" and _NETWORK_BY_FUSE.search(flavour)):
        raise CannotOpen(
            f"台账不能放在网络文件夹里（{kind}）：那里的锁和写入都靠不住。",
            "请把台账文件夹移到本机磁盘上。",
        )


def _mount_kind(path: Path, mounts: Path) -> str:
    """Return the file system type under a path; empty if the system does not tell."""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    place = path.resolve()
    best, kind = -1, ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        mount = Path(_OCTAL.sub(lambda code: chr(int(code[1], 8)), fields[1]))
        # Of several mounts on one place the last one counts.
        if place.is_relative_to(mount) and len(mount.parts) >= best:
            best, kind = len(mount.parts), fields[2]
    return kind


def _drive_kind(path: Path) -> str:
    """Return 'cifs' for a share or a mapped drive of Windows; empty otherwise."""
    if sys.platform == "win32":
        place = path.resolve()
        remote = 4  # DRIVE_REMOTE
        on_share = place.drive.startswith("\\\\")
        if on_share or ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == remote:
            return "cifs"
    return ""
