"""Workbooks and .csv out: rows as they come, straight into the packed file, nothing beside it.

openpyxl's write-only sheets go through a temporary file in clear.  Here each sheet is written
into its place in the zip as the rows arrive, so memory stays small and the disk sees only
what the caller opened.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from io import BytesIO, StringIO
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from db.ledger.columns import Column, Kind
from desktop.exchange.legacy import LegacyBook
from desktop.exchange.unspooled import finish, set_style, style_of, written_into

Values = Sequence[object]

MOST_ROWS = 1_000_000
"""Rows on one sheet; more go on to a next one."""

_LOOKED_AT = 200  # rows that decide the widths
_A4 = 9
_LONGEST = 32_000  # characters a cell can hold
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"\s*[=＝@＠]|\s*[+＋\-－](?![-－—]*$)|[\t\r\n]")
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


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula and every one can hold."""
    clean = _NOT_XML.sub("", text)[:_LONGEST]
    return f"'{clean}" if _FORMULA.match(clean) else clean


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

    @property
    def last_letter(self) -> str:
        return str(get_column_letter(len(self.heads)))


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
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    for place, width in enumerate(layout.widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    if len(layout.heads) > 1:
        sheet.merged_cells.add(f"A1:{layout.last_letter}1")
    count = 0
    with written_into(archive, sheet, number):
        sheet.append([_title_cell(sheet, layout.title)])
        sheet.append([_heading_cell(sheet, head.heading) for head in layout.heads])
        styles = [_body_style(sheet, head.kind) for head in layout.heads]
        for row in rows:
            sheet.append([_cell(sheet, *pair) for pair in zip(row, styles, strict=True)])
            count += 1
        sheet.auto_filter.ref = f"A2:{layout.last_letter}{count + 2}"
    return count


def _title_cell(sheet: Any, title: str) -> Any:
    cell = _text_cell(sheet, title)
    cell.font = Font(name="宋体", size=16, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center")
    return cell


def _heading_cell(sheet: Any, heading: str) -> Any:
    cell = _text_cell(sheet, heading)
    cell.font = Font(name="宋体", size=10.5, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.fill = PatternFill("solid", fgColor="E7E6E6")
    cell.border = _RULED
    return cell


def _body_style(sheet: Any, kind: Kind) -> Any:
    """Return the style of a column, found once and shared by all its cells."""
    cell = WriteOnlyCell(sheet, value="")
    centred = kind not in (Kind.TEXT, Kind.ATOM)
    cell.font = Font(name="宋体", size=10.5)
    cell.border = _RULED
    cell.alignment = Alignment(
        horizontal="center" if centred else "left", vertical="center", wrap_text=kind is Kind.TEXT
    )
    if kind is Kind.DATE:
        cell.number_format = "yyyy-mm-dd"
    return style_of(cell)


def _cell(sheet: Any, value: object, style: Any) -> Any:
    if isinstance(value, str):
        cell = _text_cell(sheet, value)
    elif value is None or isinstance(value, (bool, int, float, date, datetime)):
        cell = WriteOnlyCell(sheet, value=value)
    else:
        cell = _text_cell(sheet, str(value))
    set_style(cell, style)
    return cell


def _text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that is text whatever it looks like."""
    cell = WriteOnlyCell(sheet)
    cell.value = harmless(text)
    cell.data_type = "s"
    return cell


def _width(head: Head, place: int, rows: Sequence[Sequence[object]]) -> int:
    """Return a column's width: as its first rows need, within reason; Chinese counts double."""
    longest = max((_columns_wide(row[place]) for row in rows), default=0)
    return max(6, _columns_wide(head.heading) + 4, min(longest + 2, 50))


def _columns_wide(value: object) -> int:
    if value is None:
        return 0
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in str(value)[:60])
