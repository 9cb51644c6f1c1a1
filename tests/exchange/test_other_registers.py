"""Registers of other units: other words, other orders, other shapes, and bad cells in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.ledger.trouble import Unusable
from db.ledger.values import Carrier, Grade, State
from desktop.exchange.mapping import (
    KINDS,
    LegacyBook,
    LegacyLoan,
    LegacyPerson,
    LegacyReceipt,
    read_book,
    read_loans,
    read_people,
    read_recall,
    read_receipts,
    recognise,
    summary,
)
from desktop.exchange.read_workbook import Cell, Sheet, sheets_in
from desktop.exchange.remarks import read_remark
from tests.exchange.making import merged, sheet_xml, xlsx

HEADINGS: list[Cell] = [
    "收文号",
    "收文日期",
    "来文机关",
    "文号",
    "标题",
    "密级",
    "份号",
    "份数",
    "页数",
    "备注",
]
GOOD: list[Cell] = [
    "机2024-001",
    "2024-01-03",
    "示例局",
    "示发〔2024〕1号",
    "关于甲的通知",
    "机密★10年",
    "000007",
    1,
    5,
    None,
]


def receipts(
    *rows: Sequence[Cell], headings: Sequence[Cell] = HEADINGS
) -> LegacyBook[LegacyReceipt]:
    return read_receipts([Sheet("收文", [tuple(headings), *map(tuple, rows)])])


def changed(**cells: Cell) -> list[Cell]:
    return [cells.get(str(name), cell) for name, cell in zip(HEADINGS, GOOD, strict=True)]


def test_the_carrier_is_taken_from_its_column_and_is_paper_where_nothing_is_said() -> None:
    words = ["纸质", "", "涉密U盘", "DVD光碟", "移动硬盘", "竹简"]
    rows = [[*changed(文号=f"示发〔2024〕{n}号"), word] for n, word in enumerate(words, 1)]
    book = receipts(*rows, headings=[*HEADINGS, "载体类型"])
    assert [one.carrier for one in book.accepted] == [
        *(Carrier.PAPER, Carrier.PAPER, Carrier.USB, Carrier.OPTICAL, Carrier.PORTABLE_DISK),
        Carrier.OTHER,
    ]
    assert [one.text for one in book.problems] == ["载体“竹简”无法识别，按“其他”登记。"]


def test_two_sheets_other_words_other_order_and_a_heading_of_two_lines() -> None:
    upper: list[object] = [
        "编号",
        "密　级",
        "保密期限",
        "文件题名",
        "发文单位",
        "发文字号",
        "份号",
        "",
        "数量",
    ]
    lower: list[object] = ["", "", "", "", "", "", "起", "止", ""]
    rows: list[list[object]] = [
        ["某某厅机要文件登记本（2023年度）"],
        upper,
        lower,
        [1, "秘密", "5年", "关于甲的通知", "示例省厅", "示厅〔2023〕5号", 11, 13, 3],
        ["本页小计", "", "", "", "", "", "", "", 3],
        upper,
        lower,
        [3, "机密", "长期", "关于乙的函", "示例省厅", "示厅（2023）第06号", "000021", "", "一份"],
        ["登记人：", "", "", "", "审核人：", ""],
    ]
    second = [
        ["密级", "标题", "来文日期", "份数", "文号", "备注", "去向"],
        ["绝密★20年", "关于\n丙的报告", "2月3日", "2份", "", "见另册", "归档"],
    ]
    areas = merged(
        "A1:I1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:F3", "G2:H2", "I2:I3", "A5:G5"
    )
    rows[1] += ["收文时间"]
    rows[3] += ["2023.4.1"]
    rows[7] += [45020]
    rows[5] += ["收文时间"]
    book = read_book(sheets_in(xlsx(rows, second, sheet1=sheet_xml(rows, areas)), ".xlsx"))
    first, other, third = (one for one in book.accepted if isinstance(one, LegacyReceipt))
    assert book.rejected == ()
    assert (first.copy_nos, first.copies) == (("000011", "000012", "000013"), 3)
    assert (first.marking.text, first.received_on) == ("秘密★5年", date(2023, 4, 1))
    assert (other.marking.text, other.doc_number.text) == ("机密★长期", "示厅〔2023〕6号")
    assert (other.received_on, other.copies) == (date(2023, 4, 4), 1)
    assert (third.copies, third.copy_nos, third.outcome.state) == (2, (), State.ARCHIVED)
    assert (third.title, third.remark) == ("关于丙的报告", "归档；见另册")
    assert book.holes == ("002",)
    assert [row for _, row, _ in book.passed_over] == [5, 9]


def test_the_year_of_the_register_completes_its_dates() -> None:
    rows = [
        ("2022年收文登记簿",),
        tuple(HEADINGS),
        tuple(changed(收文日期="3月5日", 备注="已清退 12.17")),
    ]
    (one,) = read_receipts([Sheet("Sheet1", rows)]).accepted
    assert one.received_on == date(2022, 3, 5)
    assert one.outcome.on == date(2022, 12, 17)


def test_rows_of_one_document_belong_together() -> None:
    book = receipts(
        GOOD,
        changed(份号="000008", 收文号="机2024-002"),
        changed(份号="9", 文号="示发(2024)第1号", 标题="关于乙的通知"),
    )
    assert summary(book)["documents"] == 1
    assert summary(book)["copies"] == 3
    assert [problem.field for problem in book.problems] == ["title"]


def test_a_document_merged_over_several_rows() -> None:
    rows: list[list[object]] = [
        [*HEADINGS],
        [*GOOD[:6], "7", 3, 5, ""],
        ["", "", "", "", "", "", "8", "", "", "借 张三"],
        ["", "", "", "", "", "", "9", "", "", ""],
    ]
    areas = merged(*(f"{letter}2:{letter}4" for letter in "ABCDEFHI"))
    book = read_receipts(sheets_in(xlsx([], sheet1=sheet_xml(rows, areas)), ".xlsx"))
    assert book.rejected == ()
    assert summary(book)["documents"] == 1
    assert [one.copy_nos for one in book.accepted] == [("000007",), ("000008",), ("000009",)]
    assert [one.outcome.person for one in book.accepted] == [None, "张三", None]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"份号": "139-120", "份数": None}, "起止颠倒"),
        ({"份号": "000007、7", "份数": 2}, "重复"),
        ({"份号": "1-20000", "份数": None}, "最多登记"),
        ({"份号": "甲", "份数": None}, "不是数字"),
        ({"份号": date(2024, 1, 5)}, "改成了日期"),
        ({"份号": "7-9", "份数": 2}, "不符"),
        ({"份号": None, "份数": "若干"}, "不是整数"),
        ({"份号": None, "份数": 0}, "份数为0"),
        ({"份号": None, "份数": 20000}, "过大"),
        ({"密级": "特密★5年"}, "无法识别"),
        ({"密级": "秘密★1年6个月"}, "混写"),
        ({"密级": "工作秘密"}, "非国家秘密，不入本台账"),
        ({"密级": "内部"}, "非国家秘密，不入本台账"),
        ({"密级": None}, "非国家秘密，不入本台账"),
        ({"标题": None}, "没有文件标题"),
    ],
)
def test_a_row_that_cannot_be_taken(cells: dict[str, Cell], words: str) -> None:
    book = receipts(GOOD, changed(**{"文号": "示发〔2024〕2号", **cells}))
    assert len(book.accepted) == 1
    (rejected,) = book.rejected
    assert rejected.row == 3
    assert any(words in reason for reason in rejected.reasons)
    assert any(words in problem["text"] for problem in summary(book)["problems"])


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"收文日期": "1899-12-31"}, "received_on"),
        ({"收文日期": date(9999, 12, 31)}, "received_on"),
        ({"收文日期": "年初"}, "received_on"),
        ({"页数": "很多"}, "pages"),
        ({"份号": None, "份数": None}, "copies"),
    ],
)
def test_a_row_that_is_taken_with_a_problem_noted(cells: dict[str, Cell], field: str) -> None:
    book = receipts(changed(**cells))
    assert len(book.accepted) == 1
    assert [problem.field for problem in book.problems] == [field]


def test_overlapping_copies_of_one_document() -> None:
    book = receipts(
        changed(份号="7-9", 份数=3),
        changed(份号="9-10", 份数=2, 文号="示发[2024]1号"),
        changed(份号="9", 来文机关="另一局"),
    )
    assert [row.row for row in book.rejected] == [3]
    assert "000009与第2行重复" in book.rejected[0].reasons[0]


def test_a_number_may_come_again_after_its_copy_has_left() -> None:
    book = receipts(changed(备注="已清退"), changed(收文号="机2024-002"))
    assert book.rejected == ()
    assert [problem.field for problem in book.problems] == ["copy_no"]


def test_missing_receipt_numbers_are_listed() -> None:
    typed: list[Cell] = ["机2024-001", 2.0, "机2024-005", "机2024-007", "普2024-1", "普2024-3"]
    book = receipts(*(changed(收文号=no, 份号=n) for n, no in enumerate(typed, start=1)))
    assert book.holes == ("机2024-003至机2024-004", "机2024-006", "普2024-002")


def test_rare_characters_survive() -> None:
    title, name = "关于𬭼㼆䶮𠅤堃的通知", "曹𬭼"
    rows: list[list[Cell]] = [HEADINGS, [*GOOD[:4], title, *GOOD[5:9], f"借 {name}"]]
    (one,) = read_receipts(sheets_in(xlsx(rows), ".xlsx")).accepted
    assert (one.title, one.outcome.person) == (title, name)


def test_same_as_above_is_spelled_out_but_kept_as_typed() -> None:
    book = receipts(
        GOOD,
        changed(收文号="机2024-002", 来文机关="同上", 密级="〃", 份号="8", 份数="壹份"),
        changed(收文号="机2024-003", 来文机关="〃", 份号="〃"),
    )
    second = book.accepted[1]
    assert (second.issuer, second.marking.text, second.copies) == ("示例局", "机密★10年", 1)
    assert (second.as_typed["来文机关"], second.as_typed["密级"]) == ("同上", "〃")
    assert [row.row for row in book.rejected] == [4]


def test_columns_that_are_not_known_are_told() -> None:
    headings = [*HEADINGS[:-1], "经手领导"]
    book = receipts(changed(备注="王某"), headings=headings)
    assert book.unread_columns == ("经手领导",)
    assert book.accepted[0].as_typed["经手领导"] == "王某"


def test_hidden_sheets_are_told_not_read() -> None:
    sheets = [
        Sheet("明", [tuple(HEADINGS), tuple(GOOD)]),
        Sheet("暗", [tuple(HEADINGS), tuple(GOOD)], hidden=True),
    ]
    book = read_receipts(sheets)
    assert (book.rows_seen, book.unread_sheets) == (1, ("暗",))


RECEIVED = date(2024, 7, 1)


@pytest.mark.parametrize(
    ("remark", "state", "person", "retained", "day"),
    [
        ("", State.IN_STOCK, None, False, None),
        ("已清退", State.RETURNED, None, False, None),
        ("已清退 12.17", State.RETURNED, None, False, date(2024, 12, 17)),
        ("12月17日清退", State.RETURNED, None, False, date(2024, 12, 17)),
        ("2025年1月5日已清退。", State.RETURNED, None, False, date(2025, 1, 5)),
        ("已清退1.15", State.RETURNED, None, False, date(2025, 1, 15)),
        ("已销毁", State.DESTROYED, None, False, None),
        ("存档", State.ARCHIVED, None, False, None),
        ("归档", State.ARCHIVED, None, False, None),
        ("留用", State.IN_STOCK, None, True, None),
        ("借 朱博", State.ON_LOAN, "朱博", False, None),
        ("借朱博 9.3", State.ON_LOAN, "朱博", False, date(2024, 9, 3)),
        ("借阅：何䶮", State.ON_LOAN, "何䶮", False, None),
        ("杨𬭼阅", State.IN_CIRCULATION, "杨𬭼", False, None),
        ("传阅", State.IN_CIRCULATION, None, False, None),
    ],
)
def test_a_remark_is_understood(
    remark: str, state: State, person: str | None, retained: bool, day: date | None
) -> None:
    told = read_remark(remark, RECEIVED, 2024)
    assert told.understood
    assert (told.state, told.person, told.retained, told.on) == (state, person, retained, day)


@pytest.mark.parametrize(
    "remark", ["见另册", "？", "张三李四各一份，余存", "5.6", "借 12", "清退3份留2份"]
)
def test_a_remark_that_is_not_understood_rejects_nothing(remark: str) -> None:
    book = receipts(changed(备注=remark))
    (one,) = book.accepted
    assert (one.outcome.state, one.outcome.understood) == (State.IN_STOCK, False)


# Other kinds ------------------------------------------------------------------

LOAN_HEADINGS: tuple[Cell, ...] = ("日期", "文件名称", "文号", "份号", "借用人", "归还日期")


@pytest.mark.parametrize(
    ("back", "returned", "day", "problems"),
    [
        (None, False, None, 0),
        ("未还", False, None, 0),
        ("已还", True, None, 0),
        ("√", True, None, 0),
        ("2024.5.6", True, date(2024, 5, 6), 0),
        ("2024-05-06 已归还", True, date(2024, 5, 6), 0),
        ("不清楚", False, None, 1),
    ],
)
def test_whether_a_loan_came_back(
    back: Cell, returned: bool, day: date | None, problems: int
) -> None:
    row = ("2024-05-01", "关于甲的通知", "示发[2024]1号", "7-8", "张三", back)
    book = read_loans([Sheet("借阅", [LOAN_HEADINGS, row])])
    (one,) = book.accepted
    assert (one.returned, one.returned_on, len(book.problems)) == (returned, day, problems)
    assert (one.copies, one.copy_no, one.doc_number.text) == (2, "000007", "示发〔2024〕1号")


def test_a_loan_without_borrower_or_back_before_it_went_out() -> None:
    rows: list[tuple[Cell, ...]] = [
        LOAN_HEADINGS,
        ("2024-05-01", "甲", "", "7", None, None),
        ("2024-05-01", "甲", "", "7", "张三", "2024-04-01"),
    ]
    reasons = [row.reasons for row in read_loans([Sheet("借阅", rows)]).rejected]
    assert reasons == [("没有借阅人。",), ("归还日期早于借阅日期。",)]


def test_persons_are_never_merged() -> None:
    rows: list[tuple[Cell, ...]] = [
        ("姓名", "等级", "部门", "备注"),
        ("示 例", "重要", "一处", "2024年3月离岗"),
        ("示例", "核心涉密", "二处", "挂职"),
        ("王五", "特别", "二处", "拟离岗"),
        (None, "一般", "二处", None),
    ]
    book = read_people([Sheet("人员", rows)])
    first, second, third = book.accepted
    assert (first.name, first.on_post, first.left_post) == ("示例", False, "2024-03")
    assert (second.grade, second.employment, second.on_post) == (Grade.CORE, "挂职", True)
    assert (third.grade, third.on_post) == (None, True)
    assert [problem.field for problem in book.problems] == ["grade", "name", "name"]
    assert len(book.rejected) == 1


def test_a_recall_list_with_repeated_and_impossible_numbers() -> None:
    rows: list[tuple[Cell, ...]] = [
        ("关于清退2024年度文件的通知",),
        ("序号", "发文单位", "文件标题", "文号", "应退份数", "份号"),
        (1, "示例局", "甲", "示发〔2024〕1号", 2, "7-8"),
        (2, "示例局", "甲", "示发(2024)1号", 1, "8"),
        (3, "示例局", "乙", "示发〔2024〕2号", 1, "139-120"),
        (4, "示例局", "丙", "示发〔2024〕3号", 1, None),
    ]
    assert recognise([Sheet("目录", rows)]) == "recall"
    book = read_recall([Sheet("目录", rows)])
    assert [line.row for line in book.accepted] == [3, 6]
    assert [row.row for row in book.rejected] == [4, 5]
    assert {line.issuer for line in book.accepted} == {"示例局"}


cells = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from(
        [*HEADINGS, "合计", "机密★10年", "7-9", "借 张三", "借阅人", "姓名", "涉密等级"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(cells, max_size=11).map(tuple), max_size=8),
    st.sampled_from([HEADINGS, LOAN_HEADINGS, ["姓名", "涉密等级", "部门", "备注"]]),
    st.sampled_from(["auto", *KINDS]),
)
def test_no_cells_at_all_make_it_fail(
    rows: list[tuple[Cell, ...]], headings: Sequence[Cell], kind: str
) -> None:
    try:
        book = read_book([Sheet("表", [tuple(headings), *rows])], kind)
    except Unusable:
        return
    figures = summary(book)
    assert figures["rows"] == len(book.accepted) + len(book.rejected)
    for one in book.accepted:
        assert not isinstance(one, LegacyReceipt | LegacyLoan) or one.copies >= 1
        assert not isinstance(one, LegacyPerson) or one.name


@settings(deadline=None)
@given(st.text())
def test_any_remark_is_read(remark: str) -> None:
    assert read_remark(remark, RECEIVED, 2024).state in State
