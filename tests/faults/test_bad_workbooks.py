"""Workbooks that mean harm, or were only typed badly: told by row, and never half taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from tests.exchange.making import sheet_xml, xlsx
from tests.exchange.test_bad_files import FAR, XML_BOMB, zip_bomb
from tests.journeys.desk import REGISTER, Desk

HEADINGS = ["收文号", "收文日期", "来文机关", "文号", "标题", "密级", "份号", "份数", "备注"]


def row(number: int, **changes: object) -> list[object]:
    usual: dict[str, object] = {
        "收文号": f"机2025-{number:03d}",
        "收文日期": "2025-01-03",
        "来文机关": "示例局",
        "文号": f"示发〔2025〕{number}号",
        "标题": f"关于第{number}件事的通知",
        "密级": "机密★10年",
        "份号": f"{number:06d}",
        "份数": 1,
        "备注": "",
    }
    return list((usual | changes).values())


def taken(desk: Desk, tmp_path: Path, *rows: list[object]) -> dict[str, Any]:
    """Import rows and return the figures."""
    path = tmp_path / "register.xlsx"
    path.write_bytes(xlsx([HEADINGS, *rows]))
    answer = desk.run("import", path, "--format", "json")
    assert answer.code == 0, answer.err
    found: dict[str, Any] = answer.json
    return found


def problems(figures: dict[str, Any], number: int) -> str:
    return "".join(one["text"] for one in figures["problems"] if one["row"] == number)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", "这不是表格。".encode(), "不是工作簿"),
        ("a.xlsx", b"", "空的"),
        ("a.xlsx", REGISTER.read_bytes()[:20_000], "损坏"),
        ("a.csv", b"\0\1\2\3", "编码"),
        ("a.xls", b"<html><table></table></html>", "网页"),
        ("a.pdf", b"%PDF-1.7", "不是工作簿"),
        ("bomb.xlsx", None, "压缩得异常"),
        ("entities.xlsx", xlsx([], sheet1=XML_BOMB), "XML炸弹"),
        ("other.xlsx", xlsx([["甲", "乙"], [1, 2]]), "表头"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_workbook_that_is_none(
    taken_over: Desk, tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(zip_bomb() if data is None else data)
    before = taken_over.digest()
    answer = taken_over.run("import", path, "--dry-run")
    assert answer.code == 5, (answer.code, answer.err)
    assert words in answer.err
    assert answer.out == ""
    earnest = taken_over.run("import", path)
    assert (earnest.code, earnest.err) == (5, answer.err)
    assert taken_over.digest() == before


def test_a_workbook_that_is_not_there(taken_over: Desk, tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path, tmp_path / "none" / "a.xlsx"):
        answer = taken_over.run("import", path, "--dry-run")
        assert (answer.code, "找不到这个文件" in answer.err) == (5, True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"份号": "139-120", "份数": 20}, "份号"),
        ({"份号": "1-99999999"}, "份"),
        ({"份号": "甲乙"}, "份号"),
        ({"份号": "120-122", "份数": 2}, "不符"),
        ({"份号": "", "份数": 20_000}, "过大"),
        ({"份号": "", "份数": 0}, "份数为0"),
        ({"密级": "高密★10年"}, "高密"),
        ({"密级": "绝密★500年"}, "绝密"),
        ({"密级": "工作秘密"}, "非国家秘密"),
        ({"密级": ""}, "非国家秘密"),
        ({"标题": ""}, "标题"),
        ({"标题": "甲" * 501}, "标题"),
        ({"文号": "示发〔2025〕1号", "份号": "000001"}, "第2行重复"),
        ({"文号": "示发〔2025〕1号", "份号": "1、7", "份数": 2}, "第2行重复"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_row_that_comes_back(
    empty: Desk, tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    figures = taken(empty, tmp_path, row(1), row(2, **changes), row(3))
    assert (figures["rows"], figures["rejected"], figures["copies"]) == (3, 1, 2)
    assert words in problems(figures, 3)
    assert [line["number"] for line in empty.rows("receipts")] == [1, 3]
    assert empty.run("verify", "--full").code == 0


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ("1899-12-31", None),
        ("9999-12-31", None),
        (0, None),
        (-1, None),
        (2_958_465, None),
        (10**12, None),
        (45_660, "2025-01-03"),
        ("2025.1.3", "2025-01-03"),
        ("2025年13月3日", None),
        ("昨天", None),
    ],
)
def test_a_day_that_cannot_be_is_unknown_and_told(
    empty: Desk, tmp_path: Path, day: object, kept: str | None
) -> None:
    figures = taken(empty, tmp_path, row(1, 收文日期=day))
    (line,) = empty.rows("receipts")
    assert line["received_on"] == kept
    assert bool(problems(figures, 2)) == (kept is None)
    assert empty.run("verify", "--full").code == 0


def test_formulas_are_neither_calculated_nor_passed_on(empty: Desk, tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x","点此")'
    body = sheet_xml([HEADINGS, row(1, 标题=evil, 备注="@cmd|' /C calc'!A0")])
    formula = '<c r="H2"><f>1+1</f><v>1</v></c>'
    body = body.replace('<c r="H2"><v>1</v></c>', formula)
    assert formula in body
    path = tmp_path / "formulas.xlsx"
    path.write_bytes(xlsx([], sheet1=body))
    assert empty.run("import", path, "--format", "json").json["copies"] == 1
    assert empty.rows("documents")[0]["title"] == evil
    out = tmp_path / "out.xlsx"
    for target in (out, tmp_path / "out.csv"):
        assert empty.run("export", "receipts", "-o", target).code == 0
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows(min_row=3) for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert f"'{evil}" in {cell.value for cell in cells}
    assert "\"'=HYPERLINK" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    listed = empty.run("list", "receipts", "--format", "csv").out
    assert "\"'=HYPERLINK" in listed


RARE = "关于𠅤𬭼㼆䶮（\U00020bb7野家）\u9fa6①﹏“引号”★〔〕的通知"


def test_rare_characters_go_all_the_way(empty: Desk, tmp_path: Path) -> None:
    typed = RARE + "\u200b\ufeff\u202e"  # what nobody sees is dropped
    taken(empty, tmp_path, row(1, 标题=typed, 来文机关="示例𠅤局", 备注="借 曹𬭼"))
    (line,) = empty.rows("receipts")
    assert line["title"] == RARE
    assert empty.rows("copies")[0]["holder"] == "曹𬭼"
    for words in ("𠅤𬭼", "𠮷野", "㼆䶮"):
        assert len(empty.rows("documents", words=words)) == 1
    assert empty.rows("documents", words="𠅤𠅤") == []
    out = tmp_path / "out.xlsx"
    assert empty.run("export", "receipts", "-o", out).code == 0
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert RARE in {cell.value for line in sheet.iter_rows() for cell in line}
    pdf = tmp_path / "out.pdf"
    assert empty.run("print", "F01", "-o", pdf).code == 0
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join(document[0].get_textpage().get_text_range().split())
    finally:
        document.close()
    assert "".join(RARE.split()) in text
    assert empty.run("verify", "--full").code == 0


def test_composed_and_decomposed_are_the_same_document(empty: Desk, tmp_path: Path) -> None:
    figures = taken(
        empty,
        tmp_path,
        row(1, 文号="示é〔2025〕1号", 份号="1"),
        row(2, 文号="示e\u0301〔2025〕1号", 份号="1"),
    )
    assert figures["rejected"] == 1


def test_a_sheet_that_reaches_too_far(taken_over: Desk, tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    path.write_bytes(xlsx([], sheet1=FAR.format('<row r="9"><c r="A1048576"><v>1</v></c></row>')))
    answer = taken_over.run("import", path, "--dry-run")
    assert (answer.code, "表格过大" in answer.err) == (5, True)


def many(count: int) -> bytes:
    return xlsx([HEADINGS, *(row(number) for number in range(1, count + 1))])


def test_two_thousand_rows(empty: Desk, tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    path.write_bytes(many(2_000))
    answer = empty.run("import", path, "--format", "json")
    assert (answer.code, answer.json["copies"]) == (0, 2_000)
    assert empty.run("verify").code == 0


@pytest.mark.night
@pytest.mark.timeout(7200)
def test_two_hundred_thousand_rows(empty: Desk, tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    path.write_bytes(many(200_000))
    trial = empty.run("import", path, "--dry-run", "--format", "json")
    assert (trial.code, trial.json["copies"]) == (0, 200_000)
    answer = empty.run("import", path, "--format", "json")
    assert (answer.code, answer.json["copies"]) == (0, 200_000)
    assert empty.run("verify", "--full").code == 0
