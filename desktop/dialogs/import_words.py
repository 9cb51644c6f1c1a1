"""What the import window says of a workbook: its kind, its heading, its figures."""

from __future__ import annotations

from desktop.exchange.headings import Heading
from desktop.exchange.tables import AUTO
from desktop.taking_over import Found, TakenOver

KINDS_IN_WORDS = {
    AUTO: "自动识别",
    "receipts": "收文登记簿",
    "loans": "借阅登记簿",
    "people": "涉密人员名册",
    "recall": "清退目录",
}
INVITATION = (
    "请选择原来的收文登记簿、借阅登记簿、涉密人员名册或清退目录（Excel、WPS 工作簿或文本表格）。"
    "程序认出表头，先逐行试算给您看；看过以后再决定入账。原文件不会改动。"
)
_NAMED = (
    ("documents", "文件", "件"), ("copies", "合计", "份"), ("persons", "人员", "人"),
    ("loans", "借阅", "笔"), ("matched", "对上", "份"), ("foreign", "不在册", "份"),
)  # fmt: skip


def about(row: int, heading: Heading, found: Found) -> str:
    """Say where the heading stands and what of it is not read."""
    told = [f"表头在第{row}行", f"认出{len(heading.columns)}栏"]
    if found.unread_columns:
        told.append(f"未读：{'、'.join(found.unread_columns[:6])}")
    if found.passed_over:
        told.append(f"略过{len(found.passed_over)}行（小计、空行、重复表头等）")
    return "　".join(told)


def figures(taken: TakenOver) -> str:
    """Say how much a workbook would come to."""
    counts = taken.figures
    told = [f"{word} {counts[name]} {unit}" for name, word, unit in _NAMED if name in counts]
    levels = [f"{level} {many}" for level, many in counts.get("by_level", {}).items() if many]
    return "　".join([f"共 {counts['rows']} 行", *told, *levels])
