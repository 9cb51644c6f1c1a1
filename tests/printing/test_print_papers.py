"""Slips, approvals and lists drawn and read back: F07, F09, F13A, F18, F19, F20."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import raw

from db.ledger.values import BatchKind, Level
from db.views.batches import BatchLineRow, BatchRow
from desktop.printing import Drawn, FormMistake, draw, load_form
from desktop.printing.cells import capitals, words
from desktop.printing.form import read_form
from tests.printing import records
from tests.printing.reading import MM, beyond_the_margins, boxes, opened, texts
from tests.printing.sample import RARE, stamp

CLEARING = BatchKind.CLEARING
LONG = records.TITLES[4] * 3
Printed = tuple[bytes, Drawn, dict[int, tuple[str, ...]]]


def printed(form: str, rows: list[Any], head: Any, **changes: Any) -> Printed:
    out, cells = BytesIO(), {}
    wanted = stamp(**({"head": head} | changes))
    drawn = draw(load_form(form), iter(rows), wanted, out, cells.__setitem__)
    return out.getvalue(), drawn, cells


@cache
def paper(form: str, count: int = 6) -> Printed:
    """Return a form about so many rows; approvals are about one thing whatever the count."""
    match form:
        case "F07":
            rows: list[Any] = records.hops(count)
            return printed(form, rows, records.head_of(rows[0], year="2025年"))
        case "F09":
            return printed(form, [records.loan()], records.head_of(records.loan()))
        case "F13A":
            rows = records.holdings(count)
            return printed(form, rows, records.head_of(rows[0]))
        case "F18":
            rows = records.recalls(count)
            return printed(form, rows, records.head_of(records.batch(CLEARING)))
        case _:
            return printed(form, records.lines(count), records.head_of(records.batch()))


FORMS = ("F07", "F09", "F13A", "F18", "F19", "F20")
LINED = ("F07", "F13A", "F18", "F19", "F20")
every = pytest.mark.parametrize("form", FORMS)
lined = pytest.mark.parametrize("form", LINED)
lengths = pytest.mark.parametrize("count", [1, 6, 47])


@every
@lengths
def test_what_the_cells_say_is_on_their_page(form: str, count: int) -> None:
    pdf, drawn, cells = paper(form, count)
    pages = texts(pdf)
    assert drawn.pages == len(pages) == len(cells)
    for number, found in cells.items():
        for cell in found:
            assert "".join(cell.lstrip("☑☐").split()) in pages[number - 1]


@lined
@lengths
def test_every_row_is_there_whole_and_in_order(form: str, count: int) -> None:
    _, drawn, cells = paper(form, count)
    said = [text for number in sorted(cells) for text in cells[number]]
    rows: list[Any] = {
        "F07": records.hops(count),
        "F13A": records.holdings(count),
        "F18": records.recalls(count),
        "F19": records.lines(count),
        "F20": records.lines(count),
    }[form]
    assert drawn.rows == count
    named = {
        "F07": ("reader", "remark"),
        "F13A": ("title", "copy_no", "state", "since"),
        "F19": ("title", "issuer", "called", "keeper"),
    }
    for name in named.get(form, ("doc_number", "title", "copy_no", "remark")):
        wanted = Counter(words(getattr(row, name)) for row in rows)
        del wanted[""]
        assert not wanted - Counter(said), name
    if form not in ("F07", "F19"):
        numbers = [text for text in said if text in {row.copy_no for row in rows}]
        assert numbers == [row.copy_no for row in rows]


@every
@lengths
def test_nothing_lies_outside_the_margins(form: str, count: int) -> None:
    pdf, drawn, _ = paper(form, count)
    portrait = load_form(form).paper == "A4 portrait"
    assert beyond_the_margins(pdf, drawn.pages, portrait=portrait) == []


@every
def test_no_two_characters_lie_on_each_other(form: str) -> None:
    pdf, drawn, _ = paper(form, 47)
    for number in range(drawn.pages):
        found = [
            (character, box)
            for character, box in boxes(pdf, number)
            if character not in "，。、；：（）《》〔〕“”-"
        ]
        found.sort(key=lambda one: one[1][0])
        for place, (one, (left, bottom, right, top)) in enumerate(found):
            for other, (left2, bottom2, right2, top2) in found[place + 1 :]:
                if left2 > right - 0.8:
                    break
                across = min(right, right2) - max(left, left2) > 0.8
                along = min(top, top2) - max(bottom, bottom2) > 0.8
                assert not (across and along), (number, one, other)


@lined
def test_headings_come_again_on_every_page(form: str) -> None:
    pdf, drawn, _ = paper(form, 47)
    assert drawn.pages > 1
    headings = [column.heading for column in load_form(form).columns]
    for page in texts(pdf):
        for heading in headings:
            assert "".join(heading.split()) in page


@pytest.mark.parametrize("form", ["F18", "F20", "F13A"])
def test_signatures_are_never_alone_on_a_page(form: str) -> None:
    """Whatever the number of lines, the last of them stands above the signatures."""
    label = load_form(form).signs[-1].label
    for count in range(1, 30):
        pdf, drawn, cells = paper(form, count)
        pages = texts(pdf)
        assert [label in page for page in pages] == [False] * (drawn.pages - 1) + [True], count
        last = {words(row.copy_no) for row in _rows(form, count)}
        assert last & set(cells[drawn.pages]), count


def _rows(form: str, count: int) -> list[Any]:
    if form == "F13A":
        return list(records.holdings(count))
    return list(records.recalls(count) if form == "F18" else records.lines(count))


def test_a_row_longer_than_a_page_goes_on_above_the_signatures() -> None:
    rows = [replace(records.lines(1)[0], title="长" * 3000)]
    pdf, drawn, cells = printed("F20", rows, records.head_of(records.batch()))
    assert drawn.pages > 2
    said = "".join(text for number in sorted(cells) for text in cells[number])
    assert said.count("长") == 3000
    assert "长" in texts(pdf)[-1]
    assert "押运人" in texts(pdf)[-1]


def test_a_box_longer_than_a_page_goes_on_on_the_next() -> None:
    loan = records.loan(title="长" * 3000, remark="又长" * 900)
    pdf, drawn, cells = printed("F09", [loan], records.head_of(loan))
    said = "".join(text for number in sorted(cells) for text in cells[number])
    assert drawn.pages > 2
    assert said.count("又长") == 900
    assert "".join(texts(pdf)).count("长") == 3900


def test_rare_characters_long_titles_and_empty_fields() -> None:
    head = records.head_of(records.batch(reason=RARE, opposite="", approval_no="", seals=""))
    rows = [
        replace(records.lines(1)[0], title=f"{RARE}{LONG}", doc_number="", pages=None, bag=""),
        replace(records.lines(1)[0], title="", receipt_no=None, copy_no=""),
    ]
    lines = [replace(records.recalls(1)[0], title=f"{RARE}{LONG}", level=None, marking="")]
    for form, given in (("F18", lines), ("F20", rows)):
        pages = "".join(texts(printed(form, given, head)[0]))
        assert f"{RARE}{''.join(LONG.split())}" in pages
    bare = records.loan(department=None, grade=None, pages=None, lent_on=None, due=None, form_no="")
    bare = replace(bare, lent_at="", purpose="", used_at=None, extensions=0)
    page = texts(printed("F09", [bare], records.head_of(bare))[0])[0]
    assert "借出时间年月日" in page
    assert "用途使用地点存放柜位" in page
    assert "续借批准人" in page


def test_an_approval_says_what_the_ledger_knows_and_leaves_the_rest_for_ink() -> None:
    loan = records.loan()
    page = texts(printed("F09", [loan], records.head_of(loan))[0])[0]
    assert "申请日期：2025年3月5日" in page
    assert "用途起草本单位清退工作方案，逐条对照来文要求" in page
    assert "使用地点综合一处办公室" in page
    assert "借出时间2025年3月6日10:20应还时间2025年3月20日" in page
    assert "续借第1次，至2025年3月20日" in page
    assert "归还时间年月日" in page


def test_a_destruction_list_says_when_the_car_left_and_leaves_its_arrival_for_ink() -> None:
    left = {"left_on": date(2025, 12, 16), "left_at": "08:40", "vehicle": "示A00001"}
    head = records.head_of(records.batch(**left))
    page = texts(printed("F20", records.lines(3), head)[0])[0]
    assert "车辆示A00001起运2025年12月16日08:40到达月日时分销毁月日时分" in page


def test_a_list_sums_up_in_capitals() -> None:
    page = texts(paper("F18", 47)[0])[-1]
    done = sum(row.done for row in records.lines(47, CLEARING))
    assert f"应退{capitals(47)}份，实退{capitals(done)}份，差额{capitals(47 - done)}份" in page
    assert "应退其中绝密级玖份、机密级壹拾玖份、秘密级壹拾玖份" in page
    pages = sum(row.pages or 0 for row in records.lines(47))
    page = texts(paper("F20", 47)[0])[-1]
    assert f"合计（大写）：肆拾柒份，{capitals(pages)}页；按载体：纸介质肆拾柒份" in page


FOLD = """
[fold]
by = ["doc_number", "title"]
sums = ["copies", "pages"]
ranges = "copy_no"
notes = "remark"
"""


def test_copies_of_one_document_can_be_one_line(tmp_path: Path) -> None:
    first = replace(records.lines(1)[0], remark="", pages=4)
    rows = [replace(first, copy_no=f"{n:06d}") for n in (120, 121, 122)]
    rows += [replace(first, copy_no=no, remark="缺封底") for no in ("000130", "000140")]
    rows.append(replace(first, doc_number="示防〔2025〕11号", copy_no="000021"))
    form = read_form(changed(tmp_path, "F20", "[totals]", f"{FOLD}\n[totals]"))
    out, cells = BytesIO(), {}
    head = records.head_of(records.batch())
    drawn = draw(form, iter(rows), stamp(head=head), out, cells.__setitem__)
    assert drawn.rows == 2
    assert cells[1][5:8] == ("000120-000122、000130、000140", "20", "5")
    assert "000130、000140缺封底" in cells[1]
    assert "000021" in cells[1]


def test_a_clearing_list_is_in_the_issuers_order_with_what_is_not_here() -> None:
    (first, second) = records.recalls(2)
    gone = {"document": None, "level": None, "marking": "", "done": 0, "lacking": 1}
    rows = [replace(second, **gone, remark="台账无此件"), first]
    pdf, drawn, cells = printed("F18", rows, records.head_of(records.batch(CLEARING)))
    assert drawn.rows == 2
    assert cells[1][:10] == (
        *("1", second.doc_number, second.title, "", second.copy_no),
        *("1", "0", "1", "台账无此件", ""),
    )
    assert cells[1][10:12] == ("2", first.doc_number)
    assert "应退贰份，实退壹份，差额壹份" in texts(pdf)[0]


def test_an_approval_sums_up_in_capitals_and_a_document_is_one_line() -> None:
    page = texts(paper("F19")[0])[-1]
    one, other = records.lines(2)
    same = [replace(one, copy_no=f"{n:06d}", position=n) for n in range(1, 4)]
    _, _, cells = printed("F19", [*same, other], records.head_of(records.batch()))
    at = cells[1].index(one.called)
    assert cells[1][at : at + 5] == (one.called, "机密", one.amount, "3", one.keeper)
    assert "纸介质肆份，光盘壹张，U盘壹个，共壹佰零贰页" in page
    assert "其中绝密壹份其中机密叁份其中秘密贰份" in page


def test_holdings_stand_under_their_holder_with_a_subtotal() -> None:
    rows = records.holdings(47)
    _, _, cells = paper("F13A", 47)
    said = [text for number in sorted(cells) for text in cells[number]]
    groups = list(dict.fromkeys((row.department, row.holder) for row in rows))
    heads = ["　".join(filter(None, group)) for group in groups]
    assert [text for text in said if text in heads] == heads
    subtotals = [text for text in said if text.startswith("小计（")]
    assert len(subtotals) == len(groups)
    for (department, holder), subtotal in zip(groups, subtotals, strict=True):
        mine = [row for row in rows if (row.department, row.holder) == (department, holder)]
        pages = sum(row.pages or 0 for row in mine)
        assert subtotal.startswith(
            f"小计（{holder}）：{capitals(len(mine))}份，{capitals(pages)}页；"
        )
    total = next(text for text in said if text.startswith("合计（大写）："))
    secret = sum(row.level is Level.SECRET for row in rows)
    assert f"{capitals(47)}份，" in total
    assert f"机密级{capitals(secret)}份" in total


def test_a_group_that_goes_on_is_named_again() -> None:
    rows = [replace(row, department="综合一处", holder="王龑") for row in records.holdings(30)]
    pages = texts(printed("F13A", rows, records.head_of(rows[0]))[0])
    assert len(pages) > 1
    assert "综合一处王龑（续）" not in pages[0]
    assert all("综合一处王龑（续）" in page for page in pages[1:])


def test_boxes_are_ticked_as_the_record_says() -> None:
    for changes, ticked in (({}, "☑送销"), ({"in_house": True}, "☑自行销毁")):
        made = records.batch(**changes)
        _, _, cells = printed("F19", records.lines(2), records.head_of(made))
        assert [text for text in cells[1] if text.startswith("☑")] == [ticked]
    _, _, cells = paper("F09")
    assert [text for text in cells[1] if text.startswith("☑")] == ["☑借用"]


@pytest.mark.parametrize("form", ["F09", "F19"])
def test_a_check_box_never_touches_a_word(form: str) -> None:
    pdf, drawn, _ = paper(form)
    last = drawn.pages - 1
    with opened(pdf) as document:
        found = [one.get_bounds() for one in document[last].get_objects([raw.FPDF_PAGEOBJ_PATH])]
    side = 3.1 * MM + 1.2  # the rule has a width, and the renderer leaves room for it
    squares = [box for box in found if abs(box[2] - box[0] - side) < 0.2 and box[3] - box[1] > 6]
    assert len(squares) >= len([box for box in load_form(form).boxes if box.choices]) * 2
    for left, bottom, right, top in squares:
        for character, (left2, bottom2, right2, top2) in boxes(pdf, last):
            apart = left2 > right + 0.8 * MM or right2 < left - 0.8 * MM
            assert apart or bottom2 > top or top2 < bottom, character


def test_a_slip_leaves_rows_for_ink_and_a_list_strikes_them() -> None:
    assert "以下空白" not in texts(paper("F07")[0])[0]
    assert "以下空白" in texts(paper("F18")[0])[-1]


def test_the_same_rows_give_the_same_bytes() -> None:
    for form in FORMS:
        assert paper(form)[0] == paper.__wrapped__(form)[0]


def test_a_reprint_says_so_on_every_paper() -> None:
    note = "第2次　2025年12月10日　原打印流水号000975　原因：首联卡纸损毁"
    for form in FORMS:
        row = records.batch()
        rows = {"F07": records.hops(3), "F13A": records.holdings(3), "F09": [records.loan()]}
        rows["F18"] = records.recalls(3)
        given = rows.get(form, records.lines(3))
        head = records.head_of(given[0] if form in {"F07", "F09", "F13A"} else row)
        pdf, _, _ = printed(form, given, head, reprint=note)
        page = texts(pdf)[0]
        assert "补打" in page
        assert "".join(note.split()) in page


def changed(folder: Path, form: str, good: str, bad: str) -> Path:
    source = load_form(form).path.read_text(encoding="utf-8")
    assert good in source
    path = folder / f"{form}.toml"
    path.write_text(source.replace(good, bad, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("form", "good", "bad", "key", "says"),
    [
        ("F19", 'field = "applicant"', 'field = "applicants"', "field", "没有字段 applicants"),
        ("F19", "{secret:大写}", "{secrets:大写}", "field", "没有字段 secrets"),
        ("F20", 'field = "opposite"', 'field = "plant"', "field", "没有字段 plant"),
        ("F20", "[totals]", FOLD.replace("pages", "less") + "[totals]", "fold", "没有字段 less"),
        ("F20", '"carrier"', '"carriers"', "totals", "没有字段 carriers"),
    ],
)
def test_a_field_that_no_view_has_is_named(
    tmp_path: Path, form: str, good: str, bad: str, key: str, says: str
) -> None:
    made = read_form(changed(tmp_path, form, good, bad))
    with pytest.raises(FormMistake, match=says) as told:
        draw(made, iter(()), stamp(), BytesIO(), row_type=BatchLineRow, head_type=BatchRow)
    assert told.value.key == key
    assert told.value.line > 1


def test_a_group_by_what_the_view_does_not_have_is_named(tmp_path: Path) -> None:
    made = read_form(changed(tmp_path, "F13A", '["department", "holder"]', '["team"]'))
    rows = records.holdings(2)
    with pytest.raises(FormMistake, match="没有字段 team"):
        draw(made, iter(rows), stamp(), BytesIO())
