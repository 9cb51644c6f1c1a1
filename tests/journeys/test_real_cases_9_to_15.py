"""Published cases 9 to 15: waste paper, lent on, a lost box, no records, an outsider, year's end.

Each test tells what happened and shows what the program makes of it: refused, or on the list.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.ledger.acts import ACTS
from db.ledger.acts.custody.carry import CarryOut
from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut
from db.ledger.acts.custody.excerpt import Excerpt
from db.ledger.acts.custody.extend import Extend
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.acts.ending.approving import ApproveBatch
from db.ledger.acts.ending.archive import Archive
from db.ledger.acts.ending.destruction import BagDestruction, ListDestruction
from db.ledger.acts.ending.dispatch import DispatchCopies
from db.ledger.acts.ending.missing import ReportMissing
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.citing import citations
from db.ledger.cooling import months_after
from db.ledger.values import State
from db.store.reading import Question
from db.views.balance import BALANCE
from db.views.custody_over_time import COPY_ON_DAY
from db.views.incidents import INCIDENTS
from db.views.outlook import LATE
from db.views.person import PERSON
from db.views.timeline import TIMELINE
from db.views.today import Matter
from tests.book import LI, ROOM, WANG, ZHAO, ZHOU, Book, a_book, leaves
from tests.journeys.real_cases import (
    LEADER,
    a_paper,
    copy_of,
    due,
    held_by,
    holds_together,
    states,
    with_person,
)

BY = {"approved_by": LEADER}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def test_9_a_compilation_has_no_way_out_but_an_approved_one_k18(book: Book) -> None:
    """Three classified compilations were given to a cleaner and sold as waste."""
    sources = a_paper(book)
    given = {"on": book.today, "title": "示例汇编", "purpose": "内部使用", "count": 3, **BY}
    made = book.record(Excerpt(sources=sources[:2], custodian=LI, place=ROOM, **given)).acts[0]
    books: tuple[int, ...] = made.made  # type: ignore[attr-defined]
    assert [copy_of(book, number).level for number in books] == [copy_of(book, 1).level] * 3
    by_post = {"addressee": "废品站", "channel": "快递", **BY}
    assert book.refused(DispatchCopies(on=book.today, copies=books, **by_post)) == ["K19"]
    burnt = ListDestruction(on=book.today, copies=books, reason="清理", applicant=WANG)
    batch: int = book.record(burnt).acts[0].batch  # type: ignore[attr-defined]
    bag = {"on": book.today, "batch": batch, "plant": "废品站", "seals": "封1", "scanned": books}
    alone = BagDestruction(escorts=(WANG,), **bag)
    assert {"K16", "K17"} <= set(book.refused(alone, second=book.second()))
    assert states(book, books) == [State.PENDING_DESTRUCTION] * 3
    assert sum(row.closing for row in book.vault.ask(BALANCE).rows) == 6
    assert "K18" not in citations(ACTS), "there is no act of giving away that could break it"


def test_10_a_loan_ends_with_its_term_and_is_not_lent_on(book: Book) -> None:
    """Borrowed for five months, lent on to a colleague, never asked for."""
    number, *_ = a_paper(book, scope=(WANG, LI, ZHAO))
    months = Lend(on=book.today, copy=number, to=WANG, due=book.today + timedelta(150), **BY)
    assert book.refused(months) == ["K33"]
    book.record(Lend(on=book.today, copy=number, to=WANG, **BY))
    last = copy_of(book, number).due
    on = Lend(on=book.today, copy=number, to=ZHAO, **BY)
    assert book.refused(on) == ["K31"]
    assert book.refused(CirculateOut(on=book.today, copy=number, to=ZHAO)) == ["K31"]
    assert last is not None
    book.clock.forward(days=150)
    assert due(book, Matter.OVERDUE) == ["000120"]
    (late,) = book.vault.ask(LATE, Question(given={"today": book.today.isoformat()})).rows
    assert (late.department, late.amount) == ("办公室", 1)
    longer = Extend(on=book.today, copy=number, due=book.today + timedelta(200), **BY)
    assert "K33" in book.refused(longer)


def test_11_a_box_that_did_not_come_back_is_seen_the_next_morning(book: Book) -> None:
    """A loan left on the desk during a trip; a circulation box lost from an unlocked office."""
    first, second, _ = a_paper(book, scope=(WANG, LI, ZHAO))
    book.record(CirculateOut(on=book.today, copy=first, to=WANG))
    assert book.refused(CirculateOut(on=book.today, copy=first, to=ZHAO)) == ["K13"]
    book.record(Lend(on=book.today, copy=second, to=WANG, due=book.today, **BY))
    book.clock.forward(days=1)
    assert due(book, Matter.CIRCULATING) == ["000120"]
    assert due(book, Matter.OVERDUE) == ["000121"]
    assert held_by(book, "示例王") == {"000120", "000121"}
    book.record(ReportMissing(on=book.today, copy=first, finder="示例王", circumstances="未锁门"))
    assert due(book, Matter.MISSING) == ["000120"]
    (incident,) = book.vault.ask(INCIDENTS).rows
    assert incident.report_by[:10] == (book.today + timedelta(1)).isoformat()
    assert book.refused(Archive(on=book.today, copies=(first,), list_no="档1", archivist="档")) == [
        "K15"
    ]


def test_12_who_had_a_copy_is_told_for_any_day(book: Book) -> None:
    """No ledger and no record of hops: two 秘密 items were lost and could not be traced."""
    number, *_ = a_paper(book, scope=(WANG, LI, ZHAO), marking="秘密★5年")
    book.record(CirculateOut(on=book.today, copy=number, to=WANG))
    book.clock.forward(days=2)
    book.record(CirculateBack(on=book.today, copy=number))
    book.clock.forward(days=1)
    book.record(Lend(on=book.today, copy=number, to=ZHAO, **BY))
    book.clock.forward(days=20)
    who = {}
    for day in ("2026-03-05", "2026-03-06", "2026-03-20"):
        asked = Question(given={"copy": number, "day": day})
        who[day] = [row.holder for row in book.vault.ask(COPY_ON_DAY, asked).rows]
    assert who["2026-03-05"] == ["示例王"]
    assert who["2026-03-20"] == ["示例赵"]
    assert with_person(book, WANG, "2026-03-05") == {"000120"}
    assert with_person(book, WANG, "2026-03-20") == set()
    told = book.vault.ask(TIMELINE, Question(given={"subject": f"copy:{number}"})).rows
    assert [row.title for row in told] == ["登记", "送阅", "阅退", "借出"]
    assert holds_together(book)


def test_13_an_outsider_reads_excerpts_and_scans_nothing(book: Book) -> None:
    """An outsider was allowed to read, excerpt and scan; the marks were removed."""
    number, *_ = a_paper(book, scope=(WANG,), scope_limited=True, no_copying=True)
    reading = {"on": book.today, "copy": number, "to": ZHAO}
    assert book.refused(CirculateOut(**reading, **BY)) == ["K10", "K11"]
    assert book.refused(Lend(**reading, **BY)) == ["K10", "K11"]
    made = {"on": book.today, "purpose": "用", **BY}
    assert book.refused(Reproduce(copy=number, count=1, machine="F1", **made)) == ["K09"]
    excerpt = Excerpt(sources=(number,), title="摘", custodian=LI, place=ROOM, **made)
    assert book.refused(excerpt) == ["K09"]
    book.record(CirculateOut(on=book.today, copy=number, to=WANG))
    assert with_person(book, WANG, book.today.isoformat()) == {"000120"}
    assert with_person(book, ZHAO, book.today.isoformat()) == set()


def test_14_who_is_in_his_cooling_off_touches_nothing_and_is_told_apart(book: Book) -> None:
    """A passport not handed in, a trip not reported, somebody abroad in his 脱密期.

    Passports and trips the program does not keep yet; it keeps him from the papers.
    """
    number, *_ = a_paper(book)
    away = {"copy": number, "to": WANG, "due": book.today + timedelta(5), **BY}
    book.record(Lend(on=book.today, **away))
    leaving = LeavePost(on=book.today, person=WANG, **leaves(book.today))
    until = months_after(book.today, 36)
    assert book.refused(leaving) == ["K24"]
    book.record(GiveBack(on=book.today, copy=number))
    assert book.refused(replace(leaving, talked_on=None)) == ["K24"], "nobody has talked to him"
    book.record(leaving)
    book.clock.forward(days=30)
    assert "K23" in book.refused(Lend(on=book.today, copy=number, to=WANG, **BY))
    (facts,) = book.vault.ask(PERSON, Question(given={"person": WANG})).rows
    assert (facts.left_on, facts.cooling_until) == (book.today - timedelta(30), until)


def test_14_top_secret_is_not_carried_abroad_k08(book: Book) -> None:
    number, *_ = a_paper(
        book, marking="绝密★20年", also_signed=WANG, copy_nos="000120", scope=(WANG, ZHOU)
    )
    trip = CarryOut(
        on=book.today,
        copy=number,
        carriers=(WANG, ZHOU),
        destination="国外",
        purpose="会谈",
        due=book.today + timedelta(2),
        measures="保密箱",
        abroad=True,
        **BY,
    )
    assert "K08" in book.refused(trip)


def test_15_a_leader_who_leaves_and_a_clean_up_take_nothing_unseen(book: Book) -> None:
    """Destruction leaks cluster at the year's end and when leaders move."""
    copies = a_paper(book)
    book.record(Lend(on=book.today, copy=copies[0], to=WANG, **BY))
    assert held_by(book, "示例王") == {"000120"}, "the list to be asked back before he moves"
    leaving = LeavePost(on=book.today, person=WANG, **leaves(book.today))
    assert book.refused(leaving) == ["K24"]
    heap = {"on": book.today, "reason": "年底清理", "applicant": WANG}
    assert book.refused(ListDestruction(copies=copies, **heap)) == ["K15"]
    batch: int = book.record(ListDestruction(copies=copies[1:], **heap)).acts[0].batch  # type: ignore[attr-defined]
    own = ApproveBatch(on=book.today, batch=batch, approved_by="示例王")
    assert book.refused(own) == ["K32"]
    book.record(ApproveBatch(on=book.today, batch=batch, **BY))
    bag = {"on": book.today, "batch": batch, "plant": "示例中心", "seals": "封1"}
    bag |= {"escorts": (ZHAO, ZHOU)}
    one_lacks = BagDestruction(scanned=copies[1:2], **bag)
    assert book.refused(one_lacks, second=book.second()) == ["K16"]
    book.record(BagDestruction(scanned=copies[1:], **bag), second=book.second())
    assert len(due(book, Matter.IN_TRANSIT)) == 1, "until the plant's receipt is back"
    assert holds_together(book)
