"""A round of self-inspection from opening to closing, and what may go wrong on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.checks.answer import AnswerItem
from db.ledger.acts.checks.close_round import CloseRound, SignSheet
from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.open_round import OpenRound
from db.ledger.acts.checks.set_item import SetItem
from db.ledger.acts.correction.redact import RedactDocument
from db.ledger.checklists import Checking, Layer, Standing
from db.ledger.rules import Refused
from db.ledger.scoring import Band
from db.ledger.withheld import PLACEHOLDER
from db.store.reading import Filter, Question
from db.views.check_items import CHECK_GROUPS, CHECK_ITEMS, CheckItemRow
from db.views.checklists import CHECKLIST
from db.views.evidence import KEPT_ROWS
from db.views.self_checks import CHECK_ROUNDS, CHECK_SHEETS, CheckSheetRow
from desktop.checklists import checking
from tests.book import WANG, Book, a_book, open_row, register
from tests.golden.self_checking import CHECKING, ITEMS, with_lists


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    with_lists(made)
    made.record(register(made.today, channel="机要交通"), open_row())
    return made


def opened(book: Book, **given: Any) -> OpenRound:
    asked: dict[str, Any] = {"since": book.today, "until": book.today}
    return OpenRound(**{"on": book.today, **asked, **given})


def frozen(book: Book, **given: Any) -> None:
    book.record(opened(book, **given))
    book.record(FreezeRound(on=book.today, round=1))


def items(book: Book, sheet: int = 1) -> dict[str, CheckItemRow]:
    asked = Question(filters=(Filter("sheet", (sheet,)),))
    return {row.item: row for row in book.vault.ask(CHECK_ITEMS, asked).rows}


def sheet(book: Book, number: int = 1) -> CheckSheetRow:
    return book.vault.ask(CHECK_SHEETS, Question(filters=(Filter("id", (number,)),))).rows[0]


def answer(book: Book, item: str, deduction: str = "0", **given: Any) -> AnswerItem:
    return AnswerItem(on=book.today, sheet=1, item=item, deduction=deduction, **given)


def test_a_round_from_opening_to_closing(book: Book) -> None:
    book.record(opened(book))
    assert items(book)["SI-30"].result == "未取证"
    done = book.record(FreezeRound(on=book.today, round=1)).acts[0]
    assert isinstance(done, FreezeRound)
    found = items(book)
    said = {name: (row.standing, row.result, row.deduction) for name, row in found.items()}
    assert said == {
        # Three copies in order, one from an old register not verified: one point each.
        "SI-30": (Standing.PROVEN, "查4项，有问题1项", "1"),
        "SI-33": (Standing.NOTHING, "期间没有发生，没有证据", ""),
        "SI-36": (Standing.MANUAL, "人工检查", ""),
    }
    assert book.refused(SignSheet(on=book.today, sheet=1), second=book.second()) == ["V62"]
    book.record(answer(book, "SI-36", "0.5"), answer(book, "SI-33", existing=False, reason="无"))
    row = sheet(book)
    assert (row.points, row.applicable, row.score, row.percent) == ("9", "6", "4.5", "75.0%")
    assert row.band is Band.FAILS
    assert row.upto == done.upto
    assert row.code == done.code
    book.record(SignSheet(on=book.today, sheet=1), second=book.second())
    assert sheet(book).signed_by == "示例李、示例周"
    assert book.refused(answer(book, "SI-36")) == ["K31"]
    assert book.refused(FreezeRound(on=book.today, round=1)) == ["V01"]
    book.record(CloseRound(on=book.today, round=1))
    (whole,) = book.vault.ask(CHECK_ROUNDS).rows
    assert (whole.number, whole.percent, whole.signed) == ("自查〔2026〕001号", "75.0%", 1)
    (group,) = book.vault.ask(CHECK_GROUPS).rows
    assert (group.worth, group.lost, group.items) == (60, 15, 3)
    assert book.vault.differs_from_rebuild() is None
    assert book.vault.prove(full=True).sound


def test_who_differs_says_why_v61(book: Book) -> None:
    frozen(book)
    assert book.refused(answer(book, "SI-30", "0")) == ["V61"]  # the ledger says one point
    assert book.refused(answer(book, "SI-33", "0")) == ["V61"]  # nothing is proven
    assert book.refused(answer(book, "SI-36", existing=False)) == ["V61"]
    assert book.refused(answer(book, "SI-30", "1")) == []
    assert book.refused(answer(book, "SI-36", "0")) == []
    book.record(answer(book, "SI-30", "0", reason="当日已核实"))
    assert items(book)["SI-30"].reason == "当日已核实"


@pytest.mark.parametrize(
    ("item", "deduction", "rules"),
    [
        ("SI-30", "4.1", ["V01"]),  # never more than its points
        ("SI-30", "一分", ["V01"]),
        ("SI-36", "0.25", ["V01"]),
        ("SI-99", "0", ["V00"]),
    ],
)
def test_what_cannot_be_deducted(book: Book, item: str, deduction: str, rules: list[str]) -> None:
    frozen(book)
    assert book.refused(answer(book, item, deduction, reason="有说明")) == rules


def test_a_list_changed_in_the_middle_stays_as_it_was_for_the_round(book: Book) -> None:
    book.record(opened(book))
    change = SetItem(on=book.today, item="SI-30", points="8", text="新措辞", source="示例制度")
    own = SetItem(on=book.today, text="本单位的一项", group="载体", points="3", source="示例制度")
    gone = SetItem(on=book.today, item="SI-36", active=False, source="示例制度")
    book.record(change, own, gone)
    book.record(FreezeRound(on=book.today, round=1))
    assert [(row.item, row.points) for row in items(book).values()] == [
        ("SI-30", "4"), ("SI-33", "3"), ("SI-36", "2"),
    ]  # fmt: skip
    book.record(replace(opened(book), on=book.today))
    later = items(book, 2)
    assert [(one, later[one].points) for one in later] == [
        ("SI-30", "8"), ("SI-33", "3"), ("SI-自1", "3"),
    ]  # fmt: skip
    assert later["SI-30"].text == "新措辞"
    assert sheet(book, 2).version == "示例版，本单位修改3次"
    assert sheet(book, 2).said == "分值合计14，不是100"
    listed = book.vault.ask(CHECKLIST).rows
    assert [(row.item, row.points, row.active) for row in listed if row.layer is Layer.UNIT] == [
        ("SI-30", "8", True), ("SI-33", "3", True), ("SI-36", "2", False), ("SI-自1", "3", True),
    ]  # fmt: skip


def test_the_period_and_the_ledger_v60(book: Book) -> None:
    before = {"since": date(2025, 1, 1), "until": date(2025, 12, 31)}
    assert book.refused(opened(book, **before)) == ["V60"]
    with pytest.raises(Refused) as refused:
        book.record(opened(book, since=date(2026, 1, 1)))
    (warned,) = refused.value.refusals
    assert (warned.rule.number, warned.block) == ("V60", False)
    assert "2026-03-04" in warned.sentence
    book.record(opened(book, since=date(2026, 1, 1)), reasons={"V60": "建账前另查纸簿"})
    assert book.refused(opened(book, until=date(2026, 12, 31))) == ["V01"]
    assert book.refused(opened(book, since=date(2026, 3, 5))) == ["V01"]


def test_departments_and_persons_have_sheets_with_their_own_rows(book: Book) -> None:
    book.record(register(book.today, doc_number="示办发〔2026〕9号", custodian=WANG))
    lists = dict(CHECKING.lists)
    asked = replace(lists[Layer.UNIT], layer=Layer.DEPARTMENT, total=None, items=ITEMS[:1])
    lists[Layer.DEPARTMENT] = asked
    lists[Layer.PERSON] = replace(asked, layer=Layer.PERSON)
    with_lists(book, Checking(lists, CHECKING.evidence))
    frozen(book, every_department=True, everyone=True)
    sheets = book.vault.ask(CHECK_SHEETS).rows
    assert [(row.layer, row.name) for row in sheets] == [
        (Layer.UNIT, "示例单位"),
        (Layer.DEPARTMENT, "办公室"),
        (Layer.DEPARTMENT, "财务处"),
        (Layer.PERSON, "示例王"),
        (Layer.PERSON, "示例赵"),
        (Layer.PERSON, "示例周"),
    ]
    looked = {row.name: items(book, row.id)["SI-30"].looked for row in sheets}
    # 示例李, who keeps four copies, is in no department; 示例王 of 办公室 keeps three.
    assert looked == {
        "示例单位": 7, "办公室": 3, "财务处": 0, "示例王": 3, "示例赵": 0, "示例周": 0,
    }  # fmt: skip
    book.record(answer(book, "SI-33", "1"), answer(book, "SI-36", "1"))
    book.record(SignSheet(on=book.today, sheet=1), second=book.second())
    with pytest.raises(Refused) as refused:
        book.record(CloseRound(on=book.today, round=1))
    (warned,) = refused.value.refusals
    assert (warned.rule.number, warned.block) == ("V62", False)
    book.record(CloseRound(on=book.today, round=1), reasons={"V62": "个人表另行收齐"})


def test_a_department_checks_itself_between_two_years(book: Book) -> None:
    lists = dict(CHECKING.lists)
    lists[Layer.MONTHLY] = replace(lists[Layer.UNIT], layer=Layer.MONTHLY, total=None)
    with_lists(book, Checking(lists, CHECKING.evidence))
    assert book.refused(opened(book, layer=Layer.MONTHLY)) == ["V01"]
    assert book.refused(opened(book, layer=Layer.SITE, about="机要室")) == ["V01"]  # no such list
    frozen(book, layer=Layer.MONTHLY, departments=(1, 2))
    assert [row.name for row in book.vault.ask(CHECK_SHEETS).rows] == ["办公室", "财务处"]
    assert items(book)["SI-30"].standing is Standing.NOTHING


def test_what_was_said_stays_when_the_evidence_is_taken_again(book: Book) -> None:
    frozen(book)
    book.record(answer(book, "SI-30", "0.5", reason="已核实一半"), answer(book, "SI-36", "1"))
    book.record(open_row(row=4, doc_number="示局〔2024〕13号", nos=("000032",), receipt_no="13"))
    first = sheet(book)
    book.record(FreezeRound(on=book.today, round=1))
    found = items(book)
    assert found["SI-30"].result == "查5项，有问题2项"
    assert (found["SI-30"].deduction, found["SI-30"].reason) == ("0.5", "已核实一半")
    assert found["SI-36"].deduction == "1"
    assert (first.upto or 0) < (sheet(book).upto or 0)
    assert first.digest != sheet(book).digest


def test_frozen_rows_stay_and_what_is_redacted_since_is_said_so(book: Book) -> None:
    frozen(book)
    asked = Question(given={"round": 1, "evidence": "storage"})
    (row,) = book.vault.ask(KEPT_ROWS, asked).rows
    assert (row.why, row.what) == ("旧账待核", "示局〔2024〕12号 旧通知")
    digest = sheet(book).digest
    act = RedactDocument(on=book.today, document=2, field="title", reason="标题涉密")
    book.record(act, second=book.second())
    (row,) = book.vault.ask(KEPT_ROWS, asked).rows
    assert row.what == f"示局〔2024〕12号 {PLACEHOLDER}"
    assert sheet(book).digest == digest
    assert book.vault.differs_from_rebuild() is None


def test_a_ledger_without_lists_has_nothing_to_check(tmp_path: Path) -> None:
    made = a_book(tmp_path)
    assert made.refused(opened(made)) == ["V01"]


def test_the_lists_of_the_program_are_whole() -> None:
    lists = checking().lists
    unit = lists[Layer.UNIT].items
    known = [item.id for item in unit if item.id.startswith("SI-")]
    assert known == [f"SI-{number:02d}" for number in range(1, 59)]
    assert len({item.group for item in unit if item.id.startswith("SI-")}) == 16
    assert [item.points for item in unit[:4]] == [40, 30, 30, 40]
    assert [item.id for item in lists[Layer.PERSON].items] == [f"GR-{n:02d}" for n in range(1, 20)]
    assert set(lists) == set(Layer)
