"""Look into an old binary workbook (.xls) before anything parses it.

The parser makes room for every cell between the first and the last; a cell in column 65,000
would ask for more memory than there is.  So the records are walked here first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from db.ledger.trouble import Unusable
from desktop.exchange.zip_container import MOST_COLUMNS, too_large

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # from here on, sector numbers are marks
_FILE_PASS = 0x002F
_DIMENSIONS = 0x0200
_FORMAT_ROWS, _FORMAT_COLUMNS = 65_536, 256  # what the format can hold
# Records that carry a value: formula, several RK, shared string, number, label, boolean, RK.
_VALUES = frozenset({0x0006, 0x00BD, 0x00FD, 0x00D6, 0x0203, 0x0204, 0x0205, 0x027E, 0x0406})

_BROKEN = "文件已损坏，不是完整的工作簿。"
_ADVICE = "请在表格软件中打开原文件，另存为.xlsx文件后再试。"


def check_old_workbook(data: bytes) -> None:
    """Refuse an OLE file that is encrypted, no workbook, broken, or absurdly wide."""
    try:
        streams = _streams(data)
    except (struct.error, IndexError, OverflowError):
        raise Unusable(_BROKEN, _ADVICE) from None
    if "EncryptedPackage" in streams:
        raise Unusable("工作簿设有打开密码。", "请去掉密码后再导入。")
    book = streams.get("Workbook") or streams.get("Book")
    if book is None:
        raise Unusable("这不是工作簿文件。", "请选择.xlsx、.xls、.ods或.csv文件。")
    for kind, body in _records(book):
        if kind == _FILE_PASS:
            raise Unusable("工作簿设有打开密码。", "请去掉密码后再导入。")
        if kind == _DIMENSIONS and _beyond_the_format(body):
            raise Unusable(_BROKEN, _ADVICE)
        if kind in _VALUES and len(body) >= 4 and _last_column(kind, body) >= MOST_COLUMNS:
            raise too_large()


def _last_column(kind: int, body: bytes) -> int:
    """Return the column of a cell record; of several RK, that of the last."""
    place = len(body) - 2 if kind == 0x00BD else 2
    return int.from_bytes(body[place : place + 2], "little")


def _beyond_the_format(body: bytes) -> bool:
    """Whether the extent that a sheet claims cannot be; the parser makes room for the claim."""
    try:
        if len(body) >= 12:
            top, bottom, left, right = struct.unpack_from("<IIHH", body)
        else:
            top, bottom, left, right = struct.unpack_from("<4H", body)
    except struct.error:
        return True
    if bottom > _FORMAT_ROWS or right > _FORMAT_COLUMNS:
        return True
    return bool(top > bottom or left > right)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _streams(data: bytes) -> dict[str, bytes]:
    """Return the streams of a compound file that may be a workbook, by name."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise struct.error
    sector = 1 << shift
    (directory, _, cutoff, mini_table, _, difat, _) = struct.unpack_from("<7I", data, 48)
    table = _table(data, sector, difat)
    entries = _chain(data, sector, table, directory)
    found: dict[str, bytes] = {}
    mini_stream = b""
    mini: list[int] = []
    for place in range(0, len(entries) - 127, 128):
        entry = entries[place : place + 128]
        length, kind = struct.unpack_from("<HB", entry, 64)
        start, size = struct.unpack_from("<II", entry, 116)
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if kind == 5:
            mini_stream = _chain(data, sector, table, start)
            packed = _chain(data, sector, table, mini_table)
            mini = list(struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4]))
        elif name in ("Workbook", "Book", "EncryptedPackage") and kind == 2:
            if size >= cutoff:
                found[name] = _chain(data, sector, table, start)[:size]
            else:
                found[name] = _chain(mini_stream, 64, mini, start, before=0)[:size]
    return found


def _table(data: bytes, sector: int, difat: int) -> list[int]:
    """Return the sector allocation table, following its extension sectors."""
    numbers = list(struct.unpack_from("<109I", data, 76))
    seen: set[int] = set()
    while difat < _END and difat not in seen:
        seen.add(difat)
        block = struct.unpack_from(f"<{sector // 4}I", data, (difat + 1) * sector)
        numbers += block[:-1]
        difat = block[-1]
    table: list[int] = []
    for number in numbers:
        if number < _END and (number + 2) * sector <= len(data) + sector:
            body = data[(number + 1) * sector : (number + 2) * sector]
            table += struct.unpack(f"<{len(body) // 4}I", body[: len(body) // 4 * 4])
    return table


def _chain(
    data: bytes, sector: int, table: list[int], start: int, *, before: int | None = None
) -> bytes:
    """Return the bytes of a chain of sectors; `before` is the length of what precedes them."""
    before = sector if before is None else before
    parts: list[bytes] = []
    seen: set[int] = set()
    while start < _END:
        if start in seen:
            raise struct.error
        seen.add(start)
        parts.append(data[before + start * sector : before + (start + 1) * sector])
        start = table[start]
    return b"".join(parts)
