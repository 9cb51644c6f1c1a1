"""The one file of a backup: what it says of itself and which files it holds, read and checked.

ZHUANCE-BACKUP-1␊   magic
8 bytes              length of the manifest, big end first
manifest             JSON: what the vault says of it, and name, size and SM3 of each file
32 bytes             SM3 of everything so far
the files            in the order of the manifest, one after the other
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from db.ledger.trouble import CannotOpen, Damaged, Unusable
from db.store.digest import SIZE, Digest, same, sm3
from db.store.faults import troubles
from db.store.files import HEAD, KEYRING, LEDGER, new_file
from db.store.keyring import MOST_BYTES as MOST_KEYRING
from db.store.watching import NOBODY, Watch

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
class Member:
    """A file in a backup."""

    name: str
    size: int
    sm3: str


@dataclass(frozen=True)
class Contents:
    """The beginning of a backup, read and checked."""

    said: dict[str, str | int]
    members: tuple[Member, ...]
    digest: bytes
    start: int


def pack(
    part: Path, sources: Mapping[str, Path], manifest: Manifest, watch: Watch = NOBODY
) -> None:
    """Write these files, after what the vault says of them, into one new file."""
    members = [_measured(name, path, watch) for name, path in sources.items()]
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
                while chunk := source.read(_CHUNK):
                    out.write(chunk)
                    watch(source.tell(), path.stat().st_size)


def _measured(name: str, path: Path, watch: Watch) -> Member:
    digest = Digest()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            watch(0, 0)
        return Member(name, file.tell(), digest.value().hex())


@contextmanager
def opened_bundle(file: Path) -> Iterator[BinaryIO]:
    """Open a backup for reading."""
    with troubles():
        try:
            stream = file.open("rb")
        except FileNotFoundError:
            raise CannotOpen(f"找不到备份文件「{file.name}」。", "请检查路径。") from None
        with stream:
            yield stream


def read_contents(stream: BinaryIO) -> Contents:
    """Read and check the beginning of a backup."""
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
    return Contents(said, members, digest, start)


def _manifest(text: bytes) -> tuple[dict[str, str | int], tuple[Member, ...]]:
    try:
        said: dict[str, Any] = json.loads(text)
        found = [Member(f["name"], f["size"], f["sm3"]) for f in said.pop(_FILES)]
        names = [member.name for member in found]
        sane = all(type(m.size) is int and 0 <= m.size <= _LIMITS[m.name] for m in found)
        bytes.fromhex("".join(member.sm3 for member in found))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _broken("清单") from error
    # Only these names, once each: a manifest cannot lead out of the folder.
    if not sane or len(set(names)) != len(names) or not {KEYRING, LEDGER} <= set(names):
        raise _broken("清单")
    return said, tuple(found)


def take(
    stream: BinaryIO,
    member: Member,
    out: BinaryIO | bytearray | None,
    watch: Watch = NOBODY,
) -> None:
    """Read one file out of a backup, in chunks; `Damaged` if it is not what was put in."""
    digest, left = Digest(), member.size
    while left:
        chunk = stream.read(min(left, _CHUNK))
        if not chunk:
            raise _broken(_WORDS[member.name])
        left -= len(chunk)
        watch(member.size - left, member.size)
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
