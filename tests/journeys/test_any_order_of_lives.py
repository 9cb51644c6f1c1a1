"""The whole life of a copy in any order: reproduced, carried, mended, given on, sent, filed, lost.

The machine of the endings goes on, with everything else that can happen to a copy thrown in. What
is refused changes nothing; what is recorded leaves every copy with one explanation, and a stay for
every place it left.
"""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from db.ledger.acts.custody.carry import CarryBack, CarryOut
from db.ledger.acts.custody.distribute import AcceptCopies, Distribute, RefuseCopies
from db.ledger.acts.custody.excerpt import Excerpt
from db.ledger.acts.custody.repair import BackFromRepair, SendToRepair
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.acts.documents.change_mark import ConfirmExpiry, NoticeOfChange
from db.ledger.acts.documents.instruct import Instruct
from db.ledger.acts.documents.join import JoinDocuments
from db.ledger.acts.documents.remark import Remark
from db.ledger.acts.ending.archive import Archive, TransferOut
from db.ledger.acts.ending.dispatch import DispatchCopies, DispatchReceipt, SendBack
from db.ledger.acts.ending.reporting import ReportUp, WriteOff
from db.ledger.acts.intake.late_copies import Exchange, LateCopies
from db.ledger.beliefs import (
    Copy,
    Dispatch,
    Document,
    Hop,
    MarkChange,
    Offer,
    Remarking,
    Stay,
    Trip,
)
from db.ledger.beliefs.marks import Decision
from db.ledger.beliefs.moves import DispatchState, OfferState
from db.ledger.values import State
from db.ledger.withheld import PLACEHOLDER
from tests.book import CABINET, LI, ROOM, WANG, ZHAO, ZHOU
from tests.journeys.any_order import COMMON, walked
from tests.journeys.test_any_order_of_endings import Endings, Walk

PICK = st.integers(1, 60)
WHO = st.sampled_from([LI, WANG, ZHAO])
ROUTE = "机要交通"
BY = {"approved_by": "示例主任"}


class Lives(Endings):
    """One ledger on which anything at all is asked for."""

    def any_copy(self, pick: int, *states: State) -> int:
        """Return a copy, in one of these states if there is one, also a reproduction."""
        found = [copy.id for copy in self.all(Copy) if not states or copy.state in states]
        return found[pick % len(found)] if found else pick

    def last(self, kind: type[Any], pick: int) -> int:
        found = [one.id for one in self.all(kind)]
        return found[-1 - pick % min(len(found), 3)] if found else pick

    # -- made and taken along -----------------------------------------------------------

    @rule(pick=PICK, count=st.integers(0, 2), consent=st.sampled_from(["", "示函1号"]))
    def reproduce(self, pick: int, count: int, consent: str) -> None:
        copy = self.any_copy(pick, State.IN_STOCK)
        given: dict[str, Any] = {"consent_no": consent, "purpose": "用", "machine": "F1", **BY}
        self.ask(Reproduce(on=self.day(0), copy=copy, count=count, **given))

    @rule(pick=PICK, consent=st.sampled_from(["", "示函1号"]))
    def excerpt(self, pick: int, consent: str) -> None:
        sources = tuple({self.any_copy(pick), self.any_copy(pick + 1)})
        given: dict[str, Any] = {"consent_no": consent, "custodian": LI, "place": ROOM, **BY}
        self.ask(Excerpt(on=self.day(0), sources=sources, title="摘", purpose="用", **given))

    @rule(pick=PICK, two=st.booleans(), days=st.integers(-1, 9))
    def carry_out_of_the_house(self, pick: int, days: int, *, two: bool) -> None:
        copy, carriers = self.any_copy(pick, State.IN_STOCK), (WANG, ZHOU) if two else (WANG,)
        given: dict[str, Any] = {"destination": "厅", "purpose": "报", "measures": "箱", **BY}
        out = CarryOut(on=self.day(0), copy=copy, carriers=carriers, due=self.day(days), **given)
        self.ask(out)

    @rule(pick=PICK)
    def carry_back(self, pick: int) -> None:
        self.ask(CarryBack(on=self.day(0), copy=self.any_copy(pick, State.CARRIED_OUT)))

    @rule(pick=PICK, days=st.integers(-1, 9))
    def send_to_repair(self, pick: int, days: int) -> None:
        copy, due = self.any_copy(pick, State.IN_STOCK), self.day(days)
        self.ask(
            SendToRepair(on=self.day(0), copy=copy, technician=ZHAO, reason="损", due=due, **BY)
        )

    @rule(pick=PICK)
    def back_from_repair(self, pick: int) -> None:
        self.ask(BackFromRepair(on=self.day(0), copy=self.any_copy(pick, State.IN_REPAIR)))

    # -- to others ------------------------------------------------------------------------

    @rule(pick=PICK, to=WHO)
    def give_on(self, pick: int, to: int) -> None:
        resting = [copy for copy in self.all(Copy) if copy.state is State.IN_STOCK]
        others = [copy.id for copy in resting if copy.custodian != LI]
        copies, to = (others[-1:], LI) if others and pick % 2 else ([self.any_copy(pick)], to)
        given: dict[str, Any] = {"purpose": "承办", "place": CABINET, "form_no": "签1", **BY}
        self.ask(Distribute(on=self.day(0), copies=tuple(copies), to=to, **given))

    @rule(pick=PICK, accept=st.booleans())
    def answer(self, pick: int, *, accept: bool) -> None:
        waiting = [one.id for one in self.all(Offer) if one.state is OfferState.OFFERED]
        offer = waiting[-1] if waiting and pick % 4 else self.last(Offer, pick)
        if accept:
            self.ask(AcceptCopies(on=self.day(0), offer=offer, place=ROOM))
        else:
            self.ask(RefuseCopies(on=self.day(0), offer=offer, reason="不符"))

    @rule(pick=PICK, how=st.integers(0, 4))
    def send_away(self, pick: int, how: int) -> None:
        wanted = (State.IN_STOCK,) if pick % 2 else ()
        copies, on = (self.any_copy(pick, *wanted),), self.day(0)
        sent: dict[str, Any] = {"copies": copies, "channel": ROUTE, "senders": (LI, WANG)}
        listed: dict[str, Any] = {"copies": copies, "list_no": "单1"}
        counted: dict[str, Any] = {"counted": True, "reason": "撤", **BY}
        self.ask(
            (
                lambda: DispatchCopies(on=on, addressee="示例厅", **sent, **BY),
                lambda: SendBack(on=on, reason="误送", **sent),
                lambda: Archive(on=on, archivist="档", **listed),
                lambda: TransferOut(on=on, successor="局", received_by="收", **listed, **counted),
                lambda: Exchange(
                    on=on, copies=copies, notice="更1", channel=ROUTE, counted=True, pages=7
                ),
            )[how]()
        )

    @rule(pick=PICK, refused=st.booleans())
    def receipt(self, pick: int, *, refused: bool) -> None:
        number = self.last(Dispatch, pick)
        sent = [one for one in self.all(Dispatch) if one.id == number]
        back = sent[0].copies if sent and refused else ()
        given: dict[str, Any] = {"receipt_no": "回1", "received_by": "收", "place": ROOM}
        self.ask(DispatchReceipt(on=self.day(0), dispatch=number, refused=back, **given))

    # -- losses, marks, records --------------------------------------------------------------

    @rule(pick=PICK, end=st.booleans())
    def report_up(self, pick: int, *, end: bool) -> None:
        copy, on = self.any_copy(pick, State.UNACCOUNTED), self.day(0)
        self.ask(ReportUp(on=on, copy=copy, sent_to="示例局"))
        if end:
            self.ask(WriteOff(on=on, copy=copy, conclusion="无", authority="批1", **BY))

    @rule(pick=PICK, mark=st.sampled_from(["秘密★5年", "机密★20年", "绝密★10年", "", "内部"]))
    def change_mark(self, pick: int, mark: str) -> None:
        document, on = self.last(Document, pick), self.day(0)
        if mark == "内部":
            self.ask(ConfirmExpiry(on=on, document=document, checked=True, checked_by="示例李"))
            return
        given: dict[str, Any] = {"notice_no": "函1", "decided_by": "示例办", "lift": not mark}
        self.ask(NoticeOfChange(on=on, document=document, marking=mark, **given))

    @rule(pick=PICK, all_of_them=st.booleans())
    def mark_anew(self, pick: int, *, all_of_them: bool) -> None:
        change = self.last(MarkChange, pick)
        open_ones = [one for one in self.all(Remarking) if one.change == change and one.open]
        copies = tuple(one.copy for one in open_ones[: None if all_of_them else 1])
        self.ask(Remark(on=self.day(0), change=change, copies=copies, done_by="示例李"))

    @rule(pick=PICK, no=st.sampled_from(["000140", "000141", "000120"]))
    def come_late(self, pick: int, no: str) -> None:
        given: dict[str, Any] = {"signed_by": LI, "also_signed": WANG, "custodian": LI}
        late = LateCopies(
            on=self.day(0),
            document=pick % 4 + 1,
            copy_nos=no,
            counted=True,
            place=ROOM,
            **given,
        )
        self.ask(late)

    @rule(pick=PICK, other=PICK)
    def join(self, pick: int, other: int) -> None:
        one, two = self.last(Document, pick), self.last(Document, other)
        self.ask(JoinDocuments(on=self.day(0), document=one, other=two, reason="重登"))

    @rule(pick=PICK)
    def instruct(self, pick: int) -> None:
        document = self.last(Document, pick)
        told: dict[str, Any] = {"instruction": "阅", "leader": "厅长", "persons": (LI, WANG)}
        self.ask(Instruct(on=self.day(0), document=document, **told))

    # -- what always holds --------------------------------------------------------------------

    @invariant()
    def who_is_out_of_the_house_is_on_a_trip(self) -> None:
        if not hasattr(self, "book"):
            return
        trips = {trip.copy: trip for trip in self.all(Trip) if trip.open}
        for copy in self.all(Copy):
            away = copy.state in (State.CARRIED_OUT, State.IN_REPAIR)
            if away and copy.unverified and copy.id not in trips:
                continue  # an old book did not say with whom
            if away:
                trip = trips[copy.id]
                assert (copy.holder, copy.due) == (trip.holder, trip.due)
            elif copy.state is not State.UNACCOUNTED:
                assert copy.id not in trips

    @invariant()
    def stays_follow_each_other_without_a_gap(self) -> None:
        if not hasattr(self, "book"):
            return
        noted = {
            (hop.copy, hop.out_on, hop.back_on, hop.reader)
            for hop in self.all(Hop)
            if hop.remark.startswith(("补记", PLACEHOLDER))
        }
        stays: dict[int, list[Any]] = {}
        for stay in self.all(Stay):
            stays.setdefault(stay.copy, []).append(stay)
        for copy in self.all(Copy):
            past = sorted(stays.pop(copy.id, []), key=lambda one: one.number)
            assert [stay.number for stay in past] == list(range(1, copy.stays + 1))
            since = copy.entered_on
            for stay in past:
                if (copy.id, stay.since, stay.until, stay.holder) in noted:
                    continue  # a round noted later lies within a longer stay
                assert stay.since == since <= stay.until
                since = stay.until
            assert copy.here_since == since <= self.book.today
        assert not stays

    @invariant()
    def sendings_and_tasks_are_closed_with_what_they_list(self) -> None:
        if not hasattr(self, "book"):
            return
        copies = {copy.id: copy for copy in self.all(Copy)}
        for sent in self.all(Dispatch):
            if sent.state is DispatchState.SENT:  # or reopened as an error, by two
                listed = [copies[one] for one in sent.copies]
                assert all(copy.state.closed or copy.unverified for copy in listed)
        for offer in self.all(Offer):
            assert (offer.closed_on is None) is (offer.state is OfferState.OFFERED)
        undone = {task.change for task in self.all(Remarking) if task.open}
        for change in self.all(MarkChange):
            waits = change.decision is Decision.PROPOSED or change.id in undone
            assert (change.closed_on is None) is waits
        documents = {document.id: document for document in self.all(Document)}
        for copy in copies.values():
            assert documents[copy.document].joined_to is None
            if not copy.state.closed:
                assert copy.level == documents[copy.document].level


TestLives = pytest.mark.timeout(600)(Lives.TestCase)
TestLives.settings = settings(max_examples=8, stateful_step_count=35, **COMMON)


OFTEN = ("give_on", "give_on", "answer", "answer", "send_away", "receipt", "instruct", "lose")


class LifeWalk(Walk, Lives):
    """The same, led by dice."""

    def offered(self) -> dict[str, dict[str, Any]]:
        pick, yes = self.dice.randint(1, 60), self.dice.choice((False, True))
        days = self.dice.randint(-1, 9)
        consent = self.dice.choice(("", "示函1号"))
        mark = self.dice.choice(("秘密★5年", "机密★20年", "", "内部"))
        return super().offered() | {
            "reproduce": {"pick": pick, "count": self.dice.randint(0, 2), "consent": consent},
            "excerpt": {"pick": pick, "consent": consent},
            "carry_out_of_the_house": {"pick": pick, "days": days, "two": yes},
            "carry_back": {"pick": pick},
            "send_to_repair": {"pick": pick, "days": days},
            "back_from_repair": {"pick": pick},
            "give_on": {"pick": pick, "to": self.dice.choice((LI, WANG, ZHAO))},
            "answer": {"pick": pick, "accept": yes},
            "send_away": {"pick": pick, "how": self.dice.randint(0, 4)},
            "receipt": {"pick": pick, "refused": yes},
            "report_up": {"pick": pick, "end": yes},
            "change_mark": {"pick": pick, "mark": mark},
            "mark_anew": {"pick": pick, "all_of_them": yes},
            "come_late": {"pick": pick, "no": self.dice.choice(("000120", "000140", "000141"))},
            "join": {"pick": pick, "other": self.dice.randint(1, 60)},
            "instruct": {"pick": pick},
        }

    def walk(self, steps: int) -> set[str]:
        names = [*self.offered(), *OFTEN]
        for _ in range(steps):
            name = self.dice.choice(names)
            getattr(self, name)(**self.offered()[name])
            for holds in (
                self.the_balance_holds,
                self.every_copy_has_one_explanation,
                self.what_waits_waits_for_an_open_batch,
                self.who_is_out_of_the_house_is_on_a_trip,
                self.stays_follow_each_other_without_a_gap,
                self.sendings_and_tasks_are_closed_with_what_they_list,
                self.now_and_then_the_state_is_what_the_journal_gives,
            ):
                holds()
        return self.seen


REACHED = (
    *("reproduce", "excerpt", "carry_out", "carry_back", "send_to_repair", "back_from_repair"),
    *("distribute", "accept_copies", "refuse_copies", "dispatch", "send_back", "exchange"),
    *("dispatch_receipt", "archive", "transfer_out", "report_up", "write_off", "late_copies"),
    *("notice_of_change", "remark", "join_documents"),
)


SENDINGS = ("dispatch", "send_back", "exchange", "archive", "transfer_out")


@pytest.mark.timeout(900)
def test_a_long_walk_comes_to_every_act_of_a_life_and_stays_in_balance() -> None:
    seen = walked(range(1, 5), 260, LifeWalk)
    assert {f"recorded {kind}" for kind in REACHED} - seen == set()
    refused = {f"refused {kind}" for kind in REACHED} - seen
    assert refused < {f"refused {kind}" for kind in SENDINGS}  # each has its rules tested alone


@pytest.mark.night
@pytest.mark.timeout(5400)
@pytest.mark.parametrize("seed", range(200, 230))
def test_a_walk_of_a_thousand_steps_through_lives(seed: int) -> None:
    random.seed(seed)
    walked([seed], 1000, LifeWalk)
