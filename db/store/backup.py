"""A backup: the whole ledger in one file, and the way back.

    ZHUANCE-BACKUP-1␊   magic
    8 bytes              length of the manifest, big end first
    manifest             JSON: what the vault says of it, and name, size and SM3 of each file
    32 bytes             SM3 of everything so far
    the files            in the order of the manifest, one after the other

The database goes in as it is on the disk: encrypted.  Digests here tell damage,
not malice; against that stand the page codes of the file, the digest of the
keyring recorded in it, and the signatures of the journal.  It opens with the
passwords and the recovery key of its day.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from db.ledger.trouble import CannotOpen, Damaged, Unusable
from db.store import cipher
from db.store.digest import SIZE, Digest, same, sm3
from db.store.faults import disk_full, troubles
from db.store.files import HEAD, KEYRING, LEDGER, new_file, sync_folder
from db.store.keyring import MOST_BYTES as MOST_KEYRING
from db.store.keyring import decoded
from db.store.lock import refuse_network_folder

if TYPE_CHECKING:
    from sqlite3 import Connection

Manifest = Mapping[str, str | int]

_FAMILY: Final = b"ZHUANCE-BACKUP-"
_MAGIC: Final = _FAMILY + b"1\n"
_LENGTH: Final = 8
_CHUNK: Final = 1 << 20
_MOST_MANIFEST: Final = 1 << 16
_LIMITS: Final = {KEYRING: MOST_KEYRING, HEAD: 4096, LEDGER: 1 << 44}
_WORDS: Final = {KEYRING: "口令环", HEAD: "台账头记录", LEDGER: "台账文件"}
_FILES: Final = "files"


@dataclass(frozen=True)
class BackupReport:
    """What was written: where, how long, how many pages, and the digest that identifies it."""

    path: Path
    size: int
    pages: int
    digest: str


@dataclass(frozen=True)
class _Member:
    name: str
    size: int
    sm3: str


@dataclass(frozen=True)
class _Contents:
    """The beginning of a backup, read and checked."""

    said: dict[str, str | int]
    members: tuple[_Member, ...]
    digest: bytes
    start: int


def write_backup(
    connection: Connection,
    folder: Path,
    target: Path,
    manifest: Manifest,
    prove: Callable[[cipher.Connection], None] | None = None,
) -> BackupReport:
    """Write, open and verify a backup; nothing is left at `target` unless all of it held.

    `prove` may look at the copy of the database as it lies in the backup.
    """
    _refuse_target(folder, target)
    copy = target.with_name(target.name + ".db.part")
    part = target.with_name(target.name + ".part")
    with troubles(), _removed_at_the_end(copy, part):
        pages = _checked(cipher.copy(connection, copy), prove)
        sources = {KEYRING: folder / KEYRING, HEAD: folder / HEAD, LEDGER: copy}
        present = {name: path for name, path in sources.items() if path.exists()}
        _pack(part, present, manifest)
        contents = _verified(part)
        size = part.stat().st_size
        part.replace(target)
        sync_folder(target.parent)
    return BackupReport(target, size, pages, contents.digest.hex())


def read_manifest(file: Path) -> dict[str, str | int]:
    """Return what the vault said of a backup when it was made."""
    with _opened_backup(file) as stream:
        return _contents(stream).said


def unpack_backup(file: Path, folder: Path) -> dict[str, str | int]:
    """Make a ledger's folder of a backup and return its manifest.

    The folder must be empty or not exist; it appears whole or not at all.
    """
    refuse_network_folder(folder)
    stage = folder.with_name(folder.name + ".part")
    _refuse_folder(folder, stage)
    with _opened_backup(file) as stream:
        contents = _contents(stream)
        if shutil.disk_usage(folder.parent).free < sum(member.size for member in contents.members):
            raise disk_full()
        stage.mkdir(mode=0o700)
        try:
            for member in contents.members:
                with new_file(stage / member.name) as out:
                    _take(stream, member, out)
            sync_folder(stage)
            if folder.exists():
                folder.rmdir()
            stage.rename(folder)
            sync_folder(folder.parent)
        except BaseException:
            shutil.rmtree(stage, ignore_errors=True)
            raise
    return contents.said


# Writing --------------------------------------------------------------------


def _refuse_target(folder: Path, target: Path) -> None:
    if target.exists():
        raise Unusable(f"「{target.name}」已经存在，不会覆盖。", "请换一个文件名。")
    if not target.parent.is_dir():
        raise Unusable(f"没有文件夹「{target.parent.name}」。", "请先建好存放备份的文件夹。")
    if target.resolve().is_relative_to(folder.resolve()):
        raise Unusable("备份不能放在台账自己的文件夹里。", "请放到另一个介质上，并按涉密载体管理。")


@contextmanager
def _removed_at_the_end(*paths: Path) -> Iterator[None]:
    """Remove temporary files, also those that an earlier crash left."""
    beside = [path.with_name(path.name + tail) for path in paths for tail in ("", "-wal", "-shm")]
    for path in beside:
        path.unlink(missing_ok=True)
    try:
        yield
    finally:
        for path in beside:
            path.unlink(missing_ok=True)


def _checked(
    connection: cipher.Connection, prove: Callable[[cipher.Connection], None] | None
) -> int:
    try:
        cipher.prove_encrypted(connection)
        bad = cipher.integrity(connection)
        (sound,) = connection.execute("PRAGMA quick_check").fetchone()
        if bad or sound != "ok":
            raise Damaged("写出的备份核对不符，没有保留。", "请检查磁盘，再做一次完整核对。")
        if prove:
            prove(connection)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    finally:
        connection.close()
    return int(pages)


def _pack(part: Path, sources: Mapping[str, Path], manifest: Manifest) -> None:
    members = [_measured(name, path) for name, path in sources.items()]
    said = dict(manifest) | {
        _FILES: [{"name": m.name, "size": m.size, "sm3": m.sm3} for m in members]
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    if len(text) > _MOST_MANIFEST or _FILES in manifest:
        raise ValueError("this manifest cannot be read back")
    begin = _MAGIC + len(text).to_bytes(_LENGTH, "big") + text
    with new_file(part) as out:
        out.write(begin + sm3(begin))
        for path in sources.values():
            with path.open("rb") as source:
                shutil.copyfileobj(source, out, _CHUNK)


def _measured(name: str, path: Path) -> _Member:
    digest = Digest()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
        return _Member(name, file.tell(), digest.value().hex())


# Reading --------------------------------------------------------------------


@contextmanager
def _opened_backup(file: Path) -> Iterator[BinaryIO]:
    with troubles():
        try:
            stream = file.open("rb")
        except FileNotFoundError:
            raise CannotOpen(f"找不到备份文件「{file.name}」。", "请检查路径。") from None
        with stream:
            yield stream


def _refuse_folder(folder: Path, stage: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Unusable(f"「{folder.name}」不是文件夹。", "请换一个位置。")
    if folder.exists() and any(folder.iterdir()):
        raise Unusable(f"文件夹「{folder.name}」不是空的，不会覆盖。", "请换一个空文件夹。")
    if not folder.parent.is_dir():
        raise Unusable(f"没有文件夹「{folder.parent.name}」。", "请先建好上一级文件夹。")
    if stage.exists():
        raise Unusable(f"上次中断的恢复留下了「{stage.name}」。", "请查看并移走它，再重新恢复。")


def _verified(file: Path) -> _Contents:
    """Read a whole backup back and compare every digest."""
    with _opened_backup(file) as stream:
        contents = _contents(stream)
        for member in contents.members:
            kept = bytearray() if member.name == KEYRING else None
            _take(stream, member, kept)
            if kept is not None:
                decoded(bytes(kept))
    return contents


def _contents(stream: BinaryIO) -> _Contents:
    magic = stream.read(len(_MAGIC))
    if magic != _MAGIC:
        if magic.startswith(_FAMILY):
            raise CannotOpen("备份是较新版本的程序写下的。", "请用较新的程序恢复。")
        raise Unusable("这不是专册的备份文件。", "请检查是否选对了文件。")
    length = stream.read(_LENGTH)
    size = int.from_bytes(length, "big")
    if len(length) < _LENGTH or size > _MOST_MANIFEST:
        raise _broken("清单")
    text, digest = stream.read(size), stream.read(SIZE)
    if not same(digest, sm3(magic, length, text)):
        raise _broken("清单")
    said, members = _manifest(text)
    start = stream.tell()
    wanted = start + sum(member.size for member in members)
    found = os.fstat(stream.fileno()).st_size
    if found != wanted:
        raise Damaged(
            f"备份文件长度不对：应有 {wanted} 字节，实有 {found} 字节，可能没有拷贝完整。",
            "请从原来的介质重新拷贝，或改用另一份备份。",
        )
    return _Contents(said, members, digest, start)


def _manifest(text: bytes) -> tuple[dict[str, str | int], tuple[_Member, ...]]:
    try:
        said: dict[str, Any] = json.loads(text)
        found = [_Member(f["name"], f["size"], f["sm3"]) for f in said.pop(_FILES)]
        names = [member.name for member in found]
        sane = all(type(m.size) is int and 0 <= m.size <= _LIMITS[m.name] for m in found)
        bytes.fromhex("".join(member.sm3 for member in found))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _broken("清单") from error
    # Only these names, once each: a manifest cannot lead out of the folder.
    if not sane or len(set(names)) != len(names) or not {KEYRING, LEDGER} <= set(names):
        raise _broken("清单")
    return said, tuple(found)


def _take(stream: BinaryIO, member: _Member, out: BinaryIO | bytearray | None) -> None:
    """Read one file out of a backup, in chunks; `Damaged` if it is not what was put in."""
    digest, left = Digest(), member.size
    while left:
        chunk = stream.read(min(left, _CHUNK))
        if not chunk:
            raise _broken(_WORDS[member.name])
        left -= len(chunk)
        digest.update(chunk)
        if isinstance(out, bytearray):
            out += chunk
        elif out is not None:
            out.write(chunk)
    if digest.value().hex() != member.sm3:
        raise _broken(_WORDS[member.name])


def _broken(what: str) -> Damaged:
    return Damaged(
        f"备份文件已损坏：其中的{what}与写下时不符。", "请改用另一份备份；这一份保留不动。"
    )
