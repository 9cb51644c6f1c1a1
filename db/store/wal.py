"""What a write-ahead log holds of what was committed.

A writer that was killed leaves its log behind.  A log without one whole
transaction says nothing, and the file may then be read as if it were not there.
Headers of the log are in clear (pages are not), in SQLite's documented format:
https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO, Final

from db.store.faults import troubles

_HEADER: Final = struct.Struct(">8I")
_FRAME: Final = struct.Struct(">6I")
_MAGIC: Final = 0x377F0682  # its lowest bit tells the byte order of the sums
_LONGEST_PAGE: Final = 65536

Sums = tuple[int, int]


def holds_commits(wal: Path) -> bool:
    """Say whether the log holds at least one whole, undamaged transaction."""
    return bool(_read(wal, only_first=True))


def waiting(wal: Path) -> frozenset[int]:
    """Return the pages whose newest committed state lies in the log and not yet in the file."""
    return frozenset(_read(wal))


def _read(wal: Path, *, only_first: bool = False) -> set[int]:
    with troubles():
        try:
            with wal.open("rb") as file:
                return _committed(file, only_first=only_first)
        except FileNotFoundError:
            return set()


def _committed(file: BinaryIO, *, only_first: bool) -> set[int]:
    """Return the pages of the transactions that are whole; nothing after a broken frame counts."""
    raw = file.read(_HEADER.size)
    if len(raw) < _HEADER.size:
        return set()
    magic, _, page_size, _, *salts, sum1, sum2 = _HEADER.unpack(raw)
    order = ">" if magic & 1 else "<"
    sums = _summed(raw[:24], (0, 0), order)
    if magic & ~1 != _MAGIC or sums != (sum1, sum2) or not 512 <= page_size <= _LONGEST_PAGE:
        return set()
    whole, begun = set[int](), set[int]()
    while len(frame := file.read(_FRAME.size + page_size)) == _FRAME.size + page_size:
        page, size_after_commit, salt1, salt2, sum1, sum2 = _FRAME.unpack_from(frame)
        sums = _summed(frame[_FRAME.size :], _summed(frame[:8], sums, order), order)
        if [salt1, salt2] != salts or sums != (sum1, sum2):
            break
        begun.add(page)
        if size_after_commit:
            whole |= begun
            begun.clear()
            if only_first:
                break
    return whole


def _summed(data: bytes, sums: Sums, order: str) -> Sums:
    one, two = sums
    for first, second in struct.iter_unpack(f"{order}2I", data):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
