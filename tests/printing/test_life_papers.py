"""The papers of a copy's whole life drawn and read back, from F02 to F38."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pytest

from db.ledger.columns import columns_of
from db.views import VIEWS
from desktop.printing import Drawn, Form, all_forms, draw, load_form
from desktop.printing.cells import words
from tests.printing import records
from tests.printing.filled import filled
from tests.printing.reading import beyond_the_margins, boxes, texts
from tests.printing.sample import RARE, stamp

REGISTERS = ("F02", "F03", "F05", "F11", "F14", "F15")
LISTS = ("F04", "F08")
SINGLE = ("F06", "F10", "F12", "F15A", "F17", "F29", "F30", "F38")
every = pytest.mark.parametrize("form", [*REGISTERS, *LISTS, *SINGLE])
lined = pytest.mark.parametrize("form", [*REGISTERS, *LISTS])
Printed = tuple[bytes, Drawn, dict[int, tuple[str, ...]]]


def rows_of(form: Form, count: int) -> list[Any]:
    return filled(VIEWS[form.view].row, count)


def head_of(form: Form, **changes: Any) -> dict[str, str]:
    row = filled(VIEWS[form.head_view or form.view].row, 1)[0]
    return dict(records.head_of(replace(row, **changes), year="2025年", period="2025年3月4日"))


def printed(form: Form, rows: list[Any], head: dict[str, str]) -> Printed:
    out, cells = BytesIO(), {}
    view = VIEWS[form.view]
    drawn = draw(
        form,
        iter(rows),
        stamp(head=head),
        out,
        cells.__setitem__,
        row_type=view.row,
        head_type=VIEWS[form.head_view].row if form.head_view else view.row,
    )
    return out.getvalue(), drawn, cells


@cache
def paper(name: str, count: int = 6) -> Printed:
    form = load_form(name)
    return printed(form, rows_of(form, count if form.columns else 1), head_of(form))


def test_these_are_all_the_forms_the_life_of_a_copy_needs() -> None:
    forms, mistakes = all_forms()
    assert mistakes == []
    assert {*REGISTERS, *LISTS, *SINGLE} <= forms.keys()
    assert {name for name, form in forms.items() if not form.purpose} == set()


@every
@pytest.mark.parametrize("count", [0, 1, 6, 47])
def test_what_the_cells_say_is_on_their_page(form: str, count: int) -> None:
    pdf, drawn, cells = paper(form, count)
    pages = texts(pdf)
    assert drawn.pages == len(pages) == len(cells)
    for number, found in cells.items():
        for cell in found:
            assert "".join(cell.lstrip("☑☐").split()) in pages[number - 1]


@lined
def test_every_row_is_there_whole_over_three_pages_or_more(form: str) -> None:
    _, drawn, cells = paper(form, 47)
    said = Counter(text for number in sorted(cells) for text in cells[number])
    made = load_form(form)
    assert (drawn.rows, drawn.pages >= 3) == (47, True)
    alone = [one.fields[0] for one in made.columns if len(one.fields) == 1 and one.date == "full"]
    for field in set(alone) - {"#"}:
        wanted = Counter(words(getattr(row, field)) for row in rows_of(made, 47))
        del wanted[""]
        assert not wanted - said, field
    numbers = [str(n) for n in range(1, 48)]
    assert not Counter(numbers) - said


@every
@pytest.mark.parametrize("count", [0, 47])
def test_nothing_lies_outside_the_margins(form: str, count: int) -> None:
    pdf, drawn, _ = paper(form, count)
    portrait = load_form(form).paper == "A4 portrait"
    assert beyond_the_margins(pdf, drawn.pages, portrait=portrait) == []


@every
def test_no_two_characters_lie_on_each_other(form: str) -> None:
    pdf, drawn, _ = paper(form, 47)
    for number in range(drawn.pages):
        found = [one for one in boxes(pdf, number) if one[0] not in "，。、；：（）《》〔〕“”-."]
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
    pdf, _, _ = paper(form, 47)
    headings = [column.heading for column in load_form(form).columns]
    for page in texts(pdf):
        for heading in headings:
            assert "".join(heading.split()) in page


@pytest.mark.parametrize("form", REGISTERS)
def test_an_empty_register_is_struck_and_can_be_signed(form: str) -> None:
    pdf, drawn, _ = paper(form, 0)
    (page,) = texts(pdf)
    assert drawn.rows == 0
    assert "以下空白" in page
    for sign in load_form(form).signs:
        assert sign.label in page


@pytest.mark.parametrize("form", SINGLE)
def test_an_approval_is_one_page_with_every_signature_on_it(form: str) -> None:
    pdf, drawn, _ = paper(form)
    page = texts(pdf)[0]
    assert drawn.pages == 1
    made = load_form(form)
    for box in made.boxes:
        assert "".join(box.label.split()) in page
        assert not box.sign or f"{box.sign}：" in page
    assert any(box.sign for box in made.boxes)


@pytest.mark.parametrize("form", sorted({*REGISTERS, *LISTS, *SINGLE} - {"F02", "F05"}))
def test_a_title_longer_than_a_page_goes_on_and_the_signatures_stay_below_it(form: str) -> None:
    made = load_form(form)
    assert "title" in {field for one in (*made.columns, *made.boxes) for field in _fields(one)}
    long = f"{RARE}{'绵' * 3000}"
    rows, head = rows_of(made, 1), head_of(made)
    if "title" in {column.field for column in columns_of(VIEWS[made.view].row)}:
        rows = [replace(row, title=long) for row in rows]
    pdf, drawn, cells = printed(made, rows, head | ({"title": long} if made.boxes else {}))
    said = "".join(text for number in sorted(cells) for text in cells[number])
    assert drawn.pages > 2
    assert said.count("绵") == 3000
    assert RARE in "".join(texts(pdf))
    last = (
        made.signs[-1].label
        if made.signs
        else [box for box in made.boxes if box.sign or box.blank][-1]
    )
    label = last if isinstance(last, str) else "".join(last.label.split())
    assert label in texts(pdf)[-1]


def _fields(one: Any) -> tuple[str, ...]:
    fields: tuple[str, ...] = one.fields if isinstance(one.fields, tuple) else tuple(one.fields())
    return fields


@every
def test_the_same_rows_give_the_same_bytes(form: str) -> None:
    assert paper(form)[0] == paper.__wrapped__(form)[0]
