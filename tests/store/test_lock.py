"""One writer at a time, whatever happens to him; no ledger on a network; a closed process."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.ledger.trouble import CannotOpen
from db.store import lock

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ROOT = Path(lock.__file__).parents[2]

HOLDER = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from db.store import lock
held = lock.hold(Path(sys.argv[1]), datetime(2026, 11, 22, 7, 30, tzinfo=UTC))
print("held", flush=True)
time.sleep(60)
"""


@contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_told_who_is_there(tmp_path: Path) -> None:
    with another_process(tmp_path) as process:
        with pytest.raises(CannotOpen, match="正在被另一个程序使用") as refused:
            lock.hold(tmp_path, NOW)
        assert f"进程 {process.pid}" in refused.value.sentence
        assert "自2026年11月22日 07:30起）" in refused.value.sentence
        assert lock.share(tmp_path) is None


def test_kill_minus_nine_lets_go(tmp_path: Path) -> None:
    with another_process(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        lock.hold(tmp_path, NOW).release()


def test_readers_share_and_the_writer_waits_for_them(tmp_path: Path) -> None:
    lock.hold(tmp_path, NOW).release()
    one, two = lock.share(tmp_path), lock.share(tmp_path)
    assert one is not None
    assert two is not None
    with pytest.raises(CannotOpen, match="正在被另一个程序读取"):
        lock.hold(tmp_path, NOW, patience=0.1)
    one.release()
    two.release()
    two.release()
    with lock.hold(tmp_path, NOW, patience=0.1):
        assert lock.share(tmp_path) is None


def test_sharing_writes_nothing(tmp_path: Path) -> None:
    held = lock.share(tmp_path)
    assert held is not None
    held.release()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "note", [b"\xff[", b"[]", b"{}", b'{"host": "a", "pid": 7, "time": "gestern"}']
)
def test_a_note_that_cannot_be_read_is_left_out(tmp_path: Path, note: bytes) -> None:
    with another_process(tmp_path):
        (tmp_path / "lock").write_bytes(note)
        with pytest.raises(CannotOpen, match="正在被另一个程序使用。"):
            lock.hold(tmp_path, NOW)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="不能使用路径"):
        lock.hold(tmp_path / "没有", NOW)


# Network folders ------------------------------------------------------------

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /net/share nfs4 rw 0 0
//server/x /net/win\\040share cifs rw 0 0
me@host: /net/ssh fuse.sshfs rw 0 0
/dev/sdb1 /net/share/local ext4 rw 0 0
portal /net/doc fuse.portal rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/net/share", "nfs4"),
        ("/net/share/a/b", "nfs4"),
        ("/net/win share/a", "cifs"),
        ("/net/ssh/x", "fuse.sshfs"),
        ("/net/sharepoint", None),
        ("/net/share/local/x", None),
        ("/net/doc/x", None),
        ("/elsewhere", None),
    ],
)
def test_network_folders_are_refused(tmp_path: Path, folder: str, kind: str | None) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    if kind is None:
        lock.refuse_network_folder(Path(folder), mounts)
    else:
        with pytest.raises(CannotOpen, match=f"网络文件夹里（{kind}）"):
            lock.refuse_network_folder(Path(folder), mounts)


def test_this_machines_own_disk_is_fine(tmp_path: Path) -> None:
    lock.refuse_network_folder(tmp_path)
    lock.refuse_network_folder(tmp_path, tmp_path / "no list of mounts")


# The process ----------------------------------------------------------------

HARDENED = """
import os, resource, sys
from pathlib import Path
from db.store.process import harden
harden()
harden()
Path(sys.argv[1]).write_text("x")
print(resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)))
import ctypes
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_the_process_is_closed(tmp_path: Path) -> None:
    made = tmp_path / "made"
    done = subprocess.run(
        [sys.executable, "-c", HARDENED, str(made)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[:2] == ["(0, 0) 0o77", "0"]
    assert made.stat().st_mode & 0o777 == 0o600
