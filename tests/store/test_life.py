"""The whole life of a copy in a real ledger: what the views say, and that all of it adds up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.carry import CarryBack, CarryOut
from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut
from db.ledger.acts.custody.distribute import AcceptCopies, Distribute
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.relocate import Relocate
from db.ledger.acts.custody.repair import SendToRepair
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.acts.ending.dispatch import DispatchCopies, DispatchReceipt
from db.ledger.acts.ending.missing import FoundAgain, ReportMissing
from db.ledger.acts.ending.reporting import ReportUp
from db.ledger.values import State
from db.store.reading import Question
from db.views.balance import BALANCE
from db.views.custody_over_time import COPY_ON_DAY, PERSON_ON_DAY, PLACE_ON_DAY
from db.views.moves import DISPATCHES, OFFERS, REPRODUCTIONS, TRIPS
from db.views.today import INCIDENTS, TODAY, Matter
from tests.book import CABINET, LI, ROOM, WANG, Book, a_book, register
from tests.golden.life import live
from tests.store.beliefs import beliefs, dangling

APPROVED = {"approved_by": "示例赵"}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register(scope=(WANG, LI)))
    return made


def matters(book: Book) -> list[Matter]:
    asked = {"today": book.today.isoformat(), "since": book.today.isoformat()}
    return [row.matter for row in book.vault.ask(TODAY, Question(given=asked)).rows]


def test_a_whole_life_adds_up_and_is_what_its_journal_gives(book: Book) -> None:
    live(book)
    for row in book.vault.ask(BALANCE).rows:
        assert row.came_in == row.went_out + row.closing
    assert sum(row.reproduced for row in book.vault.ask(BALANCE).rows) == 3
    assert sum(row.written_off for row in book.vault.ask(BALANCE).rows) == 1
    assert dangling(book) == []
    assert book.vault.differs_from_rebuild() is None
    assert book.vault.prove(full=True).sound


def out(book: Book, **given: Any) -> CarryOut:
    lawful = {"carriers": (WANG,), "destination": "示例厅", "purpose": "汇报", "copy": 1}
    due = book.today + timedelta(3)
    return CarryOut(**({"on": book.today, "due": due, **APPROVED} | lawful | given))


ACTS = {
    "reproduce": lambda day: Reproduce(
        on=day, copy=1, count=2, purpose="用", machine="F1", **APPROVED
    ),
    "carry": lambda day: CarryOut(
        on=day, copy=1, carriers=(WANG,), destination="厅", purpose="报", due=day, **APPROVED
    ),
    "repair": lambda day: SendToRepair(
        on=day, copy=1, technician=WANG, reason="脱页", due=day, **APPROVED
    ),
    "distribute": lambda day: Distribute(
        on=day, copies=(1, 2), to=WANG, purpose="承办", place=CABINET, form_no="签1"
    ),
    "dispatch": lambda day: DispatchCopies(
        on=day, copies=(1, 2), addressee="示例厅", channel="机要交通", **APPROVED
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_was_before_is_there_again_after_a_reversal(book: Book, name: str) -> None:
    before = beliefs(book, "knew")
    seq = book.record(ACTS[name](book.today)).last
    assert beliefs(book) != before
    book.record(Reverse(on=book.today, entry=seq, reason="录错"))
    assert beliefs(book, "knew") == before
    assert book.vault.prove(full=True).sound


def test_reproductions_are_listed_until_each_is_closed(book: Book) -> None:
    book.record(Reproduce(on=book.today, copy=1, count=2, purpose="用", machine="F1", **APPROVED))
    (row,) = book.vault.ask(REPRODUCTIONS).rows
    assert (row.original, row.copies, row.open) == ("000120", 2, 2)
    assert row.numbers == "000120-F01、000120-F02"


def test_who_is_late_on_a_trip_stands_in_todays_list(book: Book) -> None:
    book.record(out(book))
    book.clock.forward(days=4)
    assert Matter.TRIP in matters(book)
    book.record(CarryBack(on=book.today, copy=1))
    assert Matter.TRIP not in matters(book)
    (row,) = book.vault.ask(TRIPS).rows
    assert (row.open, row.back_on, row.holder) == (False, book.today, "示例王")


def test_an_offer_waits_in_todays_list_until_it_is_answered(book: Book) -> None:
    first = Distribute(
        on=book.today, copies=(1,), to=WANG, purpose="承办", place=CABINET, form_no="签1"
    )
    book.record(first)
    book.record(Distribute(on=book.today, copies=(1,), to=LI, purpose="交回"))
    assert matters(book) == [Matter.OFFER]
    assert book.refused(
        Distribute(
            on=book.today, copies=(1, 2), to=ROOM, purpose="再", place=CABINET, form_no="签2"
        )
    )
    book.record(AcceptCopies(on=book.today, offer=2, place=ROOM))
    assert matters(book) == []
    assert [row.state.word for row in book.vault.ask(OFFERS).rows] == ["已接收", "已接收"]


def test_a_dispatch_without_its_receipt_is_missed_after_ten_working_days(book: Book) -> None:
    book.record(ACTS["dispatch"](book.today))
    book.clock.forward(days=20)
    assert Matter.RECEIPT in matters(book)
    book.record(DispatchReceipt(on=book.today, dispatch=1, receipt_no="回1", received_by="收"))
    assert Matter.RECEIPT not in matters(book)
    (row,) = book.vault.ask(DISPATCHES).rows
    assert (row.number, row.copies, row.documents) == ("外发〔2026〕001号", 2, "示办发〔2026〕7号")


def test_a_loss_waits_for_its_report_and_then_for_its_end(book: Book) -> None:
    book.record(ReportMissing(on=book.today, copy=1, finder="示例王", circumstances="未见"))
    assert matters(book) == [Matter.MISSING]
    book.record(ReportUp(on=book.today, copy=1, sent_to="示例保密局"))
    assert matters(book) == [Matter.INCIDENT]
    book.record(FoundAgain(on=book.today, copy=1, place=ROOM, cause="错柜"))
    assert matters(book) == []
    assert [row.sent_to for row in book.vault.ask(INCIDENTS).rows] == ["示例保密局"]


# -- any day that is over ------------------------------------------------------------------


def on_day(book: Book, view: Any, day: Any, **given: int) -> list[Any]:
    asked = {"day": day.isoformat(), **given}
    return list(book.vault.ask(view, Question(given=asked, order=(("since", False),))).rows)


def test_who_held_a_copy_on_any_day(book: Book) -> None:
    monday = book.today
    book.record(Relocate(on=monday, copies=(1,), place=CABINET))
    book.clock.forward(days=2)
    wednesday = book.today
    book.record(Lend(on=wednesday, copy=1, to=WANG, **APPROVED))
    book.clock.forward(days=2)
    friday = book.today
    thursday = friday - timedelta(1)
    assert [(row.state, row.holder) for row in on_day(book, COPY_ON_DAY, thursday, copy=1)] == [
        (State.ON_LOAN, "示例王")
    ]
    seen = [(row.state.word, row.place) for row in on_day(book, COPY_ON_DAY, monday, copy=1)]
    assert seen == [("在库", "保密室"), ("在库", "2号柜")]
    assert on_day(book, COPY_ON_DAY, monday - timedelta(1), copy=1) == []


def test_what_a_person_held_and_what_a_place_kept_on_any_day(book: Book) -> None:
    first = book.today
    book.record(CirculateOut(on=first, at="08:10", copy=1, to=WANG))
    book.record(CirculateBack(on=first, at="08:50", copy=1))
    book.clock.forward(days=1)
    book.record(Relocate(on=book.today, copies=(1, 2), place=CABINET))
    assert [row.copy for row in on_day(book, PERSON_ON_DAY, first, person=WANG)] == [1]
    assert on_day(book, PERSON_ON_DAY, book.today, person=WANG) == []
    assert [row.copy for row in on_day(book, PLACE_ON_DAY, first, place=ROOM)] == [1, 2, 3]
    assert [row.copy for row in on_day(book, PLACE_ON_DAY, book.today, place=ROOM)] == [3]
    assert [row.copy for row in on_day(book, PLACE_ON_DAY, book.today, place=CABINET)] == [1, 2]


def test_what_was_taken_back_was_never_there(book: Book) -> None:
    seq = book.record(Relocate(on=book.today, copies=(1,), place=CABINET)).last
    book.record(Reverse(on=book.today, entry=seq, reason="录错"))
    assert on_day(book, PLACE_ON_DAY, book.today, place=CABINET) == []
    assert [row.place for row in on_day(book, COPY_ON_DAY, book.today, copy=1)] == ["保密室"]
