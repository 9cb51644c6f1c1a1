"""Registers drawn and read back: what the paper says, and that nothing lies where it must not."""

from __future__ import annotations

import hashlib
import re
import tracemalloc
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.printing import Drawn, Form, FormMistake, draw, load_form
from desktop.printing.cells import words
from desktop.printing.form import read_form
from desktop.printing.qr import modules
from tests.printing.reading import MM, boxes, grey, texts
from tests.printing.sample import RARE, ReceiptRow, receipts, stamp

HEADINGS = ("收文号", "来文机关", "文件标题", "密级★", "份号", "签收人", "处理结果", "备注")


class Counted:
    """Takes bytes and keeps none."""

    def __init__(self) -> None:
        self.length = 0

    def write(self, data: bytes) -> int:
        self.length += len(data)
        return len(data)


def printed(
    rows: object = None, *, form: Form | None = None, **changes: object
) -> tuple[bytes, Drawn, dict[int, tuple[str, ...]]]:
    out, seen = BytesIO(), {}
    rows = receipts()[:34] if rows is None else rows
    drawn = draw(
        form or load_form("F01"),
        iter(rows),
        stamp(**changes),
        out,
        seen.__setitem__,
        row_type=ReceiptRow,
    )
    return out.getvalue(), drawn, seen


@pytest.fixture(scope="module")
def register() -> bytes:
    return printed()[0]


def test_every_cell_comes_out_whole_also_beyond_the_bmp() -> None:
    pdf, drawn, cells = printed()
    pages = texts(pdf)
    assert drawn == Drawn(pages=len(pages), rows=34)
    for number, found in cells.items():
        rest = pages[number - 1]
        for cell in found:
            assert "".join(cell.split()) in rest
    assert RARE in "".join(pages)


def test_cells_are_told_in_reading_order() -> None:
    _, _, cells = printed()
    told = [text for number in sorted(cells) for text in cells[number]]
    first = receipts()[0]
    expected = (first.receipt_no, "1月3日", f"{first.issuer}\n{first.doc_number}", first.title)
    assert tuple(told[:4]) == expected
    assert told[:: len(told) // 34] == [row.receipt_no for row in receipts()[:34]]


def test_a_day_of_another_year_keeps_its_year(register: bytes) -> None:
    assert "2023年12月29日" in "".join(texts(register))
    full = texts(printed(receipts()[:1], head={})[0])[0]
    assert "2024年1月3日" in full


def test_headings_marking_and_number_stand_on_every_page(register: bytes) -> None:
    for page in texts(register):
        for words_ in (*HEADINGS, "涉密文件收文登记簿", "绝密★30年", "收文〔2024〕册02"):
            assert words_ in page


def test_each_page_says_which_it_is_of_how_many(register: bytes) -> None:
    pages = texts(register)
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in page
        assert f"纸码4127-0812-7KQ2-M9X5-3FHT-Q2-0412-{number}" in page


def test_the_foot_tells_first_last_and_count_and_in_the_end_the_sum(register: bytes) -> None:
    pages = texts(register)
    assert "本页起止：机2024-001至机2024-0" in pages[0]
    assert "本簿合计" not in pages[0]
    assert "本簿合计：叁拾肆件，" in pages[-1]
    assert "以下空白" in pages[-1] or "以下空白" not in "".join(pages)


def test_nothing_lies_outside_the_margins(register: bytes) -> None:
    for number in range(len(texts(register))):
        for character, (left, bottom, right, top) in boxes(register, number):
            where = (number, character, left / MM, bottom / MM)
            assert left > 24 * MM, where
            assert right < (297 - 19.5) * MM, where
            assert bottom > 10 * MM, where
            assert top < (210 - 10) * MM, where


def test_no_two_characters_lie_on_each_other(register: bytes) -> None:
    for number in range(len(texts(register))):
        by_line: dict[int, list[tuple[float, float, str]]] = {}
        for character, (left, bottom, right, _) in boxes(register, number):
            if character not in "，。、；：（）《》〔〕“”-":
                by_line.setdefault(round(bottom / 3), []).append((left, right, character))
        for line in by_line.values():
            for (_, end, one), (begin, _, other) in pairwise(sorted(line)):
                assert begin > end - 0.8, (number, one, other)


def test_numbers_names_and_markings_are_not_broken(register: bytes) -> None:
    """Whatever must hold together stands on one line of the page; a range is two numbers."""
    lines = _lines(register)
    for row in receipts()[:34]:
        for atom in (row.receipt_no, row.signed_by, *re.split("[、-]", row.copy_nos)):
            assert not atom or any(atom in line for line in lines), atom
        if row.doc_number:
            before, _, number = row.doc_number.partition("〔")
            assert any(before in line for line in lines)
            assert any("〔" + number in line for line in lines), row.doc_number


def _lines(pdf: bytes) -> list[str]:
    """Return the lines of all pages: characters at one height that follow closely."""
    found = []
    for number in range(len(texts(pdf))):
        line, last = "", (0.0, 0.0)
        for character, (left, bottom, right, top) in boxes(pdf, number):
            middle = (bottom + top) / 2
            # Marks sit low or high; they belong to the line as long as they follow on.
            if line and not (-1 < left - last[0] < 10 and abs(middle - last[1]) < 6):
                found.append(line)
                line = ""
            line += character
            last = (right, middle)
        found.append(line)
    return found


def test_what_is_counted_stays_inside_its_box_however_long_it_is() -> None:
    form = load_form("F01")
    assert form.totals is not None
    counted = replace(form, totals=replace(form.totals, label="蜃" * 60))
    pdf = printed(form=counted)[0]
    found = [box for word, box in boxes(pdf, len(texts(pdf)) - 1) if word == "蜃"]
    assert len(found) == 60
    below = min(bottom for _, bottom, _, _ in found)
    dates = [box for word, box in boxes(pdf, len(texts(pdf)) - 1) if word == "核"]
    assert max(top for _, _, _, top in dates) - below < 11.5 * MM  # the box is 12 mm high


def test_the_same_rows_give_the_same_bytes() -> None:
    digests = {hashlib.sha256(printed()[0]).hexdigest() for _ in range(3)}
    assert len(digests) == 1


def test_an_empty_register_is_one_page_struck_through() -> None:
    pdf, drawn, cells = printed([])
    assert drawn == Drawn(pages=1, rows=0)
    assert cells == {1: ()}
    page = texts(pdf)[0]
    assert "以下空白" in page
    assert "本簿合计：零件，零份" in page
    assert all(heading in page for heading in HEADINGS)


def test_a_second_page_begins_when_the_first_is_full() -> None:
    row = receipts()[0]
    counts = {}
    for count in range(1, 20):
        counts[count] = printed([row] * count)[1].pages
    full = max(count for count, pages in counts.items() if pages == 1)
    assert counts[full + 1] == 2
    assert full >= 7


def test_a_row_longer_than_a_page_goes_on_on_the_next() -> None:
    numbers = "、".join(f"{n:06d}" for n in range(1, 400, 2))
    row = replace(receipts()[0], copy_nos=numbers, title="长" * 600)
    pdf, drawn, cells = printed([row])
    assert drawn.rows == 1
    assert drawn.pages > 2
    assert "".join(cells[n][6] for n in sorted(cells)) == numbers
    assert "".join(cells[n][3] for n in sorted(cells)) == "长" * 600
    for number in range(drawn.pages):
        assert min(bottom for _, (_, bottom, _, _) in boxes(pdf, number)) > 10 * MM
    assert "本簿合计：壹件，" in texts(pdf)[-1]


def test_a_text_that_nothing_can_break_is_broken_rather_than_cut() -> None:
    row = replace(receipts()[0], receipt_no="X" * 60, signed_by="阿不都克里木买买提吐尔逊")
    pdf, _, _ = printed([row])
    assert "X" * 60 in texts(pdf)[0]
    assert row.signed_by in texts(pdf)[0]


def test_control_characters_and_tabs_do_no_harm() -> None:
    row = replace(receipts()[0], title="关于\t甲\x07乙\u200b丙\ud800丁的通知")
    pdf, _, _ = printed([row])
    assert "甲" in texts(pdf)[0]
    assert "乙丙" in texts(pdf)[0]


def test_the_square_code_on_the_paper_is_that_of_the_page(register: bytes) -> None:
    """The picture of the page holds exactly the modules that encode its text."""
    scale = 8
    for number in (0, 1):
        rows = grey(register, number, scale)
        expected = modules(stamp().qr_text(number + 1))
        side = 10 * MM * scale / len(expected)
        left = (297 - 20 - 10) * MM * scale
        top = len(rows) - (13.2 - 2.6 + 10) * MM * scale
        seen = [
            "".join(
                "1"
                if rows[round(top + (r + 0.5) * side)][round(left + (c + 0.5) * side)] < 128
                else "0"
                for c in range(len(expected))
            )
            for r in range(len(expected))
        ]
        assert seen == expected


def test_a_reprint_says_so_inside_its_stamp(register: bytes) -> None:
    note = "2025年9月4日 09:10 补打，原打印序号 2025-0398，原因：原件第3页卡纸污损，已按作废登记"
    pdf, _, _ = printed(reprint=note)
    assert "补打" + "".join(note.split()) in texts(pdf)[0]
    assert "补打" not in texts(register)[0]


def test_a_long_note_on_a_reprint_pushes_the_title_down() -> None:
    pdf, _, _ = printed(receipts()[:3], reprint="首联卡纸损毁，已由两人核对后当场作废并登记；" * 12)
    found = boxes(pdf, 0)
    test_nothing_lies_outside_the_margins(pdf)
    note = min(box[1] for one, box in found if one == "卡" and box[3] - box[1] < 9)
    title = max(box[3] for one, box in found if one == "登" and box[3] - box[1] > 14)
    assert title < note


def test_a_print_without_secrets_has_no_marking() -> None:
    assert "★30年" not in texts(printed(receipts()[:2], marking=None)[0])[0]


def test_a_field_that_the_view_does_not_have_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "F01.toml"
    source = load_form("F01").path.read_text(encoding="utf-8")
    path.write_text(source.replace('"urgency"', '"urgent"'), encoding="utf-8")
    line = source.splitlines().index('field = "urgency"') + 1
    with pytest.raises(FormMistake, match=f"F01.toml 第{line}行“field”.*没有字段 urgent"):
        printed(form=read_form(path))


def test_a_sum_over_what_the_view_does_not_have_is_named(tmp_path: Path) -> None:
    path = tmp_path / "F01.toml"
    source = load_form("F01").path.read_text(encoding="utf-8")
    path.write_text(source.replace('[["copies"', '[["sheets"'), encoding="utf-8")
    with pytest.raises(FormMistake, match=r"“totals”.*没有字段 sheets"):
        printed(form=read_form(path))


def test_two_printed_lines_for_each_document() -> None:
    pdf, drawn, cells = printed(form=load_form("F01A"))
    assert drawn.rows == 34
    pages = texts(pdf)
    for number, found in cells.items():
        for cell in found:
            assert "".join(cell.split()) in pages[number - 1]
    assert cells[1][:2] == (receipts()[0].receipt_no, "1月3日")
    assert cells[1][16] == receipts()[0].remark
    test_nothing_lies_outside_the_margins(pdf)


def test_memory_does_not_grow_with_the_number_of_rows() -> None:
    base = receipts()[:200]
    rows = (replace(base[n % 200], receipt_no=f"机2024-{n:05d}") for n in range(3200))
    draw(load_form("F01"), base, stamp(), Counted())  # fonts are read once
    tracemalloc.start()
    marks: list[int] = []

    def mark(page: int, _: tuple[str, ...]) -> None:
        marks.append(tracemalloc.get_traced_memory()[0])

    out = Counted()
    drawn = draw(load_form("F01"), rows, stamp(), out, mark)
    tracemalloc.stop()
    # From the middle to the end: after the first thousand rows, looked at for the widths, are gone.
    growth = marks[-1] - marks[drawn.pages // 2]
    assert growth < 400_000
    assert out.length > 1_000_000


def test_dates_counts_and_words() -> None:
    assert words(date(2024, 12, 31)) == "2024年12月31日"
    assert words(date(2024, 1, 3), 2024) == "1月3日"
    assert [words(value) for value in (None, True, False, 0, 12)] == ["", "是", "", "0", "12"]
