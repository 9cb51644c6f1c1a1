"""Setting texts: which face has the character, where lines end, and the operators that show them.

One `Typesetter` serves one document.  What it has set it remembers, because the same departments,
markings and words come back in every row; the memory is emptied when it is full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from desktop.printing.breaking import HALF, HANG, Firmness, Measured, break_lines, measure, places
from desktop.printing.faces import Codes, embed, face
from desktop.printing.pdf import PdfFile

LEADING = 1.3
_STEP = 0.5  # points by which a text shrinks at a time
_REMEMBERED = 4096

_WITHOUT_WIDTH = re.compile("[\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\ufeff\\r]")
_CONTROL = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a text is set: it shrinks from `size` to `least` before it is broken inside.

    Compared by identity, which is what the memory of set texts is looked up by: make one and keep
    it.
    """

    face: str
    size: float
    least: float
    atom: bool = False


@dataclass(slots=True)
class Line:
    """One line ready to be shown: its operators, face, size and width in points, and its words.

    Not frozen, as tens of thousands of them are made for a register; nobody changes one.
    """

    shown: str
    face: str
    size: float
    width: float
    text: str
    leading: float  # what the line takes of the height


class Block:
    """A text broken into lines, with the height of all and the width of the widest."""

    __slots__ = ("height", "lines", "width")

    def __init__(self, lines: tuple[Line, ...] = ()) -> None:
        self.lines = lines
        self.height = sum([line.leading for line in lines])
        self.width = max([line.width for line in lines], default=0.0)


EMPTY = Block()


class Typesetter:
    """Sets texts for one document and knows which characters it used."""

    def __init__(self) -> None:
        self._codes: dict[str, Codes] = {}
        self._set: dict[tuple[str, float, Style], Block] = {}

    def block(self, text: str, room: float, style: Style) -> Block:
        """Set a text into lines no wider than `room` points; line ends in the text are kept."""
        key = (text, room, style)
        found = self._set.get(key)
        if found is None:
            if len(self._set) >= _REMEMBERED:
                self._set.clear()
            found = self._set[key] = self._fit(text, room, style) if text else EMPTY
        return found

    def line(self, text: str, name: str, size: float) -> Line:
        """Set a text on one line, however long it is."""
        measured = _measured(_clean(text), name)
        return self._line(measured, 0, len(measured.text), name, size)

    def pieces(self, text: str, style: Style) -> tuple[float, float, float]:
        """Return how wide an atom is: unbroken, in its members, and parted at its joints."""
        joints = ((), (Firmness.WHOLE,), (Firmness.WHOLE, Firmness.PARTED))
        unbroken, members, parted = (self._widest(text, style, one) for one in joints)
        return unbroken, members, parted

    def _widest(self, text: str, style: Style, joints: tuple[Firmness, ...]) -> float:
        widest = 0
        for paragraph in _clean(text).split("\n"):
            measured, start = _measured(paragraph, style.face), 0
            ends = {len(paragraph)}.union(*(places(measured, firmness) for firmness in joints))
            for end in sorted(ends):
                hanging = HANG if measured.kinds[start:end].endswith("s") else 0
                widest = max(widest, measured.extent(start, end) - hanging)
                start = end
        return widest * style.size / 1000

    def embed(self, file: PdfFile) -> dict[str, int]:
        """Write the fonts as far as they were used; return their object numbers."""
        return {name: embed(file, name, codes) for name, codes in self._codes.items()}

    def _fit(self, text: str, room: float, style: Style) -> Block:
        text = _clean(text)
        if "\n" not in text:
            whole = _measured(text, style.face)
            if whole.extent(0, len(text)) <= _units(room, style.size):
                return Block((self._line(whole, 0, len(text), style.face, style.size),))
            paragraphs = [whole]
        else:
            paragraphs = [_measured(part, style.face) for part in text.split("\n")]
        for size, ladder in _attempts(style):
            broken = [break_lines(part, _units(room, size), ladder) for part in paragraphs]
            if None not in broken:
                break
        lines = [
            self._line(part, start, end, style.face, size)
            for part, spans in zip(paragraphs, broken, strict=True)
            for start, end in spans or ()
        ]
        return Block(tuple(lines))

    def _line(self, measured: Measured, start: int, end: int, name: str, size: float) -> Line:
        while end > start and measured.kinds[end - 1] == "_":
            end -= 1
        if end == start:
            return Line("", name, size, 0.0, "", size * LEADING)
        width = measured.extent(start, end) * size / 1000
        if measured.mixed:
            shown = self._mixed(measured, (start, end), name, size)
        else:
            shown = f"[{_squeezed(measured, start)}{self._codes_of(measured, start, end, name)}]TJ"
        return Line(shown, name, size, width, measured.text[start:end], size * LEADING)

    def _mixed(self, measured: Measured, line: tuple[int, int], name: str, size: float) -> str:
        """Show a line of several faces; it begins and ends in the face of its style."""
        self._codes.setdefault(name, Codes())
        shown, current, opening = "", name, _squeezed(measured, line[0])
        for used, first, last in _spans(measured.text, *line, name):
            if used != current:
                shown += f"/{used} {size:g} Tf "
                current = used
            if first > line[0]:
                opening = f"{-measured.shifts.get(first, 0)}"
            shown += f"[{opening}{self._codes_of(measured, first, last, used)}]TJ "
        return shown if current == name else f"{shown}/{name} {size:g} Tf"

    def _codes_of(self, measured: Measured, start: int, end: int, name: str) -> str:
        codes, text, shifts = self._codes.setdefault(name, Codes()), measured.text, measured.shifts
        pieces, done = "", start
        for place in shifts:
            if start < place < end:
                pieces += f"<{text[done:place].translate(codes)}>{-shifts[place]}"
                done = place
        return f"{pieces}<{text[done:end].translate(codes)}>"


def _squeezed(measured: Measured, start: int) -> str:
    """Return what takes a line's opening mark back over its blank half."""
    return f"{HALF}" if measured.kinds[start] == "o" else ""


def _units(room: float, size: float) -> int:
    return int(room / size * 1000 + 0.5)


def _attempts(style: Style) -> Iterator[tuple[float, tuple[Firmness, ...]]]:
    """Yield what to try in turn: the text as it should be, smaller, and at last broken inside."""
    whole = Firmness.WHOLE if style.atom else Firmness.TEXT
    size = style.size
    while size >= style.least:
        yield size, (whole,)
        size -= _STEP
    yield style.size, (whole, Firmness.PARTED, Firmness.ANY)


def _measured(text: str, name: str) -> Measured:
    widths = face(name).widths
    if face(name).characters.issuperset(text):
        return measure(text, widths)
    return measure(text, {one: face(_holder(one, name)).widths[one] for one in text}, mixed=True)


@cache
def _holder(character: str, name: str) -> str:
    """Return the face that shows a character: this one, else Song, else Rare."""
    for candidate in (name, "Song", "Rare"):
        if character in face(candidate).characters:
            return candidate
    return name


def _spans(text: str, start: int, end: int, name: str) -> Iterator[tuple[str, int, int]]:
    """Yield runs of one face each."""
    first = start
    for place in range(start + 1, end + 1):
        holder = _holder(text[first], name)
        if place == end or _holder(text[place], name) != holder:
            yield holder, first, place
            first = place


def _clean(text: str) -> str:
    """Leave out what has no width, and turn control characters into spaces; keep line ends."""
    if text.isprintable():
        return text
    return _CONTROL.sub(" ", _WITHOUT_WIDTH.sub("", text))
