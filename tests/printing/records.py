"""Rows of the daily circle, as the views give them: hops, a loan, holdings, batches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from db.ledger.columns import columns_of
from db.ledger.values import (
    BatchKind,
    BatchState,
    Carrier,
    Grade,
    Level,
    LineState,
    LoanKind,
    State,
)
from db.views.batches import BatchLineRow, BatchRow
from db.views.circulation import HopRow
from db.views.holdings import HoldingRow
from db.views.loans import LoanRow
from db.views.recall import RecallRow
from desktop.printing.cells import words
from tests.printing.sample import RARE

TITLES = (
    "关于做好2025年度涉密文件清退工作的通知",
    "示例省“十五五”规划基本思路（征求意见稿）",
    f"关于{RARE}等同志任职的通知",
    "示例市人民防空警报布局调整方案",
    "关于转发《A/B 级系统 XJ-2000 型设备2024年度运行维护技术规程（第3版）》、"
    "《数据安全管理办法》，请结合 OA 系统于2024年12月31日前一并落实的通知",
)
MARKINGS = ("机密★10年", "秘密★5年", "绝密★30年", "机密★20年", "秘密★6个月")
LEVELS = (Level.SECRET, Level.CONFIDENTIAL, Level.TOP_SECRET, Level.SECRET, Level.CONFIDENTIAL)
NUMBERS = ("示办发〔2025〕12号", "示发展〔2025〕7号", "示组〔2025〕44号", "示防〔2025〕11号", "")
ISSUERS = ("示例省委办公厅", "示例省发展局", "示例省委组织部", "示例市人防办", "")
READERS = ("王龑", "赵堃", "李𬭼", "周示例", "欧阳㼆堃")


def head_of(row: Any, **more: str) -> Mapping[str, str]:
    """Return a record as the values of a head."""
    values = {column.field: words(getattr(row, column.field)) for column in columns_of(type(row))}
    return (
        values | {"unit": "示例市委办公室", "officer": "李𬭼文", "today": "2025年12月10日"} | more
    )


def hops(count: int) -> list[HopRow]:
    first = HopRow(
        1, 9, 5, NUMBERS[0], TITLES[0], Level.SECRET, MARKINGS[0], "000120", READERS[0], "综合一处",
        1, date(2025, 3, 4), "14:00", date(2025, 3, 4), "16:30", 14, False, "", ISSUERS[0], "机18",
        "特急", date(2025, 3, 4), "示委领导同志、综合一处、保密办（共5人）", None,
    )  # fmt: skip
    rows = [
        replace(
            first,
            id=number + 1,
            reader=READERS[number % 5],
            out_on=first.out_on + timedelta(number),
            back_on=first.out_on + timedelta(number),
        )
        for number in range(count)
    ]
    rows[-1] = replace(rows[-1], back_on=None, back_at="", open=True, remark="保密办")
    return rows


def loan(**changes: Any) -> LoanRow:
    made = LoanRow(
        31, 9, 5, LoanKind.TAKE_OUT, "赵堃", "综合一处", 1, NUMBERS[0], TITLES[0], Level.SECRET,
        MARKINGS[0], "000121", date(2025, 3, 6), date(2025, 3, 20), 1, "示例领导",
        "借阅〔2025〕031号", None, True, False, "", ISSUERS[0], 14, Grade.IMPORTANT,
        "3号密码文件柜第2层", date(2025, 3, 5), "起草本单位清退工作方案，逐条对照来文要求",
        "综合一处办公室", "10:20", "",
    )  # fmt: skip
    return replace(made, **changes)


def holdings(count: int) -> list[HoldingRow]:
    """Return holdings in the order of the view: by department and holder."""
    rows = []
    for n in range(count):
        department = None if n % 7 == 6 else ("综合一处", "财务处")[n % 2]
        rows.append(
            HoldingRow(
                n,
                n,
                department,
                1,
                READERS[n % 5],
                n % 5 + 1,
                NUMBERS[n % 5],
                TITLES[n % 5],
                LEVELS[n % 5],
                MARKINGS[n % 5],
                f"{n + 1:06d}",
                None if n % 9 == 8 else n % 40 + 1,
                State.ON_LOAN if n % 3 else State.HELD,
                date(2025, 3, 1) + timedelta(n),
                date(2025, 12, 10) + timedelta(n) if n % 3 else None,
                n % 11 == 10,
                ISSUERS[n % 5],
                Carrier.PAPER,
            )
        )
    return sorted(rows, key=lambda row: (row.department or "", row.holder, row.id))


def batch(kind: BatchKind = BatchKind.DESTRUCTION, **changes: Any) -> BatchRow:
    made = BatchRow(
        1, kind, f"{kind.word}〔2025〕009号", BatchState.APPROVED, "工作已完结，核对无误，不再需要",
        "示例省委办公厅" if kind is BatchKind.CLEARING else "示例涉密载体销毁中心",
        date(2025, 12, 10), "李𬭼文", "示例领导", date(2025, 12, 11), "销审〔2025〕009号", False,
        "", "", "F-0071、F-0072", "", None, "", None, "", None, "", None, 6, 1, 3, 2, 102, 0,
        "李𬭼文", "", "纸介质4份，光盘1张，U盘1个",
    )  # fmt: skip
    return replace(made, **changes)


def lines(count: int, kind: BatchKind = BatchKind.DESTRUCTION) -> list[BatchLineRow]:
    rows = []
    for n in range(count):
        kept = kind is BatchKind.CLEARING and n % 6 == 3
        state = LineState.REMOVED if kept else LineState.DONE
        rows.append(
            BatchLineRow(
                1,
                f"{kind.word}〔2025〕009号",
                n + 1,
                n,
                n,
                ISSUERS[n % 5],
                NUMBERS[n % 5],
                TITLES[n % 5],
                LEVELS[n % 5],
                MARKINGS[n % 5],
                f"{n + 7:06d}",
                None if n % 7 == 6 else n % 30 + 4,
                1,
                Carrier.PAPER,
                state,
                State.IN_STOCK if kept else State.RETURNED,
                None,
                None if n % 5 == 4 else f"机{n + 18}",
                "经批准留用（留用〔2025〕02号）" if kept else "",
                f"F-{n // 20 + 71:04d}",
                int(not kept),
                int(kept),
                False,
                NUMBERS[n % 5] or f"{n + 7:06d}",
                "" if n % 7 == 6 else str(n % 30 + 4),
                READERS[n % 5],
            )
        )
    return rows


def recalls(count: int) -> list[RecallRow]:
    """Return the lines of an issuer's list; now and then one is kept."""
    return [
        RecallRow(
            1,
            "清退〔2025〕009号",
            BatchState.CLOSED,
            "示例省委办公厅",
            n + 1,
            row.document,
            row.doc_number,
            row.title,
            row.level,
            row.marking,
            row.copy_no,
            1,
            1,
            row.done,
            row.done,
            row.lacking,
            row.lacking,
            0,
            bool(row.lacking),
            row.remark,
        )
        for n, row in enumerate(lines(count, BatchKind.CLEARING))
    ]
