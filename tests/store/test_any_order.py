"""Whatever is done in whatever order, lawful or not: the book adds up and says how it came so.

Hypothesis does a day's work at random: acts with numbers that may not exist, on days that may
lie in the past or the future, by one person or two, with reasons for warnings or without.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from db.ledger.act import Act
from db.ledger.acts.correction.correct import CorrectCopy, CorrectDocument
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
from db.ledger.acts.ending.destroying import DestroyInHouse
from db.ledger.acts.ending.destruction import ListDestruction
from db.ledger.acts.ending.missing import FoundAgain, ReportMissing, StopDisposal
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.rules import Refused
from db.ledger.values import Grade, State
from db.store import journal, proof
from db.views.balance import BALANCE
from tests.book import LI, WANG, ZHAO, Book, a_book, open_row, register
from tests.golden import verifier
from tests.store.beliefs import beliefs, dangling

REASONS = dict.fromkeys(("K10", "K16", "K27", "V01", "V02", "V03", "V06", "V09"), "示例理由")

COPY = st.integers(1, 12)
DOCUMENT = st.integers(1, 5)
PERSON = st.integers(1, 7)
PLACE = st.integers(1, 5)
BATCH = st.integers(1, 3)
DAYS = st.sampled_from([0, 0, 0, 0, -1, -2, -5, 1])
NUMBER = st.sampled_from(["示办发〔2026〕7号", "示办发[2026]8号", "示局〔2026〕1号", ""])
MARKING = st.sampled_from(["机密★10年", "秘密★5年", "绝密★20年", "机密★30年", "内部"])
COPY_NOS = st.sampled_from(["000120", "120-121", "000122", "122-120", ""])
APPROVER = st.sampled_from(["示例赵", "示例王", ""])
COPIES = st.lists(COPY, min_size=1, max_size=3).map(tuple)
TITLES = st.sampled_from(["甲通知", "乙报告\ufa1b", "丙", " "])


class Days(RuleBasedStateMachine):
    """Some days in an office where everything may be tried."""

    def __init__(self) -> None:
        super().__init__()
        self.at = Path(tempfile.mkdtemp(prefix="zhuance-days-"))
        self.book: Book = a_book(self.at)
        self.two = False
        self.why = True

    def teardown(self) -> None:
        try:
            proven = self.book.vault.prove(full=True)
            assert proven.breaks == ()
            assert self.book.vault.differs_from_rebuild() is None
            assert verifier.wrong(verifier.read(self.book.connection)) == []
        finally:
            self.book.close()
            shutil.rmtree(self.at)

    def day(self, days: int) -> date:
        return self.book.today + timedelta(days)

    def attempt(self, *acts: Act) -> None:
        """Record it; if it is refused nothing may have changed."""
        before, tip = self.book.dump(), journal.tip(self.book.connection)
        second = self.book.second() if self.two else None
        try:
            recorded = self.book.record(*acts, second=second, reasons=REASONS if self.why else None)
        except Refused:
            assert (self.book.dump(), journal.tip(self.book.connection)) == (before, tip)
        else:
            assert recorded.last == tip[0] + len(acts)
            self.clock_ticks()

    def clock_ticks(self) -> None:
        self.book.clock.forward(minutes=1)

    # -- the desk ---------------------------------------------------------------------

    @rule(two=st.booleans(), why=st.booleans())
    def somebody_comes_or_goes(self, two: bool, why: bool) -> None:
        self.two, self.why = two, why

    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        self.book.clock.forward(days=days)

    @rule()
    def the_desk_is_closed_and_opened(self) -> None:
        before = self.book.dump()
        self.book.reopen()
        assert self.book.vault.rollback is None
        assert self.book.dump() == before

    # -- coming in --------------------------------------------------------------------

    @rule(number=NUMBER, marking=MARKING, nos=COPY_NOS, days=DAYS, title=TITLES, also=PERSON,
          must=st.booleans(), limited=st.booleans())  # fmt: skip
    def register(self, number: str, marking: str, nos: str, days: int, title: str, also: int,
                 must: bool, limited: bool) -> None:  # fmt: skip
        self.attempt(
            register(
                self.day(days),
                doc_number=number,
                marking=marking,
                copy_nos=nos,
                count=None if nos else 2,
                title=title,
                also_signed=also,
                must_return=must,
                scope=(WANG,),
                scope_limited=limited,
                issued_on=date(2026, 2, 1),
            )
        )

    @rule(number=NUMBER, nos=st.sampled_from([(), ("000140",), ("000120", "000141")]),
          state=st.sampled_from([State.IN_STOCK, State.ON_LOAN, State.RETURNED]),
          who=st.sampled_from(["", "孙旧", "示例王"]))  # fmt: skip
    def take_over(self, number: str, nos: tuple[str, ...], state: State, who: str) -> None:
        row = open_row(
            self.day(0),
            doc_number=number,
            nos=nos,
            count=len(nos) or 1,
            state=state,
            holder_name=who,
            closed_on=date(2025, 6, 7) if state.closed else None,
        )
        self.attempt(row)

    @rule(name=st.sampled_from(["孙新", "示例王"]), kind=st.booleans())
    def furnish(self, name: str, kind: bool) -> None:
        day = self.day(0)
        self.attempt(
            AddPerson(on=day, name=name, grade=Grade.GENERAL)
            if kind
            else AddPlace(on=day, name=f"{name}柜")
        )

    # -- moving -----------------------------------------------------------------------

    @rule(copy=COPY, to=PERSON, days=DAYS, by=APPROVER, due=st.none() | st.integers(0, 40),
          read_in=st.booleans(), place=st.none() | PLACE)  # fmt: skip
    def lend(self, copy: int, to: int, days: int, by: str, due: int | None, read_in: bool,
             place: int | None) -> None:  # fmt: skip
        until = None if due is None else self.day(days + due)
        self.attempt(
            Lend(
                on=self.day(days),
                copy=copy,
                to=to,
                approved_by=by,
                due=until,
                read_in=read_in,
                place=place,
            )
        )

    @rule(copy=COPY, to=PERSON, days=DAYS, by=APPROVER)
    def keep(self, copy: int, to: int, days: int, by: str) -> None:
        day = self.day(days)
        self.attempt(
            KeepToAct(
                on=day, copy=copy, to=to, instructed_by=by, due=day + timedelta(20), cabinet="1号柜"
            )
        )

    @rule(copy=COPY, days=DAYS, by=APPROVER, due=st.integers(-5, 40))
    def extend(self, copy: int, days: int, by: str, due: int) -> None:
        self.attempt(Extend(on=self.day(days), copy=copy, due=self.day(due), approved_by=by))

    @rule(copy=COPY, days=DAYS, place=st.none() | PLACE, pages=st.sampled_from([None, 7, 8]))
    def give_back(self, copy: int, days: int, place: int | None, pages: int | None) -> None:
        self.attempt(GiveBack(on=self.day(days), copy=copy, place=place, pages=pages))

    @rule(copy=COPY, to=PERSON, days=DAYS)
    def circulate(self, copy: int, to: int, days: int) -> None:
        self.attempt(CirculateOut(on=self.day(days), copy=copy, to=to, approved_by="示例赵"))

    @rule(copy=COPY, days=DAYS)
    def circulate_back(self, copy: int, days: int) -> None:
        self.attempt(CirculateBack(on=self.day(days), copy=copy))

    @rule(copy=COPY, to=PERSON, first=DAYS, last=DAYS)
    def late_round(self, copy: int, to: int, first: int, last: int) -> None:
        self.attempt(
            LateRound(on=self.day(first), back_on=self.day(last), copy=copy, to=to, reason="漏记")
        )

    @rule(copies=COPIES, place=PLACE, days=DAYS)
    def relocate(self, copies: tuple[int, ...], place: int, days: int) -> None:
        self.attempt(Relocate(on=self.day(days), copies=copies, place=place))

    @rule(document=DOCUMENT, persons=st.lists(PERSON, max_size=2).map(tuple), days=DAYS)
    def set_scope(self, document: int, persons: tuple[int, ...], days: int) -> None:
        self.attempt(
            SetScope(on=self.day(days), document=document, persons=persons, approved_by="示例赵")
        )

    # -- ending -----------------------------------------------------------------------

    @rule(copies=COPIES, kind=st.booleans(), days=DAYS)
    def list_batch(self, copies: tuple[int, ...], kind: bool, days: int) -> None:
        day = self.day(days)
        self.attempt(
            ListClearing(on=day, issuer="示例办", notice="通知", copies=copies)
            if kind
            else ListDestruction(
                on=day, copies=copies, reason="重份", applicant=ZHAO, in_house=True
            )
        )

    @rule(batch=BATCH, by=APPROVER)
    def approve(self, batch: int, by: str) -> None:
        self.attempt(ApproveBatch(on=self.day(0), batch=batch, approved_by=by))

    @rule(batch=BATCH, copy=COPY, join=st.booleans())
    def settle(self, batch: int, copy: int, join: bool) -> None:
        self.attempt(SettleLine(on=self.day(0), batch=batch, copy=copy, join=join, reason="查明"))

    @rule(batch=BATCH)
    def cancel(self, batch: int) -> None:
        self.attempt(CancelBatch(on=self.day(0), batch=batch, reason="重列"))

    @rule(batch=BATCH, receipt=st.sampled_from(["收1", "收2"]))
    def carry_out(self, batch: int, receipt: str) -> None:
        rows = self.book.connection.execute(
            "SELECT copy FROM batch_line WHERE batch = ? AND state = 'LISTED'", (batch,)
        )
        scanned = tuple(copy for (copy,) in rows)
        day = self.day(0)
        self.attempt(
            HandOverClearing(
                on=day, batch=batch, received_by="某", receipt_no=receipt, scanned=scanned
            )
        )
        self.attempt(
            DestroyInHouse(
                on=day,
                batch=batch,
                machine="一号机",
                supervisors=(LI, WANG),
                scanned=scanned,
                residue_checked=True,
            )
        )

    @rule(copy=COPY, place=PLACE, found=st.booleans())
    def lose_or_find(self, copy: int, place: int, found: bool) -> None:
        day = self.day(0)
        self.attempt(
            FoundAgain(on=day, copy=copy, place=place, cause="放错")
            if found
            else ReportMissing(on=day, copy=copy, finder="示例王", circumstances="未见")
        )

    @rule(copies=COPIES, lift=st.booleans())
    def stop(self, copies: tuple[int, ...], lift: bool) -> None:
        self.attempt(StopDisposal(on=self.day(0), copies=copies, why="案件", lift=lift))

    # -- putting right ----------------------------------------------------------------

    @rule(document=DOCUMENT, what=st.sampled_from([
        ("title", "改过的题"), ("marking", "绝密★20年"), ("marking", "秘密"), ("pages", "9"),
        ("doc_number", "示办发〔2026〕8号"), ("issuer", "示例局"), ("issued_on", "2026-01-09"),
        ("pages", "很多"),
    ]))  # fmt: skip
    def correct_document(self, document: int, what: tuple[str, str]) -> None:
        field, value = what
        self.attempt(
            CorrectDocument(
                on=self.day(0), document=document, field=field, value=value, reason="笔误"
            )
        )

    @rule(copy=COPY, value=st.sampled_from(["000120", "000121", "000199", "一"]))
    def correct_copy(self, copy: int, value: str) -> None:
        self.attempt(
            CorrectCopy(on=self.day(0), copy=copy, field="copy_no", value=value, reason="笔误")
        )

    @rule(copy=COPY, place=PLACE)
    def reopen(self, copy: int, place: int) -> None:
        self.attempt(Reopen(on=self.day(0), copy=copy, place=place, reason="误销", evidence="清册"))

    @rule(back=st.integers(0, 8))
    def take_back(self, back: int) -> None:
        tip = journal.tip(self.book.connection)[0]
        self.attempt(Reverse(on=self.day(0), entry=max(1, tip - back), reason="录错"))

    @rule(copy=COPY, to=PERSON)
    def lend_and_take_back(self, copy: int, to: int) -> None:
        """The reversal of the latest entry restores exactly what was before."""
        self.and_back(Lend(on=self.day(0), copy=copy, to=to, approved_by="示例赵"))

    @rule(copies=COPIES, kind=st.sampled_from([
        lambda day, copies: Relocate(on=day, copies=copies, place=3),
        lambda day, copies: ListDestruction(on=day, copies=copies, reason="重份"),
        lambda day, copies: CorrectCopy(
            on=day, copy=copies[0], field="pages", value="3", reason="笔误"
        ),
        lambda day, copies: StopDisposal(on=day, copies=copies, why="案件"),
        lambda day, copies: GiveBack(on=day, copy=copies[0], damaged=True),
        lambda day, copies: CirculateBack(on=day, copy=copies[0]),
    ]))  # fmt: skip
    def anything_and_back(
        self, copies: tuple[int, ...], kind: Callable[[date, tuple[int, ...]], Act]
    ) -> None:
        self.and_back(kind(self.day(0), copies))

    def and_back(self, act: Act) -> None:
        before = beliefs(self.book, "knew")
        second = self.book.second()
        try:
            seq = self.book.record(act, second=second, reasons=REASONS).last
        except Refused:
            return
        self.book.record(Reverse(on=self.day(0), entry=seq, reason="录错"), second=second)
        assert beliefs(self.book, "knew") == before

    # -- what always holds ------------------------------------------------------------

    @invariant()
    def the_balance_holds(self) -> None:
        for row in self.book.vault.ask(BALANCE).rows:
            assert row.came_in == row.went_out + row.closing, row

    @invariant()
    def the_counters_are_what_a_scan_counts(self) -> None:
        assert proof._broken_tally(self.book.connection) is None

    @invariant()
    def nothing_points_nowhere(self) -> None:
        assert dangling(self.book) == []

    @invariant()
    def a_copy_says_the_same_as_its_loan_and_its_round(self) -> None:
        """ON_LOAN and HELD have an open loan of the holder's, IN_CIRCULATION an open hop."""
        rows: Any = self.book.connection.execute(
            "SELECT copy.id, copy.state, copy.holder, loan.borrower, loan.open, copy.unverified,"
            " (SELECT count(*) FROM loan AS other WHERE other.copy = copy.id AND other.open = 1),"
            " (SELECT count(*) FROM hop WHERE hop.copy = copy.id AND hop.open = 1)"
            " FROM copy LEFT JOIN loan ON loan.id = copy.loan"
        )
        for number, state, holder, borrower, is_open, old, loans, hops in rows:
            if old and borrower is None and state in ("ON_LOAN", "HELD"):
                assert (holder, loans, hops) == (None, 0, 0)  # an old book did not say who
            elif state in ("ON_LOAN", "HELD"):
                assert (holder, is_open, loans, hops) == (borrower, 1, 1, 0), number
            elif state == "IN_CIRCULATION":
                assert holder is not None, number
                assert (loans, hops) == (0, 1), number
            elif state == "IN_STOCK":
                assert (holder, loans, hops) == (None, 0, 0), number
            elif state != "UNACCOUNTED":
                assert (loans, hops) == (0, 0), number


CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def test_any_order_of_acts_leaves_a_sound_book() -> None:
    run_state_machine_as_test(
        Days,
        settings=settings(
            max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=CHECKS
        ),
    )


@pytest.mark.night
@pytest.mark.timeout(4 * 3600)
def test_any_order_of_very_many_acts_leaves_a_sound_book() -> None:
    run_state_machine_as_test(
        Days,
        settings=settings(
            max_examples=400, stateful_step_count=80, deadline=None, suppress_health_check=CHECKS
        ),
    )
