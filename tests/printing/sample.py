"""A register as offices keep it: the sample's documents and everything that makes a cell hard."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from db.ledger.columns import Kind, column
from desktop.printing import Stamp

ANSWERS = Path(__file__).resolve().parent.parent / "samples" / "answers.json"
RARE = "𬭼㼆䶮𠅤堃"


@dataclass(frozen=True)
class ReceiptRow:
    """One line of F01, with the fields that the form names."""

    receipt_no: str = column("收文号", Kind.ATOM)
    received_on: date | None = column("收文日期", Kind.DATE)
    issuer: str = column("来文机关")
    doc_number: str = column("来文字号", Kind.ATOM)
    title: str = column("文件标题")
    attachments: str = column("附件")
    marking: str = column("密级★保密期限", Kind.ATOM)
    copy_nos: str = column("份号", Kind.ATOM)
    copies: int = column("份数", Kind.COUNT)
    pages: int | None = column("页数", Kind.COUNT)
    urgency: str = column("紧急程度", Kind.ATOM)
    channel: str = column("渠道/机要号")
    department: str = column("承办单位")
    signed_by: str = column("签收人", Kind.ATOM)
    recall_due: date | None = column("应清退", Kind.DATE)
    outcome: str = column("处理结果")
    remark: str = column("备注")


def stamp(**changes: Any) -> Stamp:
    """Return a stamp of a fictional unit."""
    given: dict[str, Any] = {
        "marking": "绝密★30年",
        "unit": "示例市委办公室",
        "operator": "李𬭼文",
        "printed_at": "2025年9月3日 14:05",
        "serial": "2025-0412",
        "code": "4127-0812-7KQ2-M9X5-3FHT-Q2-0412-{}".format,
        "qr_text": ("ZC1:4127:" + "A1B2" * 16 + ":2025-0412:{}").format,
        "copy": "第1份（共1份）",
        "number": "收文〔2024〕册02",
        "head": {
            "unit": "示例市委办公室",
            "year": "2024年",
            "volume": "机密件第2册",
            "officer": "李𬭼文",
            "period": "2024年1月3日至12月30日",
            "registrar": "李𬭼文",
        },
    }
    return Stamp(**(given | changes))


def ranges(numbers: list[str]) -> str:
    """Return 份号 as they are written: single numbers and ranges."""
    spans: list[list[int]] = []
    for number in map(int, numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return "、".join(f"{a:06d}" if a == b else f"{a:06d}-{b:06d}" for a, b in spans)


@cache
def receipts() -> tuple[ReceiptRow, ...]:
    """Return the sample's accepted documents as rows, some made harder."""
    known = json.loads(ANSWERS.read_text(encoding="utf-8"))["receipts"]
    rows = [_row(number, one) for number, one in enumerate(known, 1) if one["level"]]
    for place, changes in _HARDER.items():
        rows[place] = replace(rows[place], **changes)
    return tuple(rows)


def _row(number: int, known: dict[str, Any]) -> ReceiptRow:
    outcomes = {1: f"清退〔2024〕{number:03d}号 12月10日", 3: f"归档 2024-B-{number:03d}"}
    return ReceiptRow(
        receipt_no=f"机2024-{number:03d}",
        received_on=date.fromisoformat(known["date"]) if known["date"] else None,
        issuer=known["org"],
        doc_number=known["number"],
        title=known["title"],
        attachments="1" if number % 3 == 1 else "",
        marking=f"{known['level']}★{known['term']}",
        copy_nos=ranges(known["copy_nos"]),
        copies=known["copies"],
        pages=known["pages"],
        urgency=("特急", "", "加急", "", "")[number % 5],
        channel=f"机要交通\n{number + 11:04d}" if number % 4 else "",
        department=known["dept"],
        signed_by=known["signer"],
        recall_due=date(2024, 6, 30) if number % 60 == 5 else None,
        outcome=outcomes.get(number % 5, ""),
        remark=known["remark"],
    )


_HARDER: dict[int, dict[str, Any]] = {
    1: {"received_on": date(2023, 12, 29), "remark": "自编号机20-1，原件存档"},
    3: {"title": "（代称：甲类文件三号）"},
    4: {"signed_by": "欧阳㼆堃"},
    6: {"copy_nos": "000001-000020、000024、000030-000049、000077、000120-000139、000201"},
    8: {"title": f"关于{RARE}等同志任职的通知"},
    9: {"title": "示例省“十五五”规划基本思路（征求意见稿）", "marking": "秘密★6个月"},
    10: {
        "received_on": None,
        "issuer": "",
        "doc_number": "",
        "title": "",
        "marking": "机密★2027年6月30日前",
    },
    12: {
        "title": "关于转发《A/B 级系统 XJ-2000 型设备2024年度运行维护技术规程（第3版）》、"
        "《数据安全管理办法》，请结合 OA 系统于2024年12月31日前一并落实的通知"
    },
}
