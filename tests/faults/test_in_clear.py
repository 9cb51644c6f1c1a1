"""Nothing of the ledger stands in clear anywhere but where a person asked for it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.settings import STATE_VARIABLE
from tests.journeys.desk import (
    OFFICER,
    REGISTER,
    ROOT,
    SAMPLES,
    Answer,
    Desk,
    here,
    with_witness,
)

KEY: dict[str, Any] = json.loads((SAMPLES / "answers.json").read_text(encoding="utf-8"))
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
SECRET_NOTE = "关于秘密抽屉的备注"


_TELLING = 6  # bytes


def secrets() -> Iterator[bytes]:
    """Yield what must not be found: titles, numbers, names, in every usual encoding.

    Four bytes, as of two characters in UTF-16, stand in a ciphertext of this size by chance.
    """
    words = {row["title"] for row in KEY["receipts"]} | {SECRET_NOTE, "秘密抽屉"}
    words |= {row["number"] for row in KEY["receipts"] if len(row["number"]) > 8}
    words |= {row["signer"] for row in KEY["receipts"]} | {"尤桂兰", "示例省委机要局"}
    for word in words:
        for encoding in ENCODINGS:
            if len(written := word.encode(encoding)) >= _TELLING:
                yield written


def found_in(folders: Iterable[Path], but: frozenset[str] = frozenset()) -> list[str]:
    """Return the files in which one of the secrets stands in clear."""
    sought = list(secrets())
    told = []
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and path.name not in but:
                content = path.read_bytes()
                told += [f"{path.name}: {each!r}" for each in sought if each in content][:1]
    return told


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder where everything temporary would go."""
    folder = tmp_path / "spool"
    folder.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    return folder


class Watch:
    """Sees every name that appears in a folder while a process runs, also for a moment."""

    def __init__(self, *folders: Path) -> None:
        import ctypes

        self._libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor = self._libc.inotify_init1(os.O_NONBLOCK)
        created = 0x100 | 0x80 | 0x2  # IN_CREATE, IN_MOVED_TO, IN_MODIFY
        for folder in folders:
            assert self._libc.inotify_add_watch(self._descriptor, bytes(folder), created) >= 0

    def names(self) -> set[str]:
        """Return the names that appeared or were written to, and stop watching."""
        found = set()
        while True:
            try:
                data = os.read(self._descriptor, 1 << 16)
            except BlockingIOError:
                break
            place = 0
            while place < len(data):
                size = int.from_bytes(data[place + 12 : place + 16], sys.byteorder)
                found.add(data[place + 16 : place + 16 + size].rstrip(b"\0").decode())
                place += 16 + size
        os.close(self._descriptor)
        return found


def worked(desk: Desk, out: Path) -> Iterator[Answer]:
    """Run every command that handles contents."""
    yield desk.process("import", REGISTER, "--rejected", out / "rejected.xlsx")
    yield desk.process("list", "copies", "--search", "通知")
    copy = desk.rows("copies", "state=在库", "level=秘密")[0]
    loan = {"copy": copy["id"], "to": OFFICER, "approved_by": "领导", "purpose": SECRET_NOTE}
    reasons = {"K10": SECRET_NOTE, "V03": SECRET_NOTE}
    yield desk.process("act", "lend", given=loan | {"reasons": reasons})
    yield desk.process("act", "lend", given=loan)  # refused: what is said names no file
    yield desk.process("print", "F01", "-o", out / "F01.pdf", *with_witness(desk))
    yield desk.process("export", "receipts", "-o", out / "receipts.xlsx")
    yield desk.process("export", "copies", "-o", out / "copies.csv")
    yield desk.process("verify", "--full")
    yield desk.process("rebuild", "--check")
    yield desk.process("backup", out / "backup.zc")


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_nothing_goes_through_a_temporary_file(empty: Desk, tmp_path: Path, spool: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    watch, beside = Watch(spool), Watch(ROOT, Path.home(), tmp_path)
    codes = [answer.code for answer in worked(empty, out)]
    assert codes == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    assert watch.names() == set()
    assert list(spool.iterdir()) == []
    assert beside.names() <= {".pytest_cache", ".mypy_cache", ".ruff_cache", ".coverage"}
    asked_for = {"rejected.xlsx", "F01.pdf", "receipts.xlsx", "copies.csv", "backup.zc"}
    assert {path.name for path in out.iterdir()} == asked_for
    assert all(path.stat().st_mode & 0o077 == 0 for path in out.iterdir())
    assert found_in([empty.ledger, empty.state, spool]) == []
    assert found_in([out], but=frozenset({"copies.csv", "F01.pdf"})) == []
    # The search itself can find something.
    assert found_in([out]) != []


@pytest.mark.night
@pytest.mark.timeout(1800)
@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_the_demo_leaves_only_what_it_says(tmp_path: Path, spool: Path) -> None:
    watch = Watch(spool)
    answer = here(["demo", "--dir", str(tmp_path / "demo")], tmp_path / "state")
    assert answer.code == 0, answer.err
    assert watch.names() == set()
    assert found_in([tmp_path / "state"]) == []
    ledgers = [path.parent for path in (tmp_path / "demo").rglob("ledger.db")]
    assert len(ledgers) == 1
    assert found_in(ledgers) == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("after", [0.0, 0.05, 0.15, 0.4])
def test_a_crash_leaves_nothing_in_clear_but_the_file_asked_for(
    desk: Desk, tmp_path: Path, spool: Path, after: float
) -> None:
    (desk.home / "out").mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.victim", "write_out", str(desk.home), "示例口令2026"],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == b"unlocked\n"
        assert child.stdout.readline() == b"begun 0\n"
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        child.stdout.read()
    assert list(spool.iterdir()) == []
    assert found_in([desk.ledger, desk.state]) == []
    expected = {"0.xlsx", "1.xlsx", "0.xlsx.part", "1.xlsx.part"}
    assert {path.name for path in (desk.home / "out").iterdir()} <= expected
    # The part that was left goes away with the next export of that name.
    for name in ("0.xlsx", "1.xlsx"):
        assert desk.run("export", "copies", "-o", desk.home / "out" / name).code == 0
    assert {path.name for path in (desk.home / "out").iterdir()} == {"0.xlsx", "1.xlsx"}


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_CORE")
def test_a_process_that_falls_leaves_no_core(desk: Desk, tmp_path: Path) -> None:
    code = "import sys, os, signal; from desktop.cli import run; import resource\n"
    code += "run(['acts']); assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)\n"
    code += "os.kill(os.getpid(), signal.SIGSEGV)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGSEGV
    assert [path.name for path in tmp_path.iterdir() if "core" in path.name] == []


# -- our own mistakes ---------------------------------------------------------------------------


def test_a_report_of_our_mistake_carries_no_contents(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = desk.rows("documents")[0]["title"]

    def fall(*_: object, **__: object) -> None:
        try:
            raise KeyError(title)
        except KeyError as error:
            raise RuntimeError(f"{title} 尤桂兰 {SECRET_NOTE}") from error

    monkeypatch.setattr("desktop.command_line.looking.export_register", fall)
    answer = desk.run("export", "copies", "-o", tmp_path / "a.xlsx")
    assert answer.code == 70
    assert answer.out == ""
    assert title not in answer.err
    (report,) = desk.state.glob("report-*.txt")
    assert str(report) in answer.err
    text = report.read_text(encoding="utf-8")
    assert text.splitlines()[1] == "RuntimeError"
    assert "KeyError" in text
    assert "fall" in text
    assert str(tmp_path) not in text
    assert found_in([desk.state]) == []
    assert report.stat().st_mode & 0o077 == 0
    assert desk.run("verify", "--full").code == 0


def test_a_report_that_cannot_be_written_is_no_second_fall(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET_NOTE)

    monkeypatch.setattr("desktop.command_line.looking.all_forms", fall)
    (tmp_path / "file").write_text("")
    words = ["print", "F01", "-o", str(tmp_path / "a.pdf"), *desk.options()]
    answer = here(words, tmp_path / "file" / "state")
    assert answer.code == 70
    assert "报告没有写成" in answer.err
    assert SECRET_NOTE not in answer.err


# -- no socket ----------------------------------------------------------------------------------


def test_no_command_opens_a_socket(
    empty: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[object, ...]] = []
    real = socket.socket

    class Watched(real):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            opened.append(arguments)
            super().__init__(*arguments, **named)

    monkeypatch.setattr(socket, "socket", Watched)
    second = with_witness(empty)
    reading = [["acts"], ["registers"], ["list", "copies"], ["verify", "--full"]]
    writing = [
        ["import", REGISTER],
        ["print", "F01", "-o", tmp_path / "a.pdf", *second],
        ["export", "copies", "-o", tmp_path / "a.xlsx"],
        ["rebuild", "--check"],
        ["backup", tmp_path / "b.zc"],
        ["password", "--new-password-file", empty.secret("再一个口令2026")],
    ]
    for words in reading[:2]:
        assert here([str(word) for word in words], empty.state).code == 0
    for words in [*reading[2:], *writing]:
        assert empty.run(*words).code == 0, words
    assert second
    assert here(["restore", str(tmp_path / "b.zc"), str(tmp_path / "back")], empty.state).code == 0
    assert opened == []
    # And the watch would have seen one.
    Watched(socket.AF_UNIX).close()
    assert len(opened) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_process_at_work_holds_no_socket(desk: Desk) -> None:
    (desk.home / "out").mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.victim", "write_out", str(desk.home), "示例口令2026"],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {STATE_VARIABLE: str(desk.state)},
    ) as child:
        assert child.stdout
        for _ in range(3):
            child.stdout.readline()
        held = [str(path.readlink()) for path in Path(f"/proc/{child.pid}/fd").iterdir()]
        child.kill()
        child.stdout.read()
    assert [each for each in held if each.startswith("socket:")] == []
    assert any(each.endswith("ledger.db") for each in held)
