"""A ledger that cannot be opened says why, in one sentence, and stays as it is."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.store import cipher, keyring, lock
from desktop import clock
from tests.faults.telling import ASKING, PLACE, told
from tests.journeys.desk import PASSWORD, Answer, Desk, founded, traces


def master_key(desk: Desk) -> bytes:
    ring = keyring.decoded((desk.ledger / "keyring").read_bytes())
    return keyring.open_slot(ring, ring.names()[0], PASSWORD).master_key


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
    last = ledger.entries()[-3:]
    assert [row.kind for row in last] == ["failed_log_in", "log_in", "add_place"]
    assert "5次" in last[0].sentence
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


def test_an_entry_edited_by_hand_is_named(ledger: Desk) -> None:
    path, key, other = ledger.ledger / "ledger.db", master_key(ledger), '"另一机关"'.encode()
    guard = "SELECT sql FROM sqlite_master WHERE name = 'field_stays'"
    with closing(cipher.connect(path, key, write=True)) as file:
        ((trigger,),) = file.execute(guard).fetchall()
        file.execute("DROP TRIGGER field_stays")
        file.execute("UPDATE field SET value = ? WHERE seq = 1 AND name = 'name'", (other,))
        file.execute(trigger)
        cipher.checkpoint(file)
    before = traces(ledger.ledger)
    answer = ledger.run("verify", "--full")
    assert (answer.code, answer.out) == (4, "")
    assert "第1条：内容与摘要不符；现状与重建不符：unit。" in answer.err
    assert traces(ledger.ledger) == before


def test_the_whole_folder_copied_back_may_be_looked_at_only(ledger: Desk) -> None:
    shutil.copytree(ledger.ledger, ledger.home / "yesterday")
    assert ledger.acted("add_place", PLACE)
    shutil.rmtree(ledger.ledger)
    (ledger.home / "yesterday").rename(ledger.ledger)
    told(ledger.run("act", "add_place", given=PLACE), 4, "台账被退回到较早的状态")
    told(ledger.run("verify"), 4, "台账被退回到较早的状态")
    assert len(ledger.rows("places")) == 1


def test_the_keyring_copied_back_opens_nothing(ledger: Desk) -> None:
    old = (ledger.ledger / "keyring").read_bytes()
    assert (
        ledger.run("password", "--new-password-file", ledger.secret("新的示例口令2027")).code == 0
    )
    (ledger.ledger / "keyring").write_bytes(old)
    told(ledger.run("list", "places"), 4, "口令环被换过")


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
