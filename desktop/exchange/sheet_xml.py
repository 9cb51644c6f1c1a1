"""The XML of one sheet, written row by row.

openpyxl makes what surrounds the sheets (styles, names, the book); its own way of writing rows
goes through a temporary file in clear and takes five times as long.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import IO
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_EPOCH = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets do not agree on what a serial means
_A4 = 9
_AT_ONCE = 500  # rows per piece handed to the packer

_LONGEST = 32_000  # characters a cell can hold
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"\s*[=＝@＠]|\s*[+＋\-－](?![-－—]*$)|[\t\r\n]")

FIRST_ROW = 3
"""Where the data begin: below the title and the headings."""


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula and every one can hold."""
    clean = _NOT_XML.sub("", text)[:_LONGEST]
    return f"'{clean}" if _FORMULA.match(clean) else clean


class SheetXml:
    """Writes one sheet: title, headings, rows, and what freezes, filters and prints them."""

    def __init__(self, out: IO[bytes], widths: Sequence[int], styles: Sequence[int]) -> None:
        self._out = out
        self._letters = [get_column_letter(place) for place in range(1, len(widths) + 1)]
        self._styles = styles
        self._row = 0
        self._begin(widths)

    def _begin(self, widths: Sequence[int]) -> None:
        columns = "".join(
            f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
            for place, width in enumerate(widths, start=1)
        )
        self._write(
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{_MAIN}">'
            '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            '<sheetViews><sheetView workbookViewId="0">'
            f'<pane ySplit="{FIRST_ROW - 1}" topLeftCell="A{FIRST_ROW}" activePane="bottomLeft"'
            ' state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
        )

    def top(self, title: str, title_style: int, headings: Sequence[str], style: int) -> None:
        """Write the title and the headings."""
        self._write(self._row_of([title], [title_style], ' ht="28" customHeight="1"'))
        self._write(self._row_of(headings, [style] * len(headings)))

    def rows(self, rows: Iterable[Sequence[object]]) -> int:
        """Write the data; return how many rows there were."""
        count = 0
        pieces: list[str] = []
        for count, values in enumerate(rows, start=1):  # noqa: B007 - the last one is the answer
            pieces.append(self._row_of(values, self._styles))
            if len(pieces) == _AT_ONCE:
                self._write("".join(pieces))
                pieces.clear()
        self._write("".join(pieces))
        return count

    def end(self) -> str:
        """Write what comes after the rows; return the area of headings and data."""
        last = self._letters[-1]
        area = f"A{FIRST_ROW - 1}:{last}{self._row}"
        merged = f'<mergeCells count="1"><mergeCell ref="A1:{last}1"/></mergeCells>'
        self._write(
            f'</sheetData><autoFilter ref="{area}"/>{merged if last != "A" else ""}'
            '<pageMargins left="0.8" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
            f'<pageSetup paperSize="{_A4}" orientation="landscape" fitToHeight="0"/></worksheet>'
        )
        return area

    def _row_of(self, values: Sequence[object], styles: Sequence[int], more: str = "") -> str:
        self._row += 1
        row = self._row
        cells = "".join(
            _cell(f"{letter}{row}", style, value)
            for letter, style, value in zip(self._letters, styles, values, strict=False)
        )
        return f'<row r="{row}"{more}>{cells}</row>'

    def _write(self, text: str) -> None:
        self._out.write(text.encode())


def _cell(name: str, style: int, value: object) -> str:
    if value is None or value == "":
        return f'<c r="{name}" s="{style}"/>'
    if isinstance(value, bool):
        return f'<c r="{name}" s="{style}" t="b"><v>{int(value)}</v></c>'
    number = _number(value)
    if number is not None:
        return f'<c r="{name}" s="{style}"><v>{number}</v></c>'
    text = escape(harmless(str(value)), {"\r": "&#13;"})
    return (
        f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    )


def _number(value: object) -> float | None:
    """Return what a spreadsheet counts with: numbers, and days as serials; None for text."""
    if isinstance(value, (int, float)):
        return value if math.isfinite(value) else None
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        if day < _FIRST_DAY:
            return None
        seconds = (
            value.hour * 3600 + value.minute * 60 + value.second
            if isinstance(value, datetime)
            else 0
        )
        return (day - _EPOCH).days + seconds / 86400 if seconds else (day - _EPOCH).days
    return None
