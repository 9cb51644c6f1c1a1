"""Workbooks out: what a person opens is right, and nothing else ever touches the disk."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, NoReturn

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.ledger.columns import Kind, column, columns_of
from db.ledger.values import Level, State
from desktop.exchange import write_workbook
from desktop.exchange.mapping import read_book, read_sheets
from desktop.exchange.read_workbook import sheets_in
from desktop.exchange.sheet_xml import harmless
from desktop.exchange.write_workbook import (
    export_csv,
    export_rows,
    rejected_workbook,
)

SAMPLES = Path(__file__).parents[1] / "samples"


@dataclass(frozen=True)
class Line:
    key: int = column("键", hidden=True)
    title: str = column("文件标题")
    received: date | None = column("收文日期", Kind.DATE)
    level: Level = column("密级", Kind.CHOICE)
    state: State = column("状态", Kind.CHOICE)
    copies: int = column("份数", Kind.COUNT)
    retained: bool = column("留用", Kind.FLAG)
    numbers: tuple[str, ...] = column("份号", Kind.ATOM)


LINE = Line(
    key=1,
    title="关于𬭼㼆䶮𠅤堃的通知",
    received=date(2024, 1, 3),
    level=Level.SECRET,
    state=State.ON_LOAN,
    copies=3,
    retained=True,
    numbers=("000007", "000008"),
)


def exported(*lines: Line) -> Any:
    out = BytesIO()
    assert export_rows(columns_of(Line), lines, "涉密文件台账", out) == len(lines)
    return openpyxl.load_workbook(out)


def test_a_workbook_is_ready_to_use() -> None:
    sheet = exported(LINE).active
    title, headings, row = sheet.iter_rows(values_only=True)
    assert title[0] == "涉密文件台账"
    assert headings == ("文件标题", "收文日期", "密级", "状态", "份数", "留用", "份号")
    expected = (LINE.title, datetime(2024, 1, 3), "机密", "借出", 3, "是", "000007、000008")
    assert row == expected
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:G3"
    assert sheet["B3"].number_format == "yyyy-mm-dd"
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["E"].width
    assert sheet.print_title_rows == "$1:$2"


def test_an_empty_view_is_a_workbook_too() -> None:
    assert exported().active.max_row == 2


def test_too_many_rows_go_on_to_a_next_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_workbook, "MOST_ROWS", 2)
    book = exported(*[LINE] * 5)
    assert [sheet.max_row for sheet in book] == [4, 4, 3]
    assert book.sheetnames == ["数据", "数据2", "数据3"]
    assert [sheet.max_row for sheet in exported(*[LINE] * 4)] == [4, 4]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "=cmd|' /C'!A0"],
)
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    sheet = exported(Line(**{**vars(LINE), "title": text})).active
    assert sheet["A3"].data_type == "s"
    assert sheet["A3"].value.startswith("'")
    out = BytesIO()
    export_csv(columns_of(Line), [Line(**{**vars(LINE), "title": text})], out)
    (_, row) = csv.reader(StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
    assert row[0].startswith("'")


@pytest.mark.parametrize("text", ["关于甲的通知", "-", "——", "a=b", "000120-000122", "1-2"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert harmless(text) == text


def test_illegal_characters_are_left_out() -> None:
    assert exported(Line(**{**vars(LINE), "title": "甲\x00\x0b\ud800乙\ufffe"})).active[
        "A3"
    ].value == ("甲乙")


def test_csv_opens_in_chinese() -> None:
    out = BytesIO()
    assert export_csv(columns_of(Line), [LINE], out) == 1
    data = out.getvalue()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines() == [
        "文件标题,收文日期,密级,状态,份数,留用,份号",
        "关于𬭼㼆䶮𠅤堃的通知,2024-01-03,机密,借出,3,是,000007、000008",
    ]


def test_rejected_rows_can_be_mended_and_handed_in_again() -> None:
    book = read_book(read_sheets(SAMPLES / "receipts.xlsx"))
    data = rejected_workbook(book)
    again = read_book(sheets_in(data, ".xlsx"))
    assert (again.kind, again.rows_seen, len(again.rejected)) == ("receipts", 17, 17)
    for first, second in zip(book.rejected, again.rejected, strict=True):
        assert first.as_typed.items() <= second.as_typed.items()
        assert second.as_typed["退回原因"] == "".join(first.reasons)
        assert second.as_typed["原行号"] == str(first.row)


def forbidden(*_: object, **__: object) -> NoReturn:
    raise AssertionError("a temporary file")


@pytest.fixture
def nowhere_to_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty folder for temporary files in which nothing may appear."""
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, forbidden)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", forbidden)
    opened = os.open

    def watched(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        assert not flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR), f"opened for writing: {path}"
        return opened(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", watched)
    yield tmp_path
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_spooled_to_the_disk(nowhere_to_write: Path) -> None:
    book = read_book(read_sheets(SAMPLES / "receipts.xlsx"))
    assert rejected_workbook(book)
    out = BytesIO()
    export_rows(columns_of(Line), (LINE for _ in range(3_000)), "台账", out)
    export_csv(columns_of(Line), [LINE], BytesIO())


def test_a_view_that_breaks_off_leaves_nothing_behind(nowhere_to_write: Path) -> None:
    def broken() -> Iterator[Line]:
        yield from [LINE] * 300
        raise OSError("断了")

    with pytest.raises(OSError, match="断了"):
        export_rows(columns_of(Line), broken(), "台账", BytesIO())


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_written_and_read(text: str) -> None:
    value = exported(Line(**{**vars(LINE), "title": text})).active["A3"].value
    assert value is None or isinstance(value, str)
