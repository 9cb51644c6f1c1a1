"""纸码: the code on every printed page, and what it proves.

`412-K7QM-9TWA-…` is the number of the last entry, sixteen base-32 symbols (80
bits) of its link and two check symbols; the QR code carries the full link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.store import journal
from db.store.digest import sm3
from db.store.faults import troubles

if TYPE_CHECKING:
    from sqlite3 import Connection

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FORGIVEN = str.maketrans("OIL", "011")
_SYMBOLS = 16


@dataclass(frozen=True)
class PaperCode:
    """The code of one page: the head it was printed at, the print and the page."""

    upto: int
    symbols: str
    serial: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class CodeVerdict:
    """Whether a page's code holds, in a sentence."""

    holds: bool
    sentence: str
    digest: str | None = None
    readable: bool = True
    page: PaperCode | None = None
    """What the code names; None if it cannot be read."""


def _base32(data: bytes, length: int) -> str:
    number = int.from_bytes(data, "big")
    bits = len(data) * 8
    return "".join(_ALPHABET[number >> (bits - 5 * (i + 1)) & 31] for i in range(length))


def _check(text: str) -> str:
    return _base32(sm3(b"zhuance code 1", text.encode())[:2], 2)


def paper_code(upto: int, link: bytes, serial: int, page: int) -> str:
    """Return the code as printed: entry, four groups, check symbols, print serial and page."""
    symbols = _base32(link[:10], _SYMBOLS)
    groups = "-".join(symbols[at : at + 4] for at in range(0, _SYMBOLS, 4))
    body = f"{upto}-{groups}"
    return f"{body}-{_check(f'{body}.{serial}.{page}')}.{serial}.{page}"


def head_code(upto: int, link: bytes) -> str:
    """Return the code of an entry that is no page: its number, four groups, check symbols."""
    symbols = _base32(link[:10], _SYMBOLS)
    body = "-".join([str(upto), *(symbols[at : at + 4] for at in range(0, _SYMBOLS, 4))])
    return f"{body}-{_check(body)}"


def qr_text(upto: int, link: bytes, serial: int, page: int) -> str:
    """Return what the QR code carries: the full link."""
    return f"ZC1:{upto}:{link.hex().upper()}:{serial}:{page}"


def read_code(typed: str) -> PaperCode | None:
    """Read a typed or scanned code; None if a symbol is wrong."""
    text = re.sub(r"\s+", "", typed).upper()
    scanned = re.fullmatch(r"ZC1:(\d+):([0-9A-F]{64}):(\d+):(\d+)", text)
    if scanned:
        symbols = _base32(bytes.fromhex(scanned[2])[:10], _SYMBOLS)
        return PaperCode(int(scanned[1]), symbols, int(scanned[3]), int(scanned[4]))
    found = re.fullmatch(r"(\d+)((?:-?[0-9A-Z]{4}){4})-?([0-9A-Z]{2})\.(\d+)\.(\d+)", text)
    if found is None:
        return None
    symbols = found[2].replace("-", "").translate(_FORGIVEN)
    groups = "-".join(symbols[at : at + 4] for at in range(0, _SYMBOLS, 4))
    body = f"{int(found[1])}-{groups}"
    if _check(f"{body}.{found[4]}.{found[5]}") != found[3].translate(_FORGIVEN):
        return None
    return PaperCode(int(found[1]), symbols, int(found[4]), int(found[5]))


@troubles()
def check(connection: Connection, typed: str) -> CodeVerdict:
    """Say whether everything up to a page's code is unchanged, uncut and not rolled back."""
    code = read_code(typed)
    if code is None:
        return CodeVerdict(False, "纸码有误：请对照原件逐位核对。", readable=False)
    link = journal.link_at(connection, code.upto)
    if link is None:
        return CodeVerdict(False, f"台账没有第{code.upto}条：打印之后台账被截短或回退。")
    if _base32(link[:10], _SYMBOLS) != code.symbols:
        told = f"到第{code.upto}条为止的台账与打印时不同：内容被改动。"
        return CodeVerdict(False, told, page=code)
    digest = _page_digest(connection, code)
    said = f"到第{code.upto}条为止与打印时一致，未改动、未截短、未回退。"
    if code.serial is not None and digest is None:
        return CodeVerdict(
            False, said + f"但台账没有此时打印流水号{code.serial}第{code.page}页的记录。", page=code
        )
    return CodeVerdict(True, said, digest, page=code)


def _page_digest(connection: Connection, code: PaperCode) -> str | None:
    """Return the recorded SM3 of a page's cell texts, if that print was made at this entry."""
    row = connection.execute(
        "SELECT digests.value ->> :page FROM entry"
        " JOIN field AS serial ON serial.seq = entry.seq AND serial.name = 'serial'"
        " JOIN field AS upto ON upto.seq = entry.seq AND upto.name = 'upto'"
        " JOIN field AS digests ON digests.seq = entry.seq AND digests.name = 'digests'"
        " WHERE entry.kind = 'print_form' AND CAST(serial.value AS TEXT) = :serial"
        "   AND CAST(upto.value AS TEXT) = :upto",
        {"serial": str(code.serial), "page": (code.page or 0) - 1, "upto": str(code.upto)},
    ).fetchone()
    return str(row[0]) if row and row[0] is not None else None


def page_digest(texts: tuple[str, ...]) -> str:
    """Return the SM3 of a page's cell texts."""
    return sm3(*(f"{len(text)}:{text}".encode() for text in texts)).hex()


def digest_of(data: bytes) -> str:
    """Return the SM3 of a file's bytes, in hex."""
    return sm3(data).hex()
