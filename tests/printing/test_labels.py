"""F41: labels of 60 × 40 mm that say no title and are read by the scan box."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from db.ledger.numbering import CheckProblem, own_code, own_copy
from db.store.reading import Filter, Question
from db.views.copies import COPIES, CopyRow
from desktop.dialogs.form.scan_reading import read_scan
from desktop.paperwork import print_form
from desktop.printing import draw, load_form
from desktop.printing.bars import bars, widths
from tests.book import Book, a_book, register
from tests.printing.reading import MM, boxes, opened, texts
from tests.printing.sample import stamp


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path / "book")
    made.record(register())
    return made


def rows(book: Book) -> tuple[CopyRow, ...]:
    return book.vault.ask(COPIES, Question()).rows


def sheets(
    given: list[CopyRow], **changes: object
) -> tuple[bytes, int, dict[int, tuple[str, ...]]]:
    out, said = BytesIO(), {}
    drawn = draw(load_form("F41"), given, stamp(**changes), out, said.__setitem__)
    return out.getvalue(), drawn.pages, said


def test_a_label_says_number_mark_and_place_but_no_title(book: Book) -> None:
    row = rows(book)[0]
    pdf, pages, said = sheets([row])
    assert pages == 1
    assert said[1][-1] == own_code(row.id)
    (page,) = texts(pdf)
    for word in (row.receipt_no, row.marking, row.copy_no, row.place, own_code(row.id)):
        assert "".join(str(word).split()) in page
    assert "".join(row.title.split()) not in page
    assert "纸码" in page


def test_twenty_one_labels_fill_a_sheet_and_stay_inside_their_own(book: Book) -> None:
    row = replace(rows(book)[0], place="特别长的存放处" * 6, receipt_no="机2026-00000000000000018")
    given = [replace(row, id=number) for number in range(1, 23)]
    pdf, pages, said = sheets(given)
    assert pages == 2
    assert [text for text in said[2] if text.startswith("Z")] == [own_code(22)]
    left, above = 15 * MM, 8.5 * MM
    with opened(pdf) as document:
        height = document[0].get_height()
    labelled = [box for _, box in boxes(pdf, 0) if box[1] > above]
    assert labelled
    for x1, y1, x2, y2 in labelled:
        column, line = (x1 - left) // (60 * MM), (height - above - y2) // (40 * MM)
        assert 0 <= column < 3
        assert 0 <= line < 7
        assert x2 < left + (column + 1) * 60 * MM
        assert y1 > height - above - (line + 1) * 40 * MM


def test_the_bars_are_a_lawful_code_128() -> None:
    every = widths("Z000412-1")
    assert len(every) % 6 == 1  # the last sign has a bar more
    signs = [every[at : at + 6] for at in range(0, len(every) - 7, 6)]
    assert {sum(sign) for sign in signs} == {11}
    assert sum(every[-7:]) == 13
    assert signs[0] in ((2, 1, 1, 4, 1, 2), (2, 1, 1, 2, 1, 4), (2, 1, 1, 2, 3, 2))
    assert bars("Z000412-1", 0, 0, 160, 24).count(" re") == (len(every) + 1) // 2


@pytest.mark.parametrize("copy", [1, 9, 412, 123456, 9999999])
def test_a_label_that_was_read_wrongly_is_no_other_copy(copy: int) -> None:
    code = own_code(copy)
    assert own_copy(code) == own_copy(code.lower()) == copy
    head, dash, check = code.partition("-")
    assert own_copy(head) == copy  # as somebody types it
    for at in range(len(head) - len(str(copy)), len(head)):
        wrong = str((int(head[at]) + 1) % 10)
        with pytest.raises(CheckProblem):
            own_copy(f"{head[:at]}{wrong}{head[at + 1 :]}{dash}{check}") or own_copy("Z1-0")


def test_the_scan_box_knows_what_stands_on_a_label(book: Book) -> None:
    row = rows(book)[1]
    with book.vault.snapshot() as seen:
        (found,) = read_scan(seen, own_code(row.id))
        assert found.row is not None
        assert found.row.id == row.id
        wrong = own_code(row.id)[:-1] + str((int(own_code(row.id)[-1]) + 1) % 10)
        (missed,) = read_scan(seen, wrong)
    assert missed.row is None
    assert "校验位" in missed.trouble


def test_labels_of_chosen_copies_are_printed_on_record(book: Book, tmp_path: Path) -> None:
    chosen = tuple(row.id for row in rows(book)[:2])
    question = Question(filters=(Filter("id", chosen),))
    made = print_form(book.vault, "F41", question, tmp_path / "F41.pdf")
    assert (made.pages, made.rows) == (1, 2)
