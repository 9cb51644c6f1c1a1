"""The encrypted file: how it is made, opened, refused, and read without a trace."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from db.ledger.trouble import CannotOpen, Damaged, Unusable
from db.store import cipher, lock
from db.store.faults import explained, troubles

KEY = bytes(range(32))
MARKER = "绝密标题不得出现在盘上"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Make a closed ledger of some 60 pages, with the lock file a real one has."""
    folder = tmp_path / "台账"
    folder.mkdir()
    path = folder / "ledger.db"
    with lock.hold(folder, NOW):
        connection = cipher.create(path, KEY)
        connection.execute("CREATE TABLE title (id INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany(
            "INSERT INTO title (text) VALUES (?)", [(f"{MARKER}{n}" * 20,) for n in range(300)]
        )
        assert cipher.checkpoint(connection)
        connection.close()
    return path


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in sorted(folder.iterdir())
    }


def count(path: Path, *, write: bool = False) -> int:
    connection = cipher.connect(path, KEY, write=write)
    try:
        return int(connection.execute("SELECT count(*) FROM title").fetchone()[0])
    finally:
        connection.close()


def killed_writer(path: Path, statements: str) -> None:
    """Run statements in another process that is killed before it can close the file."""
    code = f"""
import os, sys
from pathlib import Path
from db.store import cipher
connection = cipher.connect(Path(sys.argv[1]), bytes(range(32)), write=True)
{statements}
os.kill(os.getpid(), 9)
"""
    root = Path(cipher.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=False, cwd=root, capture_output=True
    )
    assert done.returncode == -9, done.stderr.decode()


def test_settings_are_fixed(ledger: Path) -> None:
    connection = cipher.connect(ledger, KEY, write=True)
    cipher.prove_encrypted(connection)
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert connection.execute("PRAGMA trusted_schema").fetchone()[0] == 0
    assert connection.execute("PRAGMA application_id").fetchone()[0] == cipher.APPLICATION_ID
    connection.close()
    assert ledger.stat().st_mode & 0o777 == 0o600


def test_memory_is_locked_and_wiped(tmp_path: Path) -> None:
    """In a program of its own: these tests do without it, and what is on stays on."""
    code = """
import sys
from pathlib import Path
from db.store import cipher
connection = cipher.create(Path(sys.argv[1]), bytes(range(32)))
cipher.prove_encrypted(connection)
assert connection.execute("PRAGMA cipher_memory_security").fetchone() == ("1",)
"""
    run = [sys.executable, "-c", code, str(tmp_path / "made.db")]
    subprocess.run(run, check=True, cwd=Path(cipher.__file__).parents[2])


def test_a_closed_writer_leaves_one_file(ledger: Path) -> None:
    connection = cipher.connect(ledger, KEY, write=True)
    connection.execute("INSERT INTO title (text) VALUES ('x')")
    assert cipher.checkpoint(connection)
    connection.close()
    assert sorted(file.name for file in ledger.parent.iterdir()) == ["ledger.db", "lock"]


def test_other_settings_are_not_taken_for_ours(ledger: Path, tmp_path: Path) -> None:
    connection = dbapi2.connect(str(tmp_path / "other.db"), factory=cipher.Connection)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    with pytest.raises(Unusable, match="加密没有生效"):
        cipher.prove_encrypted(connection)
    connection.close()


def test_no_encryption_at_all_is_seen(tmp_path: Path) -> None:
    connection = dbapi2.connect(str(tmp_path / "clear.db"), factory=cipher.Connection)
    with pytest.raises(Unusable, match="加密没有生效"):
        cipher.prove_encrypted(connection)
    connection.close()


def test_a_clear_first_page_is_seen(ledger: Path) -> None:
    connection = cipher.connect(ledger, KEY, write=True)
    connection.first_page = b"SQLite format 3\0" + os.urandom(4080)
    with pytest.raises(Unusable, match="加密没有生效"):
        cipher.prove_encrypted(connection)
    connection.close()


def test_nothing_is_in_clear(ledger: Path) -> None:
    connection = cipher.connect(ledger, KEY, write=True)
    connection.execute("UPDATE title SET text = text || ?", (MARKER,))
    files = list(ledger.parent.iterdir())
    assert {file.name for file in files} >= {"ledger.db", "ledger.db-wal"}
    for file in files:
        content = file.read_bytes()
        assert MARKER.encode() not in content
        assert b"CREATE TABLE" not in content
    connection.close()


# Refused --------------------------------------------------------------------


def test_create_never_overwrites(ledger: Path) -> None:
    before = state(ledger.parent)
    with pytest.raises(CannotOpen, match="已经存在"):
        cipher.create(ledger, KEY)
    assert state(ledger.parent) == before


@pytest.mark.parametrize("write", [True, False])
def test_connect_never_creates(tmp_path: Path, write: bool) -> None:
    for missing in (tmp_path / "ledger.db", tmp_path / "没有" / "ledger.db"):
        with pytest.raises(CannotOpen, match="找不到"):
            cipher.connect(missing, KEY, write=write)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [True, False])
def test_a_plain_database_is_refused(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "ledger.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE title (text)")
    plain.close()
    before = state(tmp_path)
    with pytest.raises(CannotOpen, match="未加密"):
        cipher.connect(path, KEY, write=write)
    assert state(tmp_path) == before


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize(
    ("content", "kind", "sentence"),
    [
        (b"", Damaged, "是空的"),
        ("并不是台账\n".encode() * 5000, CannotOpen, "不是专册的台账"),
        (b"\0" * 40960, CannotOpen, "不是专册的台账"),
        (b"%PDF-1.7 short", CannotOpen, "不是专册的台账"),
        (os.urandom(40960), Damaged, "密钥打不开"),
    ],
    ids=["empty", "text", "zeros", "short", "random"],
)
def test_a_foreign_file_is_refused(
    tmp_path: Path, content: bytes, kind: type[Exception], sentence: str, write: bool
) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(content)
    before = state(tmp_path)
    with pytest.raises(kind, match=sentence):
        cipher.connect(path, KEY, write=write)
    assert state(tmp_path) == before


@pytest.mark.parametrize("write", [True, False])
def test_a_key_that_does_not_fit(ledger: Path, write: bool) -> None:
    before = state(ledger.parent)
    with pytest.raises(Damaged, match="不属于同一本台账"):
        cipher.connect(ledger, bytes(32), write=write)
    assert state(ledger.parent) == before


@pytest.mark.parametrize("left", [4096, 8192, 3 * 4096, 20 * 4096 + 17])
def test_a_cut_file_is_damaged_and_kept(ledger: Path, left: int) -> None:
    os.truncate(ledger, left)
    before = state(ledger.parent)
    for write in (True, False):
        with pytest.raises(Damaged, match="截断"):
            cipher.connect(ledger, KEY, write=write)
    assert state(ledger.parent) == before


@pytest.mark.parametrize(
    ("offset", "sentence"),
    [
        (0, "开头已损坏"),
        (15, "开头已损坏"),
        (16, "第 1 页"),
        (2000, "第 1 页"),
        (4030, "第 1 页"),
        (4095, "第 1 页"),
    ],
)
def test_a_flipped_bit_in_the_first_page(ledger: Path, offset: int, sentence: str) -> None:
    _flip(ledger, offset)
    before = state(ledger.parent)
    for write in (True, False):
        with pytest.raises(Damaged, match=sentence):
            cipher.connect(ledger, KEY, write=write)
    assert state(ledger.parent) == before


@pytest.mark.parametrize("inside", [0, 100, 4047, 4048, 4063, 4064, 4095])
def test_a_flipped_bit_in_a_later_page(ledger: Path, inside: int) -> None:
    _flip(ledger, 7 * 4096 + inside)
    connection = cipher.connect(ledger, KEY, write=False)
    assert cipher.integrity(connection) == ["8"]
    with pytest.raises(Damaged, match="损坏的页"), troubles():
        connection.execute("SELECT sum(length(text)) FROM title").fetchone()
    connection.close()


def test_every_page_answers_for_itself(ledger: Path) -> None:
    pages = ledger.stat().st_size // 4096
    whole = ledger.read_bytes()
    for page in range(2, pages + 1):
        _flip(ledger, (page - 1) * 4096 + page % 4096)
        connection = cipher.connect(ledger, KEY, write=False)
        assert cipher.integrity(connection) == [str(page)]
        connection.close()
        ledger.write_bytes(whole)


def test_a_swapped_page_is_seen(ledger: Path) -> None:
    content = bytearray(ledger.read_bytes())
    content[5 * 4096 : 6 * 4096], content[6 * 4096 : 7 * 4096] = (
        content[6 * 4096 : 7 * 4096],
        content[5 * 4096 : 6 * 4096],
    )
    ledger.write_bytes(content)
    connection = cipher.connect(ledger, KEY, write=False)
    assert cipher.integrity(connection) == ["6", "7"]
    connection.close()


def test_a_damaged_file_with_a_log_is_kept_untouched(ledger: Path) -> None:
    killed_writer(ledger, "connection.execute(\"INSERT INTO title (text) VALUES ('x')\")")
    whole = ledger.with_name("ledger.db-wal").read_bytes()
    assert len(whole) > 4096
    _flip(ledger, 3)
    before = state(ledger.parent)
    for write in (True, False):
        with pytest.raises(Damaged):
            cipher.connect(ledger, KEY, write=write)
    assert state(ledger.parent) == before


# Reading leaves no trace ----------------------------------------------------


def test_reading_a_closed_ledger_leaves_no_trace(ledger: Path) -> None:
    before = state(ledger.parent)
    connection = cipher.connect(ledger, KEY, write=False)
    cipher.prove_encrypted(connection)
    assert connection.execute("SELECT count(*) FROM title").fetchone() == (300,)
    with pytest.raises(dbapi2.OperationalError):
        connection.execute("DELETE FROM title")
    assert sorted(before) == sorted(file.name for file in ledger.parent.iterdir())
    connection.close()
    assert state(ledger.parent) == before


def test_reading_after_a_crash_sees_all_and_leaves_no_trace(ledger: Path) -> None:
    killed_writer(ledger, "connection.execute(\"INSERT INTO title (text) VALUES ('x')\")")
    before = state(ledger.parent)
    assert "ledger.db-wal" in before
    assert count(ledger) == 301
    assert state(ledger.parent) == before
    assert count(ledger, write=True) == 301
    assert "ledger.db-wal" not in state(ledger.parent)


@pytest.mark.parametrize("index", [True, False])
def test_a_log_without_a_commit_is_passed_over(ledger: Path, index: bool) -> None:
    killed_writer(
        ledger,
        """
connection.execute("PRAGMA cache_size = 5")
connection.execute("BEGIN")
connection.execute("UPDATE title SET text = text || 'y'")
""",
    )
    if not index:
        ledger.with_name("ledger.db-shm").unlink()
    before = state(ledger.parent)
    assert len(before["ledger.db-wal"][0]) > 4096
    assert count(ledger) == 300
    assert state(ledger.parent) == before


@pytest.mark.parametrize("content", [b"", b"noise" * 3000, b"\x37\x7f\x06\x82" + bytes(28)])
def test_a_log_of_noise_is_passed_over(ledger: Path, content: bytes) -> None:
    ledger.with_name("ledger.db-wal").write_bytes(content)
    before = state(ledger.parent)
    assert count(ledger) == 300
    assert state(ledger.parent) == before


def test_readers_work_beside_a_writer(ledger: Path) -> None:
    with lock.hold(ledger.parent, NOW):
        writer = cipher.connect(ledger, KEY, write=True)
        writer.execute("INSERT INTO title (text) VALUES ('x')")
        reader = cipher.connect(ledger, KEY, write=False)
        assert reader.execute("SELECT count(*) FROM title").fetchone() == (301,)
        writer.execute("INSERT INTO title (text) VALUES ('y')")
        assert reader.execute("SELECT count(*) FROM title").fetchone() == (302,)
        cipher.prove_encrypted(reader)
        with pytest.raises(dbapi2.OperationalError):
            reader.execute("DELETE FROM title")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM title").fetchone()
        writer.execute("INSERT INTO title (text) VALUES ('z')")
        assert not cipher.checkpoint(_impatient(writer))
        reader.close()
        writer.close()
    assert sorted(state(ledger.parent)) == ["ledger.db", "lock"]


def _impatient(connection: cipher.Connection) -> cipher.Connection:
    connection.execute("PRAGMA busy_timeout = 1")
    return connection


def test_a_reader_keeps_writers_away(ledger: Path) -> None:
    reader = cipher.connect(ledger, KEY, write=False)
    with pytest.raises(CannotOpen, match="正在被另一个程序读取"):
        lock.hold(ledger.parent, NOW, patience=0.1)
    reader.close()
    lock.hold(ledger.parent, NOW).release()


def test_reading_a_copy_without_a_lock_file(ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy(ledger, copy / "ledger.db")
    before = state(copy)
    assert count(copy / "ledger.db") == 300
    assert state(copy) == before


# What the machine does not allow --------------------------------------------


def test_a_full_disk_changes_nothing(ledger: Path) -> None:
    connection = cipher.connect(ledger, KEY, write=True)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unusable, match="磁盘已满"), troubles():
        connection.execute("UPDATE title SET text = text || text || text")
    assert cipher.checkpoint(connection)
    connection.close()
    assert count(ledger) == 300


def test_errors_of_the_machine_are_told_apart(ledger: Path, tmp_path: Path) -> None:
    sentences = {
        28: "磁盘已满",
        30: "只读",
        13: "权限",
        5: "磁盘时出错",
        12: "内存不足",
        2: "不能使用路径",
    }
    for number, sentence in sentences.items():
        with pytest.raises(Unusable, match=sentence), troubles():
            raise OSError(number, os.strerror(number), "某文件")
    with pytest.raises(OSError, match="without a number"), troubles():
        raise OSError("without a number")
    assert explained(ValueError("a bug")) is None
    assert explained(dbapi2.ProgrammingError("a bug")) is None


def test_busy_is_told(ledger: Path) -> None:
    one = cipher.connect(ledger, KEY, write=True)
    two = cipher.connect(ledger, KEY, write=True)
    one.execute("BEGIN IMMEDIATE")
    with pytest.raises(CannotOpen, match="正忙"), troubles():
        _impatient(two).execute("BEGIN IMMEDIATE")
    two.close()
    one.close()


def _flip(path: Path, offset: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 1]))


# The log ----------------------------------------------------------------------


def test_a_damaged_log_never_gives_what_was_not_written(ledger: Path) -> None:
    # SQLite reads a log up to its first broken frame: entries may be missing then, which the
    # head tells, but nothing half and nothing false is ever read.
    killed_writer(
        ledger,
        """
for number in range(3):
    connection.execute("INSERT INTO title (text) VALUES (?)", (f"late {number}",))
""",
    )
    wal = ledger.with_name("ledger.db-wal")
    whole = wal.read_bytes()
    assert count(ledger) == 303
    for offset in (0, 9, 17, 25, 33, 37, 45, 51, 60, 2000, 4150, len(whole) // 2, len(whole) - 1):
        wal.write_bytes(whole[:offset] + bytes([whole[offset] ^ 1]) + whole[offset + 1 :])
        before = state(ledger.parent)
        connection = cipher.connect(ledger, KEY, write=False)
        late = [
            row[0]
            for row in connection.execute("SELECT text FROM title WHERE id > 300 ORDER BY id")
        ]
        connection.close()
        assert late == ["late 0", "late 1", "late 2"][: len(late)]
        assert len(late) < 3
        assert state(ledger.parent) == before
