"""Open a workbook that somebody handed in: .xlsx, .xls, .ods or .csv, told by content.

Formulas are never calculated: a cell is the value that was saved with it.  Whatever is wrong
with the file ends in `Unusable` with a sentence for the person who chose it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import python_calamine

from db.ledger.trouble import Unusable
from desktop.exchange.delimited import read_delimited
from desktop.exchange.ole_container import MAGIC, check_old_workbook
from desktop.exchange.zip_container import MOST_COLUMNS, MOST_ROWS, too_large, verified_copy

MOST_FILE_BYTES = 64 * 1024 * 1024
MOST_SHEETS = 60
_MOST_MERGED = 200_000  # cells filled from merged ones

Cell = str | int | float | bool | date | datetime | time | None
Row = tuple[Cell, ...]

_BREAK = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
# Controls, direction marks, zero-width signs, byte-order marks, half surrogates.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)

_KINDS = "请选择.xlsx、.xls、.ods或.csv文件。"


@dataclass(frozen=True)
class Sheet:
    """One worksheet: its rows from the very first, so that row 1 is `rows[0]`.

    Merged cells all bear the value; `spanned` names those that share it with another row.
    """

    name: str
    rows: list[Row]
    spanned: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    hidden: bool = False


def read_sheets(path: Path) -> list[Sheet]:
    """Return the worksheets of a file; raise `Unusable` if it is not what it should be."""
    return sheets_in(file_bytes(path), path.suffix.lower())


def file_bytes(path: Path) -> bytes:
    """Return a file's bytes; raise `Unusable` if it is missing, too large or not readable."""
    try:
        if not path.is_file():
            raise Unusable("找不到这个文件。")
        if path.stat().st_size > MOST_FILE_BYTES:
            raise Unusable(f"文件超过{MOST_FILE_BYTES // 1024 // 1024}兆字节，不予打开。")
        return path.read_bytes()
    except OSError:
        raise Unusable("文件无法读取。", "请检查权限，或先在表格软件中关闭它。") from None


def sheets_in(data: bytes, suffix: str) -> list[Sheet]:
    """Return the worksheets of a file's bytes; `suffix` only tells text from other things."""
    if not data.strip():
        raise Unusable("文件是空的。", _KINDS)
    if data.startswith(b"PK"):
        copy = verified_copy(data)
        if not {"xl/workbook.xml", "content.xml"} & copy.names:
            raise Unusable("这不是工作簿文件。", _KINDS)
        return _calamine(copy.file)
    if data.startswith(MAGIC):
        check_old_workbook(data)
        return _calamine(BytesIO(data))
    if data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doc", b"<?xml")):
        raise Unusable(
            "这个文件是网页格式，只是扩展名像表格。", "请在表格软件中打开，另存为.xlsx后再试。"
        )
    if suffix not in (".csv", ".txt", ".tsv"):
        raise Unusable("这不是工作簿文件。", _KINDS)
    return [_sheet("", read_delimited(data), [], hidden=False)]


def _calamine(file: BytesIO) -> list[Sheet]:
    try:
        with python_calamine.CalamineWorkbook.from_filelike(file) as book:
            return _worksheets(book)
    except python_calamine.PasswordError:
        raise Unusable("工作簿设有打开密码。", "请去掉密码后再导入。") from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise _broken() from None
    except BaseException as error:
        # A panic of the parser is no Exception; Ctrl+C and our own troubles go on.
        if type(error).__name__ != "PanicException":
            raise
        raise _broken() from None


def _broken() -> Unusable:
    return Unusable("工作簿已损坏，无法读取。", "请在表格软件中打开并另存后再试。")


def _worksheets(book: python_calamine.CalamineWorkbook) -> list[Sheet]:
    found: list[Sheet] = []
    for index, about in enumerate(book.sheets_metadata):
        if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if index >= MOST_SHEETS:
            raise Unusable(f"工作表超过{MOST_SHEETS}张，不予打开。")
        sheet = book.get_sheet_by_index(index)
        rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1) if sheet.start else []
        hidden = about.visible is not python_calamine.SheetVisibleEnum.Visible
        found.append(_sheet(about.name, rows, sheet.merged_cell_ranges or [], hidden=hidden))
    return found


Corner = tuple[int, int]


def _sheet(
    name: str,
    rows: Sequence[Sequence[object]],
    merged: list[tuple[Corner, Corner]],
    *,
    hidden: bool,
) -> Sheet:
    if len(rows) > MOST_ROWS or any(
        len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]) for row in rows
    ):
        raise too_large()
    cells = [[_cell(value) for value in row[:MOST_COLUMNS]] for row in rows]
    spanned = _fill(cells, merged)
    return Sheet(name, [tuple(row) for row in cells], spanned, hidden)


def _fill(cells: list[list[Cell]], merged: list[tuple[Corner, Corner]]) -> frozenset[Corner]:
    """Give every cell of a merged area its value; return those areas that span rows."""
    spanned: set[Corner] = set()
    filled = 0
    for (top, left), (bottom, right) in merged:
        if top >= len(cells) or left >= len(cells[top]):
            continue
        for row in range(top, min(bottom + 1, len(cells))):
            for column in range(left, min(right + 1, len(cells[row]))):
                cells[row][column] = cells[top][left]
                filled += 1
                if bottom > top:
                    spanned.add((row, column))
        if filled > _MOST_MERGED:
            break
    return frozenset(spanned)


def _cell(value: object) -> Cell:
    """Return a value of ours: clean text, a number, a day or time, or nothing."""
    if isinstance(value, str):
        return _clean(value) or None
    if isinstance(value, timedelta):
        return str(value)
    if value is None or isinstance(value, (bool, int, float, date, time)):
        return value
    return str(value)


def _clean(text: str) -> str:
    """Drop characters that no one typed and no one sees; compose the rest."""
    if _UNSEEN.search(text):
        text = _UNSEEN.sub("", _BREAK.sub("\n", text))
    return unicodedata.normalize("NFC", text).strip()
