"""出国（境）: approved, talked over, document out, back, document in, talked to (V50)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.people.end_passport import EndPassport
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.passports import GivePassport, RegisterPassport, TakePassport
from db.ledger.acts.people.travel import ApplyTravel, CancelTravel, DecideTravel, TalkBefore
from db.ledger.acts.people.travel_back import ComeHome, ReportMatter, TalkAfter
from db.ledger.beliefs.travel import (
    MatterKind,
    PassportKind,
    PassportState,
    TravelKind,
    TravelState,
)
from db.store.reading import Filter, Question
from db.views.travel import (
    MAJOR_MATTERS,
    PASSPORT_MOVES,
    PASSPORTS,
    TRAVELS,
    PassportRow,
    TravelRow,
)
from tests.book import QIAN, TODAY, WANG, ZHAO, Book, a_book, leaves

OUT, HOME = TODAY + timedelta(5), TODAY + timedelta(12)
PASSPORT, TRAVEL = 1, 1
FIRST = {"travel": TRAVEL, "talked_by": "示例主任"}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def applied(day: date = TODAY, **given: Any) -> ApplyTravel:
    lawful: dict[str, Any] = {
        "person": WANG,
        "sort": TravelKind.PRIVATE,
        "destination": "示例国",
        "reason": "探亲",
        "leaves_on": OUT,
        "returns_on": HOME,
    }
    return ApplyTravel(on=day, **(lawful | given))


def handed_in(**given: Any) -> RegisterPassport:
    lawful: dict[str, Any] = {
        "person": WANG,
        "sort": PassportKind.PRIVATE,
        "number": "ea 1234567",
        "expires_on": date(2030, 1, 1),
    }
    return RegisterPassport(**({"on": TODAY} | lawful | given))


def given_out(day: date = TODAY, **given: Any) -> GivePassport:
    lawful: dict[str, Any] = {"passport": PASSPORT, "travel": TRAVEL, "approved_by": "示例主任"}
    return GivePassport(on=day, **(lawful | given))


def approved(book: Book) -> None:
    decided = DecideTravel(on=book.today, travel=TRAVEL, approved_by="示例部")
    book.record(handed_in(), applied(), decided)


def gone(book: Book) -> None:
    """Approved, talked to, with the document, and on the day of the return."""
    approved(book)
    book.record(TalkBefore(on=TODAY, **FIRST), given_out())
    book.clock.forward(days=12)


def travel(book: Book) -> TravelRow:
    return book.vault.ask(TRAVELS, Question(given={"today": book.today.isoformat()})).rows[0]


def passport(book: Book) -> PassportRow:
    return book.vault.ask(PASSPORTS, Question(given={"today": book.today.isoformat()})).rows[0]


def test_a_journey_goes_step_by_step_and_ends_closed(book: Book) -> None:
    gone(book)
    assert travel(book).papers == "因私普通护照 EA****567"
    book.record(ComeHome(on=HOME, travel=TRAVEL))
    book.record(TalkAfter(on=HOME, findings="无异常", **FIRST))
    assert travel(book).state is TravelState.BACK, "the document is still out"
    book.record(TakePassport(on=HOME, passport=PASSPORT, remark="记录一致"))
    row = travel(book)
    assert (row.state, row.passport_back, row.missing) == (TravelState.CLOSED, HOME, "")
    assert passport(book).state is PassportState.KEPT
    (move,) = book.vault.ask(PASSPORT_MOVES, Question()).rows
    assert (move.out_on, move.due, move.back_on) == (TODAY, HOME + timedelta(10), HOME)
    again = applied(HOME, leaves_on=HOME + timedelta(9), returns_on=HOME + timedelta(19))
    assert book.refused(again) == []


def test_the_steps_have_an_order_v50(book: Book) -> None:
    book.record(handed_in(), applied())
    assert book.refused(given_out()) == ["V50"], "not approved"
    assert book.refused(TalkBefore(on=TODAY, **FIRST)) == ["V50"], "not approved"
    assert book.refused(ComeHome(on=TODAY, travel=TRAVEL)) == ["K31", "K35"]
    assert book.refused(TalkAfter(on=TODAY, findings="无", **FIRST)) == ["K31"]
    book.record(DecideTravel(on=TODAY, travel=TRAVEL, approved_by="示例部"))
    assert book.refused(given_out()) == ["V50"], "a warning: nobody has talked to him"
    book.record(given_out(), reasons={"V50": "电话谈过，补记"})
    assert "K31" in book.refused(given_out()), "given out twice"
    assert book.refused(TalkAfter(on=TODAY, findings="无", **FIRST)) == ["V50"]
    assert book.refused(ComeHome(on=TODAY, travel=TRAVEL)) == ["K35"], "before he left"
    assert book.refused(CancelTravel(on=TODAY, travel=TRAVEL, why="不去了")) == ["V50"]
    book.record(TakePassport(on=TODAY, passport=PASSPORT))
    book.record(CancelTravel(on=TODAY, travel=TRAVEL, why="不去了"))
    assert travel(book).state is TravelState.CANCELLED


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ({"destination": " "}, ["V01"]),
        ({"returns_on": OUT - timedelta(1)}, ["K35"]),
        ({"leaves_on": TODAY - timedelta(1)}, ["V50"]),
        ({"person": QIAN}, ["V03"]),
        ({"person": 99}, ["V00"]),
    ],
)
def test_an_application_says_where_why_and_when(
    book: Book, given: dict[str, Any], rules: list[str]
) -> None:
    assert book.refused(applied(**given)) == rules


def test_nobody_decides_for_himself_k32_or_goes_again_before_he_is_back_v50(book: Book) -> None:
    book.record(applied())
    decision: dict[str, Any] = {"on": TODAY, "travel": TRAVEL}
    assert book.refused(DecideTravel(approved_by="示例王", **decision)) == ["K32"]
    assert book.refused(DecideTravel(approved_by="示例部", agreed=False, **decision)) == ["V01"]
    assert book.refused(applied()) == ["V50"]
    book.record(DecideTravel(approved_by="示例部", agreed=False, opinion="工作需要", **decision))
    assert travel(book).state is TravelState.REFUSED
    assert book.refused(applied()) == []


def test_what_should_have_been_done_by_today_is_named(book: Book) -> None:
    approved(book)
    assert travel(book).missing == ""
    book.clock.forward(days=13)
    assert travel(book).missing == "行前谈话、返回登记"
    late = ComeHome(on=HOME + timedelta(1), travel=TRAVEL)
    assert book.refused(late) == ["V50"], "a day later than planned"
    book.record(late, reasons={"V50": "航班取消"})
    book.clock.forward(days=11)
    assert travel(book).missing == "行前谈话、回访谈话"


def test_a_document_that_is_late_expired_or_never_came_in_is_told(book: Book) -> None:
    gone(book)
    book.clock.forward(days=11)
    assert passport(book).late
    never = handed_in(number="H1234567", handed_in=False, person=ZHAO, on=book.today)
    assert book.refused(never) == ["V50"]
    assert "V06" in book.refused(handed_in())
    for wrong in ("12", "一二三四五六七", ""):
        assert "V01" in book.refused(handed_in(number=wrong)), wrong
    exact = Filter("exact", ("EA1234567",))
    found = book.vault.ask(PASSPORTS, Question(filters=(exact,), given={"today": "2026-03-04"}))
    assert [(row.person, row.number) for row in found.rows] == [("示例王", "EA****567")]


def test_an_errand_needs_a_use_and_a_day_to_be_back(book: Book) -> None:
    book.record(handed_in())
    errand = {"travel": None, "reason": "办签证"}
    assert book.refused(given_out(**errand)) == ["V01"]
    for due, rules in ((OUT, []), (TODAY - timedelta(1), ["K35"]), (date(2026, 9, 1), ["V01"])):
        assert book.refused(given_out(**errand, due=due)) == rules
    assert book.refused(given_out(travel=None, due=OUT)) == ["V01"]
    assert book.refused(given_out(**errand, due=OUT, approved_by="示例王")) == ["K32"]
    assert book.refused(TakePassport(on=TODAY, passport=PASSPORT)) == ["K31"], "it is in"


def test_whoever_is_cooling_off_is_approved_too_and_gets_nothing_back_v50(book: Book) -> None:
    book.record(handed_in())
    book.record(LeavePost(on=TODAY, person=WANG, **leaves()))
    back = EndPassport(on=TODAY, passport=PASSPORT, given_back=True, why="离岗")
    assert book.refused(back) == ["V50"]
    assert book.refused(applied()) == []
    book.record(applied())
    assert (travel(book).cooling, travel(book).standing) == (True, "脱密期")
    book.clock.forward(days=365 * 6)
    free = EndPassport(on=book.today, passport=PASSPORT, given_back=True, why="脱密期满")
    book.record(free)
    assert passport(book).state is PassportState.GIVEN_BACK


def test_a_return_is_taken_back_with_the_document(book: Book) -> None:
    gone(book)
    book.record(ComeHome(on=HOME, travel=TRAVEL))
    taken = book.record(TakePassport(on=HOME, passport=PASSPORT)).last
    book.record(Reverse(on=HOME, entry=taken, reason="记错"))
    assert passport(book).state is PassportState.OUT
    assert travel(book).passport_back is None


def test_a_matter_is_reported_after_it_happened(book: Book) -> None:
    said: dict[str, Any] = {
        "person": WANG,
        "sort": MatterKind.FOREIGN_TIES,
        "content": "与境外人员交往",
        "received_by": "示例主任",
    }
    early = ReportMatter(on=TODAY, happened_on=TODAY + timedelta(1), **said)
    assert book.refused(early) == ["K35"]
    book.record(ReportMatter(on=TODAY, happened_on=TODAY - timedelta(1), **said))
    (row,) = book.vault.ask(MAJOR_MATTERS, Question()).rows
    assert (row.person, row.kind) == ("示例王", MatterKind.FOREIGN_TIES)
