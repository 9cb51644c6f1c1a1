"""Where a text may break, and how far its characters stand apart.

避头尾: no closing mark begins a line, no opening mark ends one.  A mark's blank half is squeezed
out where two marks meet and at both ends of a line; a stop may hang a little into the margin.
Lengths are in thousandths of the type size, so that nothing here depends on it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate

GAP = 80  # between Han and Latin or digits
HALF = 500  # the blank half of a full-width mark
HANG = 250  # how far a stop may stand out; a cell's padding is wider

_OPENING = "（《〈【『「〔〖“‘"
_CLOSING = "）》〉】』」〕〗”’"
_STOPS = "、，。；："
_NEVER_FIRST = "！？…—–～·％‰℃々％￥★,.!?:;)]}%"


class _Kinds(dict[int, str]):
    """Characters as letters: h Han, l Latin, _ space, o opening, c closing, s stop, x other.

    O and C are quotation marks of a face that has them narrow: without a blank half.
    """

    def __missing__(self, code: int) -> str:
        kind = self[code] = "l" if code < 0x2000 else "h"
        return kind


_KINDS = _Kinds(
    {ord(" "): "_", 0x3000: "_"}
    | dict.fromkeys(map(ord, _NEVER_FIRST), "x")
    | dict.fromkeys(map(ord, _OPENING), "o")
    | dict.fromkeys(map(ord, _CLOSING), "c")
    | dict.fromkeys(map(ord, _STOPS), "s")
    # Inside a number or a Latin word these are part of it.
    | dict.fromkeys(map(ord, ",.:%"), "l")
)

_NARROW = _Kinds(_KINDS | dict.fromkeys(map(ord, "“‘"), "O") | dict.fromkeys(map(ord, "”’"), "C"))

_QUOTE = re.compile("[“”‘’]")
_GAPS = re.compile("(?<=h)(?=l)|(?<=l)(?=h)")
_SQUEEZES = re.compile("(?<=[cs])(?=[ocsC])|(?<=[oO])(?=o)")
_BREAKS = re.compile("(?<=[hcCsx_])(?=[hoOl])|(?<=l)(?=[hoO])")

# What is read as one thing: dates, 文号 from its bracket on, markings, numbers with their unit.
_WHOLE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月|〔\d{4}〕\w{0,3}?\d+号?|"
    r"[绝机秘]密★(?:\d+(?:年|个月)|长期)?|第?\d[\d.,]*[年月日号件份页个条款项章期次届级]?|"
    r"第[〇一二三四五六七八九十百千]+[条款项章期次届号]"
)


class Firmness(IntEnum):
    """How firmly a text holds together."""

    WHOLE = 0  # an atom: only between the members of a list, before 〔 and before a marking's date
    TEXT = 1  # where good typesetting breaks, never inside dates and numbers
    PARTED = 2  # inside dates, ranges and markings too, at their natural joints
    ANY = 3  # anywhere: better than a text cut off


_JOINTS = {
    Firmness.WHOLE: re.compile(
        r"(?<=[、，；])(?!$)|(?<=,)(?= )|(?<= )(?=[^ ])|(?<=[^（《“])(?=〔)|(?<=★)(?=\d{4}年)"
    ),
    Firmness.PARTED: re.compile(r"(?<=[★年·/_])(?=[^、，；）])|(?<=\d{4}-)(?=\d{4})"),
    Firmness.ANY: re.compile("(?<=.)(?=.)"),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A text of one line or paragraph with everything that breaking needs."""

    text: str
    kinds: str
    shifts: Mapping[int, int]  # what is added before the character at this place
    ends: Sequence[int]  # ends[n]: where character n-1 ends, its shifts included
    mixed: bool = False  # not all characters are in one face

    def extent(self, start: int, end: int) -> int:
        """Return the width of a line of these characters, blank halves at its ends left out."""
        while end > start and self.kinds[end - 1] == "_":
            end -= 1
        if end == start:
            return 0
        width = self.ends[end] - self.ends[start] - self.shifts.get(start, 0)
        if self.kinds[start] == "o":
            width -= HALF
        if self.kinds[end - 1] in "cs":
            width -= HALF
        return width


def measure(text: str, widths: Mapping[str, int], mixed: bool = False) -> Measured:
    """Measure a text: characters, gaps and squeezed marks."""
    quoted = _QUOTE.search(text)
    narrow = quoted is not None and widths[quoted[0]] < 1000
    kinds = text.translate(_NARROW if narrow else _KINDS)
    shifts = {match.start(): GAP for match in _GAPS.finditer(kinds)}
    squeezed = [match.start() for match in _SQUEEZES.finditer(kinds)]
    if squeezed:
        shifts = dict(sorted((shifts | dict.fromkeys(squeezed, -HALF)).items()))
    steps = list(map(widths.__getitem__, text))
    for place, shift in shifts.items():
        steps[place] += shift
    return Measured(text, kinds, shifts, list(accumulate(steps, initial=0)), mixed)


def places(measured: Measured, firmness: Firmness) -> list[int]:
    """Return where the text may break, in order, its end included."""
    if firmness is not Firmness.TEXT:
        found = [match.start() for match in _JOINTS[firmness].finditer(measured.text)]
    else:
        found = [match.start() for match in _BREAKS.finditer(measured.kinds)]
        for whole in _WHOLE.finditer(measured.text):
            first = bisect_right(found, whole.start())
            del found[first : bisect_left(found, whole.end())]
    if not found or found[-1] != len(measured.text):
        found.append(len(measured.text))
    return found


def break_lines(
    measured: Measured, room: int, ladder: Sequence[Firmness]
) -> list[tuple[int, int]] | None:
    """Return start and end of each line, or None if something is wider than the room.

    Only what does not fit by the first firmness of the ladder is broken by the next.
    """
    length = len(measured.text)
    if measured.extent(0, length) <= room:
        return [(0, length)]
    allowed = places(measured, ladder[0])
    lines: list[tuple[int, int]] = []
    start = 0
    while start < length:
        end = _furthest(measured, allowed, start, room)
        for softer in ladder[1:]:
            if end is None:
                more = sorted({*allowed, *places(measured, softer)})
                end = _furthest(measured, more, start, room)
        if end is None:
            if Firmness.ANY not in ladder:
                return None
            end = start + 1  # a room narrower than one character
        lines.append((start, end))
        start = end
    if ladder[0] is Firmness.TEXT:
        _spare_the_single(measured, allowed, lines, room)
    return lines


def _furthest(measured: Measured, allowed: Sequence[int], start: int, room: int) -> int | None:
    # Nothing beyond this can fit, even with both blank halves squeezed out and a mark hanging.
    reach = bisect_right(measured.ends, measured.ends[start] + room + 3 * HALF + HANG) - 1
    candidate = bisect_right(allowed, reach) - 1
    while candidate >= 0 and allowed[candidate] > start:
        end = allowed[candidate]
        outside = HANG if measured.kinds[end - 1] == "s" else 0
        if measured.extent(start, end) <= room + outside:
            return end
        candidate -= 1
    return None


def _spare_the_single(
    measured: Measured, allowed: Sequence[int], lines: list[tuple[int, int]], room: int
) -> None:
    """Give a last line of one character company from the line before it."""
    if len(lines) < 2:
        return
    (before, start), (_, end) = lines[-2:]
    while len(measured.kinds[start:end].rstrip("cCsx_")) < 2:
        place = bisect_left(allowed, start) - 1
        if place < 0 or allowed[place] - before < 2:
            return
        start = allowed[place]
        if measured.extent(start, end) > room:
            return
        lines[-2:] = [(before, start), (start, end)]
