"""A person says what a column is, or where the headings stand; the reader obeys."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.ledger.trouble import Unusable
from desktop.exchange.mapping import (
    KINDS,
    LegacyReceipt,
    Said,
    book_of,
    fields_of,
    find_tables,
    read_book,
    read_sheets,
)
from desktop.exchange.read_workbook import Cell, Sheet

SAMPLES = Path(__file__).parents[1] / "samples"
HEADINGS: list[Cell] = ["收文号", "收文日期", "发件地", "文号", "文件标题", "密级", "份号", "批注"]
ROW: list[Cell] = [
    "机2024-001", "2024-01-03", "示例局", "示发〔2024〕1号", "关于甲的通知", "机密★10年", "000007",
    "已清退",
]  # fmt: skip


def sheet(*rows: list[Cell], name: str = "表") -> Sheet:
    return Sheet(name, [tuple(row) for row in rows])


def only(book: object) -> LegacyReceipt:
    (receipt,) = book.accepted  # type: ignore[attr-defined]
    assert isinstance(receipt, LegacyReceipt)
    return receipt


def test_a_column_that_no_table_knows_is_named_by_a_person() -> None:
    sheets = [sheet(HEADINGS, ROW)]
    assert only(read_book(sheets)).issuer == ""
    read = only(read_book(sheets, columns={"发件地": "issuer", "批注": "remark"}))
    assert (read.issuer, read.remark, read.outcome.state.closed) == ("示例局", "已清退", True)


def test_a_column_may_be_left_out_or_given_to_another_field() -> None:
    sheets = [sheet(HEADINGS, ROW)]
    assert only(read_book(sheets, columns={"收文日期": ""})).received_on is None
    swapped = only(read_book(sheets, columns={"发件地": "title", "文件标题": "issuer"}))
    assert (swapped.title, swapped.issuer) == ("示例局", "关于甲的通知")
    taken = only(read_book(sheets, columns={"发件地": "title"}))
    assert (taken.title, taken.issuer) == ("示例局", "")


def test_what_a_register_cannot_do_without_is_named() -> None:
    with pytest.raises(Unusable, match="还缺：密级"):
        read_book([sheet(HEADINGS, ROW)], columns={"密级": ""})


def test_the_headings_stand_where_a_person_says() -> None:
    strange: list[Cell] = ["甲", "乙", "丙", "丁"]
    row: list[Cell] = ["示发〔2024〕1号", "关于甲的通知", "机密★10年", "2024-01-03"]
    sheets = [sheet(["某单位存件"], strange, row, strange, [*row[:1], "关于乙的通知", *row[2:]])]
    with pytest.raises(Unusable, match="没有找到"):
        read_book(sheets)
    columns = {"甲": "doc_number", "乙": "title", "丙": "marking", "丁": "received_on"}
    book = read_book(sheets, "receipts", columns=columns, heading=("表", 2))
    assert [one.row for one in book.accepted] == [3, 5]
    assert book.title == "某单位存件"


def test_the_place_of_the_headings_is_told() -> None:
    found = find_tables(read_sheets(SAMPLES / "receipts.xlsx"))
    (place,) = found.places[:1]
    assert place.heading.columns["marking"] >= 0
    again = find_tables(
        read_sheets(SAMPLES / "receipts.xlsx"),
        said=Said("receipts", heading=(place.sheet, place.row)),
    )
    assert len(book_of(again).accepted) == len(book_of(found).accepted)


def test_the_chosen_sheet_decides_the_kind() -> None:
    people = sheet(["姓名", "部门", "涉密等级"], ["示例王", "办公室", "重要"], name="人员")
    sheets = [sheet(HEADINGS, ROW, ROW), people]
    assert read_book(sheets).kind == "receipts"
    assert read_book(sheets, heading=("人员", 1)).kind == "people"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_name_for_people(kind: str) -> None:
    names = list(fields_of(kind).values())
    assert all(names)
    assert len(set(names)) == len(names)
