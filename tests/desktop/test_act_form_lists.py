"""Header first, then scan: steps of a batch, one act for all, what a reader may send."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.relocate import Relocate
from db.ledger.acts.ending.approving import ApproveBatch
from db.ledger.acts.ending.destroying import PlantReceipt
from db.ledger.acts.ending.destruction import BagDestruction, ListDestruction
from db.ledger.values import State
from db.views.copies import COPIES
from desktop.dialogs.act_form import ActForm
from tests.book import CABINET, LI, TODAY, WANG, WITNESS_PASSWORD, ZHAO, Book, a_book, register
from tests.desktop.filling import Desk, explain, fill, said, scan


@pytest.fixture
def book(tmp_path: Path) -> Book:
    book = a_book(tmp_path)
    book.record(register(scope=(WANG,)))
    return book


@pytest.fixture
def desk(book: Book, qtbot: Any) -> Desk:
    return Desk(book, qtbot)


def marks(form: ActForm) -> list[tuple[str, str]]:
    assert form.scan is not None
    return [(one.number, one.rule or one.trouble) for one in form.scan.items]


def approved(book: Book, *copies: int) -> None:
    book.record(ListDestruction(on=TODAY, copies=copies, reason="无保存价值"))
    book.record(ApproveBatch(on=TODAY, batch=1, approved_by="示例赵"))


def confirm(form: ActForm) -> None:
    form.second.password.setText(WITNESS_PASSWORD)
    form.second.confirm()
    form.judge()


# -- one act for all ---------------------------------------------------------------------


def test_one_act_takes_the_good_ones_and_leaves_the_others(desk: Desk, book: Book) -> None:
    book.record(Lend(on=TODAY, copy=2, to=WANG, approved_by="示例赵"))
    form = desk.form(ListDestruction)
    fill(form, reason="无保存价值")
    scan(form, "000120-000122")
    assert marks(form) == [("000120", ""), ("000121", "K15"), ("000122", "")]
    desk.record(form)
    (recorded,) = desk.recorded
    (act,) = recorded.acts
    assert act.copies == (1, 3)
    assert marks(form) == [("000121", "K15")]


def test_what_only_all_together_break_is_said_in_the_form(
    desk: Desk, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book.vault._policy.__class__, "most_in_house", 1, raising=False)
    object.__setattr__(book.vault._policy, "most_in_house", 1)
    form = desk.form(ListDestruction)
    fill(form, reason="无保存价值", in_house=True)
    scan(form, "000120", "000121")
    assert said(form) == {"": ["K16"]}
    assert not form.foot.record.isEnabled()
    explain(form, "经保密工作机构同意")
    desk.record(form)
    assert [one.rule for one in desk.recorded[0].acts[0].overruled] == ["K16"]


def test_copies_chosen_in_a_register_are_on_the_list(desk: Desk, book: Book) -> None:
    form = desk.form(Relocate, {"copies": (1, 3)})
    fill(form, place=CABINET)
    assert [number for number, _ in marks(form)] == ["000120", "000122"]
    desk.record(form)
    places = {row.id: row.place for row in book.vault.ask(COPIES).rows}
    assert places == {1: "2号柜", 2: "保密室", 3: "2号柜"}


def test_one_copy_given_is_on_the_list(desk: Desk) -> None:
    assert [number for number, _ in marks(desk.form(Lend, {"copy": 2}))] == ["000121"]


# -- one act each ------------------------------------------------------------------------


def test_what_is_not_out_cannot_come_back(desk: Desk, book: Book) -> None:
    book.record(Lend(on=TODAY, copy=1, to=WANG, approved_by="示例赵"))
    form = desk.form(GiveBack)
    scan(form, "000120", "000121")
    assert marks(form) == [("000120", ""), ("000121", "K31")]
    assert form.foot.record.text().startswith("归还 1 份")
    desk.record(form)
    states = {row.id: row.state for row in book.vault.ask(COPIES).rows}
    assert states[1] is State.IN_STOCK


def test_the_list_waits_for_the_heading(desk: Desk) -> None:
    form = desk.form(Lend)
    scan(form, "000120")
    assert form.scan is not None
    assert [one.judged for one in form.scan.items] == [False]
    assert form.foot.lacking.toolTip().startswith("还差：借阅人")
    fill(form, to=WANG, approved_by="示例赵")
    assert [one.judged for one in form.scan.items] == [True]


def test_a_reader_types_a_number_and_enter(desk: Desk) -> None:
    form = desk.form(Lend)
    fill(form, to=WANG, approved_by="示例赵")
    assert form.scan is not None
    form.scan.line.setFocus()
    for number in ("000120", "000121"):
        desk.type(form, number)
        desk.enter(form)
    assert form.focusWidget() is form.scan.line, "the reader goes on where it was"
    assert [number for number, _ in marks(form)] == ["000120", "000121"]
    desk.record(form)
    assert len(desk.recorded[0].acts) == 2


def test_a_number_that_two_copies_have_asks_for_the_document(desk: Desk, book: Book) -> None:
    book.record(register(doc_number="示办发〔2026〕9号"))
    form = desk.form(Lend)
    scan(form, "000120")
    ((number, why),) = marks(form)
    assert number == "000120"
    assert "有 2 份同号" in why
    assert "示办发〔2026〕9号" in why
    scan(form, "示办发〔2026〕9号/000120")
    assert form.scan is not None
    assert form.scan.items[1].row is not None
    assert form.scan.items[1].row.doc_number == "示办发〔2026〕9号"


@pytest.mark.parametrize(
    "typed", ["", "   ", "关于", "////", "９９９９９９９", "000000", "Z0", "'"]
)
def test_nonsense_from_a_reader_breaks_nothing(desk: Desk, typed: str) -> None:
    form = desk.form(Lend)
    scan(form, typed)
    assert form.scan is not None
    assert all(one.trouble for one in form.scan.items)


@pytest.mark.parametrize("typed", ["*000120*", "]C0000120", "]A0*000120*", "０００１２０"])
def test_what_a_reader_sends_around_a_number_does_not_hide_it(desk: Desk, typed: str) -> None:
    form = desk.form(Lend)
    scan(form, typed)
    assert form.scan is not None
    assert [one.number for one in form.scan.items] == ["000120"]


@pytest.mark.parametrize(
    "typed", ["0001205", "0000120", "000120-2", "6901234567892", "JM000120", "JM-000120-2"]
)
def test_a_code_of_another_house_is_never_taken_for_one_of_our_copies(
    desk: Desk, book: Book, typed: str
) -> None:
    book.record(register(copy_nos="001205", doc_number="示办发〔2026〕9号"))
    form = desk.form(Lend)
    scan(form, typed)
    assert form.scan is not None
    (item,) = form.scan.items
    assert item.row is None
    assert item.trouble


def test_an_item_is_taken_off_by_the_delete_key(desk: Desk) -> None:
    form = desk.form(Lend)
    scan(form, "000120", "000121")
    assert form.scan is not None
    form.scan._list.setFocus()
    form.scan._list.setCurrentRow(0)
    desk.press(form, Qt.Key.Key_Delete)
    assert [number for number, _ in marks(form)] == ["000121"]


def test_the_list_comes_back_with_the_draft(desk: Desk) -> None:
    form = desk.form(Lend)
    fill(form, to=WANG)
    scan(form, "000120", "000999")
    form.reject()
    again = desk.form(Lend)
    assert [number for number, _ in marks(again)] == ["000120", "000999"]
    assert again.grid.editors["to"].value() == WANG


# -- a step of a batch -------------------------------------------------------------------


def bagging(desk: Desk) -> ActForm:
    form = desk.form(BagDestruction)
    fill(form, batch=1, plant="示例销毁中心", seals="F-0012", escorts=(LI, ZHAO))
    return form


def test_a_step_seals_each_scan_and_says_what_is_not_listed(desk: Desk, book: Book) -> None:
    approved(book, 1, 2)
    form = bagging(desk)
    scan(form, "000120", "000122")
    assert marks(form) == [("000120", ""), ("000122", "K16")]
    assert said(form) == {"": ["K16"]}, "one is still to be scanned"
    form.close()
    again = bagging(desk)
    assert ("000120", "") in marks(again), "what was scanned was safe at once"
    scan(again, "000121")
    assert said(again) == {}
    confirm(again)
    desk.record(again)
    (recorded,) = desk.recorded
    assert set(recorded.acts[0].scanned) == {1, 2}


def test_the_plants_ticks_are_checked_against_the_list(desk: Desk, book: Book) -> None:
    approved(book, 1, 2)
    book.record(
        BagDestruction(
            on=TODAY, batch=1, plant="中心", seals="1", escorts=(LI, ZHAO), scanned=(1, 2)
        ),
        second=book.second(),
    )
    form = desk.form(PlantReceipt)
    fill(
        form,
        batch=1,
        receipt_no="R-7",
        seals_intact=True,
        supervisors=(WANG, ZHAO),
        residue_checked=True,
    )
    scan(form, "000120", "000122")
    assert marks(form) == [("000120", ""), ("000122", "不在此批次的清册内")]
    confirm(form)
    desk.record(form)
    assert desk.recorded[0].acts[0].ticked == (1,)
