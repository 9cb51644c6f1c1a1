"""定期审核 with a real ledger: own secrets are listed, kept or decided anew, and it is closed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.documents.change_mark import ConfirmExpiry, ProposeChange
from db.ledger.acts.documents.classify import ProposeMark
from db.ledger.acts.documents.decide import DecideMark
from db.ledger.acts.documents.review import CloseReview, KeepMark, OpenReview
from db.ledger.acts.people.appoint import Appoint, SetAuthority
from db.ledger.beliefs.marks import Duty
from db.ledger.beliefs.reviews import Verdict
from db.ledger.policy import Policy
from db.ledger.values import Level
from db.store.reading import Question
from db.views.evidence import EVIDENCE_ROWS
from db.views.mark_reviews import MARK_REVIEW_LINES, MARK_REVIEWS, MarkReviewLineRow
from db.views.today import TODAY, Matter
from tests.book import LI, ROOM, WANG, ZHAO, Book, a_book

WHY = {"basis": "范围第4条", "reason": "情况变化", "drafter": WANG}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Own secrets 1 to 4, with ten years each; the fourth ends before the review."""
    made = a_book(tmp_path)
    day = made.today
    made.record(SetAuthority(on=day, highest="机密", grant_no="示授1号"), second=made.second())
    named = {"person": ZHAO, "duty": Duty.CLASSIFY, "level": Level.SECRET, "basis": "任命1号"}
    made.record(Appoint(on=day, **named))
    for number, marking in enumerate(("机密★10年", "机密★10年", "秘密★5年", "秘密★6个月"), 1):
        own = {"basis": "范围第3条", "drafter": WANG, "count": 1, "custodian": LI, "place": ROOM}
        made.record(ProposeMark(on=day, title=f"示例方案{number}", marking=marking, **own))
        made.record(DecideMark(on=day, change=number, decided_by=ZHAO))
    made.clock.forward(days=250)
    return made


def lines(book: Book) -> list[MarkReviewLineRow]:
    rows = book.vault.ask(MARK_REVIEW_LINES).rows
    return sorted(rows, key=lambda row: row.document)


def verdicts(book: Book) -> list[Verdict | None]:
    return [row.verdict for row in lines(book)]


def duties(book: Book) -> list[tuple[date | None, str | None]]:
    given = {**Policy().given, "today": str(book.today), "since": str(book.today)}
    rows = book.vault.ask(TODAY, Question(given=given)).rows
    return [(row.due, row.title) for row in rows if row.matter is Matter.MARK_REVIEW]


def proven(book: Book, year: int) -> list[int]:
    """Return the own secrets that the evidence shows as not reviewed in a year."""
    asked = {"first": f"{year}-01-01", "last": f"{year}-12-31", "today": str(book.today)}
    given = {**Policy().given, **asked, "evidence": "declassification"}
    rows = book.vault.ask(EVIDENCE_ROWS, Question(given=given)).rows
    return sorted(row.id for row in rows if "期内没有审核" in row.why)


def kept(document: int, book: Book, **more: object) -> KeepMark:
    given = {"decided_by": ZHAO, "reason": "事项未公开", **more}
    return KeepMark(on=book.today, document=document, **given)


def test_a_review_is_answered_line_by_line_and_by_the_acts_there_are(book: Book) -> None:
    day = book.today
    assert duties(book) == [(date(2026, 12, 31), "2026年度本单位定密的还没有审核")]
    assert book.refused(kept(1, book)) == ["V36"], "no review is going on"
    book.record(OpenReview(on=day))
    assert [row.hint for row in lines(book)] == ["", "", "", "已届满"]
    assert book.refused(OpenReview(on=day)) == ["V36"]
    assert book.refused(kept(4, book)) == ["V01"], "its term is over"
    assert book.refused(kept(1, book, decided_by=LI)) == ["K21"]
    book.record(kept(1, book))
    book.record(ProposeChange(on=day, document=2, lift=True, **WHY))
    book.record(ProposeChange(on=day, document=3, marking="秘密★3年", **WHY))
    assert book.refused(kept(2, book)) == ["V01"], "what is proposed is decided first"
    assert book.refused(CloseReview(on=day)) == ["V36"]
    book.record(DecideMark(on=day, change=5, decided_by=ZHAO))
    refusal = {"approve": False, "opinion": "维持五年", "decided_by": ZHAO}
    book.record(DecideMark(on=day, change=6, **refusal))
    assert duties(book) == [(date(2026, 12, 31), "还有1件没有审核")]
    book.record(ConfirmExpiry(on=day, document=4, checked=True, checked_by="示例李"))
    answers = [Verdict.KEEP, Verdict.LIFT, Verdict.KEEP, Verdict.LIFT]
    assert verdicts(book) == answers
    assert duties(book) == [(date(2026, 12, 31), "已逐件审核，待办结")]
    book.record(CloseReview(on=day))
    assert (duties(book), verdicts(book)) == ([], answers)
    assert [row.waiting for row in lines(book)] == [False] * 4
    (review,) = book.vault.ask(MARK_REVIEWS).rows
    assert (review.documents, review.waiting, review.closed_on) == (4, 0, day)
    assert proven(book, 2026) == []
    assert book.vault.differs_from_rebuild() is None
    book.clock.forward(days=300)
    assert proven(book, 2027) == [1, 3], "next year anew"


def test_a_line_kept_by_mistake_is_taken_back_alone(book: Book) -> None:
    book.record(OpenReview(on=book.today))
    first = book.record(kept(1, book)).last
    book.record(kept(2, book))
    book.record(Reverse(on=book.today, entry=first, reason="录错"))
    assert verdicts(book) == [None, Verdict.KEEP, None, None]
    assert book.vault.differs_from_rebuild() is None


def test_a_year_without_review_stays_on_the_list_until_one_is_made(book: Book) -> None:
    """What the year has just classified is decided; a year later nobody has looked at it."""
    assert proven(book, 2026) == []
    book.clock.forward(days=200)
    assert book.today > date(2027, 1, 1)
    assert duties(book) == [(date(2026, 12, 31), "2026年度本单位定密的还没有审核")]
    book.record(OpenReview(on=book.today))
    for row in lines(book)[:3]:
        book.record(kept(row.document, book))
    book.record(ConfirmExpiry(on=book.today, document=4, checked=True, checked_by="示例李"))
    book.clock.forward(days=1)
    book.record(CloseReview(on=book.today))
    assert duties(book) == []
    assert book.today - timedelta(days=1) == lines(book)[0].decided_on
