"""Everything that can begin in a ledger, in any order: packets, own secrets, papers of meetings.

The machine of lives goes on. Whatever came in by whichever way is lent, reproduced, sent, lost and
destroyed with the rest; a packet, a proposal and a meeting each close with what belongs to them.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from db.ledger.acts.correction.correct import CorrectDocument
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.meeting_papers import HandIn, HandOut
from db.ledger.acts.documents.change_mark import ProposeChange
from db.ledger.acts.documents.classify import ProposeMark
from db.ledger.acts.documents.decide import DecideMark
from db.ledger.acts.intake.meeting import BringBack
from db.ledger.acts.intake.packets import (
    AnnouncePacket,
    CollectPacket,
    OpenPacket,
    ReconcilePacket,
)
from db.ledger.acts.people.appoint import Appoint, SetAuthority
from db.ledger.acts.people.qualify import Qualify
from db.ledger.beliefs import Copy, Document, Handout, Loan, MarkChange, Packet, Receipt
from db.ledger.beliefs.marks import Decision, Duty
from db.ledger.beliefs.packets import PacketState
from db.ledger.values import Level, LoanKind, State
from tests.book import LI, READING_ROOM, ROOM, WANG, ZHAO, a_book, register
from tests.journeys.any_order import COMMON, REASONS, walked
from tests.journeys.test_any_order_of_endings import IN_HOUSE
from tests.journeys.test_any_order_of_lives import BY, PICK, LifeWalk, Lives

SIGNED: dict[str, Any] = {"counted": True, "signed_by": LI, "custodian": LI, "place": ROOM}
MARKS = st.sampled_from(["秘密★5年", "机密★10年", "绝密★20年", "内部"])
OPEN_PACKET = (PacketState.EXPECTED, PacketState.SEALED, PacketState.OPENED)


class Arrivals(Lives):
    """One ledger in which everything begins, too."""

    @initialize(in_house=IN_HOUSE)
    def open_the_book(self, *, in_house: bool) -> None:
        super().open_the_book(in_house=in_house)
        on, second = self.book.today, self.book.second()
        self.book.record(SetAuthority(on=on, highest="机密", grant_no="授1号"), second=second)
        named = [(LI, Duty.COLLECT, None), (WANG, Duty.COLLECT, None)]
        for person, duty, level in [*named, (ZHAO, Duty.CLASSIFY, Level.SECRET)]:
            act = Appoint(on=on, person=person, duty=duty, level=level, basis="指定1号")
            self.book.record(act, reasons=REASONS)
        for person in (LI, WANG):
            self.book.record(Qualify(on=on, person=person, trained_on=on, pledged_on=on))

    # -- packets ---------------------------------------------------------------------------

    @rule(pick=PICK)
    def announce(self, pick: int) -> None:
        number = "" if pick % 4 == 0 else f"{pick % 7:04d}"
        self.ask(AnnouncePacket(on=self.day(0), sender="机要局", caller="员", packet_no=number))

    @rule(pick=PICK, wrong=st.booleans())
    def go_on_with_a_packet(self, pick: int, *, wrong: bool) -> None:
        """Do what comes next for a packet, sometimes in a way that is not allowed."""
        open_ones = [one for one in self.all(Packet) if one.state in OPEN_PACKET]
        if not open_ones:
            return
        packet = open_ones[pick % len(open_ones)]
        step: dict[str, Any] = {"on": self.day(0), "packet": packet.id}
        match packet.state:
            case PacketState.EXPECTED:
                both = (LI, ZHAO) if wrong else (LI, WANG)
                step |= {"vehicle": "专车", "counter": "员", "packet_no": f"9{packet.id:03d}"}
                self.ask(CollectPacket(collectors=both, seal_intact=True, **step))
            case PacketState.SEALED:
                found = 1 + pick % 2
                query = "" if wrong else "已查询"
                opened = OpenPacket(opened_by=LI, listed=1, found=found, query=query, **step)
                self.ask(opened)
            case _ if wrong or any(one.packet_no == packet.number for one in self.all(Receipt)):
                self.ask(ReconcilePacket(**step))
            case _:
                self.register_from(packet, pick)

    def register_from(self, packet: Packet, pick: int) -> None:
        first = 800 + pick
        self.ask(
            register(
                self.day(0),
                doc_number=f"示机〔2026〕{packet.id}{pick}号",
                marking="机密★10年",
                copy_nos=f"{first:06d}-{first + (packet.found or 1) - 1:06d}",
                packet_no=packet.number,
            )
        )

    # -- own secrets -----------------------------------------------------------------------

    @rule(pick=PICK, mark=MARKS, drafts=st.integers(-1, 2))
    def propose(self, pick: int, mark: str, drafts: int) -> None:
        given: dict[str, Any] = {"basis": "第3条", "drafter": WANG, "custodian": LI, "place": ROOM}
        made = ProposeMark(
            on=self.day(0), title=f"方案{pick}", marking=mark, count=1, drafts=drafts, **given
        )
        self.ask(made)

    @rule(pick=PICK, mark=MARKS, lift=st.booleans())
    def propose_change(self, pick: int, mark: str, *, lift: bool) -> None:
        own = [one.id for one in self.all(Document) if one.direction == "内部产生"]
        document = own[pick % len(own)] if own and pick % 4 else self.last(Document, pick)
        given: dict[str, Any] = {"basis": "第4条", "reason": "变化", "drafter": WANG, "lift": lift}
        marking = "" if lift else mark
        self.ask(ProposeChange(on=self.day(0), document=document, marking=marking, **given))

    @rule(pick=PICK, approve=st.booleans())
    def decide(self, pick: int, *, approve: bool) -> None:
        waiting = [x.id for x in self.all(MarkChange) if x.decision is Decision.PROPOSED]
        change = waiting[-1] if waiting and pick % 4 else self.last(MarkChange, pick)
        by = WANG if pick % 5 == 0 else ZHAO
        given: dict[str, Any] = {"decided_by": by, "approve": approve, "opinion": "见批示"}
        self.ask(DecideMark(on=self.day(0), change=change, **given))

    @rule(pick=PICK, field=st.sampled_from(["title", "doc_number", "marking"]))
    def correct_document(self, pick: int, field: str) -> None:
        value = {"title": f"改{pick}", "doc_number": f"示改〔2026〕{pick}号", "marking": "机密★9年"}
        value["marking"] = "乱写" if pick % 3 == 0 else value["marking"]
        document = self.last(Document, pick)
        given: dict[str, Any] = {"field": field, "value": value[field], "reason": "笔误"}
        self.ask(CorrectDocument(on=self.day(0), document=document, **given))

    # -- meetings --------------------------------------------------------------------------

    @rule(pick=PICK, since=st.integers(-4, 1))
    def bring_back(self, pick: int, since: int) -> None:
        given: dict[str, Any] = {"issuer": "厅", "title": f"材料{pick}", "marking": "机密★5年"}
        given |= {"meeting": "会", "brought_by": WANG, "count": pick % 3, "pages": 4} | SIGNED
        self.ask(BringBack(on=self.day(0), returned_on=self.day(since), **given))

    @rule(pick=PICK, miscounted=st.booleans(), one=st.booleans())
    def hand_out_papers(self, pick: int, *, miscounted: bool, one: bool) -> None:
        documents = {c.document for c in self.all(Copy) if c.state is State.IN_STOCK}
        document = sorted(documents)[pick % len(documents)] if documents else pick
        resting = [
            c.id
            for c in self.all(Copy)
            if c.document == document and c.state is State.IN_STOCK and not c.hold
        ]
        copies = tuple(resting[:2]) or (pick,)
        stock = sum(
            c.document == document and c.state is State.IN_STOCK and c.id not in copies
            for c in self.all(Copy)
        )
        people = (WANG,) if one else (WANG, ZHAO)[: len(copies)]
        given: dict[str, Any] = {"copies": copies, "attendees": people, "place": READING_ROOM, **BY}
        remaining = stock + miscounted * (pick % 2)
        out = HandOut(on=self.day(0), meeting="会", document=document, remaining=remaining, **given)
        self.ask(out)

    @rule(pick=PICK, how=st.integers(0, 2))
    def hand_in_papers(self, pick: int, how: int) -> None:
        """All of it; all but what one takes along; or one too few."""
        handouts = [one for one in self.all(Handout) if one.open] or list(self.all(Handout))
        if not handouts:
            return
        out = handouts[pick % len(handouts)]
        away = [c.id for c in self.all(Copy) if c.id in out.copies and c.loan in out.loans]
        away = [c for c in away if self.the(c).state is State.ON_LOAN]
        kept = tuple(away[:1]) if how == 1 else ()
        back = tuple(away[1:] if how else away)
        given: dict[str, Any] = {"kept_until": self.day(5), "approved_by": "示例主任"}
        self.ask(HandIn(on=self.day(0), handout=out.id, returned=back, kept=kept, **given))

    def the(self, number: int) -> Copy:
        return next(copy for copy in self.all(Copy) if copy.id == number)

    # -- what always holds -----------------------------------------------------------------

    @invariant()
    def a_packet_is_reconciled_with_the_register(self) -> None:
        if not hasattr(self, "book"):
            return
        registered: dict[str, int] = {}
        for line in self.all(Receipt):
            registered[line.packet_no] = registered.get(line.packet_no, 0) + line.copies
        for packet in self.all(Packet):
            if packet.state is PacketState.RECONCILED:
                assert registered.get(packet.number, 0) == packet.found

    @invariant()
    def what_was_handed_out_is_accounted_for(self) -> None:
        if not hasattr(self, "book"):
            return
        loans = {loan.id: loan for loan in self.all(Loan)}
        for out in self.all(Handout):
            mine = [loans[number] for number in out.loans]
            assert [loan.copy for loan in mine] == list(out.copies)
            if out.open:
                assert all(loan.kind is LoanKind.MEETING for loan in mine)
            else:
                assert out.returned + out.kept + out.lost == len(out.copies)

    @invariant()
    def what_was_made_of_a_copy_is_of_the_same_document(self) -> None:
        if not hasattr(self, "book"):
            return
        copies = {copy.id: copy for copy in self.all(Copy)}
        for copy in copies.values():
            if copy.parent is not None:
                assert copies[copy.parent].document == copy.document


def test_a_registration_is_not_taken_back_behind_its_reconciled_packet_v08(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    day, step = book.today, {"on": book.today, "packet": 1}
    for person in (LI, WANG):
        named = Appoint(on=day, person=person, duty=Duty.COLLECT, basis="指定1号")
        cleared = Qualify(on=day, person=person, trained_on=day, pledged_on=day)
        book.record(named, cleared, reasons=REASONS)
    book.record(AnnouncePacket(on=day, sender="机要局", caller="员", packet_no="0012"))
    given: dict[str, Any] = {"collectors": (LI, WANG), "vehicle": "专车", "counter": "员"}
    book.record(CollectPacket(seal_intact=True, **given, **step))
    book.record(OpenPacket(opened_by=LI, seal_intact=True, listed=3, found=3, **step))
    registered = book.record(register(packet_no="0012")).last
    closed = book.record(ReconcilePacket(**step)).last
    back = Reverse(on=day, entry=registered, reason="录错")
    assert book.refused(back) == ["V08"]
    book.record(Reverse(on=day, entry=closed, reason="录错"))
    book.record(back)


TestArrivals = pytest.mark.timeout(600)(Arrivals.TestCase)
TestArrivals.settings = settings(max_examples=6, stateful_step_count=35, **COMMON)


class ArrivalWalk(LifeWalk, Arrivals):
    """The same, led by dice."""

    def offered(self) -> dict[str, dict[str, Any]]:
        pick, yes = self.dice.randint(1, 60), self.dice.choice((False, True))
        mark = self.dice.choice(("秘密★5年", "机密★10年", "绝密★20年"))
        field = self.dice.choice(("title", "doc_number", "marking"))
        return super().offered() | {
            "announce": {"pick": pick},
            "go_on_with_a_packet": {"pick": pick, "wrong": yes},
            "propose": {"pick": pick, "mark": mark, "drafts": self.dice.randint(-1, 2)},
            "propose_change": {"pick": pick, "mark": mark, "lift": yes},
            "decide": {"pick": pick, "approve": yes},
            "correct_document": {"pick": pick, "field": field},
            "bring_back": {"pick": pick, "since": self.dice.randint(-4, 1)},
            "hand_out_papers": {"pick": pick, "miscounted": yes, "one": pick % 3 == 0},
            "hand_in_papers": {"pick": pick, "how": self.dice.randint(0, 2)},
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
                self.a_packet_is_reconciled_with_the_register,
                self.what_was_handed_out_is_accounted_for,
                self.what_was_made_of_a_copy_is_of_the_same_document,
                self.now_and_then_the_state_is_what_the_journal_gives,
            ):
                holds()
        return self.seen


OFTEN = (
    *("announce", "go_on_with_a_packet", "go_on_with_a_packet", "go_on_with_a_packet"),
    *("propose", "propose_change", "decide", "decide", "mark_anew"),
    *("hand_out_papers", "hand_in_papers", "hand_in_papers", "bring_back"),
)
REACHED = (
    *("announce_packet", "collect_packet", "open_packet", "reconcile_packet", "register"),
    *("propose_mark", "decide_mark", "propose_change", "correct_document", "remark"),
    *("bring_back", "hand_out", "hand_in"),
)


@pytest.mark.timeout(900)
def test_a_long_walk_comes_to_every_beginning_and_stays_in_balance() -> None:
    seen = walked(range(1, 4), 180, ArrivalWalk)
    assert {f"recorded {kind}" for kind in REACHED} - seen == set()
    assert {f"refused {kind}" for kind in REACHED} - seen <= {"refused remark", "refused register"}


@pytest.mark.night
@pytest.mark.timeout(5400)
@pytest.mark.parametrize("seed", range(300, 330))
def test_a_walk_of_a_thousand_steps_through_arrivals(seed: int) -> None:
    random.seed(seed)
    walked([seed], 1000, ArrivalWalk)
