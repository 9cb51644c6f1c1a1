"""Fonts: read once for the program, and embedded in each document as far as it uses them.

A document gets one composite font per face, whose two-byte codes are given to characters as they
come.  So a cell is one run whatever its characters are, and, unlike ReportLab's own fonts of 256
characters each, the way back from codes to text is right beyond the BMP too.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFace

from desktop.assets import font_bytes
from desktop.printing.pdf import PdfFile

_SYMBOLIC = 4
_DIGITS = "0123456789"


class Face:
    """A typeface of resources/fonts: which characters it has and how wide they are."""

    def __init__(self, name: str) -> None:
        self.name = name
        source = font_bytes(name)
        # ReportLab types nothing; what we take from it is typed where we take it.
        self._font: Any = TTFontFace(source if name == "Rare" else str(source))
        self._glyphs: dict[int, int] = self._font.charToGlyph
        self.characters = frozenset(map(chr, self._glyphs))
        self._level_digits()
        self.widths: dict[str, int] = _Widths(self._font.charWidths, self._font.defaultWidth)

    def _level_digits(self) -> None:
        """Give every digit the width of a nought, or numbers would not stand under each other."""
        nought = ord("0")
        metrics, widths = self._font.hmetrics, self._font.charWidths
        room = metrics[self._glyphs[nought]][0] if nought in self._glyphs else 0
        for digit in map(ord, _DIGITS if room else ""):
            glyph = self._glyphs[digit]
            advance, bearing = metrics[glyph]
            metrics[glyph] = (room, bearing + (room - advance) // 2 & 0xFFFF)
            widths[digit] = widths[nought]

    def glyph(self, character: int) -> int:
        """Return the glyph of a character; 0, the empty box, if the face does not have it."""
        return self._glyphs.get(character, 0)

    def subset(self, characters: list[int]) -> bytes:
        """Return a font file with these characters' glyphs only, in this order after glyph 0."""
        data: bytes = self._font.makeSubset(characters)
        return data

    def descriptor(self, name: str, file: int) -> str:
        """Return the PDF description of the face, its subset being object `file`."""
        font = self._font
        box = " ".join(str(round(edge)) for edge in font.bbox)
        return (
            f"<< /Type /FontDescriptor /FontName /{name} /Flags {_SYMBOLIC} /FontBBox [{box}]"
            f" /ItalicAngle 0 /Ascent {round(font.ascent)} /Descent {round(font.descent)}"
            f" /CapHeight {round(font.capHeight)} /StemV {round(font.stemV)}"
            f" /FontFile2 {file} 0 R >>"
        )


class _Widths(dict[str, int]):
    """Width of each character in thousandths of the size, worked out when first asked for."""

    def __init__(self, known: dict[int, float], otherwise: float) -> None:
        super().__init__()
        self._known = known
        self._otherwise = otherwise

    def __missing__(self, character: str) -> int:
        width = self[character] = round(self._known.get(ord(character), self._otherwise))
        return width


@cache
def face(name: str) -> Face:
    """Return a face, read from the disk the first time only; Rare costs a second then."""
    return Face(name)


class Codes(dict[int, str]):
    """The code of each character of one face in one document, as hexadecimal digits.

    Fits `str.translate`, which makes a whole text into codes at once.
    """

    def __missing__(self, character: int) -> str:
        # Code 0 is the empty box in every font, so characters begin at 1.
        code = self[character] = f"{len(self) + 1:04X}"
        return code


def embed(file: PdfFile, name: str, codes: Codes) -> int:
    """Write a face as far as `codes` uses it; return the font's object number."""
    used, characters = face(name), list(codes)
    # The name must differ from that of every other subset of the face; two never meet in one file.
    label = f"ZHUANC+{name}"
    subset = used.subset(characters)
    descriptor = file.put(
        used.descriptor(label, file.put_stream(subset, f"/Length1 {len(subset)}"))
    )
    widths = " ".join(str(used.widths[chr(character)]) for character in characters)
    glyphs = file.put_stream(_glyph_map(used, characters))
    descendant = file.put(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{label} /FontDescriptor {descriptor} 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /DW 1000 /W [1 [{widths}]] /CIDToGIDMap {glyphs} 0 R >>"
    )
    back = file.put_stream(_way_back(characters).encode("ascii"))
    return file.put(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{label} /Encoding /Identity-H"
        f" /DescendantFonts [{descendant} 0 R] /ToUnicode {back} 0 R >>"
    )


def _glyph_map(used: Face, characters: list[int]) -> bytes:
    """Return code → glyph of the subset: characters may share a glyph, or have none."""
    places = {0: 0}
    numbers = [places.setdefault(used.glyph(character), len(places)) for character in characters]
    return b"".join(number.to_bytes(2, "big") for number in (0, *numbers))


def _way_back(characters: list[int]) -> str:
    """Return the map from codes to text, by which copying and searching work."""
    pairs = (
        f"<{code:04X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(characters, 1)
    )
    blocks = []
    while block := list(islice(pairs, 100)):
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
