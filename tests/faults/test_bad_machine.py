"""What the machine does not allow: told in one sentence, and the ledger stays as it is."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.store import lock
from desktop import clock
from tests.faults.telling import ASKING, PLACE, told
from tests.journeys.desk import OFFICER, REGISTER, ROOT, Desk, elsewhere, founded, traces

# -- what the machine does not allow -------------------------------------------------------------


def test_another_program_holds_the_ledger(ledger: Desk) -> None:
    at = clock.now()
    with lock.hold(ledger.ledger, at):
        answer = ledger.process("act", "add_place", given=PLACE)
        told(answer, 3, f"进程 {os.getpid()}，自{at.year}年{at.month}月{at.day}日 {at:%H:%M}起）")
    assert ledger.run("act", "add_place", given=PLACE).code == 0


def test_looking_beside_a_writer_at_work(ledger: Desk) -> None:
    with ledger.vault(write=True) as vault:
        assert len(json.loads(ledger.process("list", "places", "--format", "json").out)) == 1
        assert ledger.process("verify", "--full").code == 0
        assert vault.operator.name


@contextmanager
def sealed_off(folder: Path) -> Iterator[None]:
    """Take the right to write away from a folder and what lies in it."""
    paths = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def without_privilege() -> None:
    """Be bound by permissions even as root: give up CAP_DAC_OVERRIDE and its companion."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        drop = 24  # PR_CAPBSET_DROP
        for capability in (1, 2):
            if libc.prctl(drop, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")


@pytest.mark.skipif(sys.platform != "linux", reason="permissions as Linux has them")
def test_a_folder_that_may_only_be_read(ledger: Desk) -> None:
    with sealed_off(ledger.ledger):
        writing = ledger.process("act", "add_place", given=PLACE, preexec_fn=without_privilege)
        told(writing, 5, "权限", "只读")
        reading = ledger.process("list", "places", preexec_fn=without_privilege)
        assert reading.code == 0, reading.err
        assert ledger.process("verify", "--full", preexec_fn=without_privilege).code == 0
    with sealed_off(ledger.home):
        made = elsewhere(
            founding(ledger, ledger.home / "new"), ledger.state, preexec_fn=without_privilege
        )
        told(made, 5, "权限", "只读")
    assert not (ledger.home / "new").exists()


def founding(desk: Desk, folder: Path) -> list[str]:
    """Return the command line that makes a ledger there."""
    secret = ("--password-file", str(desk.home / "password.secret"))
    return ["init", str(folder), "--unit", "甲", "--officer", OFFICER, "--small-unit", *secret]


def on_another_machine(folder: Path, mounts: Path) -> Callable[[], None]:
    """Let a process be told by the system that a folder is mounted from another machine."""
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/export {folder} nfs4 rw 0 0\n")
    own_namespace, bind, private = 0x20000, 0x1000, 0x44000

    def mount() -> None:
        libc, told_by = ctypes.CDLL(None, use_errno=True), f"/proc/{os.getpid()}/mounts"
        if (
            libc.unshare(own_namespace)
            or libc.mount(b"none", b"/", None, private, None)
            or libc.mount(str(mounts).encode(), told_by.encode(), None, bind, None)
        ):
            raise OSError(ctypes.get_errno(), "mount")

    return mount


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts for one process")
def test_a_folder_on_another_machine(ledger: Desk, tmp_path: Path) -> None:
    backup = tmp_path / "b.zc"
    assert ledger.run("backup", backup).code == 0
    before = traces(ledger.home)
    far = on_another_machine(ledger.home, tmp_path / "mounts")
    try:
        subprocess.run(["true"], check=True, preexec_fn=far)
    except subprocess.SubprocessError:
        pytest.skip("this machine does not let us mount")
    for words in ASKING:
        answer = ledger.process(*words, given=PLACE, preexec_fn=far)
        told(answer, 3, "台账不能放在网络文件夹里（nfs4）")
    for words in (
        founding(ledger, ledger.home / "new"),
        ["restore", str(backup), str(ledger.home / "new")],
    ):
        told(elsewhere(words, tmp_path / "state", preexec_fn=far), 3, "网络文件夹")
    assert traces(ledger.home) == before


def small_files(most: int) -> Callable[[], None]:
    """Let no file of the process grow beyond so many bytes, as on a full disk."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return limit


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("room", [0, 40_000, 200_000])
def test_a_disk_that_is_full_in_the_middle_of_an_import(ledger: Desk, room: int) -> None:
    before = ledger.digest()
    size = (ledger.ledger / "ledger.db").stat().st_size
    limited = small_files(size + room if room else 100)
    answer = ledger.process("import", REGISTER, preexec_fn=limited)
    told(answer, 5, "磁盘")
    assert ledger.digest() == before
    assert ledger.run("verify", "--full").code == 0
    assert ledger.run("import", REGISTER).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_disk_that_is_full_once_an_import_is_recorded_leaves_it_whole(ledger: Desk) -> None:
    """The log had room for it; what cannot be moved into the file any more is moved later."""
    before, size = ledger.digest(), (ledger.ledger / "ledger.db").stat().st_size
    answer = ledger.process("import", REGISTER, preexec_fn=small_files(size + 400_000))
    assert answer.code == 0, answer.err
    assert "入账" in answer.out
    assert answer.err.startswith("已全部记录")
    recorded = ledger.digest()
    assert recorded != before
    assert ledger.run("verify", "--full").code == 0
    again = ledger.run("import", REGISTER)
    assert again.code == 1
    assert "已经登记过" in again.err
    assert ledger.digest() == recorded


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize(
    "words", [["print", "F01"], ["export", "copies"], ["export", "receipts"], ["backup"]]
)
def test_a_disk_that_is_full_while_a_file_is_written(
    desk: Desk, tmp_path: Path, words: list[str]
) -> None:
    before = desk.digest()
    out = tmp_path / "out"
    out.mkdir()
    target = out / ("a.pdf" if words[0] == "print" else "a.xlsx")
    place = [target] if words[0] == "backup" else ["-o", target]
    answer = desk.process(*words, *place, preexec_fn=small_files(20_000))
    told(answer, 5, "磁盘")
    assert list(out.iterdir()) == []
    if words[0] != "backup":  # a backup that was begun stays on record
        assert desk.digest() == before
    assert desk.run("verify", "--full").code == 0


def mounted(folder: Path) -> bool:
    """Try to put a disk of 8 MB there."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    return done.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="a file system in memory")
def test_a_disk_that_is_really_full(taken_over: Desk, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    if not mounted(disk):
        pytest.skip("this machine does not let us mount")
    try:
        desk = founded(disk)
        before = desk.digest()
        (disk / "filling").write_bytes(b"x" * 7_000_000)
        told(desk.process("import", REGISTER), 5, "磁盘已满")
        assert desk.digest() == before
        assert desk.run("verify", "--full").code == 0
        (disk / "filling").unlink()
        assert desk.run("import", REGISTER).code == 0
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="no such device there")
def test_an_answer_that_cannot_be_written(desk: Desk) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "desktop", "list", "copies", *desk.options()],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            check=False,
        )
    assert done.returncode == 5
    assert "磁盘已满" in done.stderr.decode()


# -- targets --------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["print", "F01"], ["export", "copies"]], ids=" ".join)
def test_a_target_that_cannot_be(desk: Desk, tmp_path: Path, words: list[str]) -> None:
    before = desk.digest()
    tail = ".pdf" if words[0] == "print" else ".xlsx"
    folder = tmp_path / f"folder{tail}"
    folder.mkdir()
    pipe = tmp_path / f"pipe{tail}"
    os.mkfifo(pipe)
    for target, said in (
        (tmp_path / "none" / f"a{tail}", "没有文件夹「none」"),
        (folder, "是文件夹"),
        (desk.ledger / f"a{tail}", "台账自己的文件夹"),
        (pipe, "不是普通文件"),
        (tmp_path / ("长" * 100 + tail), "路径"),
    ):
        told(desk.run(*words, "-o", target), 5, said)
    (tmp_path / f"ledger{tail}").symlink_to(desk.ledger / "ledger.db")
    told(desk.run(*words, "-o", tmp_path / f"ledger{tail}"), 5, "台账自己的文件夹")
    assert desk.digest() == before
    assert pipe.is_fifo()


def test_rejected_rows_without_a_place_keep_the_import_from_beginning(
    ledger: Desk, tmp_path: Path
) -> None:
    before = ledger.digest()
    told(
        ledger.run("import", REGISTER, "--rejected", tmp_path / "none" / "r.xlsx"), 5, "没有文件夹"
    )
    told(ledger.run("import", REGISTER, "--rejected", ledger.ledger / "keyring"), 5, "自己的文件夹")
    assert ledger.digest() == before
    assert ledger.run("verify").code == 0
