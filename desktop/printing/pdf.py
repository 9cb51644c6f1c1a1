"""The PDF file itself: objects go out as soon as they are complete, and are forgotten.

ReportLab's canvas keeps every page until it saves, and offers no way to let go of one.  A register
may have 25,000 pages, so the few lines that make a file of objects are ours: what stays in memory
is where each object begins.  Nothing here reads a clock or a random number: the same input gives
the same bytes.
"""

from __future__ import annotations

import zlib
from array import array
from typing import BinaryIO

_CATALOG = 1
_PAGES = 2
_RESOURCES = 3
_FIRST_FREE = 4
_EFFORT = 4  # of compression: 6 takes half as long again for a file 4 % smaller


class PdfFile:
    """One file being written; every page has the same size and the same resources."""

    def __init__(self, out: BinaryIO, width: float, height: float, title: str) -> None:
        self._out = out
        self._at = 0
        self._offsets = array("Q", [0] * _FIRST_FREE)
        self._pages = array("L")
        self._box = f"[0 0 {width:.2f} {height:.2f}]"
        self._title = title
        # The second line tells programs that guess that this is not text.
        self._write(b"%PDF-1.5\n%\xe4\xb8\x93\xe5\x86\x8c\n")

    def reserve(self) -> int:
        """Return the number of an object that will be put later."""
        self._offsets.append(0)
        return len(self._offsets) - 1

    def put(self, body: str, number: int | None = None) -> int:
        """Write an object and return its number."""
        return self._put(body.encode("ascii"), number)

    def put_stream(self, data: bytes, entries: str = "", number: int | None = None) -> int:
        """Write a compressed stream with these further entries in its dictionary."""
        packed = zlib.compress(data, _EFFORT)
        head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
        return self._put(head.encode("ascii") + packed + b"\nendstream", number)

    def put_page(self, operators: str) -> None:
        """Write a finished page."""
        contents = self.put_stream(operators.encode("ascii"))
        page = f"<< /Type /Page /Parent {_PAGES} 0 R /Contents {contents} 0 R >>"
        self._pages.append(self.put(page))

    def put_form(self, operators: str, box: tuple[float, float, float, float], number: int) -> None:
        """Write a drawing that pages already refer to by its reserved number."""
        edges = " ".join(f"{edge:.2f}" for edge in box)
        self.put_stream(
            operators.encode("ascii"),
            f"/Type /XObject /Subtype /Form /BBox [{edges}] /Resources {_RESOURCES} 0 R",
            number,
        )

    def close(self, fonts: dict[str, int], forms: dict[str, int]) -> None:
        """Write what all pages share, and the table that says where everything is."""
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        self.put(f"<< /Font << {_named(fonts)} >> /XObject << {_named(forms)} >> >>", _RESOURCES)
        self.put(
            f"<< /Type /Pages /Count {len(self._pages)} /MediaBox {self._box}"
            f" /Resources {_RESOURCES} 0 R /Kids [{kids}] >>",
            _PAGES,
        )
        self.put(
            f"<< /Type /Catalog /Pages {_PAGES} 0 R /Lang (zh-CN)"
            " /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >> >>",
            _CATALOG,
        )
        info = self.put(f"<< /Title {_text(self._title)} /Producer {_text('专册')} >>")
        self._write_table(info)

    def _write_table(self, info: int) -> None:
        start, count = self._at, len(self._offsets)
        self._write(f"xref\n0 {count}\n0000000000 65535 f \n".encode("ascii"))
        for number in range(1, count):
            self._write(b"%010d 00000 n \n" % self._offsets[number])
        self._write(
            f"trailer\n<< /Size {count} /Root {_CATALOG} 0 R /Info {info} 0 R >>\n"
            f"startxref\n{start}\n%%EOF\n".encode("ascii")
        )

    def _put(self, body: bytes, number: int | None) -> int:
        if number is None:
            number = self.reserve()
        self._offsets[number] = self._at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return number

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)


def _named(objects: dict[str, int]) -> str:
    return " ".join(f"/{name} {number} 0 R" for name, number in objects.items())


def _text(words: str) -> str:
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"
