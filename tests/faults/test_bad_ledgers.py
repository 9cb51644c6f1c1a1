"""A ledger that cannot be opened says why, in one sentence, and stays as it is."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.store import cipher, keyring, lock
from desktop import clock
from tests.journeys.desk import PASSWORD, REGISTER, ROOT, Answer, Desk, founded, traces

ASKING = (["list", "copies"], ["verify", "--full"], ["act", "add_place"])
PLACE = {"name": "二号柜"}


def told(answer: Answer, code: int, *words: str) -> None:
    """Expect one exit code, one short piece of Chinese on stderr, and nothing on stdout."""
    assert answer.code == code, (answer.code, answer.err)
    assert answer.out == ""
    assert any(word in answer.err for word in words), answer.err
    assert answer.err.count("\n") == 1
    assert answer.err.rstrip().endswith("。")
    assert "Error" not in answer.err


def master_key(desk: Desk) -> bytes:
    ring = keyring.decoded((desk.ledger / "keyring").read_bytes())
    return keyring.open_slot(ring, ring.names()[0], PASSWORD).master_key


@pytest.fixture
def ledger(empty: Desk) -> Desk:
    """A small closed ledger."""
    return empty


# -- folders and passwords ---------------------------------------------------------------------


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_no_folder_no_ledger_no_keyring(tmp_path: Path, ledger: Desk, words: list[str]) -> None:
    nowhere = Desk(tmp_path / "none")
    nowhere.home.mkdir()
    nowhere.secret(PASSWORD).rename(nowhere.home / "password.secret")
    told(nowhere.run(*words, given=PLACE), 3, "找不到台账文件夹")
    nowhere.ledger.mkdir()
    told(nowhere.run(*words, given=PLACE), 3, "不是台账文件夹")
    assert list(nowhere.ledger.iterdir()) == []
    (ledger.ledger / "ledger.db").rename(ledger.home / "away.db")
    told(ledger.run(*words, given=PLACE), 3, "找不到台账文件")
    assert not (ledger.ledger / "ledger.db").exists()
    (ledger.home / "away.db").rename(ledger.ledger / "ledger.db")
    (ledger.ledger / "keyring").unlink()
    told(ledger.run(*words, given=PLACE), 3, "找不到口令环")


def test_a_wrong_password_is_slowed_down_across_restarts(
    ledger: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    guess = ["verify", "--ledger", str(ledger.ledger), "--password-file"]
    wrong = str(ledger.secret("不是这个口令"))
    before = ledger.digest()
    for _ in range(5):
        told(_here(guess, wrong, ledger), 3, "口令不对")
    told(_here(guess, wrong, ledger), 3, "秒后再试")
    # Not even the right one, and not in another process either.
    told(ledger.run("verify"), 3, "秒后再试")
    told(ledger.process("verify"), 3, "秒后再试")
    later = datetime.now().astimezone() + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert ledger.acted("add_place", PLACE)
    journal = ledger.rows("journal")
    assert [row["kind"] for row in journal[-2:]] == ["failed_log_in", "add_place"]
    assert "5次" in journal[-2]["sentence"]
    assert ledger.digest() != before
    assert not (ledger.ledger / "failed-logins").exists()


def _here(words: list[str], secret: str, desk: Desk) -> Answer:
    from tests.journeys.desk import here

    return here([*words, secret], desk.state)


def test_guessing_at_an_account_that_is_not_there(ledger: Desk) -> None:
    stranger = ledger.as_account("无此人", PASSWORD)
    for _ in range(5):
        told(stranger.run("verify"), 3, "没有名为「无此人」的账户")
    told(stranger.run("verify"), 3, "秒后再试")
    # What was typed as a name may have been a password.
    assert "无此人" not in (ledger.ledger / "failed-logins").read_text(encoding="utf-8")
    assert ledger.run("verify").code == 0


@pytest.mark.parametrize("content", [None, b"", b"\n\nabc", b"\xff\xfe\x00", b"\r\n"], ids=repr)
def test_a_password_file_without_a_password(ledger: Desk, content: bytes | None) -> None:
    before = traces(ledger.ledger)
    file = ledger.home / "password.secret"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    told(ledger.run("verify"), 5, "口令文件")
    assert traces(ledger.ledger) == before


def test_a_password_that_is_too_short(ledger: Desk, tmp_path: Path) -> None:
    short = ledger.secret("1234567")
    answer = ledger.run("password", "--new-password-file", short)
    assert (answer.code, "至少8个字符" in answer.err) == (1, True)
    assert ledger.run("verify").code == 0


# -- files that are not what they were -----------------------------------------------------------


@pytest.mark.parametrize("left", [0, 1, 100, 4095, 4096, 0.25, 0.5, -4096, -1])
def test_a_ledger_that_was_cut_short(ledger: Desk, left: float) -> None:
    path = ledger.ledger / "ledger.db"
    whole = path.read_bytes()
    size = int(left * len(whole)) if 0 < left < 1 else int(left)
    path.write_bytes(whole[:size])
    before = traces(ledger.ledger)
    for words in ASKING[:2]:
        told(ledger.run(*words), 4, "截断", "损坏", "空的", "页")
        assert traces(ledger.ledger) == before
    told(ledger.run("act", "add_place", given=PLACE), 4, "截断", "损坏", "空的", "页")
    assert path.read_bytes() == whole[:size]


def test_any_flipped_bit_is_found(ledger: Desk) -> None:
    path = ledger.ledger / "ledger.db"
    whole = path.read_bytes()
    dice = random.Random(2026)
    places = [
        0,
        15,
        16,
        4095,
        4096,
        len(whole) - 1,
        *(dice.randrange(len(whole)) for _ in range(24)),
    ]
    for place in places:
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << dice.randrange(8)
        path.write_bytes(spoilt)
        answer = ledger.run("verify", "--full")
        assert answer.code == 4, (place, answer.err)
        assert "损坏" in answer.err or "不符" in answer.err
        assert path.read_bytes() == spoilt
    path.write_bytes(whole)
    assert ledger.run("verify", "--full").code == 0


def _plain(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE entry (seq)")
    connection.close()


FOREIGN: dict[str, tuple[Callable[[Path], None], int, str]] = {
    "plain SQLite": (_plain, 3, "未加密的数据库"),
    "text": (
        lambda path: path.write_text("这是一封信。\n" * 9, encoding="utf-8") and None,
        3,
        "不是",
    ),
    "a picture": (
        lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 20_000) and None,
        3,
        "不是",
    ),
    "random bytes": (
        lambda path: path.write_bytes(random.Random(1).randbytes(40_960)) and None,
        4,
        "打不开",
    ),
    "a folder": (lambda path: path.mkdir(), 3, "是文件夹"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_is_no_ledger(ledger: Desk, name: str) -> None:
    make, code, words = FOREIGN[name]
    path = ledger.ledger / "ledger.db"
    path.unlink()
    make(path)
    before = traces(path)
    for asked in ASKING:
        told(ledger.run(*asked, given=PLACE), code, words)
    assert traces(path) == before


def test_files_of_two_ledgers_put_together(ledger: Desk, tmp_path: Path) -> None:
    other = founded(tmp_path / "other")
    for name in ("ledger.db", "keyring"):
        mixed = ledger.copied(tmp_path / f"mixed {name}")
        shutil.copy(other.ledger / name, mixed.ledger / name)
        told(mixed.run("verify"), 4, "不属于同一本", "打不开台账文件")


def test_a_newer_format_is_left_alone(ledger: Desk) -> None:
    with lock.hold(ledger.ledger, clock.now()):
        connection = cipher.connect(ledger.ledger / "ledger.db", master_key(ledger), write=True)
        connection.execute("PRAGMA user_version = 99")
        cipher.checkpoint(connection)
        connection.close()
    content = (ledger.ledger / "ledger.db").read_bytes()
    for words in ASKING:
        told(ledger.run(*words, given=PLACE), 3, "格式99")
    assert (ledger.ledger / "ledger.db").read_bytes() == content


def _changed(content: dict[str, object], **values: object) -> bytes:
    text = json.dumps(content | values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def test_a_keyring_that_was_spoilt(ledger: Desk) -> None:
    path = ledger.ledger / "keyring"
    whole = path.read_bytes()
    content = json.loads(whole)
    greedy = json.loads(whole)
    for slot in greedy["slots"]:
        slot["cost"] = [16, 1 << 30, 8]
    for spoilt, code, words in (
        (b"", 4, "口令环"),
        (whole[:-3], 4, "口令环"),
        (b"\xff" * 100, 4, "口令环"),
        (b"[]", 4, "口令环"),
        (b"x" * (2 << 20), 4, "过长"),
        (_changed(content, format=2), 3, "较新版本"),
        (_changed(content, slots=[]), 3, "账户"),
        (_changed(greedy), 4, "参数越界"),
        (_changed(content, generation=99), 4, "口令环被换过"),
    ):
        path.write_bytes(spoilt)
        told(ledger.run("verify"), code, words)
        assert path.read_bytes() == spoilt
    path.write_bytes(whole)
    assert ledger.run("verify").code == 0


def test_heads_that_were_spoilt(ledger: Desk) -> None:
    (other,) = ledger.state.glob("*.head")
    whole = other.read_bytes()
    other.write_bytes(whole.replace(b'"count":', b'"count":9'))
    told(ledger.run("act", "add_place", given=PLACE), 4, "头记录被改动过")
    other.unlink()
    (ledger.ledger / "head").unlink()
    told(ledger.run("act", "add_place", given=PLACE), 4, "头记录都不在")
    # Looking goes on all the same.
    assert ledger.run("list", "places").code == 0


# -- what the machine does not allow -------------------------------------------------------------


def test_another_program_holds_the_ledger(ledger: Desk) -> None:
    with lock.hold(ledger.ledger, clock.now()):
        answer = ledger.process("act", "add_place", given=PLACE)
        told(answer, 3, f"进程 {os.getpid()}")
    assert ledger.run("act", "add_place", given=PLACE).code == 0


def test_looking_beside_a_writer_at_work(ledger: Desk) -> None:
    with ledger.vault(write=True) as vault:
        assert len(json.loads(ledger.process("list", "places", "--format", "json").out)) == 1
        assert ledger.process("verify", "--full").code == 0
        assert vault.operator.name


@contextmanager
def sealed_off(folder: Path):  # type: ignore[no-untyped-def]
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
        import ctypes

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
        made = ledger.process("init", ledger.home / "new", "--unit", "甲", "--officer", "乙")
        assert made.code == 2


def small_files(most: int) -> Callable[[], None]:
    """Let no file of the process grow beyond so many bytes, as on a full disk."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return limit


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("room", [0, 40_000, 400_000])
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


def test_backups_that_are_none(desk: Desk, tmp_path: Path) -> None:
    from tests.journeys.desk import here

    backup = tmp_path / "b.zc"
    assert desk.run("backup", backup).code == 0
    whole = backup.read_bytes()
    for content, code, words in (
        (b"", 5, "不是专册的备份"),
        (whole[:-1], 4, "长度不对"),
        (whole[: len(whole) // 2], 4, "长度不对"),
        (whole[:30], 4, "清单"),
        (whole[:500] + b"\0" + whole[501:], 4, "清单"),
        (whole[:-500] + bytes([whole[-500] ^ 1]) + whole[-499:], 4, "台账文件"),
        (b"ZHUANCE-BACKUP-9\n" + whole[17:], 3, "较新版本"),
    ):
        backup.write_bytes(content)
        answer = here(["restore", str(backup), str(tmp_path / "back")], desk.state)
        told(answer, code, words)
        assert not (tmp_path / "back").exists()
        assert not list(tmp_path.glob("*.part"))
