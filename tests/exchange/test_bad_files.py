"""Files that are not what they say: each ends in one clear sentence, none in a crash."""

from __future__ import annotations

import random
import struct
import zipfile
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from db.ledger.trouble import Unusable
from desktop.exchange import read_workbook
from desktop.exchange.mapping import read_book, summary
from desktop.exchange.read_workbook import read_sheets, sheets_in
from tests.exchange.making import compound, record, sheet_xml, xlsx, zipped

SAMPLES = Path(__file__).parents[1] / "samples"
HEADINGS = ["收文号", "收文日期", "来文机关", "文号", "标题", "密级", "份号", "份数", "备注"]
ROW = ["机2024-001", "2024-01-03", "示例局", "示发〔2024〕1号", "关于甲的通知", "机密★10年", "7", 1]

OPENDOCUMENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    "<office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


def ods(table: str) -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": OPENDOCUMENT.format(table),
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def zip_bomb() -> bytes:
    return xlsx([], sheet1="<worksheet><sheetData>" + " " * 300_000_000)


def lying_zip() -> bytes:
    """Declares a small member that unpacks to a large one."""
    data = bytearray(xlsx([], sheet1=sheet_xml([ROW]) + " " * 5_000_000))
    place = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    data[place + 24 : place + 28] = struct.pack("<I", 100)
    return bytes(data)


XML_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<worksheet><sheetData><row><c t='inlineStr'><is><t>&b;</t></is></c></row></sheetData>"
    "</worksheet>"
)
FAR = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}'
FAR += "</sheetData></worksheet>"

BAD = {
    "empty": (b"", ".xlsx", "文件是空的"),
    "text renamed": ("这不是表格。".encode(), ".xlsx", "不是工作簿"),
    "web page renamed": (b"<html><table></table></html>", ".xls", "网页格式"),
    "another zip": (zipped({"word/document.xml": "<w/>"}), ".xlsx", "不是工作簿"),
    "cut short": ((SAMPLES / "receipts.xlsx").read_bytes()[:20_000], ".xlsx", "损坏"),
    "xls cut short": ((SAMPLES / "loans.xls").read_bytes()[:600], ".xls", "损坏"),
    "zip bomb": (zip_bomb(), ".xlsx", "压缩得异常"),
    "lying zip": (lying_zip(), ".xlsx", "损坏"),
    "xml bomb": (xlsx([], sheet1=XML_BOMB), ".xlsx", "XML炸弹"),
    "encrypted": (compound("EncryptedPackage", b"x"), ".xlsx", "打开密码"),
    "encrypted xls": (compound("Workbook", record(0x2F, b"\0" * 6)), ".xls", "打开密码"),
    "another OLE file": (compound("WordDocument", b"x"), ".xls", "不是工作簿"),
    "binary as csv": (b"\0\1\2\3", ".csv", "编码"),
    "far column": (
        xlsx([], sheet1=FAR.format('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
        ".xlsx",
        "表格过大",
    ),
    "far row": (
        xlsx([], sheet1=FAR.format('<row r="9"><c r="A1048576"><v>1</v></c></row>')),
        ".xlsx",
        "表格过大",
    ),
    "far row without cell names": (
        xlsx([], sheet1=FAR.format('<row r="1048576"><c><v>1</v></c></row>')),
        ".xlsx",
        "表格过大",
    ),
    "far column of xls": (
        compound(
            "Workbook", record(0x0203, struct.pack("<HHHd", 1, 65_000, 0, 1.0)) + record(0x0A, b"")
        ),
        ".xls",
        "表格过大",
    ),
    "far column by counting": (
        xlsx([], sheet1=FAR.format('<row r="1">' + "<c/>" * 100 + "<c><v>1</v></c></row>")),
        ".xlsx",
        "表格过大",
    ),
    "claims of xls": (
        compound("Workbook", record(0x0200, struct.pack("<IIHHH", 0, 2**31, 0, 256, 0))),
        ".xls",
        "损坏",
    ),
    "claims of xls turned round": (
        compound("Workbook", record(0x0200, struct.pack("<5H", 27, 6, 17, 6, 0))),
        ".xls",
        "损坏",
    ),
    "encrypted ods": (
        zipped({"content.xml": "?", "META-INF/manifest.xml": "<a><encryption-data/></a>"}),
        ".ods",
        "打开密码",
    ),
    "repeats of ods": (
        ods(
            '<table:table><table:table-row table:number-rows-repeated="1000000">'
            '<table:table-cell table:number-columns-repeated="16000" office:value-type="float"'
            ' office:value="1"/></table:table-row></table:table>'
        ),
        ".ods",
        "表格过大",
    ),
    "entity in ods": (
        zipped({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        ".ods",
        "XML炸弹",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence(name: str) -> None:
    data, suffix, words = BAD[name]
    with pytest.raises(Unusable, match=words) as caught:
        sheets_in(data, suffix)
    assert caught.value.sentence.endswith("。")


def test_a_missing_or_huge_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unusable, match="找不到"):
        read_sheets(tmp_path / "无.xlsx")
    with pytest.raises(Unusable, match="找不到"):
        read_sheets(tmp_path)
    monkeypatch.setattr(read_workbook, "MOST_FILE_BYTES", 10)
    with pytest.raises(Unusable, match="兆字节"):
        read_sheets(SAMPLES / "receipts.xlsx")


def test_formatting_far_away_is_no_data() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    far += '<row r="1048575" s="1"></row>'
    assert len(sheets_in(xlsx([], sheet1=FAR.format(far)), ".xlsx")[0].rows) == 1


def test_formulas_are_not_calculated() -> None:
    body = FAR.format(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c>'
        '<c r="B1" t="str"><f>cmd()</f><v>存档</v></c></row>'
    )
    assert sheets_in(xlsx([], sheet1=body), ".xlsx")[0].rows == [(2.0, "存档")]


def test_a_workbook_without_a_register() -> None:
    sheets = sheets_in(xlsx([["甲", "乙"], [1, 2]]), ".xlsx")
    with pytest.raises(Unusable, match="没有找到能识别的表头"):
        read_book(sheets)
    with pytest.raises(Unusable, match="没有找到能识别的表头"):
        read_book([])


@pytest.mark.parametrize("name", ["receipts.xlsx", "loans.xls", "recall.xlsx", "people.csv"])
def test_flipped_bytes_never_crash(name: str) -> None:
    original = (SAMPLES / name).read_bytes()
    dice = random.Random(name)
    for _ in range(60):
        data = bytearray(original)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        with suppress(Unusable):
            summary(read_book(sheets_in(bytes(data), Path(name).suffix)))


def test_flipped_bytes_inside_the_packing_never_crash() -> None:
    with zipfile.ZipFile(SAMPLES / "recall.xlsx") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    dice = random.Random(7)
    for _ in range(60):
        out = BytesIO()
        broken = dice.choice(list(members))
        with zipfile.ZipFile(out, "w") as archive:
            for name, body in members.items():
                changed = bytearray(body)
                for _ in range(8 if name == broken else 0):
                    changed[dice.randrange(len(changed))] = dice.randrange(256)
                archive.writestr(name, bytes(changed))
        with suppress(Unusable):
            summary(read_book(sheets_in(out.getvalue(), ".xlsx")))


def test_two_hundred_thousand_rows() -> None:
    rows = [HEADINGS] + [
        [
            f"机2024-{n}",
            "2024-01-03",
            "示例局",
            f"示发〔2024〕{n}号",
            "通知",
            "秘密★5年",
            n % 999 + 1,
            1,
        ]
        for n in range(1, 200_001)
    ]
    figures = summary(read_book(sheets_in(xlsx(rows), ".xlsx")))
    assert (figures["rows"], figures["documents"], figures["rejected"]) == (200_000, 200_000, 0)


def test_more_rows_than_a_register_can_have() -> None:
    with pytest.raises(Unusable, match="表格过大"):
        sheets_in(("a,b\n" * 220_000).encode(), ".csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_in_every_usual_encoding(encoding: str, separator: str) -> None:
    text = "\r\n".join(
        separator.join(row) for row in (["姓名", "部门"], ["曹𬭼㼆䶮𠅤堃", "机要室"])
    )
    (sheet,) = sheets_in(text.encode(encoding), ".csv")
    assert sheet.rows == [("姓名", "部门"), ("曹𬭼㼆䶮𠅤堃", "机要室")]


def test_an_opendocument_sheet_is_read() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    day = (
        '<table:table-cell office:value-type="date" office:date-value="2024-01-03">'
        "<text:p>3日</text:p></table:table-cell>"
    )
    empty = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    row = f"<table:table-row>{cell.format('示例局')}{day}</table:table-row>"
    (sheet,) = sheets_in(ods(f'<table:table table:name="收文">{row}{empty}</table:table>'), ".ods")
    assert (sheet.name, sheet.rows) == ("收文", [("示例局", date(2024, 1, 3))])
