"""F36 and its sisters: the whole round on paper, and the same bytes when it is painted again."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.ledger.acts.checks.answer import AnswerItem
from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.open_round import OpenRound
from db.ledger.acts.checks.set_item import SetItem
from db.ledger.acts.custody.conferences import CheckConference, DecideConference
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.checklists import Layer
from db.store.reading import Filter, Question
from db.views.print_records import PRINT_RECORDS
from db.views.watched import MEETING_CHECKS
from desktop.checklists import checking
from desktop.painting import again
from desktop.paperwork import print_form
from tests.book import LI, WANG, Book, a_book, open_row, register
from tests.golden.self_checking import with_lists
from tests.ledger.test_gatherings import ALL_TEN, planned
from tests.printing.reading import texts


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    with_lists(made)
    day = made.today
    made.record(register(day, channel="机要交通"), open_row())
    made.record(OpenRound(on=day, since=day, until=day, persons=(1,)))
    made.record(FreezeRound(on=day, round=1))
    return made


def whole(pdf: bytes) -> str:
    return "".join("".join(texts(pdf)).split())


def sheet(number: int) -> Question:
    return Question(filters=(Filter("sheet", (number,)),))


def test_the_sheet_is_painted_again_as_it_was(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "F36.pdf"
    print_form(book.vault, "F36", sheet(1), target)
    first = target.read_bytes()
    words = whole(first)
    assert "查4项" in words
    assert "分值合计9" in words  # it is said that the points are not 100
    # The ledger goes on: something else is put down, evidence is taken again, points are given.
    book.record(open_row(row=4, doc_number="示局〔2024〕13号", nos=("000032",), receipt_no="13"))
    book.record(FreezeRound(on=book.today, round=1))
    book.record(AnswerItem(on=book.today, sheet=1, item="SI-36", deduction="1"))
    (record,) = book.vault.ask(PRINT_RECORDS).rows
    with book.vault.snapshot() as snapshot:
        then = again(snapshot, record)
    assert then.pdf == first
    print_form(book.vault, "F36", sheet(1), target)
    assert "查5项" in whole(target.read_bytes())


@pytest.mark.parametrize(
    ("form", "number", "said"),
    [("F36B", 2, "示例李"), ("F36C", 1, "SI-33"), ("F36D", 1, "上年"), ("F36E", 1, "示例单位")],
)
def test_its_sisters(book: Book, tmp_path: Path, form: str, number: int, said: str) -> None:
    print_form(book.vault, form, sheet(number), tmp_path / "out.pdf")
    assert said in whole((tmp_path / "out.pdf").read_bytes())


def test_f33_and_f12_ask_what_the_units_own_lists_ask(tmp_path: Path) -> None:
    """One definition: an item changed, added or left out in the list is so on the paper."""
    book = a_book(tmp_path)
    with_lists(book, checking())
    day, source = book.today, {"source": "示例制度", "on": book.today}
    held = {"layer": Layer.MEETING, **source}
    book.record(
        SetItem(item="HY-02", text="会场装干扰器并试过", **held),
        SetItem(item="HY-10", active=False, **held),
        SetItem(text="会场四周清场", group="执行情况", **held),
        SetItem(item="FZ-01", text="印制资质在有效期内", layer=Layer.COPYING, **source),
        planned(),
        DecideConference(on=day, conference=1, approved_by="示例领导"),
        CheckConference(on=day, conference=1, remark="未装", **(ALL_TEN | {"jammed": False})),
    )
    book.record(register(day))
    sent = {"outside": "示例印厂", "agreement": "协1", "escorts": (LI, WANG), "machine": "对方设备"}
    copied = {"count": 2, "purpose": "处室用", "approved_by": "示例赵", "applicant": "示例王"}
    book.record(Reproduce(on=day, copy=1, form_no="复制1号", **sent, **copied))
    rows = book.vault.ask(MEETING_CHECKS).rows
    answers = {row.item: (row.text, row.yes, row.no) for row in rows}
    assert len(answers) == 10
    assert answers["HY-01"] == ("保密负责人到位", "√", "")
    assert answers["HY-02"] == ("会场装干扰器并试过", "", "√")
    assert answers["HY-自1"] == ("会场四周清场", "", "")
    target = tmp_path / "out.pdf"
    one = Question(filters=(Filter("id", (1,)),))
    for form, words in (
        ("F33", ("机密", "会场装干扰器并试过", "会场四周清场", "示例专题会")),
        ("F12", ("机密★10年", "印制资质在有效期内", "示例印厂", "电子文件")),
    ):
        print_form(book.vault, form, one, target, second=book.second())
        said = whole(target.read_bytes())
        assert not [word for word in words if word not in said]
        assert "休会期间" not in said
