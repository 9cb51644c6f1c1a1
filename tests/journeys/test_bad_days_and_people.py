"""What real days bring: back-dating, leap days, mixed terms, people who left, a copy lost twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.custody.circulate import CirculateOut, LateRound
from db.ledger.acts.custody.distribute import Distribute
from db.ledger.acts.custody.excerpt import Excerpt
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.meeting_papers import HandOut
from db.ledger.acts.custody.relocate import Relocate
from db.ledger.acts.documents.change_mark import ConfirmExpiry
from db.ledger.acts.documents.classify import ProposeMark
from db.ledger.acts.documents.decide import DecideMark
from db.ledger.acts.ending.missing import FoundAgain, ReportMissing
from db.ledger.acts.intake.late_copies import LateCopies
from db.ledger.acts.intake.meeting import BringBack
from db.ledger.acts.people.appoint import Appoint, SetAuthority
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.beliefs import Document, Incident, Loan
from db.ledger.beliefs.marks import Duty
from db.ledger.values import Level, State
from db.store import standing
from db.views.today import Matter
from tests.book import CABINET, LI, ROOM, START, WANG, ZHAO, Book, a_book, leaves, register
from tests.journeys.real_cases import LEADER, SIGNED, a_paper, copy_of, due, holds_together

BY = {"approved_by": LEADER}
LEAP = datetime(2028, 2, 28, 9, 0, tzinfo=START.tzinfo)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def document(book: Book, number: int) -> Document:
    found = standing.find(book.connection, Document, (number,))
    assert found is not None
    return found


# -- days that cannot be -------------------------------------------------------------------


def test_nothing_happens_before_the_copy_existed_or_last_moved_k35(book: Book) -> None:
    number, *_ = a_paper(book)
    before = book.today - timedelta(1)
    lent = Lend(on=before, copy=number, to=WANG, **BY)
    assert book.refused(lent) == ["K35"]
    late = {"on": before, "copy": number, "to": WANG, "reason": "忘记"}
    assert book.refused(LateRound(back_on=before, **late)) == ["K35"]
    book.clock.forward(days=10)
    moved = Relocate(on=book.today - timedelta(2), copies=(number,), place=CABINET)
    book.record(moved)
    assert book.refused(replace(moved, on=book.today - timedelta(3), place=ROOM)) == ["K35"]
    assert book.refused(replace(moved, on=book.today + timedelta(1), place=ROOM)) == ["K35"]
    book.record(replace(moved, on=moved.on, place=ROOM))
    assert holds_together(book)


def test_the_twenty_ninth_of_february_is_a_day_like_any_other(book: Book) -> None:
    book.clock.now = LEAP
    number, *_ = a_paper(book, issued_on=date(2028, 2, 28))
    book.record(Lend(on=book.today, copy=number, to=WANG, due=date(2028, 2, 29), **BY))
    book.clock.forward(days=1)
    assert due(book, Matter.OVERDUE) == []
    assert due(book, Matter.DUE) == ["000120"]
    a_paper(book, doc_number="示办发〔2028〕1号", issued_on=date(2028, 2, 29), marking="秘密★4年")
    assert document(book, 2).last_secret_day == date(2032, 2, 28)
    book.clock.forward(days=1)
    assert book.today == date(2028, 3, 1)
    assert due(book, Matter.OVERDUE) == ["000120"]


def test_a_term_that_ends_on_the_twenty_ninth_ends_with_that_day(book: Book) -> None:
    book.clock.now = LEAP
    a_paper(book, issued_on=date(2027, 3, 1), marking="秘密★1年")
    assert document(book, 1).last_secret_day == date(2028, 2, 29)
    book.clock.forward(days=1)
    ended = ConfirmExpiry(on=book.today, document=1, checked=True, checked_by="示例李")
    assert book.refused(ended) == ["K35"]
    assert due(book, Matter.EXPIRY) == []
    book.clock.forward(days=1)
    assert due(book, Matter.EXPIRY) == ["示办发〔2026〕7号"]
    book.record(replace(ended, on=book.today))
    assert document(book, 1).declassified_on == date(2028, 3, 1)


def test_a_twenty_ninth_that_does_not_exist_is_no_term_v01(book: Book) -> None:
    paper = register(book.today, marking="秘密★2027年2月29日")
    assert book.refused(paper) == ["V01"]
    assert book.refused(replace(paper, marking="秘密★2028年2月29日")) == []


# -- a collection, an end of secrecy ---------------------------------------------------------


def test_a_collection_takes_the_highest_level_and_the_longest_term_of_its_parts(
    book: Book,
) -> None:
    book.clock.now = LEAP
    marks = ("秘密★10年", "机密★3年", "机密★2029年2月28日")
    parts = []
    for position, mark in enumerate(marks):
        number, no = f"示办发〔2028〕{position + 1}号", f"00013{position}"
        parts += a_paper(
            book, doc_number=number, copy_nos=no, marking=mark, issued_on=date(2028, 2, 28)
        )
    given: dict[str, Any] = {"title": "汇编", "purpose": "用", "custodian": LI, "place": ROOM}
    made = book.record(Excerpt(on=book.today, sources=tuple(parts), **given, **BY)).acts[0]
    collection = document(book, made.document)  # type: ignore[attr-defined]
    assert (collection.marking, collection.level.word) == ("机密★10年", "机密")
    assert collection.last_secret_day == date(2038, 2, 27)


def test_an_end_of_secrecy_reaches_the_copies_that_are_out_and_does_not_bring_them_back(
    book: Book,
) -> None:
    first, second, third = a_paper(book, issued_on=date(2025, 3, 1), marking="秘密★1年")
    book.record(Lend(on=book.today, copy=first, to=WANG, **BY))
    book.record(CirculateOut(on=book.today, copy=second, to=WANG))
    ended = ConfirmExpiry(on=book.today, document=1, checked=True, checked_by="示例李")
    book.record(ended)
    assert sorted(due(book, Matter.REMARK)) == ["000120", "000121", "000122"]
    assert [copy_of(book, one).state for one in (first, second, third)] == [
        State.ON_LOAN,
        State.IN_CIRCULATION,
        State.IN_STOCK,
    ]
    book.clock.forward(days=60)
    assert due(book, Matter.OVERDUE) == ["000120"], "what was secret is still to be given back"
    assert due(book, Matter.CIRCULATING) == ["000121"]
    assert holds_together(book)


# -- people who left ---------------------------------------------------------------------------


def left(book: Book) -> None:
    book.record(LeavePost(on=book.today, person=WANG, **leaves(book.today)))
    book.clock.forward(days=1)


HAND: dict[str, Any] = {"place": CABINET, "form_no": "签1", "purpose": "承办"}
TO_A_LEAVER = {
    "lend": lambda day: Lend(on=day, copy=1, to=WANG, **BY),
    "circulate": lambda day: CirculateOut(on=day, copy=1, to=WANG),
    "distribute": lambda day: Distribute(on=day, copies=(1,), to=WANG, **HAND),
    "hand out": lambda day: HandOut(
        on=day, meeting="会", document=1, copies=(1,), attendees=(WANG,), remaining=2, **BY
    ),
    "register": lambda day: register(day, doc_number="示办发〔2026〕8号", custodian=WANG),
    "sign": lambda day: register(day, doc_number="示办发〔2026〕8号", signed_by=WANG),
    "late copies": lambda day: LateCopies(
        on=day, document=1, copy_nos="000140", **(SIGNED | {"custodian": WANG})
    ),
    "excerpt": lambda day: Excerpt(
        on=day, sources=(1,), title="摘", purpose="用", custodian=WANG, place=ROOM, **BY
    ),
    "draft": lambda day: ProposeMark(
        on=day, title="稿", marking="秘密★5年", basis="条", derived=True, drafter=LI,
        custodian=WANG, place=ROOM,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TO_A_LEAVER)
def test_who_has_left_is_given_nothing_and_keeps_nothing_k23(book: Book, name: str) -> None:
    a_paper(book)
    assert "K23" not in book.refused(TO_A_LEAVER[name](book.today))
    left(book)
    assert "K23" in book.refused(TO_A_LEAVER[name](book.today))


def test_who_has_left_decides_no_mark_k23(book: Book) -> None:
    given = {"on": book.today, "duty": Duty.CLASSIFY, "level": Level.SECRET, "basis": "任命1号"}
    book.record(SetAuthority(on=book.today, highest="机密", grant_no="授1号"), second=book.second())
    book.record(Appoint(person=WANG, **given))
    own = ProposeMark(
        on=book.today, title="稿", marking="秘密★5年", basis="条", drafter=ZHAO, custodian=LI,
        place=ROOM,
    )  # fmt: skip
    change: int = book.record(own).acts[0].change  # type: ignore[attr-defined]
    decided = DecideMark(on=book.today, change=change, decided_by=WANG)
    assert book.refused(decided) == []
    left(book)
    assert book.refused(replace(decided, on=book.today)) == ["K23"]


def test_who_left_may_still_have_been_at_the_meeting_before_he_left(book: Book) -> None:
    left(book)
    back = {"meeting": "会", "brought_by": WANG, "issuer": "示例厅", "title": "会议材料"}
    back |= {"marking": "机密★5年", "count": 1, "pages": 6} | SIGNED
    paper = BringBack(on=book.today, returned_on=book.today - timedelta(1), **back)
    assert book.refused(paper) == []


# -- lost twice ----------------------------------------------------------------------------------


def test_a_copy_has_one_open_incident_and_the_next_one_is_another(book: Book) -> None:
    number, *_ = a_paper(book)
    lost = ReportMissing(on=book.today, copy=number, finder="示例王", circumstances="未见")
    book.record(lost)
    assert book.refused(replace(lost, finder="示例赵")) == ["K31"]
    book.record(FoundAgain(on=book.today, copy=number, place=CABINET, cause="放错"))
    book.record(replace(lost, circumstances="又未见"))
    found = list(standing.where(book.connection, Incident))
    assert [(one.copy, one.closed_on is None) for one in found] == [(number, False), (number, True)]
    assert due(book, Matter.MISSING) == ["000120"]
    assert holds_together(book)


def test_a_copy_lost_while_lent_keeps_one_explanation(book: Book) -> None:
    number, *_ = a_paper(book, scope=(WANG, LI, ZHAO))
    book.record(Lend(on=book.today, copy=number, to=WANG, **BY))
    book.record(ReportMissing(on=book.today, copy=number, finder="示例王", circumstances="被盗"))
    assert book.refused(Lend(on=book.today, copy=number, to=ZHAO, **BY)) == ["K31"]
    book.record(FoundAgain(on=book.today, copy=number, place=ROOM, cause="还在柜里"))
    assert not any(loan.open for loan in standing.where(book.connection, Loan))
    assert holds_together(book)
