"""F01 drawn by us against ReportLab's LongTable of the same rows, in one process.

    python -m tests.bench.bench_f01 [rows]

LongTable gets the cells already broken into lines, by counting characters, so that it does not
pay for its own wrapping; it has no fallback font, no code on its pages and no page total.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

from desktop.assets import font_bytes
from desktop.printing import draw, load_form
from desktop.printing.cells import words
from tests.printing.sample import ReceiptRow, receipts, stamp

TARGET = 4.0
_WIDTHS = [19, 17, 28, 38, 7, 19, 25, 7, 8, 9, 13, 13, 13, 9, 16, 11]  # millimetres, together 252
_RULED = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), "Song", 9, 11.7),
        ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
)


def many(count: int) -> Iterator[ReceiptRow]:
    """Yield rows of which no two are the same in number, title and copies."""
    base = receipts()
    for number in range(count):
        row = base[number % len(base)]
        first = number * 3 % 900_000
        yield replace(
            row,
            receipt_no=f"机2024-{number:05d}",
            title=f"{row.title}（{number}）",
            copy_nos=f"{first:06d}-{first + row.copies:06d}",
        )


def ours(rows: list[ReceiptRow]) -> None:
    """Draw the rows as the program does."""
    draw(load_form("F01"), iter(rows), stamp(), BytesIO())


def long_table(rows: list[ReceiptRow]) -> None:
    """Draw the rows as a script with ReportLab would."""
    pdfmetrics.registerFont(TTFont("Song", str(font_bytes("Song"))))
    names = [field.name for field in fields(ReceiptRow)]
    names.remove("doc_number")
    table = [[field.metadata["heading"] for field in fields(ReceiptRow) if field.name in names]]
    for row in rows:
        cells = [words(getattr(row, name)) for name in names]
        cells[2] += "\n" + row.doc_number
        table.append([_broken(text, w) for text, w in zip(cells, _WIDTHS, strict=True)])
    shown = LongTable(table, colWidths=[w * mm for w in _WIDTHS], repeatRows=1, style=_RULED)
    page = landscape(A4)
    SimpleDocTemplate(
        BytesIO(), pagesize=page, invariant=1, leftMargin=20 * mm, rightMargin=20 * mm
    ).build([shown])


def _broken(text: str, width: int) -> str:
    room = max(1, int((width - 2.4) / 3.175))
    if len(text) <= room or text.isascii():
        return text
    return "\n".join(
        part[place : place + room]
        for part in text.split("\n")
        for place in range(0, len(part), room)
    )


def seconds(work: Callable[[list[ReceiptRow]], None], rows: list[ReceiptRow]) -> float:
    """Return how long the work takes in this process."""
    start = time.process_time()
    work(rows)
    return time.process_time() - start


def main(count: int) -> float:
    """Measure both, print the figures and return the ratio."""
    rows = list(many(count))
    for work in (ours, long_table):
        work(rows[:50])  # fonts are read once
    mine, theirs = seconds(ours, rows), seconds(long_table, rows)
    ratio = theirs / mine
    print(
        f"F01, {count} rows: ours {count / mine:.0f} rows/s, LongTable {count / theirs:.0f} rows/s"
    )
    print(f"ratio {ratio:.2f} (target {TARGET})")
    return ratio


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
