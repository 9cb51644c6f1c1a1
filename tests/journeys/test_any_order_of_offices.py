"""The office around the copies in any order: people, devices, counts, handovers, years, 屏蔽.

The machine of the lives goes on, and the office does not stand still meanwhile: people come, are
named and go, a cabinet is counted while its copies move, a handover is listed and never signed, a
year is closed and something is recorded for it after all, a title is taken out of the book.
"""

from __future__ import annotations

import random
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from db.ledger.acts.correction.redact import OF_DOCUMENT, OF_PERSON, RedactDocument, RedactPerson
from db.ledger.acts.custody.close_stocktake import CloseStocktake
from db.ledger.acts.custody.dun import DunFor
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.sign_holdings import SignHoldings
from db.ledger.acts.custody.stocktaking import CancelStocktake, OpenStocktake
from db.ledger.acts.documents.publish import (
    AskPublication,
    ConcludePublication,
    NotePublication,
)
from db.ledger.acts.ending.close_year import CloseYear
from db.ledger.acts.equipment.carriers import DescribeCarrier
from db.ledger.acts.equipment.devices import AddDevice, ChangeDevice, ChangeDeviceState
from db.ledger.acts.handover.open import OpenHandover, SupplementHandover
from db.ledger.acts.handover.sign import HandOver
from db.ledger.acts.people.appoint import Appoint
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.open_leaving import CancelLeaving, OpenLeaving
from db.ledger.acts.people.qualify import Qualify
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.set_policy import SetPolicy
from db.ledger.beliefs import (
    ClosedYear,
    Copy,
    Document,
    Handover,
    Loan,
    Person,
    Publication,
    Stocktake,
)
from db.ledger.beliefs.clearance import LeavingWay
from db.ledger.beliefs.equipment import Device, DeviceKind, DeviceState
from db.ledger.beliefs.handovers import Finding, HandoverReason
from db.ledger.beliefs.marks import Duty
from db.ledger.beliefs.publication import PublicationState, Verdict
from db.ledger.rules import Refused
from db.ledger.values import Carrier, Level, State
from db.store.reading import Question
from db.views.balance import BALANCE
from db.views.numbers import NUMBERS
from db.views.periods import PERIODS
from db.views.years import YEARS
from tests.book import LI, OFFICE, ROOM, WANG, ZHAO, ZHOU, register
from tests.journeys.any_order import COMMON, walked
from tests.journeys.test_any_order_of_lives import BY, OFTEN, PICK, WHO, LifeWalk, Lives

DAYS = st.sampled_from([None, 0, -1, 1])


class Offices(Lives):
    """One ledger, and everything that goes on around its copies."""

    # -- people ---------------------------------------------------------------------------

    @rule(pick=PICK, day=DAYS)
    def qualify(self, pick: int, day: int | None) -> None:
        on = self.day(0)
        if pick % 4 == 0:
            self.ask(AddPerson(on=on, name=f"示例新{pick % 6}", department=OFFICE))
        when = None if day is None else self.day(day)
        self.ask(Qualify(on=on, person=self.last(Person, pick), trained_on=when, pledged_on=when))

    @rule(pick=PICK, who=WHO, revoke=st.booleans())
    def appoint(self, pick: int, who: int, *, revoke: bool) -> None:
        duty, level = (Duty.COLLECT, None) if pick % 2 else (Duty.CLASSIFY, Level.SECRET)
        given: dict[str, Any] = {"person": who, "duty": duty, "level": level, "revoke": revoke}
        self.ask(Appoint(on=self.day(0), basis="指定1号", **given))

    @rule(pick=PICK, who=st.sampled_from([ZHAO, ZHOU, WANG, 0]), how=st.integers(0, 2))
    def leave(self, pick: int, who: int, how: int) -> None:
        on, person = self.day(0), who or self.last(Person, pick)
        talk: dict[str, Any] = {"talked_on": on, "talker": "示例李"}
        gone: dict[str, Any] = {"pledged_on": on, "keys": "无", "rights": "无", **talk}
        self.ask(
            (
                lambda: OpenLeaving(on=on, person=person, way=LeavingWay.RETIREMENT, **talk),
                lambda: CancelLeaving(on=on, person=person, reason="留任"),
                lambda: LeavePost(on=on, person=person, reason="退休", **gone),
            )[how]()
        )

    # -- equipment, dunning, signing --------------------------------------------------------

    @rule(pick=PICK, who=WHO)
    def add_device(self, pick: int, who: int) -> None:
        given: dict[str, Any] = {"number": f"SB{pick % 5}", "name": "计算机", "model": "示例型"}
        made = AddDevice(
            on=self.day(0), sort=DeviceKind.COMPUTER, level=Level.SECRET, custodian=who,
            place="保密室", serial=f"SN{pick % 7}", **given,
        )  # fmt: skip
        self.ask(made)

    @rule(pick=PICK, who=WHO, state=st.sampled_from(list(DeviceState)))
    def change_device(self, pick: int, who: int, state: DeviceState) -> None:
        device, on = self.last(Device, pick), self.day(0)
        if pick % 2:
            self.ask(ChangeDevice(on=on, device=device, custodian=who, reason="调整"))
        else:
            given: dict[str, Any] = {"how": "拆下硬盘", "disk_kept": True, "approved_by": "主任"}
            self.ask(ChangeDeviceState(on=on, device=device, state=state, **given))
        bare: dict[str, Any] = {"doc_number": "", "copy_nos": "", "count": 1, "pages": None}
        disc = register(on, carrier=Carrier.OPTICAL, **bare)
        if self.ask(disc):
            made = max(copy.id for copy in self.all(Copy))
            self.ask(DescribeCarrier(on=on, copy=made, model="示例型", serial=f"SN{pick}"))

    @rule(pick=PICK, who=WHO)
    def dun(self, pick: int, who: int) -> None:
        copy = self.any_copy(pick, State.IN_STOCK)
        lent = Lend(on=self.day(0), copy=copy, to=WANG, due=self.day(1), purpose="办", **BY)
        if self.ask(lent) and pick % 2:
            self.book.clock.forward(days=4)
        on = self.day(0)
        late = [copy.id for copy in self.all(Copy) if copy.due is not None and copy.due < on]
        self.ask(DunFor(on=on, copies=tuple(late[:2]) or (copy,), told="本人"))
        self.ask(SignHoldings(on=on, persons=(who,), remark="相符"))

    # -- counting ---------------------------------------------------------------------------

    @rule(pick=PICK, level=st.sampled_from([None, Level.SECRET, Level.CONFIDENTIAL]))
    def open_stocktake(self, pick: int, level: Level | None) -> None:
        sample = pick % 4 or None if pick % 3 == 0 else None
        opened = OpenStocktake(on=self.day(0), reason="盘点", level=level, sample=sample, seed="七")
        if self.ask(opened):
            self.count(pick, all_of_them=bool(pick % 2))
            if pick % 3 == 0:
                self.end_stocktake(pick=0, how=0)

    @rule(pick=PICK, all_of_them=st.booleans())
    def count(self, pick: int, *, all_of_them: bool) -> None:
        """Scan what lies there, and now and then what does not."""
        stocktake, here = self.last(Stocktake, pick), [copy.id for copy in self.all(Copy)]
        for copy in here if all_of_them else here[pick % 3 :: 3]:
            with suppress(Refused):
                self.book.vault.counting.scan(stocktake, f"Z{copy}", ROOM)

    @rule(pick=PICK, how=st.integers(0, 3))
    def end_stocktake(self, pick: int, how: int) -> None:
        stocktake, on = self.last(Stocktake, pick), self.day(0)
        if how == 0:
            self.ask(CancelStocktake(on=on, stocktake=stocktake, why="重来"))
        else:
            told: dict[str, Any] = {"circumstances": "点数时未见", "move": how == 1}
            self.ask(CloseStocktake(on=on, stocktake=stocktake, **told))

    # -- handover ---------------------------------------------------------------------------

    @rule(pick=PICK, leaver=WHO, receiver=WHO)
    def hand_over(self, pick: int, leaver: int, receiver: int) -> None:
        on, reason = self.day(0), HandoverReason.MOVING
        receiver = LI if pick % 3 else receiver  # who alone has an account
        three: dict[str, Any] = {"leaver": leaver, "receiver": receiver, "supervisor": ZHOU}
        files = () if pick % 5 == 0 else ("无",)
        self.ask(OpenHandover(on=on, reason=reason, keys=("1号柜钥匙",), files=files, **three))
        handover = self.last(Handover, pick)
        self.ask(SupplementHandover(on=on, handover=handover, registers=("收文登记簿",)))
        for position in range(1, 1 + pick % 4):
            with suppress(Refused):
                self.book.vault.ticking.tick(handover, position, Finding.MATCHES)
        self.ask(HandOver(on=on, handover=handover))
        self.publish(pick=pick, who=leaver)  # who makes something of it public before he goes

    # -- what is made public ------------------------------------------------------------------

    @rule(pick=PICK, who=WHO)
    def publish(self, pick: int, who: int) -> None:
        on, sources = self.day(0), (self.last(Document, pick),) if pick % 2 else ()
        verdict = list(Verdict)[pick % 3]
        asked: dict[str, Any] = {"applicant": who, "content": "动态", "purpose": "网站"}
        self.ask(AskPublication(on=on, documents=sources, **asked))
        number = self.last(Publication, pick)
        said: dict[str, Any] = {"department_opinion": "同意", "office_opinion": "同意"}
        if pick % 4:
            review = ConcludePublication(
                on=on, publication=number, verdict=verdict, reviewer=LI, changes="删数据", **said
            )
            self.ask(review)
        self.ask(NotePublication(on=on, publication=number, where_to="网站", amended=True))

    @invariant()
    def nothing_is_out_that_was_not_reviewed(self) -> None:
        if not hasattr(self, "book"):
            return
        for one in self.all(Publication):
            assert (one.published_on is None) == (one.state is not PublicationState.PUBLISHED)
            assert one.published_on is None or one.verdict not in (None, Verdict.NOT_PUBLIC)

    # -- years, and what is taken out of the book ---------------------------------------------

    @rule(jump=st.booleans(), year=st.integers(2025, 2028))
    def close_year(self, year: int, *, jump: bool) -> None:
        if jump and self.book.today.year < 2027:
            self.book.clock.forward(days=310)
        self.ask(CloseYear(on=self.day(0), year=year))
        later = SetPolicy(on=self.day(0), name="unread_days", value=year % 60, source="示例制度")
        self.ask(later)

    @rule(pick=PICK, field=st.sampled_from([*OF_DOCUMENT, *OF_PERSON]))
    def withhold(self, pick: int, field: str) -> None:
        on, why = self.day(0), {"reason": "不应录入"}
        of_person = field if field in OF_PERSON else "name"
        self.ask(RedactPerson(on=on, person=self.last(Person, pick), field=of_person, **why))
        if field in OF_DOCUMENT:
            document = self.last(Document, pick)
            self.ask(RedactDocument(on=on, document=document, field=field, **why))

    # -- what always holds ----------------------------------------------------------------------

    @invariant()
    def every_period_adds_up_by_the_keepers_of_its_days(self) -> None:
        if not hasattr(self, "book"):
            return
        first, last = "2026-01-01", self.book.today.isoformat()
        rows = self.book.vault.ask(PERIODS, Question(given={"first": first, "last": last})).rows
        assert not any(row.broken for row in rows)
        assert sum(row.taken_on for row in rows) == sum(row.passed_on for row in rows)
        there = Counter[tuple[Level, int]]()
        for row in rows:
            there[row.level, row.custodian_id] += row.closing
        balance = self.book.vault.ask(BALANCE).rows
        assert +there == +Counter({(one.level, one.custodian_id): one.closing for one in balance})
        years = self.book.vault.ask(YEARS).rows
        assert not any(row.broken for row in years)

    @invariant()
    def numbers_have_no_gaps(self) -> None:
        if not hasattr(self, "book"):
            return
        given: dict[tuple[str, str, int], list[int]] = {}
        for row in self.book.vault.ask(NUMBERS, Question(limit=500)).rows:
            given.setdefault((row.sort, row.series, row.year), []).append(row.number)
        for numbers in given.values():
            assert sorted(numbers) == list(range(1, len(numbers) + 1))

    @invariant()
    def who_has_left_has_nothing(self) -> None:
        if not hasattr(self, "book"):
            return
        gone = {one.id for one in self.all(Person) if one.left_on and one.left_on <= self.day(0)}
        there = [copy for copy in self.all(Copy) if not (copy.state.closed or copy.unverified)]
        old = {loan.id for loan in self.all(Loan) if loan.legacy}  # an old book may say so
        for copy in there:
            if copy.state is not State.UNACCOUNTED and copy.loan not in old:
                assert not {copy.holder, copy.custodian} & gone
        for closed in self.all(ClosedYear):
            assert closed.closed_on.year > closed.id


TestOffices = pytest.mark.timeout(600)(Offices.TestCase)
TestOffices.settings = settings(max_examples=2, stateful_step_count=20, **COMMON)


class OfficeWalk(LifeWalk, Offices):
    """The same, led by dice."""

    def offered(self) -> dict[str, dict[str, Any]]:
        pick, yes = self.dice.randint(1, 60), self.dice.choice((False, True))
        who, day = self.dice.choice((LI, WANG, ZHAO)), self.dice.choice((None, 0, -1, 1))
        other, state = self.dice.choice((LI, WANG, ZHAO)), self.dice.choice(list(DeviceState))
        level = self.dice.choice((None, Level.SECRET, Level.CONFIDENTIAL))
        field = self.dice.choice([*OF_DOCUMENT, *OF_PERSON])
        return super().offered() | {
            "qualify": {"pick": pick, "day": day},
            "appoint": {"pick": pick, "who": who, "revoke": yes},
            "leave": {"pick": pick, "who": 0, "how": self.dice.randint(0, 2)},
            "add_device": {"pick": pick, "who": who},
            "change_device": {"pick": pick, "who": who, "state": state},
            "dun": {"pick": pick, "who": who},
            "open_stocktake": {"pick": pick, "level": level},
            "count": {"pick": pick, "all_of_them": yes},
            "end_stocktake": {"pick": pick, "how": self.dice.randint(0, 3)},
            "hand_over": {"pick": pick, "leaver": who, "receiver": other},
            "close_year": {"year": self.dice.randint(2025, 2028), "jump": self.dice.random() < 0.2},
            "withhold": {"pick": pick, "field": field},
        }

    def walk(self, steps: int) -> set[str]:
        names = [*self.offered(), *OFTEN, *MORE]
        round_the_office = self.dice.sample(MORE, len(MORE))
        for name in (*round_the_office, *(self.dice.choice(names) for _ in range(steps))):
            getattr(self, name)(**self.offered()[name])
            for holds in (
                self.the_balance_holds,
                self.every_copy_has_one_explanation,
                self.what_waits_waits_for_an_open_batch,
                self.who_is_out_of_the_house_is_on_a_trip,
                self.stays_follow_each_other_without_a_gap,
                self.sendings_and_tasks_are_closed_with_what_they_list,
                self.who_has_left_has_nothing,
                self.nothing_is_out_that_was_not_reviewed,
                self.now_and_then_the_state_is_what_the_journal_gives,
            ):
                holds()
            if self.dice.random() < 0.25:  # they read everything
                self.every_period_adds_up_by_the_keepers_of_its_days()
                self.numbers_have_no_gaps()
        return self.seen


MORE = (
    *("qualify", "appoint", "leave", "leave", "leave", "add_device", "change_device", "dun"),
    *("open_stocktake", "count", "end_stocktake", "end_stocktake", "close_year", "withhold"),
    *("hand_over", "hand_over"),
)
REACHED = (
    *("qualify", "appoint", "add_person", "open_leaving", "cancel_leaving", "leave_post"),
    *("add_device", "change_device", "device_state", "describe_carrier", "sign_holdings", "dun"),
    *("open_stocktake", "close_stocktake", "cancel_stocktake", "supplement_handover"),
    *("ask_publication", "conclude_publication", "note_publication"),
    *("open_handover", "close_year", "set_policy", "redact_document", "redact_person"),
)


@pytest.mark.timeout(900)
def test_a_long_walk_through_the_office_stays_in_balance() -> None:
    seen = walked(range(1, 13), 25, OfficeWalk, REACHED)
    assert {f"recorded {kind}" for kind in REACHED} - seen == set()


@pytest.mark.night
@pytest.mark.timeout(5400)
@pytest.mark.parametrize("seed", range(400, 420))
def test_a_walk_of_a_thousand_steps_through_the_office(seed: int) -> None:
    random.seed(seed)
    walked([seed], 1000, OfficeWalk)
