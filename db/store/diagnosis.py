"""What is wrong with a file that does not open: missing, foreign, in clear, cut, damaged.

Each has its own sentence.  The check codes of the pages tell a damaged ledger
(some pages answer to the key) from a file that the key does not fit at all.
"""

from __future__ import annotations

import math
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.ledger.trouble import CannotOpen, Damaged, Trouble
from db.store.faults import explained, troubles
from db.store.wal import waiting

if TYPE_CHECKING:
    import sqlite3 as dbapi2
else:
    from sqlcipher3 import dbapi2

PAGE: Final = 4096
MAGIC: Final = b"SQLite format 3"
# A page of 4096 random bytes measures 7.95 bits a byte; text and executables stay below 7.
ENTROPY_FLOOR: Final = 7.8

_KEEP: Final = "请保留原文件不动，从备份恢复。"


def missing(path: Path) -> CannotOpen:
    """There is no file, and none will be made."""
    return CannotOpen(f"找不到台账文件「{path.name}」。", "请检查文件夹是否选对；不会新建文件。")


def first_page(path: Path) -> bytes:
    """Return the first page; refuse what is plainly no ledger."""
    with troubles():
        try:
            with path.open("rb") as file:
                page = file.read(PAGE)
        except FileNotFoundError:
            raise missing(path) from None
        except IsADirectoryError:
            raise CannotOpen(f"「{path.name}」是文件夹，不是台账文件。") from None
    if page.startswith(MAGIC):
        raise CannotOpen(
            f"「{path.name}」是未加密的数据库，不是专册的台账；不会打开，也不会写入。",
            "请查明它是怎么来的：台账从来不以明文存放。",
        )
    if not page:
        raise Damaged(f"台账文件「{path.name}」是空的。", "请保留原文件，从备份恢复。")
    return page


def diagnosis(
    connection: dbapi2.Connection, path: Path, error: dbapi2.DatabaseError
) -> Trouble | None:
    """Return what is wrong with a file whose schema cannot be read; None if it is our mistake."""
    trouble = explained(error)
    if not isinstance(trouble, Damaged):
        return trouble
    size = path.stat().st_size
    page = first_page(path)
    foreign = CannotOpen(f"「{path.name}」不是专册的台账文件。", "请检查文件夹是否选对。")
    if size < PAGE and _is_text(page):
        return foreign
    bad = bad_pages(connection)
    if not bad or (size % PAGE and len(bad) == 1):
        return _cut_short(size)
    if len(bad) < math.ceil(size / PAGE):
        return Damaged(f"台账文件已损坏：{_pages_in_words(bad)}校验不符。", _KEEP)
    if entropy(page) < ENTROPY_FLOOR:
        return foreign
    return Damaged(
        "口令环里的密钥打不开台账文件：文件开头已损坏，或者两者不属于同一本台账。",
        "请检查文件夹是否被拼凑或替换过；" + _KEEP,
    )


def refuse_cut_page(path: Path) -> None:
    """Raise `Damaged` if a closed file does not end with a whole page; SQLite would not mind."""
    size = path.stat().st_size
    if size % PAGE:
        raise _cut_short(size)


def _cut_short(size: int) -> Damaged:
    return Damaged(f"台账文件被截断：只剩 {size} 字节，后面的页不在了。", _KEEP)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def bad_pages(connection: dbapi2.Connection) -> list[str]:
    """Return the numbers of the pages whose check code is wrong; every page is read.

    A log that a reader kept from being copied whole leaves holes in the file; they are no damage:
    it is copied first where this connection may, and what still waits in it is not counted.
    """
    if not connection.in_transaction:
        with suppress(dbapi2.Error):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    rows = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    bad = [_page_number(str(row[0])) for row in rows]
    if not bad:
        return bad
    (_, _, file), *_ = connection.execute("PRAGMA database_list").fetchall()
    in_log = {str(page) for page in waiting(Path(f"{file}-wal"))}
    return [page for page in bad if page not in in_log]


def _page_number(message: str) -> str:
    """Take the number out of '… page 501' or 'page 2 has …'; or return the message."""
    words = message.split()
    after = words[words.index("page") + 1] if "page" in words[:-1] else ""
    return after if after.isdigit() else message


def _pages_in_words(pages: list[str]) -> str:
    shown = "、".join(pages[:8])
    return f"第 {shown} 页" if len(pages) <= 8 else f"第 {shown} 等 {len(pages)} 页"


def entropy(data: bytes) -> float:
    """Return how many bits a byte of this data carries, by frequency."""
    total = len(data)
    shares = (count / total for count in Counter(data).values())
    return -sum(share * math.log2(share) for share in shares)
