"""Acts in any order, sensible or not: the book stays in balance, whole, and true to its journal.

The machine asks for circulation, loans, batches, losses, holds, corrections and reversals as they
come, on days that go forward. What is refused must change nothing; what is recorded must leave
every copy in one place with one explanation.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from db.ledger.act import Act
from db.ledger.acts.correction.correct import CorrectCopy
from db.ledger.acts.correction.reopen import Reopen
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut, LateRound
from db.ledger.acts.custody.extend import Extend
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.keep import KeepToAct
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.relocate import Relocate
from db.ledger.acts.documents.set_scope import SetScope
from db.ledger.acts.ending.approving import ApproveBatch, CancelBatch, SettleLine
from db.ledger.acts.ending.clearing import HandOverClearing, ListClearing
from db.ledger.acts.ending.destroying import DestroyInHouse, PlantReceipt
from db.ledger.acts.ending.destruction import BagDestruction, ListDestruction
from db.ledger.acts.ending.missing import FoundAgain, ReportMissing, StopDisposal
from db.ledger.beliefs import Batch, BatchLine, Copy, Hop, Incident, Loan
from db.ledger.rules import Refused
from db.ledger.values import BatchState, LineState, State
from db.store import journal, standing
from db.views.balance import BALANCE
from tests.book import CABINET, READING_ROOM, ROOM, WANG, ZHAO, ZHOU
from tests.journeys.any_order import COMMON, Machine, papers, walked

OPEN = (BatchState.LISTED, BatchState.APPROVED, BatchState.UNDER_WAY)
WAITING = (State.PENDING_RETURN, State.PENDING_DESTRUCTION, State.IN_TRANSIT_DESTRUCTION)
MOST_COPIES = 9

COPIES = st.integers(1, MOST_COPIES)
PEOPLE = st.sampled_from([WANG, ZHAO, ZHOU])
PLACES = st.sampled_from([ROOM, READING_ROOM, CABINET])
BATCHES = st.integers(1, 9)
BACK = st.sampled_from([0, 0, 0, 0, -1, -3, 1])
SCOPES = st.sampled_from([(WANG, ZHAO, ZHOU), (WANG, ZHAO, ZHOU), (WANG,)])
IN_HOUSE = st.sampled_from([False, False, True])
LATELY = st.sampled_from([0, 0, 0, -1])
SOME = st.lists(COPIES, min_size=1, max_size=4).map(tuple)
TWO = st.sampled_from([(WANG, ZHAO), (ZHAO, ZHOU), (ZHOU, WANG), (WANG, WANG)])
ALONE = st.integers(0, 3).map(lambda number: number == 0)


class Endings(Machine):
    """One ledger on which anything is asked for."""

    @initialize(in_house=IN_HOUSE)
    def open_the_book(self, *, in_house: bool) -> None:
        self.begin()
        papers(self.book, in_house=in_house)

    # -- what is asked ---------------------------------------------------------------

    def a_batch(self, pick: int) -> int:
        """Return a batch, an open one if there is one."""
        found = [batch.id for batch in self.all(Batch) if batch.state in OPEN]
        return found[pick % len(found)] if found and pick % 5 else pick

    def one(self, pick: int, *states: State) -> int:
        """Return a copy in one of these states, if there is one: so that more comes about."""
        found = [copy.id for copy in self.all(Copy) if copy.state in states]
        return found[pick % len(found)] if found and pick % 5 else pick

    @rule(days=st.integers(0, 4))
    def a_day_passes(self, days: int) -> None:
        self.book.clock.forward(days=days, minutes=7)

    @rule(copy=COPIES, to=PEOPLE, back=BACK, at=st.sampled_from(["", "08:00", "08:30"]))
    def circulate(self, copy: int, to: int, back: int, at: str) -> None:
        out = CirculateOut(on=self.day(back), at=at, copy=copy, to=to, place=READING_ROOM)
        self.ask(out)

    @rule(copy=COPIES, back=BACK)
    def circulate_back(self, copy: int, back: int) -> None:
        self.ask(CirculateBack(on=self.day(back), copy=self.one(copy, State.IN_CIRCULATION)))

    @rule(copy=COPIES, to=PEOPLE, since=st.integers(-9, 0), days=st.integers(-1, 4))
    def a_round_noted_late(self, copy: int, to: int, since: int, days: int) -> None:
        first = self.day(since)
        last = first + timedelta(days=days)
        self.ask(LateRound(on=first, copy=copy, to=to, back_on=last, reason="漏记"))

    @rule(copy=COPIES, to=PEOPLE, back=BACK, days=st.integers(0, 40), keep=st.booleans())
    def hand_out(self, copy: int, to: int, back: int, days: int, *, keep: bool) -> None:
        on, due = self.day(back), self.day(days)
        if keep:
            self.ask(
                KeepToAct(on=on, copy=copy, to=to, instructed_by="示例主任", due=due, cabinet="柜")
            )
        else:
            self.ask(Lend(on=on, copy=copy, to=to, approved_by="示例主任", due=due))

    @rule(copy=COPIES, back=BACK)
    def give_back(self, copy: int, back: int) -> None:
        out = self.one(copy, State.ON_LOAN, State.HELD)
        self.ask(GiveBack(on=self.day(back), copy=out, place=CABINET))

    @rule(copy=COPIES, days=st.integers(0, 40))
    def extend(self, copy: int, days: int) -> None:
        out = self.one(copy, State.ON_LOAN, State.HELD)
        self.ask(Extend(on=self.day(0), copy=out, due=self.day(days), approved_by="示例主任"))

    @rule(copies=SOME, place=PLACES)
    def relocate(self, copies: tuple[int, ...], place: int) -> None:
        self.ask(Relocate(on=self.day(0), copies=copies, place=place))

    @rule(
        document=st.integers(1, 3),
        people=SCOPES,
    )
    def scope(self, document: int, people: Sequence[int]) -> None:
        persons = tuple(people)
        self.ask(
            SetScope(on=self.day(0), document=document, persons=persons, approved_by="示例主任")
        )

    # -- batches, mostly as one would do them ------------------------------------------

    @rule(
        copies=SOME,
        back=BACK,
        in_house=st.sampled_from([False, True]),
        applicant=st.sampled_from([None, ZHAO]),
    )
    def list_destruction(
        self, copies: tuple[int, ...], back: int, *, in_house: bool, applicant: int | None
    ) -> None:
        on, why = self.day(back), "已无保存价值"
        self.ask(
            ListDestruction(
                on=on, copies=copies, reason=why, in_house=in_house, applicant=applicant
            )
        )

    @rule(copies=SOME, back=BACK)
    def list_clearing(self, copies: tuple[int, ...], back: int) -> None:
        on = self.day(back)
        self.ask(ListClearing(on=on, issuer="示例办", notice="示例通知", copies=copies))

    @rule(batch=BATCHES, back=LATELY)
    def approve(self, batch: int, back: int) -> None:
        self.ask(ApproveBatch(on=self.day(back), batch=self.a_batch(batch), approved_by="示例主任"))

    @rule(batch=BATCHES, copy=COPIES, back=BACK, how=st.integers(0, 2))
    def settle(self, batch: int, copy: int, back: int, how: int) -> None:
        batch = self.a_batch(batch)
        lines = [line.copy for line in self.all(BatchLine) if line.batch == batch]
        copy = lines[copy % len(lines)] if lines else copy
        given: dict[str, Any] = {"join": how == 1, "retain": how == 2, "approved_by": "示例主任"}
        self.ask(SettleLine(on=self.day(back), batch=batch, copy=copy, reason="查明", **given))

    @rule(batch=BATCHES, back=BACK)
    def cancel(self, batch: int, back: int) -> None:
        self.ask(CancelBatch(on=self.day(back), batch=self.a_batch(batch), reason="重列"))

    @rule(batch=BATCHES, copy=COPIES)
    def scan(self, batch: int, copy: int) -> None:
        before = self.book.dump()
        with suppress(Refused):
            self.book.vault.scan(batch, copy)
        assert self.book.dump() == before

    @rule(batch=BATCHES, back=LATELY, two=TWO, number=st.integers(1, 6), alone=ALONE)
    def carry_out(
        self, batch: int, back: int, two: tuple[int, ...], number: int, *, alone: bool
    ) -> None:
        """Do what comes next for a batch, with all of its lines."""
        batch = self.a_batch(batch)
        found = standing.find(self.book.connection, Batch, (batch,))
        if found is None:
            return
        if found.state is BatchState.LISTED and number > 1:
            self.ask(ApproveBatch(on=self.day(0), batch=batch, approved_by="示例主任"))
        lines = standing.among(self.book.connection, BatchLine, "batch", [batch])
        listed = tuple(line.copy for line in lines if line.state is LineState.LISTED)
        given: dict[str, Any] = {"on": self.day(back), "batch": batch}
        receipt = f"示{number}"
        if found.number.startswith("清退"):
            act: Act = HandOverClearing(
                **given, received_by="示例接收人", receipt_no=receipt, scanned=listed
            )
        elif found.in_house:
            act = DestroyInHouse(
                **given, machine="示例一号机", supervisors=two, scanned=listed, residue_checked=True
            )
        elif found.state is BatchState.UNDER_WAY:
            ticked = listed[: max(number - 1, 0)]
            act = PlantReceipt(
                **given,
                receipt_no=receipt,
                ticked=ticked,
                seals_intact=True,
                supervisors=two,
                residue_checked=True,
            )
        else:
            act = BagDestruction(
                **given, plant="示例销毁中心", seals="示封1", escorts=two, scanned=listed
            )
        self.ask(act, alone=alone)

    # -- losses, holds, corrections ------------------------------------------------------

    @rule(copy=COPIES)
    def lose(self, copy: int) -> None:
        on = self.day(0)
        self.ask(ReportMissing(on=on, copy=copy, finder="示例甲", circumstances="未见"))

    @rule(copy=COPIES, place=PLACES)
    def find(self, copy: int, place: int) -> None:
        lost = self.one(copy, State.UNACCOUNTED)
        self.ask(FoundAgain(on=self.day(0), copy=lost, place=place, cause="放错"))

    @rule(copies=SOME, lift=st.booleans())
    def hold(self, copies: tuple[int, ...], *, lift: bool) -> None:
        self.ask(StopDisposal(on=self.day(0), copies=copies, why="示例要求", lift=lift))

    @rule(copy=COPIES)
    def reopen(self, copy: int) -> None:
        gone = self.one(copy, State.DESTROYED, State.RETURNED)
        self.ask(Reopen(on=self.day(0), copy=gone, place=ROOM, reason="误勾", evidence="示例说明"))

    @rule(copy=COPIES, value=st.sampled_from(["000120", "000131", "000777"]))
    def correct(self, copy: int, value: str) -> None:
        self.ask(
            CorrectCopy(on=self.day(0), copy=copy, field="copy_no", value=value, reason="笔误")
        )

    @rule(back=st.integers(0, 6), alone=st.booleans())
    def reverse(self, back: int, *, alone: bool) -> None:
        last = journal.tip(self.book.connection)[0]
        self.ask(Reverse(on=self.day(0), entry=max(last - back, 1), reason="录错"), alone=alone)

    # -- what always holds ---------------------------------------------------------------

    @invariant()
    def the_balance_holds(self) -> None:
        if not hasattr(self, "book"):
            return
        for row in self.book.vault.ask(BALANCE).rows:
            assert row.came_in == row.went_out + row.closing
        counted = self.book.connection.execute(
            "SELECT level, custodian, flow, amount FROM tally ORDER BY level, custodian, flow"
        ).fetchall()
        scanned = list(standing.scanned_tally(self.book.connection))
        assert [tuple(row) for row in counted if row[3]] == [tuple(row) for row in scanned]

    @invariant()
    def every_copy_has_one_explanation(self) -> None:
        if not hasattr(self, "book"):
            return
        loans = {loan.id: loan for loan in self.all(Loan) if loan.open}
        hops = {hop.copy for hop in self.all(Hop) if hop.open}
        lost = {incident.copy for incident in self.all(Incident) if not incident.closed_on}
        numbers = []
        for copy in self.all(Copy):
            out = copy.state in (State.ON_LOAN, State.HELD)
            missing = copy.state is State.UNACCOUNTED
            assert missing is (copy.id in lost)
            assert (copy.closed_on is not None) is copy.state.closed
            if out:
                assert copy.holder == loans[copy.loan].borrower
                assert copy.due == loans[copy.loan].due
            if not missing:
                assert (copy.id in hops) is (copy.state is State.IN_CIRCULATION)
                assert out is any(loan.copy == copy.id for loan in loans.values())
            if copy.state is State.IN_STOCK:
                assert (copy.holder, copy.loan, copy.batch, copy.due) == (None,) * 4
            assert copy.moved_on <= self.book.today
            if copy.copy_no and not copy.state.closed:
                numbers.append((copy.document, copy.copy_no))
        assert len(numbers) == len(set(numbers))

    @invariant()
    def what_waits_waits_for_an_open_batch(self) -> None:
        if not hasattr(self, "book"):
            return
        batches = {batch.id: batch for batch in self.all(Batch)}
        lines = {(line.batch, line.copy): line for line in self.all(BatchLine)}
        for copy in self.all(Copy):
            if copy.state in WAITING and not (copy.unverified and copy.batch is None):
                batch = batches[copy.batch]
                line = lines[batch.id, copy.id]
                assert batch.state in OPEN
                transit = copy.state is State.IN_TRANSIT_DESTRUCTION
                assert transit is (batch.state is BatchState.UNDER_WAY)
                assert line.state is LineState.LISTED or (transit and batch.receipt_no)
        receipts = [batch.receipt_no for batch in batches.values() if batch.receipt_no]
        assert len(receipts) == len(set(receipts))
        for batch in batches.values():
            if batch.state is BatchState.CLOSED:
                states = {line.state for line in lines.values() if line.batch == batch.id}
                assert states <= {LineState.DONE, LineState.REMOVED}


TestEndings = pytest.mark.timeout(600)(Endings.TestCase)
TestEndings.settings = settings(max_examples=12, stateful_step_count=40, **COMMON)


@pytest.mark.night
@pytest.mark.timeout(5400)
class TestEndingsAllNight(Endings.TestCase):  # type: ignore[misc]
    settings = settings(max_examples=400, stateful_step_count=80, **COMMON)


# -- the same, as a long walk --------------------------------------------------------------
# Hypothesis shrinks well but rarely goes deep; a walk with even dice comes to every act.

AGAIN_AND_AGAIN = ("a_day_passes", "carry_out", "approve", "settle", "give_back", "circulate_back")


class Walk(Endings):
    """The same machine, led by dice, telling what came about."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.dice, self.seen = random.Random(seed), set[str]()

    def tell(self, what: str) -> None:
        self.seen.add(what)

    def some(self) -> tuple[int, ...]:
        return tuple(self.dice.sample(range(1, MOST_COPIES + 1), self.dice.randint(1, 3)))

    def at_rest(self) -> tuple[int, ...]:
        """Return one or two copies that may be destroyed, if there are any."""
        resting = (copy for copy in self.all(Copy) if copy.state is State.IN_STOCK)
        free = [copy.id for copy in resting if not (copy.must_return or copy.hold)]
        return tuple(free[-self.dice.randint(1, 2) :])

    def offered(self) -> dict[str, dict[str, Any]]:
        """Throw what each rule asks for."""
        pick, chance = self.dice.randint, self.dice.choice
        back, yes = chance((0, 0, 0, 0, -1, 1)), chance((False, True))
        copy, to, days = pick(1, MOST_COPIES), chance((WANG, ZHAO, ZHOU)), pick(0, 20)
        batch = pick(1, 9)
        return {
            "a_day_passes": {"days": pick(0, 2)},
            "circulate": {"copy": copy, "to": to, "back": back, "at": chance(("", "08:00"))},
            "circulate_back": {"copy": copy, "back": back},
            "a_round_noted_late": {
                "copy": copy,
                "to": to,
                "since": -pick(0, 5),
                "days": pick(0, 2),
            },
            "hand_out": {"copy": copy, "to": to, "back": back, "days": days, "keep": yes},
            "give_back": {"copy": copy, "back": back},
            "extend": {"copy": copy, "days": pick(0, 40)},
            "relocate": {"copies": self.some(), "place": chance((ROOM, CABINET))},
            "list_destruction": {
                "copies": self.at_rest() or self.some(),
                "back": back,
                "in_house": yes,
            }
            | {"applicant": chance((None, None, ZHAO))},
            "list_clearing": {"copies": self.some(), "back": back},
            "approve": {"batch": batch, "back": back},
            "settle": {"batch": batch, "copy": copy, "back": back, "how": pick(0, 2)},
            "cancel": {"batch": batch, "back": back},
            "scan": {"batch": batch, "copy": copy},
            "carry_out": {"batch": batch, "back": back, "two": chance(((WANG, ZHOU), (WANG, WANG)))}
            | {"number": pick(1, 9), "alone": pick(0, 5) == 0},
            "lose": {"copy": copy},
            "find": {"copy": copy, "place": CABINET},
            "hold": {"copies": self.some(), "lift": pick(0, 3) > 0},
            "reopen": {"copy": copy},
            "correct": {"copy": copy, "value": chance(("000120", "000131", "000777"))},
            "reverse": {"back": pick(0, 3), "alone": yes},
        }

    def walk(self, steps: int) -> set[str]:
        names = list(self.offered())
        names += AGAIN_AND_AGAIN * 3
        for _ in range(steps):
            name = self.dice.choice(names)
            getattr(self, name)(**self.offered()[name])
            self.the_balance_holds()
            self.every_copy_has_one_explanation()
            self.what_waits_waits_for_an_open_batch()
            self.now_and_then_the_state_is_what_the_journal_gives()
        return self.seen


REACHED = (
    *(
        "circulate_out",
        "circulate_back",
        "late_round",
        "lend",
        "keep_to_act",
        "give_back",
        "extend",
    ),
    *("list_destruction", "list_clearing", "approve_batch", "settle_line", "cancel_batch"),
    *("hand_over_clearing", "bag_destruction", "plant_receipt", "destroy_in_house"),
    *("report_missing", "found_again", "stop_disposal", "reopen", "reverse", "relocate"),
)


@pytest.mark.timeout(600)
def test_a_long_walk_comes_to_every_act_and_stays_in_balance() -> None:
    seen = walked(range(1, 4), 220, Walk)
    assert {f"recorded {kind}" for kind in REACHED} - seen == set()
    assert {f"refused {kind}" for kind in REACHED} - seen == set()


@pytest.mark.night
@pytest.mark.timeout(5400)
@pytest.mark.parametrize("seed", range(100, 140))
def test_a_walk_of_a_thousand_steps(seed: int) -> None:
    walked([seed], 1000, Walk)
