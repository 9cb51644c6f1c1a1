"""The square code of a page, drawn as filled strips.

ReportLab's encoder gives the patterns that every code of one size has and the tables of the
standard.  The codewords of a page are worked out here, because a register has a code on each of
its pages and the encoder takes longer for one than all the rest of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, zip_longest
from typing import Any

from reportlab.graphics.barcode.qrencoder import (
    QR8bitByte,
    QRCode,
    QRErrorCorrectLevel,
    QRRSBlock,
    QRUtil,
)

_LEVEL = QRErrorCorrectLevel.M
_MASK = 2  # any of the eight is lawful
_BYTES = 0b0100  # mode: eight bits each
_DARK = re.compile("1+")


@dataclass(frozen=True)
class _Size:
    """What all codes of one version share."""

    side: int
    blank: int  # all modules with no data in them, masked, as one number
    places: tuple[int, ...]  # which bits of it the codewords go to, in order
    blocks: tuple[tuple[int, int], ...]  # data and correction codewords of each block
    counted_in: int  # bits of the length


def modules(text: str) -> list[str]:
    """Return the modules of a text row by row from the top, 1 for dark."""
    data = text.encode("utf-8")
    version = _version(len(data))
    size = _size(version)
    cells = size.blank
    for number, word in enumerate(_codewords(data, size)):
        cells ^= _placed(version, number, word)
    digits = f"{cells:0{size.side * size.side}b}"
    return [digits[row : row + size.side] for row in range(0, len(digits), size.side)]


def square(text: str, left: float, bottom: float, side: float) -> str:
    """Return the operators that draw a text as a square code with its lower left corner here."""
    rows = modules(text)
    scale = side / len(rows)
    # Counted in whole modules from the top left corner, so that no seam shows between strips.
    strips = [f"q {scale:.5f} 0 0 {-scale:.5f} {left:.2f} {bottom + side:.2f} cm"]
    strips += [_strips(row).replace("y", str(down)) for down, row in enumerate(rows)]
    strips.append("f Q")
    return "\n".join(strips)


@lru_cache(maxsize=4096)
def _strips(row: str) -> str:
    """Return the operators of a row, with y where its number goes."""
    spans = (dark.span() for dark in _DARK.finditer(row))
    return "\n".join([f"{first} y {last - first} 1 re" for first, last in spans])


@cache
def _placed(version: int, number: int, word: int) -> int:
    """Return the modules that this codeword makes different from the blank."""
    places = _size(version).places[number * 8 : number * 8 + 8]
    return sum(1 << place for shift, place in enumerate(places) if word << shift & 0x80)


@cache
def _version(length: int) -> int:
    code: Any = QRCode(None, _LEVEL)
    code.addData(QR8bitByte("0" * length))
    version: int = code.calculate_version()
    return version


@cache
def _size(version: int) -> _Size:
    code: Any = QRCode(version, _LEVEL)
    code.addData(QR8bitByte(""))
    code.makeImpl(False, _MASK)
    side: int = code.getModuleCount()
    last = side * side - 1
    masked = QRUtil.getMask(_MASK)
    dark = {(c, r): code.modules[r][c] for r in range(side) for c in range(side)}
    dark |= {place: masked(place[1], place[0]) for place in code.dataPosIterator()}
    blank = sum(1 << last - (r * side + c) for (c, r), filled in dark.items() if filled)
    places = tuple(last - (r * side + c) for c, r in code.dataPosIterator())
    blocks = QRRSBlock.getRSBlocks(version, _LEVEL)
    return _Size(
        side,
        blank,
        places,
        tuple((block.dataCount, block.totalCount - block.dataCount) for block in blocks),
        8 if version < 10 else 16,
    )


def _codewords(data: bytes, size: _Size) -> bytes:
    """Return data and correction, taken in turn from all blocks."""
    room = sum(count for count, _ in size.blocks)
    spare = room * 8 - 4 - size.counted_in - len(data) * 8
    stream = (_BYTES << size.counted_in | len(data)) << len(data) * 8 | int.from_bytes(data, "big")
    ending = min(4, spare)
    ending += (spare - ending) % 8
    filling = (b"\xec\x11" * room)[: (spare - ending) // 8]
    stream = stream << ending + len(filling) * 8 | int.from_bytes(filling, "big")
    whole, start = stream.to_bytes(room, "big"), 0
    parts, corrections = [], []
    for count, correcting in size.blocks:
        parts.append(whole[start : start + count])
        corrections.append(_correction(parts[-1], correcting))
        start += count
    taken = chain(zip_longest(*parts), zip_longest(*corrections))
    return bytes(word for words in taken for word in words if word is not None)


# Reed–Solomon: the field of 256 elements over x⁸+x⁴+x³+x²+1 ----------------


def _times(a: int, b: int) -> int:
    product = 0
    for place in range(8):
        if b >> place & 1:
            product ^= a << place
    for place in range(14, 7, -1):
        if product >> place & 1:
            product ^= 0x11D << place - 8
    return product


@cache
def _multiples(count: int) -> tuple[int, ...]:
    """Return each element times the generator of `count` codewords, packed into one number."""
    generator, root = [1], 1
    for _ in range(count):
        shifted = [*generator, 0]
        for place, term in enumerate(generator, 1):
            shifted[place] ^= _times(term, root)
        generator, root = shifted, _times(root, 2)
    return tuple(
        int.from_bytes(bytes(_times(element, term) for term in generator[1:]), "big")
        for element in range(256)
    )


def _correction(data: bytes, count: int) -> bytes:
    table, top = _multiples(count), (count - 1) * 8
    keep = (1 << top) - 1
    rest = 0
    for word in data:
        rest = (rest & keep) << 8 ^ table[rest >> top ^ word]
    return rest.to_bytes(count, "big")
