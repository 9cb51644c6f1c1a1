"""冲销 of a batch's steps: each step whole, newest first; what was carried out stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.ledger.act import Act
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut, LateRound
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.keep import KeepToAct
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.ending.approving import ApproveBatch, CancelBatch, SettleLine
from db.ledger.acts.ending.clearing import HandOverClearing, ListClearing
from db.ledger.acts.ending.destroying import DestroyInHouse, PlantReceipt
from db.ledger.acts.ending.destruction import BagDestruction, ListDestruction
from db.ledger.acts.ending.missing import FoundAgain, ReportMissing, StopDisposal
from db.ledger.beliefs import Batch, BatchLine, Copy, Incident, Knew
from db.ledger.values import BatchState, LineState, State
from db.store import standing
from tests.book import CABINET, LI, TODAY, WANG, ZHAO, Book, a_book, register

EVERY = (1, 2, 3)
LISTING = ListDestruction(on=TODAY, copies=EVERY, reason="已无保存价值")
APPROVAL = ApproveBatch(on=TODAY, batch=1, approved_by="示例主任")
BAG = BagDestruction(
    on=TODAY, batch=1, plant="示例销毁中心", seals="示封1", escorts=(WANG, ZHAO), scanned=EVERY
)
RECEIPT = PlantReceipt(
    on=TODAY,
    batch=1,
    receipt_no="示1",
    ticked=EVERY,
    seals_intact=True,
    supervisors=(WANG, ZHAO),
    residue_checked=True,
)
MACHINE = DestroyInHouse(
    on=TODAY,
    batch=1,
    machine="示例一号机",
    supervisors=(WANG, ZHAO),
    scanned=EVERY,
    residue_checked=True,
)
RECALL = ListClearing(on=TODAY, issuer="示例办", notice="示例通知", copies=EVERY)
HAND_OVER = HandOverClearing(
    on=TODAY, batch=1, received_by="示例接收人", receipt_no="示2", scanned=EVERY
)
IN_HOUSE = replace(LISTING, in_house=True)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path)
    made.record(register(scope=(WANG,)))
    yield made
    assert made.vault.differs_from_rebuild() is None
    assert made.vault.prove(full=True).sound
    made.close()


def done(book: Book, *acts: Act) -> int:
    """Record acts one by one, signed by two; return the last entry's number."""
    last = 0
    for act in acts:
        last = book.record(act, second=book.second()).last
    return last


def take_back(book: Book, entry: int) -> None:
    book.record(Reverse(on=TODAY, entry=entry, reason="录错"), second=book.second())
    assert book.vault.differs_from_rebuild() is None


def refused(book: Book, entry: int) -> list[str]:
    return book.refused(Reverse(on=TODAY, entry=entry, reason="录错"), second=book.second())


def copies(book: Book) -> list[Copy]:
    return list(standing.where(book.connection, Copy))


def states(book: Book) -> set[State]:
    return {copy.state for copy in copies(book)}


def the_batch(book: Book) -> Batch | None:
    return standing.find(book.connection, Batch, (1,))


STEPS: list[tuple[str, list[Act]]] = [
    ("a destruction listed", [LISTING]),
    ("a recall listed", [RECALL]),
    ("approved", [LISTING, APPROVAL]),
    ("bagged", [LISTING, APPROVAL, BAG]),
    ("partly listed", [Lend(on=TODAY, copy=2, to=WANG, approved_by="示例主任"), RECALL]),
    ("cancelled", [LISTING, APPROVAL, CancelBatch(on=TODAY, batch=1, reason="重列")]),
    ("taken out", [RECALL, SettleLine(on=TODAY, batch=1, copy=2, reason="另行办理")]),
    (
        "retained",
        [
            RECALL,
            SettleLine(
                on=TODAY, batch=1, copy=2, retain=True, approved_by="示例主任", reason="承办"
            ),
        ],
    ),
    (
        "joined",
        [
            StopDisposal(on=TODAY, copies=(2,), why="案件"),
            RECALL,
            StopDisposal(on=TODAY, copies=(2,), why="结案", lift=True),
            SettleLine(on=TODAY, batch=1, copy=2, join=True, reason="列入"),
        ],
    ),
    (
        "held",
        [KeepToAct(on=TODAY, copy=1, to=WANG, instructed_by="示例主任", due=TODAY, cabinet="柜")],
    ),
    ("out to a reader", [CirculateOut(on=TODAY, copy=1, to=WANG)]),
    (
        "back from a reader",
        [CirculateOut(on=TODAY, copy=1, to=WANG), CirculateBack(on=TODAY, copy=1)],
    ),
    (
        "noted late",
        [LateRound(on=TODAY, copy=1, to=WANG, back_on=TODAY, reason="漏记")],
    ),
    ("missing", [ReportMissing(on=TODAY, copy=1, finder="示例甲", circumstances="未见")]),
    (
        "missing from a batch",
        [LISTING, ReportMissing(on=TODAY, copy=1, finder="示例甲", circumstances="未见")],
    ),
    (
        "found",
        [
            Lend(on=TODAY, copy=1, to=WANG, approved_by="示例主任"),
            ReportMissing(on=TODAY, copy=1, finder="示例甲", circumstances="未见"),
            FoundAgain(on=TODAY, copy=1, place=CABINET, cause="放错"),
        ],
    ),
    ("stopped", [StopDisposal(on=TODAY, copies=EVERY, why="案件")]),
]


@pytest.mark.parametrize(("acts"), [acts for _, acts in STEPS], ids=[name for name, _ in STEPS])
def test_a_step_taken_back_leaves_what_was_there_before(book: Book, acts: list[Act]) -> None:
    done(book, *acts[:-1])
    kinds: tuple[type[Any], ...] = (Copy, Batch, BatchLine, Incident)
    before = {kind: list(standing.where(book.connection, kind)) for kind in kinds}
    last = done(book, acts[-1])
    take_back(book, last)
    assert {kind: list(standing.where(book.connection, kind)) for kind in kinds} == before
    assert refused(book, last) == ["V07"]


def test_a_batch_is_taken_back_step_by_step_newest_first(book: Book) -> None:
    entries = [done(book, act) for act in (LISTING, APPROVAL, BAG)]
    assert refused(book, entries[0]) == ["V08"]
    assert refused(book, entries[1]) == ["V08"]
    take_back(book, entries[2])
    assert states(book) == {State.PENDING_DESTRUCTION}
    made = the_batch(book)
    assert made is not None
    assert (made.state, made.seals, made.left_on) == (BatchState.APPROVED, "", None)
    take_back(book, entries[1])
    made = the_batch(book)
    assert made is not None
    assert (made.state, made.approved_by) == (BatchState.LISTED, "")
    take_back(book, entries[0])
    assert states(book) == {State.IN_STOCK}
    assert the_batch(book) is None
    # The number stays used.
    (act,) = book.record(LISTING).acts
    assert isinstance(act, ListDestruction)
    assert (act.batch, act.number) == (2, 2)


def test_a_listing_with_a_copy_that_moved_since_is_not_taken_back_first(book: Book) -> None:
    lent = done(book, Lend(on=TODAY, copy=2, to=WANG, approved_by="示例主任"))
    listing = done(book, RECALL)
    done(book, GiveBack(on=TODAY, copy=2))
    # The exception was never touched by the list: taking the list back leaves it returned.
    take_back(book, listing)
    assert states(book) == {State.IN_STOCK}
    assert refused(book, lent) == ["V08"]


@pytest.mark.parametrize(
    "acts",
    [
        [RECALL, APPROVAL, HAND_OVER],
        [LISTING, APPROVAL, BAG, RECEIPT],
        [LISTING, APPROVAL, BAG, replace(RECEIPT, ticked=(1,))],
        [IN_HOUSE, APPROVAL, MACHINE],
    ],
    ids=["handed over", "receipt", "part of a receipt", "in house"],
)
def test_what_was_carried_out_stays_v07(book: Book, acts: list[Act]) -> None:
    entries = [done(book, act) for act in acts]
    before = book.dump()
    assert "V07" in refused(book, entries[-1])
    for entry in entries[:-1]:
        assert refused(book, entry) == ["V08"]
    assert book.dump() == before


def test_the_settling_after_a_receipt_is_taken_back(book: Book) -> None:
    done(book, LISTING, APPROVAL, BAG, replace(RECEIPT, ticked=(1, 2)))
    settled = done(book, SettleLine(on=TODAY, batch=1, copy=3, reason="带回"))
    made = the_batch(book)
    assert made is not None
    assert made.state is BatchState.CLOSED
    take_back(book, settled)
    made = the_batch(book)
    assert made is not None
    assert (made.state, made.closed_on) == (BatchState.UNDER_WAY, None)
    line = standing.find(book.connection, BatchLine, (1, 3))
    assert line is not None
    assert line.state is LineState.APART
    assert {copy.id: copy.state for copy in copies(book)}[3] is State.IN_TRANSIT_DESTRUCTION


def test_who_came_to_know_stays_marked_k12(book: Book) -> None:
    entry = done(book, CirculateOut(on=TODAY, copy=1, to=WANG))
    take_back(book, entry)
    (knew,) = standing.where(book.connection, Knew)
    assert (knew.person, knew.void) == (WANG, True)


def test_the_officer_takes_his_own_step_back_alone_the_same_day_k03(book: Book) -> None:
    entry = book.record(LISTING).last
    assert book.refused(Reverse(on=TODAY, entry=entry, reason="录错")) == []
    book.clock.forward(days=1)
    later = Reverse(on=book.today, entry=entry, reason="录错")
    assert book.refused(later) == ["K03"]
    assert book.refused(later, second=book.second()) == []
    assert book.vault.operator.person == LI
