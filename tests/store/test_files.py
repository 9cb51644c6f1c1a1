"""Small files are replaced whole or not at all, and read with a limit."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from db.ledger.trouble import Damaged, Unusable
from db.store.files import read_small, replace_file, write_new


def test_a_file_is_replaced_and_is_its_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "head"
    for content in (b"old", b"new"):
        replace_file(path, content)
        assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "head"
    replace_file(path, b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, failing, full)
    with pytest.raises(Unusable, match="磁盘已满"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_crash_left_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "head.part").write_bytes(b"half")
    replace_file(tmp_path / "head", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["head"]


def test_a_link_laid_in_the_way_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"kept")
    (tmp_path / "head.part").symlink_to(tmp_path / "elsewhere")
    replace_file(tmp_path / "head", b"new")
    assert (tmp_path / "elsewhere").read_bytes() == b"kept"
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "elsewhere", b"x")


def test_reading_has_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "head"
    assert read_small(path, 3) is None
    path.write_bytes(b"abc")
    assert read_small(path, 3) == b"abc"
    with pytest.raises(Damaged, match="过长"):
        read_small(path, 2)
    with pytest.raises(Unusable, match="不能使用路径"):
        read_small(tmp_path, 2)
