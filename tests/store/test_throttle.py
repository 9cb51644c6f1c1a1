"""Failed log-ins slow the next one down, over restarts and against a turned clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.ledger.trouble import CannotOpen
from db.store import throttle
from db.store.throttle import FailedLogin, drain, failed, failures, refuse_haste, wait_needed

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def later(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def fail(folder: Path, times: int, account: str = "示例李", now: datetime = NOW) -> None:
    for _ in range(times):
        failed(folder, account, now)


def test_some_are_free_then_the_wait_doubles_to_an_hour(tmp_path: Path) -> None:
    waits = []
    for _ in range(14):
        fail(tmp_path, 1)
        waits.append(wait_needed(tmp_path, "示例李", NOW))
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_waiting_helps_and_the_sentence_counts(tmp_path: Path) -> None:
    fail(tmp_path, 6)
    with pytest.raises(CannotOpen, match="请等 50 秒"):
        refuse_haste(tmp_path, "示例李", later(10))
    refuse_haste(tmp_path, "示例李", later(60))
    assert wait_needed(tmp_path, "示例王", NOW) == 0


def test_it_survives_a_restart_because_it_lies_on_the_disk(tmp_path: Path) -> None:
    fail(tmp_path, 6)
    lines = (tmp_path / "failed-logins").read_bytes()
    assert lines.count(b"\n") >= 6
    assert (tmp_path / "failed-logins").stat().st_mode & 0o777 == 0o600


def test_going_back_in_time_does_not_help(tmp_path: Path) -> None:
    fail(tmp_path, 6)
    assert wait_needed(tmp_path, "示例李", later(-86400)) == 60
    assert wait_needed(tmp_path, "示例李", later(-86400 + 20)) == 40
    assert wait_needed(tmp_path, "示例李", later(-2 * 86400)) == 60
    # A clock that was wrong when the failure was noted does not lock anybody out for years.
    fail(tmp_path, 1, "示例王", NOW.replace(year=2099))
    fail(tmp_path, 5, "示例王", NOW.replace(year=2099))
    assert wait_needed(tmp_path, "示例王", NOW) == 60
    assert wait_needed(tmp_path, "示例王", later(60)) == 0


def test_asking_does_not_write(tmp_path: Path) -> None:
    assert wait_needed(tmp_path, "示例李", NOW) == 0
    assert list(tmp_path.iterdir()) == []
    fail(tmp_path, 6)
    before = (tmp_path / "failed-logins").read_bytes()
    wait_needed(tmp_path, "示例李", later(5))
    assert (tmp_path / "failed-logins").read_bytes() == before


def test_failures_become_entries_once(tmp_path: Path) -> None:
    fail(tmp_path, 2)
    fail(tmp_path, 6, "示例王", later(60))
    fail(tmp_path, 1, "", later(90))
    expected = [
        FailedLogin("示例李", NOW, NOW, 2),
        FailedLogin("示例王", later(60), later(60), 6),
        FailedLogin("", later(90), later(90), 1),
    ]
    assert failures(tmp_path) == expected
    assert drain(tmp_path, "示例李") == expected
    assert failures(tmp_path) == []
    # 示例王 has been told of, and still waits.
    assert wait_needed(tmp_path, "示例王", later(60)) == 60
    assert wait_needed(tmp_path, "示例李", NOW) == 0
    fail(tmp_path, 1, "示例王", later(200))
    assert [told.count for told in drain(tmp_path, "示例王")] == [1]
    assert list(tmp_path.iterdir()) == []


def test_a_torn_or_foreign_line_keeps_nobody_out(tmp_path: Path) -> None:
    fail(tmp_path, 5)
    with (tmp_path / "failed-logins").open("ab") as file:
        file.write(b'\xff\n[]\n{}\n{"account":"x","at":"2026-01-01","count":1,"told":false}\n')
        file.write(b"[" * 20_000 + b'\n{"account":"\xe6')
    fail(tmp_path, 1)
    assert wait_needed(tmp_path, "示例李", NOW) == 60
    assert failures(tmp_path) == [FailedLogin("示例李", NOW, NOW, 6)]


def test_what_was_typed_in_the_wrong_box_is_cut(tmp_path: Path) -> None:
    failed(tmp_path, "x" * 5000, NOW)
    assert len((tmp_path / "failed-logins").read_bytes()) < 300
    assert throttle.FREE == 5
