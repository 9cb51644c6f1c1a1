"""The whole life of a copy in a real ledger: what the views say, and that all of it adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.carry import CarryBack, CarryOut
from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut, LateRound
from db.ledger.acts.custody.distribute import AcceptCopies, Distribute
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.relocate import Relocate
from db.ledger.acts.custody.repair import SendToRepair
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.acts.documents.change_mark import ConfirmExpiry, NoticeOfChange
from db.ledger.acts.documents.classify import ProposeMark
from db.ledger.acts.documents.join import JoinDocuments
from db.ledger.acts.documents.remark import Remark
from db.ledger.acts.ending.dispatch import DispatchCopies, DispatchReceipt
from db.ledger.acts.ending.missing import FoundAgain, ReportMissing
from db.ledger.acts.ending.reporting import ReportUp
from db.ledger.acts.intake.late_copies import LateCopies
from db.ledger.acts.intake.packets import AnnouncePacket
from db.ledger.acts.intake.tell_leader import TellLeader
from db.ledger.rules import Refused
from db.ledger.values import Level, State
from db.store.reading import Filter, Question
from db.views.balance import BALANCE
from db.views.custody_over_time import COPY_ON_DAY, PERSON_ON_DAY, PLACE_ON_DAY
from db.views.documents import DOCUMENTS
from db.views.incidents import INCIDENTS
from db.views.marks import APPOINTMENTS, MARK_CHANGES, REMARKINGS
from db.views.moves import DISPATCHES, OFFERS, REPRODUCTIONS, TRIPS
from db.views.packets import INSTRUCTIONS, PACKET_COUNT, PACKETS
from db.views.today import TODAY, Matter
from tests.book import CABINET, LI, ROOM, WANG, Book, a_book, register
from tests.golden.life import arrive, classify, live
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
    assert sum(row.produced for row in book.vault.ask(BALANCE).rows) == 2
    assert sum(row.meeting for row in book.vault.ask(BALANCE).rows) == 1
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


def test_an_ending_whose_number_was_given_again_is_not_taken_back_v08(book: Book) -> None:
    sent = book.record(ACTS["dispatch"](book.today)).last
    late = LateCopies(
        on=book.today, document=1, copy_nos="000120", counted=True, signed_by=LI, custodian=LI,
        place=ROOM,
    )  # fmt: skip
    again = book.record(late).last
    with pytest.raises(Refused) as refused:
        book.record(Reverse(on=book.today, entry=sent, reason="录错"))
    (refusal,) = refused.value.refusals
    assert refusal.rule.number == "V08"
    assert f"第{again}条补收" in refusal.sentence
    book.record(Reverse(on=book.today, entry=again, reason="录错"))
    book.record(Reverse(on=book.today, entry=sent, reason="录错"))


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


def test_a_round_that_was_forgotten_is_found_on_its_days(book: Book) -> None:
    first = book.today
    book.clock.forward(days=6)
    out, back = first + timedelta(1), first + timedelta(3)
    noted = LateRound(on=out, back_on=back, copy=1, to=WANG, reason="漏记")
    seq = book.record(noted, reasons={"V09": "当时漏记"}).last
    between = first + timedelta(2)
    assert [row.copy for row in on_day(book, PERSON_ON_DAY, between, person=WANG)] == [1]
    assert "示例王" in {row.holder for row in on_day(book, COPY_ON_DAY, between, copy=1)}
    assert [row.copy for row in on_day(book, PLACE_ON_DAY, between, place=ROOM)] == [2, 3]
    assert [row.copy for row in on_day(book, PLACE_ON_DAY, book.today, place=ROOM)] == [1, 2, 3]
    assert on_day(book, PERSON_ON_DAY, book.today, person=WANG) == []
    book.record(Reverse(on=book.today, entry=seq, reason="录错"))
    assert on_day(book, PERSON_ON_DAY, between, person=WANG) == []
    assert book.vault.differs_from_rebuild() is None


def test_what_was_taken_back_was_never_there(book: Book) -> None:
    seq = book.record(Relocate(on=book.today, copies=(1,), place=CABINET)).last
    book.record(Reverse(on=book.today, entry=seq, reason="录错"))
    assert on_day(book, PLACE_ON_DAY, book.today, place=CABINET) == []
    assert [row.place for row in on_day(book, COPY_ON_DAY, book.today, copy=1)] == ["保密室"]


# -- marks and packets -----------------------------------------------------------------------


def test_a_re_marking_waits_for_each_copy_and_holder_in_todays_list(book: Book) -> None:
    book.record(Lend(on=book.today, copy=1, to=WANG, due=book.today + timedelta(9), **APPROVED))
    book.record(
        NoticeOfChange(
            on=book.today, document=1, notice_no="函1号", decided_by="示例办", marking="秘密★5年"
        )
    )
    waiting = book.vault.ask(REMARKINGS, Question(filters=(Filter("open", (1,)),))).rows
    assert [(row.copy_no, row.holder) for row in waiting] == [
        ("000120", "示例王"),
        ("000121", "示例李"),
        ("000122", "示例李"),
    ]
    assert matters(book).count(Matter.REMARK) == 3
    book.record(Remark(on=book.today, change=1, copies=(2, 3), done_by="示例李"))
    (row,) = book.vault.ask(MARK_CHANGES).rows
    assert (row.tasks, row.undone, row.closed_on) == (3, 1, None)
    book.record(Remark(on=book.today, change=1, copies=(1,), done_by="示例李"))
    (row,) = book.vault.ask(MARK_CHANGES).rows
    assert (row.undone, row.closed_on) == (0, book.today)
    assert Matter.REMARK not in matters(book)
    assert {row.level for row in book.vault.ask(BALANCE).rows} == {Level.CONFIDENTIAL}


def test_a_term_that_ended_leaves_todays_list_when_it_is_confirmed(book: Book) -> None:
    old = register(
        doc_number="示办发〔2024〕72号",
        marking="秘密★1年",
        copy_nos="1",
        issued_on=date(2024, 1, 8),
    )
    book.record(old)
    assert Matter.EXPIRY in matters(book)
    book.record(ConfirmExpiry(on=book.today, document=2, checked=True, checked_by="示例李"))
    assert Matter.EXPIRY not in matters(book)
    rows = book.vault.ask(DOCUMENTS).rows
    assert [row.declassified_on for row in rows] == [None, book.today]


def test_a_joined_record_stands_in_no_list_and_is_found_by_both_numbers(book: Book) -> None:
    book.record(register(doc_number="示办〔2026〕7号", copy_nos="000130", scope=(WANG,)))
    joined = JoinDocuments(on=book.today, document=1, other=2, reason="登记两次")
    seq = book.record(joined, second=book.second()).last
    (row,) = book.vault.ask(DOCUMENTS).rows
    assert (row.copies, row.also_numbered) == (4, "示办〔2026〕7号")
    assert [
        row.id for row in book.vault.ask(DOCUMENTS, Question(words="示办〔2026〕7号")).rows
    ] == [1]
    assert book.vault.prove(full=True).sound
    book.record(Reverse(on=book.today, entry=seq, reason="不是同一件"))
    assert [row.copies for row in book.vault.ask(DOCUMENTS).rows] == [3, 1]
    assert book.vault.prove(full=True).sound


def test_packets_are_counted_on_a_line_of_their_own(book: Book) -> None:
    called = AnnouncePacket(on=book.today, sender="示例机要局", caller="示例员", urgency="特急")
    book.record(called, replace(called, urgency=""))
    (row,) = book.vault.ask(PACKET_COUNT).rows
    assert (row.expected, row.sealed, row.announced) == (2, 0, 2)
    assert matters(book) == [Matter.UNTOLD, Matter.UNTOLD, Matter.PACKET, Matter.PACKET]
    book.record(TellLeader(on=book.today, packet=1, leader="示例厅长"))
    assert matters(book) == [Matter.UNTOLD, Matter.PACKET, Matter.PACKET]
    arrive(book)
    (row,) = book.vault.ask(PACKET_COUNT).rows
    assert (row.expected, row.reconciled, row.announced) == (2, 1, 3)
    assert [row.registered for row in book.vault.ask(PACKETS).rows] == [0, 0, 2]
    assert len(book.vault.ask(INSTRUCTIONS).rows) == 1


def test_what_is_proposed_waits_to_be_decided(book: Book) -> None:
    classify(book)
    own = ProposeMark(
        on=book.today, title="不明确的事项", marking="绝密★5年", basis="无对应条款", unclear=True,
        drafter=WANG, pages=2, custodian=LI, place=ROOM,
    )  # fmt: skip
    book.record(own)
    assert Matter.CLASSIFY in matters(book)
    assert {row.duty.word for row in book.vault.ask(APPOINTMENTS).rows} == {"定密责任人"}
    assert book.vault.prove(full=True).sound


def test_a_later_change_of_mark_makes_the_older_tasks_idle(book: Book) -> None:
    notice = {"document": 1, "decided_by": "示例办"}
    book.record(NoticeOfChange(on=book.today, notice_no="示办函1号", marking="秘密★5年", **notice))
    later = NoticeOfChange(on=book.today, notice_no="示办函2号", marking="秘密★3年", **notice)
    seq = book.record(later).last
    tasks = book.vault.ask(REMARKINGS).rows
    assert {row.marking for row in tasks if row.open} == {"秘密★3年"}
    assert {row.done_by for row in tasks if not row.open} == {"由后来的变更代替"}
    changes = {row.notice_no: row.closed_on for row in book.vault.ask(MARK_CHANGES).rows}
    assert changes == {"示办函1号": book.today, "示办函2号": None}
    book.record(Reverse(on=book.today, entry=seq, reason="录错"))
    again = book.vault.ask(REMARKINGS).rows
    assert {row.marking for row in again if row.open} == {"秘密★5年"}
    assert book.vault.differs_from_rebuild() is None
