"""A backup is whole, opens as it did on its day, and says what is wrong with it."""

from __future__ import annotations

import json
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.ledger.trouble import CannotOpen, Damaged, Trouble, Unusable
from db.store import backup, cipher, lock, settling
from db.store.digest import sm3
from db.store.files import KEYRING, LEDGER
from db.store.identity import new_identity
from db.store.keyring import add_slot, new_keyring, new_master_key, open_slot
from db.store.sealing import Cost

TINY = Cost(time=1, memory_kib=16, lanes=1)
MARKER = "绝密标题不得出现在盘上"
SAID = {"entries": 300, "made": "2026-11-22T08:00:00+08:00"}
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "ledger"
    folder.mkdir()
    master = new_master_key()
    ring = add_slot(
        new_keyring("abc"),
        account_id=1,
        name="示例李",
        password="口令",
        cost=TINY,
        master_key=master,
        signing_key=new_identity()[0],
    )
    settling.write_first(folder, ring)
    (folder / "head").write_bytes(b"{}")
    with lock.hold(folder, NOW):
        connection = cipher.create(folder / LEDGER, master)
        connection.execute("CREATE TABLE title (id INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany(
            "INSERT INTO title (text) VALUES (?)", [(MARKER * 30,) for _ in range(300)]
        )
        connection.close()
    return folder


def opened(folder: Path, *, write: bool = False) -> cipher.Connection:
    master = open_slot(settling.read_keyring(folder / KEYRING), "示例李", "口令").master_key
    return cipher.connect(folder / LEDGER, master, write=write)


@pytest.fixture
def made(ledger: Path, tmp_path: Path) -> Path:
    target = tmp_path / "备份.zcb"
    connection = opened(ledger)
    backup.write_backup(connection, ledger, target, SAID)
    connection.close()
    return target


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_round_trip(ledger: Path, made: Path, tmp_path: Path) -> None:
    assert names(tmp_path) == ["ledger", "备份.zcb"]
    assert made.stat().st_mode & 0o777 == 0o600
    assert backup.read_manifest(made) == SAID
    assert backup.unpack_backup(made, tmp_path / "restored") == SAID
    assert names(tmp_path / "restored") == ["head", "keyring", "ledger.db", "restored"]
    assert names(tmp_path) == ["ledger", "restored", "备份.zcb"]
    for file in (tmp_path / "restored").iterdir():
        assert file.stat().st_mode & 0o777 == 0o600
    for write in (False, True):
        connection = opened(tmp_path / "restored", write=write)
        assert connection.execute("SELECT count(*) FROM title").fetchone() == (300,)
        cipher.prove_encrypted(connection)
        connection.close()


def test_a_backup_beside_a_working_writer(ledger: Path, tmp_path: Path) -> None:
    with lock.hold(ledger, NOW):
        writer = opened(ledger, write=True)
        writer.execute("INSERT INTO title (text) VALUES ('in the log only')")
        seen = []
        report = backup.write_backup(
            writer,
            ledger,
            tmp_path / "b",
            SAID,
            prove=lambda c: seen.extend(c.execute("SELECT count(*) FROM title").fetchall()),
        )
        writer.execute("INSERT INTO title (text) VALUES ('later')")
        writer.close()
    assert seen == [(301,)]
    assert report.path == tmp_path / "b"
    assert report.size == (tmp_path / "b").stat().st_size
    assert report.pages > 10
    assert len(report.digest) == 64


def test_the_snapshot_of_a_reader(ledger: Path, tmp_path: Path) -> None:
    with lock.hold(ledger, NOW):
        writer, reader = opened(ledger, write=True), opened(ledger)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM title").fetchone()
        writer.execute("INSERT INTO title (text) VALUES ('later')")
        backup.write_backup(reader, ledger, tmp_path / "b", SAID)
        reader.close()
        writer.close()
    backup.unpack_backup(tmp_path / "b", tmp_path / "restored")
    connection = opened(tmp_path / "restored")
    assert connection.execute("SELECT count(*) FROM title").fetchone() == (300,)
    connection.close()


def test_nothing_is_in_clear(made: Path, ledger: Path) -> None:
    for file in (made, *ledger.iterdir()):
        assert MARKER.encode() not in file.read_bytes()
        assert b"CREATE TABLE" not in file.read_bytes()


def test_a_failed_proof_leaves_nothing(ledger: Path, tmp_path: Path) -> None:
    def refuse(_: sqlite3.Connection) -> None:
        raise Damaged("核对不符。")

    connection = opened(ledger)
    with pytest.raises(Damaged, match="核对不符"):
        backup.write_backup(connection, ledger, tmp_path / "b", SAID, prove=refuse)
    connection.close()
    assert names(tmp_path) == ["ledger"]


class Stopped(Exception):
    """Whoever watches wants it to end."""


class Stopping:
    """Wants it to stop when it has heard so many things."""

    def __init__(self, patience: int) -> None:
        self.patience, self.stopping, self.heard = patience, False, list[str]()

    def __call__(self, done: int, many: int, /) -> None:
        assert done <= many
        self.stage("" if not self.heard else self.heard[-1])

    def stage(self, what: str, /) -> None:
        if self.stopping:
            raise Stopped
        self.heard.append(what)
        self.stopping = len(self.heard) >= self.patience

    commit = stage


def test_it_can_be_stopped_at_any_moment_and_leaves_nothing(ledger: Path, tmp_path: Path) -> None:
    connection = opened(ledger)
    patience = 0
    while "b" not in names(tmp_path):
        patience, watch = patience + 1, Stopping(patience + 1)
        try:
            backup.write_backup(connection, ledger, tmp_path / "b", SAID, watch=watch)
        except Stopped:
            assert names(tmp_path) == ["ledger"]
    connection.close()
    assert patience > 6
    assert watch.heard[-1] == "放到位"


def test_a_question_to_the_copy_is_given_up(ledger: Path, tmp_path: Path) -> None:
    watch = Stopping(99)

    def endless(copy: cipher.Connection) -> None:
        watch.stopping = True
        copy.execute(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
        ).fetchall()

    connection = opened(ledger)
    with pytest.raises(Stopped):
        backup.write_backup(connection, ledger, tmp_path / "b", SAID, endless, watch)
    connection.close()
    assert names(tmp_path) == ["ledger"]


def test_what_a_crash_left_does_not_stand_in_the_way(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "b.part").write_bytes(b"x")
    (tmp_path / "b.db.part").write_bytes(b"x")
    connection = opened(ledger)
    backup.write_backup(connection, ledger, tmp_path / "b", SAID)
    connection.close()
    assert names(tmp_path) == ["b", "ledger"]


def test_a_damaged_ledger_makes_no_backup(ledger: Path, tmp_path: Path) -> None:
    with (ledger / LEDGER).open("r+b") as file:
        file.seek(9 * 4096 + 50)
        file.write(b"\0\0\0\0")
    connection = opened(ledger)
    with pytest.raises(Damaged):
        backup.write_backup(connection, ledger, tmp_path / "b", SAID)
    connection.close()
    assert names(tmp_path) == ["ledger"]


def test_targets_that_are_refused(ledger: Path, made: Path, tmp_path: Path) -> None:
    connection = opened(ledger)
    for target, sentence in (
        (made, "已经存在"),
        (ledger / "b", "自己的文件夹"),
        (tmp_path / "没有" / "b", "没有文件夹"),
    ):
        with pytest.raises(Unusable, match=sentence):
            backup.write_backup(connection, ledger, target, SAID)
    connection.close()


# Restoring ------------------------------------------------------------------


def test_a_folder_that_is_not_empty_is_refused(made: Path, tmp_path: Path, ledger: Path) -> None:
    before = {file.name: file.read_bytes() for file in ledger.iterdir()}
    with pytest.raises(Unusable, match="不是空的"):
        backup.unpack_backup(made, ledger)
    assert {file.name: file.read_bytes() for file in ledger.iterdir()} == before
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unusable, match="不是文件夹"):
        backup.unpack_backup(made, tmp_path / "file")
    with pytest.raises(Unusable, match="没有文件夹"):
        backup.unpack_backup(made, tmp_path / "没有" / "x")
    (tmp_path / "new.part").mkdir()
    with pytest.raises(Unusable, match="中断的恢复"):
        backup.unpack_backup(made, tmp_path / "new")


def test_an_empty_folder_is_taken(made: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    backup.unpack_backup(made, tmp_path / "empty")
    assert names(tmp_path / "empty") == ["head", "keyring", "ledger.db", "restored"]


@pytest.mark.parametrize(
    ("content", "kind", "sentence"),
    [
        (b"", Unusable, "不是专册的备份"),
        (b"PK\3\4 some archive", Unusable, "不是专册的备份"),
        (b"ZHUANCE-BACKUP-2\n", CannotOpen, "较新版本"),
        (b"ZHUANCE-BACKUP-1\n", Damaged, "清单"),
        (b"ZHUANCE-BACKUP-1\n" + b"\xff" * 8, Damaged, "清单"),
        (b"ZHUANCE-BACKUP-1\n" + b"\0" * 8 + b"x" * 32, Damaged, "清单"),
    ],
)
def test_a_foreign_file(tmp_path: Path, content: bytes, kind: type[Trouble], sentence: str) -> None:
    (tmp_path / "b").write_bytes(content)
    with pytest.raises(kind, match=sentence):
        backup.unpack_backup(tmp_path / "b", tmp_path / "restored")
    assert names(tmp_path) == ["b"]


def test_a_missing_backup(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="找不到备份文件"):
        backup.unpack_backup(tmp_path / "b", tmp_path / "restored")


@pytest.mark.parametrize("left", [0.0, 0.001, 0.3, 0.9999])
def test_a_cut_backup(made: Path, tmp_path: Path, left: float) -> None:
    os.truncate(made, int(made.stat().st_size * left) + 17)
    with pytest.raises(Damaged):
        backup.unpack_backup(made, tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_a_long_backup(made: Path, tmp_path: Path) -> None:
    with made.open("ab") as file:
        file.write(b"\0")
    with pytest.raises(Damaged, match="长度不对"):
        backup.unpack_backup(made, tmp_path / "restored")


def test_every_region_answers_for_itself(made: Path, tmp_path: Path) -> None:
    whole = made.read_bytes()
    length = int.from_bytes(whole[17:25], "big")
    files = 25 + length + 32
    ring = json.loads(whole[25 : 25 + length])["files"][0]["size"]
    regions = {
        17: "清单",
        30: "清单",
        25 + length + 3: "清单",
        files + 5: "口令环",
        files + ring: "台账头记录",
        files + ring + 2: "台账文件",
        len(whole) - 1: "台账文件",
    }
    for at, word in regions.items():
        made.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(Damaged, match=word):
            backup.unpack_backup(made, tmp_path / "restored")
        assert names(tmp_path) == ["ledger", "备份.zcb"]


def forged(files: object, body: bytes = b"") -> bytes:
    text = json.dumps({"files": files}).encode()
    begin = b"ZHUANCE-BACKUP-1\n" + len(text).to_bytes(8, "big") + text
    return begin + sm3(begin) + body


def entry(name: str, data: bytes = b"x", size: object = 1) -> dict[str, object]:
    return {"name": name, "size": size, "sm3": sm3(data).hex()}


@pytest.mark.parametrize(
    "files",
    [
        [entry("../evil"), entry("keyring"), entry("ledger.db")],
        [entry("/evil"), entry("keyring"), entry("ledger.db")],
        [entry("keyring"), entry("keyring"), entry("ledger.db")],
        [entry("keyring")],
        [entry("keyring", size=1 << 40), entry("ledger.db")],
        [entry("keyring", size=-1), entry("ledger.db", size=3)],
        [entry("keyring", size="1"), entry("ledger.db")],
        [entry("keyring", size=True), entry("ledger.db")],
        [],
        7,
        None,
        ["keyring"],
    ],
)
def test_a_forged_manifest_leads_nowhere(tmp_path: Path, files: object) -> None:
    (tmp_path / "b").write_bytes(forged(files, b"xxx"))
    with pytest.raises(Damaged, match="清单"):
        backup.unpack_backup(tmp_path / "b", tmp_path / "restored")
    assert names(tmp_path) == ["b"]


def test_more_than_the_disk_holds_is_refused_before_writing(tmp_path: Path) -> None:
    # A sparse file claims 16 TiB less a little without taking the room.
    size = (1 << 43) - 1
    begin = forged([entry("keyring"), entry("ledger.db", size=size)], b"x")
    try:
        with (tmp_path / "b").open("wb") as file:
            file.write(begin)
            file.truncate(len(begin) + size)
    except OSError:
        pytest.skip("this file system makes no files of 8 TiB")
    with pytest.raises(Unusable, match="磁盘已满"):
        backup.unpack_backup(tmp_path / "b", tmp_path / "restored")
    assert names(tmp_path) == ["b"]
