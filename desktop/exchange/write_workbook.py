"""Workbooks and .csv out: rows as they come, straight into the packed file, nothing beside it.

openpyxl's write-only sheets go through a temporary file in clear.  Here each sheet is written
into its place in the zip as the rows arrive, so memory stays small and the disk sees only
what the caller opened.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from io import BytesIO, StringIO
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from db.ledger.columns import Column, Kind
from desktop.exchange.legacy import LegacyBook
from desktop.exchange.sheet_xml import SheetXml, harmless
from desktop.exchange.unspooled import finish

Values = Sequence[object]

MOST_ROWS = 1_000_000
"""Rows on one sheet; more go on to a next one."""

_LOOKED_AT = 200  # rows that decide the widths
_THIN = Side(style="thin", color="999999")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


class Head(NamedTuple):
    """What a column of a workbook is called and how its cells are set."""

    heading: str
    kind: Kind


def export_rows(
    columns: Sequence[Column], rows: Iterable[object], title: str, out: BinaryIO
) -> int:
    """Write the rows of a view as a styled workbook into `out`; return how many there were."""
    shown = [column for column in columns if not column.hidden]
    heads = [Head(column.heading, column.kind) for column in shown]
    return _write(heads, _values(shown, rows), title, out)


def export_csv(columns: Sequence[Column], rows: Iterable[object], out: BinaryIO) -> int:
    """Write the rows of a view as .csv (UTF-8 with its mark, so that Excel reads Chinese)."""
    shown = [column for column in columns if not column.hidden]
    out.write(b"\xef\xbb\xbf")
    out.write(_csv_line([column.heading for column in shown]))
    count = 0
    for values in _values(shown, rows):
        out.write(_csv_line([_csv_text(value) for value in values]))
        count += 1
    return count


def rejected_workbook(book: LegacyBook[Any]) -> bytes:
    """Return a workbook of the rows that were not taken: as typed, with the reasons behind."""
    names = list(dict.fromkeys(name for row in book.rejected for name in row.as_typed))
    heads = [Head("工作表", Kind.ATOM), Head("原行号", Kind.COUNT)]
    heads += [Head(name, Kind.TEXT) for name in names]
    heads.append(Head("退回原因", Kind.TEXT))
    rows = (
        [
            row.sheet,
            row.row,
            *(row.as_typed.get(name) for name in names),
            "".join(row.reasons),
        ]
        for row in book.rejected
    )
    out = BytesIO()
    _write(heads, rows, "未接收的行（改正后可再次导入）", out)
    return out.getvalue()


def _values(columns: Sequence[Column], rows: Iterable[object]) -> Iterator[list[object]]:
    for row in rows:
        yield [_plain(getattr(row, column.field), column.kind) for column in columns]


def _plain(value: object, kind: Kind) -> object:
    """Return a value as a cell holds it: words for levels and states, real dates, numbers."""
    if kind is Kind.FLAG:
        return "是" if value else None
    if isinstance(value, Enum):
        return getattr(value, "word", value.name)
    if isinstance(value, (tuple, list, frozenset, set)):
        return "、".join(str(_plain(one, Kind.TEXT)) for one in value)
    if kind is Kind.DATE and isinstance(value, str):
        return _day(value)
    return value


def _day(text: str) -> object:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


# .csv -------------------------------------------------------------------------


def _csv_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return harmless(str(value))


def _csv_line(values: Sequence[str]) -> bytes:
    line = StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(values)
    return line.getvalue().encode()


# .xlsx ------------------------------------------------------------------------


@dataclass(frozen=True)
class _Layout:
    """What every sheet of one workbook has in common."""

    title: str
    heads: Sequence[Head]
    widths: Sequence[int]


def _write(heads: Sequence[Head], rows: Iterable[Values], title: str, out: BinaryIO) -> int:
    book = Workbook(write_only=True)
    book.properties.creator = "专册"
    iterator = iter(rows)
    looked_at = list(islice(iterator, _LOOKED_AT))
    widths = [_width(head, place, looked_at) for place, head in enumerate(heads)]
    layout = _Layout(title, heads, widths)
    total = 0
    with ZipFile(out, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        for page in _pages(chain(looked_at, iterator)):
            total += _sheet(book, archive, layout, page)
        finish(book, archive)
    return total


def _pages(rows: Iterator[Values]) -> Iterator[Iterator[Values]]:
    """Deal the rows out by sheets; the first sheet stands even if there are none."""
    yield islice(rows, MOST_ROWS)
    for first in rows:
        yield chain([first], islice(rows, MOST_ROWS - 1))


def _sheet(book: Any, archive: ZipFile, layout: _Layout, rows: Iterable[Values]) -> int:
    """Write one sheet into its place in the archive; return its number of rows."""
    number = len(book.worksheets) + 1
    sheet = book.create_sheet("数据" if number == 1 else f"数据{number}")
    sheet.print_title_rows = "1:2"
    styles = [_body_style(sheet, head.kind) for head in layout.heads]
    headings = [harmless(head.heading) for head in layout.heads]
    with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as place:
        xml = SheetXml(place, layout.widths, styles)
        xml.top(layout.title, _title_style(sheet), headings, _heading_style(sheet))
        count = xml.rows(rows)
        sheet.auto_filter.ref = xml.end()
    return count


def _title_style(sheet: Any) -> int:
    cell = WriteOnlyCell(sheet)
    cell.font = Font(name="宋体", size=16, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center")
    return int(cell.style_id)


def _heading_style(sheet: Any) -> int:
    cell = WriteOnlyCell(sheet)
    cell.font = Font(name="宋体", size=10.5, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.fill = PatternFill("solid", fgColor="E7E6E6")
    cell.border = _RULED
    return int(cell.style_id)


def _body_style(sheet: Any, kind: Kind) -> int:
    """Return the number of a column's style, shared by all its cells."""
    cell = WriteOnlyCell(sheet)
    centred = kind not in (Kind.TEXT, Kind.ATOM)
    cell.font = Font(name="宋体", size=10.5)
    cell.border = _RULED
    cell.alignment = Alignment(
        horizontal="center" if centred else "left", vertical="center", wrap_text=kind is Kind.TEXT
    )
    cell.number_format = {Kind.DATE: "yyyy-mm-dd", Kind.COUNT: "General"}.get(kind, "@")
    return int(cell.style_id)


def _width(head: Head, place: int, rows: Sequence[Sequence[object]]) -> int:
    """Return a column's width: as its first rows need, within reason; Chinese counts double."""
    longest = max((_columns_wide(row[place]) for row in rows), default=0)
    return max(6, _columns_wide(head.heading) + 4, min(longest + 2, 50))


def _columns_wide(value: object) -> int:
    if value is None:
        return 0
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in str(value)[:60])
