"""Everything else that can be done, in any order: whatever an act declares is what is asked for.

The acts of the other machines are here too, but what counts are those that they do not tell:
people and their posts, training, travel, meetings, sites, findings, self-inspections, credentials,
an inspector in the house. An act written tomorrow is asked for from tomorrow on, by its fields.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from db.ledger.act import Act, with_reasons
from db.ledger.acts import ACTS
from db.ledger.acts.checks.answer import AnswerItem
from db.ledger.acts.checks.close_round import CloseRound, SignSheet
from db.ledger.acts.documents.decide import DecideMark
from db.ledger.acts.documents.review import CloseReview, KeepMark, OpenReview
from db.ledger.acts.ending.filing import HandToArchive, ListArchive
from db.ledger.acts.handover.sign import HandOver, ReceiveHandover
from db.ledger.acts.people.appoint import Appoint
from db.ledger.acts.people.conclude_review import ConcludeReview
from db.ledger.acts.people.describe_person import DescribePerson
from db.ledger.acts.people.filing import NoteStep
from db.ledger.acts.people.nominate import Nominate, SendForReview
from db.ledger.acts.people.on_post import Regrade, ResumePost, SuspendPost
from db.ledger.acts.people.posts import AddPost
from db.ledger.acts.people.qualify import Qualify
from db.ledger.acts.people.sign_pledge import SignPledge
from db.ledger.acts.people.take_post import TakePost
from db.ledger.acts.program.rolled_back import RolledBack
from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.grant import Grant
from db.ledger.acts.setup.lock_credential import LockCredential, UnlockCredential
from db.ledger.beliefs import (
    Batch,
    BatchLine,
    CheckItem,
    CheckSheet,
    Clearance,
    Copy,
    Document,
    Handover,
    HandoverLine,
    Leaving,
    MarkChange,
    Person,
)
from db.ledger.beliefs.handovers import Finding
from db.ledger.beliefs.marks import Decision, Duty
from db.ledger.beliefs.receptions import Proof
from db.ledger.beliefs.reviews import MarkReviewLine
from db.ledger.rules import Refused
from db.ledger.sampling import Population
from db.ledger.trouble import CannotOpen, Trouble
from db.ledger.values import BatchKind, Level, LineState, Role, State
from db.store import files, journal, reading, standing
from db.store.confirming import Confirmation
from db.store.reading import Asker, Question
from db.vault import KeyWish, Vault, Wish, recover, rekey
from db.views import VIEWS
from desktop.unit_policy import unit_policy
from tests.book import (
    FIRST,
    LI,
    OFFICER,
    PASSWORD,
    QIAN,
    TINY,
    WANG,
    WITNESS,
    WITNESS_PASSWORD,
    ZHAO,
    ZHOU,
    unlocked,
)
from tests.golden.self_checking import CHECKING
from tests.journeys.any_order import COMMON, REASONS, Machine, papers
from tests.journeys.declared import Choice, Choices, Declared
from tests.journeys.test_any_order_of_arrivals import REACHED as ARRIVALS
from tests.journeys.test_any_order_of_arrivals import Arrivals
from tests.journeys.test_any_order_of_endings import OPEN, Endings
from tests.journeys.test_any_order_of_endings import REACHED as ENDINGS
from tests.journeys.test_any_order_of_lives import REACHED as LIVES
from tests.journeys.test_any_order_of_lives import Lives
from tests.journeys.test_any_order_of_offices import REACHED as OFFICES
from tests.journeys.test_any_order_of_offices import Offices

CAREER = (
    *(AddPost, Nominate, SendForReview, ConcludeReview, Qualify, SignPledge, TakePost),
    *(SuspendPost, ResumePost, Regrade, DescribePerson, NoteStep),
)
ENDS = ("取消", "撤", "注销", "离任")  # what would end a chain before its end
OTHER = "示例孙"
OWN = "自己的口令一二三四"
ASKED = tuple(kind for kind in ACTS if not kind.by_program)
MARKS = ("秘密★6个月", "秘密★5年", "机密★10年", "绝密★20年")


def _only(*choices: Any) -> Choice:
    return lambda book: choices


def _where(kind: type[Any], condition: str, column: str = "person") -> Choice:
    """Return what a field takes: a column of those that meet a condition."""
    return lambda book: [
        getattr(one, column) for one in standing.where(book.connection, kind, condition)
    ]


_SERVING = _where(Clearance, "stage = 'ON_POST'")
_COOLING = _where(Leaving, "state IN ('COOLING', 'ENTRUSTED')")
CHOICES: Choices = {
    "marking": _only(*MARKS),
    "note_finding.category": lambda book: book.vault._policy.violations,
    "answer_item.item": _only(*(item.id for one in CHECKING.lists.values() for item in one.items)),
    "register_passport.number": _only("E12345678", "G87654321", "SE1234567"),
    "describe_person.employment": _only("借调", "聘用"),
    "note_step.step": lambda book: sorted({step.name for step in book.vault._policy.steps}),
    "open_handover.leaver": _only(WANG),
    "open_handover.receiver": _only(LI),
    "open_handover.supervisor": _only(ZHOU),
    "send_for_review.person": _where(Clearance, "stage = 'CANDIDATE'"),
    "conclude_review.person": _where(Clearance, "stage = 'UNDER_REVIEW'"),
    "qualify.person": _where(Clearance, "stage = 'APPROVED'"),
    "sign_pledge.person": _where(Clearance, "stage = 'TRAINED'"),
    "take_post.person": _where(Clearance, "stage = 'PLEDGED'"),
    "resume_post.person": _where(Clearance, "stage = 'SUSPENDED'"),
    **dict.fromkeys(("regrade.person", "suspend_post.person", "end_post.person"), _SERVING),
    "open_leaving.person": _SERVING,
    "leave_post.person": _where(Leaving, "state = 'LEAVING'"),
    "entrust_cooling.person": _COOLING,
    "entrust_receipt.person": _COOLING,
    "contact_leaver.person": _COOLING,
    "release_leaver.person": _COOLING,
    "confirm_expiry.document": _where(Document, "last_secret_day < '2027'", "id"),
    "score_training.scores": lambda book: [
        (f"{one.name} 95",) for one in standing.where(book.connection, Person)
    ],
    "note_step.person": _where(Person, "employment IN ('借调', '聘用')", "id"),
    "keep_mark.decided_by": _only(ZHAO),
    "lock_credential.person": _only(WANG),  # who confirms must be able to
    "reverse.entry": lambda book: range(journal.tip(book.connection)[0])[-4:],
}


class Everything(Machine):
    """One ledger of an office in which anything at all is done."""

    @initialize(in_house=st.booleans())
    def open_the_book(self, *, in_house: bool) -> None:
        self.begin()
        papers(self.book, in_house=in_house)
        self.book.record(AddPerson(on=self.day(0), name=OTHER))
        self.book.witness(OTHER, 6, OWN)
        self.book.account("示例王", WANG, Role.SECRECY_OFFICE_HEAD, password=OWN)
        named = {"duty": Duty.CLASSIFY, "level": Level.TOP_SECRET, "basis": "指定1号"}
        self.ask(Appoint(on=self.day(0), person=ZHAO, **named))
        self.sit_down()
        self.declared = Declared(self.book, self.second, CHOICES)

    def sit_down(self, name: str = OFFICER, password: str = PASSWORD) -> None:
        """Unlock it as the program does, with what the unit has settled."""
        self.look_away()
        self.book.vault.lock()
        self.book._confirmed.clear()
        policy = replace(unit_policy(), checking=CHECKING)
        at = {"clock": self.book.clock, "state_dir": self.book.state, "policy": policy}
        self.book.vault = Vault.unlock(self.book.folder, name, password, **at)

    def second(self, act: Act) -> Confirmation | None:
        """Return who is there to confirm; at a handover he and whoever hands over."""
        there = [
            found
            for name, password in ((WITNESS, WITNESS_PASSWORD), ("示例王", OWN))
            if (found := self.confirmed(name, password))
        ]
        if len(there) == 2 and isinstance(act, ReceiveHandover):
            return replace(there[0], third=there[1])
        return there[0] if there else None

    def confirmed(self, name: str, password: str) -> Confirmation | None:
        try:
            return self.book.second(name, password)
        except (Refused, Trouble):
            return None

    def attempt(self, what: Callable[[], object]) -> bool:
        """Do something that is more than an act; if it is refused nothing was written."""
        before, ring = self.written(), (self.book.folder / files.KEYRING).read_bytes()
        try:
            what()
        except (Refused, Trouble):
            assert not self.book.connection.in_transaction
            assert self.written() == before
            assert (self.book.folder / files.KEYRING).read_bytes() == ring
            return False
        return True

    # -- what is done ----------------------------------------------------------------------

    @rule(kind=st.sampled_from(ASKED), dice=st.randoms(use_true_random=False))
    def anything(self, kind: type[Act], dice: random.Random) -> None:
        act = self.declared.an_act(kind, dice, 12)
        self.told(act, self.second(act))

    @rule(since=st.integers(0, len(ASKED) - 1), dice=st.randoms(use_true_random=False))
    def through_the_menu(self, since: int, dice: random.Random) -> None:
        """Ask for a dozen acts in the order of the menu: so that one follows another."""
        for kind in ASKED[since : since + 12]:
            if not kind.word.startswith(ENDS):
                self.anything(kind=kind, dice=dice)

    @rule(dice=st.randoms(use_true_random=False))
    def go_on_with_a_career(self, dice: random.Random) -> None:
        for kind in CAREER:
            self.anything(kind=kind, dice=dice)

    @rule(days=st.sampled_from([0, 0, 1, 3, 40, 400, 1200]))
    def time_passes(self, days: int) -> None:
        self.book.clock.forward(days=days, minutes=7)
        self.come_again()

    @rule(wrong=st.booleans())
    def come_again(self, *, wrong: bool = False) -> None:
        """Lock it and sit down again; if the clock is doubtful the day is confirmed."""
        if wrong:
            self.look_away()
            self.book.vault.lock()
            with suppress(CannotOpen):
                unlocked(self.book.folder, self.book.state, self.book.clock, "不对的口令一二")
            self.book.clock.forward(minutes=5)
        self.sit_down()
        self.book.vault.confirm_day(self.book.today)

    @rule()
    def count_what_is_handed_over(self) -> None:
        for line in self.all(HandoverLine):
            for finding, words in ((Finding.SETTLED, "已办"), (Finding.MATCHES, "相符")):
                with suppress(Refused):
                    self.book.vault.ticking.tick(line.handover, line.position, finding, words)
                    break

    @rule()
    def sign_what_was_counted(self) -> None:
        """Who hands over signs at his own seat, and again beside who receives."""
        self.ask(UnlockCredential(on=self.day(0), person=WANG, reason="办理移交"))
        self.count_what_is_handed_over()
        for number in [one.id for one in self.all(Handover)][-2:]:
            with suppress(CannotOpen):  # whose credential is locked does not sign
                self.sit_down("示例王", OWN)
                act = with_reasons(HandOver(on=self.day(0), handover=number), REASONS)
                self.told(act, self.second(act))
            self.sit_down()
            received = with_reasons(ReceiveHandover(on=self.day(0), handover=number), REASONS)
            self.told(received, self.second(received))

    @rule()
    def finish_a_round(self) -> None:
        """Answer every item of the latest round, sign its sheets, close it."""
        sheets, on = self.all(CheckSheet), self.day(0)
        latest = max((one.round for one in sheets), default=0)
        for sheet in (one for one in sheets if one.round == latest):
            for item in self.all(CheckItem):
                if (item.round, item.layer) == (latest, sheet.layer):
                    self.ask(AnswerItem(on=on, sheet=sheet.id, item=item.item, reason="已查看"))
            self.ask(SignSheet(on=on, sheet=sheet.id))
        self.ask(CloseRound(on=on, round=latest))

    @rule()
    def finish_a_review(self) -> None:
        """Decide what is proposed, open a review, keep every mark, and close it."""
        on, by = self.day(0), {"decided_by": ZHAO}
        for change in self.all(MarkChange):
            if change.decision is Decision.PROPOSED:
                self.ask(DecideMark(on=on, change=change.id, opinion="同意", **by))
        self.ask(OpenReview(on=on))
        for line in self.all(MarkReviewLine):
            if line.verdict is None:
                self.ask(KeepMark(on=on, document=line.document, reason="仍须保密", **by))
        self.ask(CloseReview(on=on))

    @rule()
    def hand_to_the_archive(self) -> None:
        on, how = self.day(0), {"archive": "档案室"}
        resting = [copy.id for copy in self.all(Copy) if copy.state is State.IN_STOCK]
        for copy in resting[-3:]:
            self.ask(ListArchive(on=on, copies=(copy,), **how))
        for batch in self.all(Batch):
            listed = [one for one in self.all(BatchLine) if one.batch == batch.id]
            copies = tuple(one.copy for one in listed if one.state is LineState.LISTED)
            if batch.kind is BatchKind.ARCHIVE and batch.state in OPEN:
                given = {"batch": batch.id, "archivist": ZHOU, "scanned": copies}
                self.ask(HandToArchive(on=on, counted=len(copies), **given))

    # -- who can confirm, and with which keys ---------------------------------------------------

    @rule(step=st.integers(0, 7), who=st.sampled_from([QIAN, ZHAO]))
    def credentials(self, step: int, who: int) -> None:
        """Somebody gets, changes, forgets or loses his credential."""
        accounts, second = self.book.vault.accounts, self.confirmed(WITNESS, WITNESS_PASSWORD)
        name = f"示例凭据{who}"
        roles, by = (Role.LEADER,), {"second": second}
        reset = partial(accounts.reset, name, FIRST, TINY, **by)
        steps: tuple[Callable[[], object], ...] = (
            partial(accounts.add_witness, name, who, FIRST, TINY, **by),
            partial(accounts.add, name, who, roles, FIRST, TINY, **by),
            partial(accounts.witness_password, name, FIRST, OWN, TINY),
            reset,
            partial(accounts.remove, name, "不再担任", **by),
            partial(self.told, LockCredential(on=self.day(0), person=who, reason="出差"), second),
            partial(self.told, UnlockCredential(on=self.day(0), person=who, reason="回"), second),
            partial(self.told, Grant(on=self.day(0), person=who), second),
        )
        self.attempt(steps[step])

    @rule()
    def change_the_keys_and_recover(self) -> None:
        """换钥 by two; then the new recovery key opens it for the officer who forgot."""
        self.look_away()
        self.book.vault.lock()
        folder, state, two = self.book.folder, self.book.state, (WITNESS, WITNESS_PASSWORD)
        there = ("示例王", OWN)
        wish = KeyWish(OFFICER, PASSWORD, two, "示例理由", (there,))
        with suppress(Refused, Trouble):
            made = rekey(folder, wish, self.book.clock(), state, TINY)
            again = Wish(OFFICER, PASSWORD, (two, (OTHER, OWN)))
            key = " ".join(made.recovery.groups)
            recover(folder, key, again, self.book.clock(), state, TINY)
        self.come_again()

    @rule()
    def an_old_file_comes_back(self) -> None:
        """What was recorded since is gone: it is seen, said, and gone on from."""
        self.look_away()
        ledger = self.book.close() / files.LEDGER
        old = ledger.read_bytes()
        self.sit_down()
        self.book.record(AddDepartment(on=self.day(0), name=f"示例处{self.book.clock():%d%H%M}"))
        self.book.close()
        ledger.write_bytes(old)
        self.sit_down()
        lost = self.book.vault.rollback
        assert lost is not None
        act = RolledBack(on=self.day(0), why="误恢复", first=lost.lost_first, last=lost.lost_last)
        self.book.vault.confirm_day(self.day(0))
        if not self.told(act, self.second(act)):
            ledger.unlink()

    # -- an inspector, a backup, a check -----------------------------------------------------------

    @rule(pick=st.integers(1, 9))
    def receive_an_inspector(self, pick: int) -> None:
        """While he is there nothing else is recorded; he draws, looks, and goes."""
        received = self.book.vault.receiving
        if not self.attempt(partial(received.begin, "示例检查员", "示例局", 30)):
            return
        assert not self.told(AddDepartment(on=self.day(0), name="示例新处"), None)
        if self.attempt(partial(received.draw, Population(gone=True), 2, f"{pick}")):
            self.attempt(partial(received.prove, 1, f"Z{pick}"))
            self.attempt(partial(received.say, 1, 1, Proof.ABSENT, "示例"))
        self.attempt(partial(received.show, copy=pick))
        self.attempt(partial(received.end, "不是口令一二三" if pick % 3 == 0 else PASSWORD))
        self.come_again()

    @rule()
    def back_up_and_check(self) -> None:
        self.look_away()
        target = self.book.folder.parent / f"{self.book.clock():%d%H%M%S}{id(object())}.zcb"
        self.book.vault.back_up(target)
        self.book.vault.securing.keep_proof(self.book.vault.prove(full=True))
        target.unlink()

    # -- what always holds ---------------------------------------------------------------------

    the_balance_holds = Endings.the_balance_holds
    what_waits_waits_for_an_open_batch = Endings.what_waits_waits_for_an_open_batch
    who_is_out_of_the_house_is_on_a_trip = Lives.who_is_out_of_the_house_is_on_a_trip
    stays_follow_each_other_without_a_gap = Lives.stays_follow_each_other_without_a_gap
    sendings_and_tasks_are_closed = Lives.sendings_and_tasks_are_closed_with_what_they_list
    a_packet_is_reconciled = Arrivals.a_packet_is_reconciled_with_the_register
    what_was_handed_out_is_accounted_for = Arrivals.what_was_handed_out_is_accounted_for
    what_was_made_is_of_the_same_document = Arrivals.what_was_made_of_a_copy_is_of_the_same_document
    every_period_adds_up = Offices.every_period_adds_up_by_the_keepers_of_its_days
    numbers_have_no_gaps = Offices.numbers_have_no_gaps
    who_has_left_has_nothing = Offices.who_has_left_has_nothing

    def teardown(self) -> None:
        if hasattr(self, "book"):
            self.every_view_answers()
        super().teardown()

    def every_view_answers(self) -> None:
        """Whatever was told, each page of the program can be read."""
        given = {"today": self.day(0).isoformat(), "since": "2026-01-01", "first": "2026-01-01"}
        given |= {"last": self.day(0).isoformat(), "day": self.day(0).isoformat()}
        one = {"subject": "copy:1", "copy": 1, "person": WANG, "place": 1, "document": 1}
        everybody = Asker(frozenset(Role), given=self.book.vault._policy.given)
        for view in VIEWS.values():
            reading.page(self.book.connection, view, Question(given=given | one), everybody)


TestEverything = pytest.mark.timeout(600)(Everything.TestCase)
TestEverything.settings = settings(max_examples=4, stateful_step_count=20, **COMMON)


@pytest.mark.night
@pytest.mark.timeout(5400)
class TestEverythingAllNight(Everything.TestCase):  # type: ignore[misc]
    settings = settings(max_examples=300, stateful_step_count=60, **COMMON)


TOLD = {"arrivals": ARRIVALS, "endings": ENDINGS, "lives": LIVES, "offices": OFFICES}
REACHED = {kind.kind for kind in ACTS} - {kind for kinds in TOLD.values() for kind in kinds}
"""What only this machine tells: every act that none of the others comes to."""


class EverythingWalk(Everything):
    """The same, led by dice towards what has not come about yet."""

    def __init__(self, seed: int, seen: set[str]) -> None:
        super().__init__()
        self.dice, self.seen = random.Random(seed), seen
        self.others: list[Callable[..., Any]] = []

    def tell(self, what: str) -> None:
        self.seen.add(what)

    def walk(self, steps: int) -> None:
        """Walk until everything was recorded that only this machine tells, or to the end."""
        for step in range(steps):
            left = self.left()
            if left:
                self.anything(kind=self.towards(self.dice.choice(left)), dice=self.dice)
                if step % 40 == 39:
                    since = max(ASKED.index(self.dice.choice(left)) - 8, 0)
                    self.through_the_menu(since=since, dice=self.dice)
            if step % 6 == 0:
                self.something_else()
                self.what_always_holds()
                if all(f"recorded {kind}" in self.seen for kind in REACHED):
                    break

    def what_always_holds(self) -> None:
        for name in vars(Everything):
            if hasattr(getattr(self, name), "hypothesis_stateful_invariant"):
                getattr(self, name)()
        kinds = self.book.connection.execute("SELECT DISTINCT kind FROM entry")
        self.seen.update(f"recorded {kind}" for (kind,) in kinds)

    def left(self) -> list[type[Act]]:
        """Return what is still to come of what only this machine tells."""
        return [
            one for one in ASKED if one.kind in REACHED and f"recorded {one.kind}" not in self.seen
        ]

    def towards(self, kind: type[Act]) -> type[Act]:
        """Return it, or what stands before it in the menu, or anything."""
        at, throw = ASKED.index(kind), self.dice.random()
        if throw < 0.4:
            return kind
        return self.dice.choice(ASKED[max(at - 6, 0) : at] or ASKED if throw < 0.8 else ASKED)

    def something_else(self) -> None:
        """Do one of the other things, each before any comes again."""
        if not self.others:
            credentials = [
                partial(self.credentials, step=step, who=who)
                for step in (0, 1, 2, 5, 6, 7, 3, 4)
                for who in (QIAN, ZHAO)
            ]
            others: list[Callable[..., Any]] = [
                *[partial(self.time_passes, days=days) for days in (1, 3, 40, 400, 1200)],
                partial(self.come_again, wrong=True),
                partial(self.receive_an_inspector, pick=self.dice.randint(1, 9)),
                *[self.sign_what_was_counted, self.finish_a_round, self.finish_a_review] * 2,
                *[partial(self.go_on_with_a_career, dice=self.dice)] * 3,
                *[self.change_the_keys_and_recover, self.an_old_file_comes_back],
                *[self.hand_to_the_archive, self.back_up_and_check],
            ]
            self.others = [*self.dice.sample(others, len(others)), *credentials]
        self.others.pop(self.dice.choice((0, -1)))()


def told_by_walking(books: int, steps: int, first: int = 1) -> set[str]:
    """Walk through one ledger after the other, until nothing is left."""
    seen: set[str] = set()
    for seed in range(first, first + books):
        random.seed(seed)  # for what is looked at now and then
        machine = EverythingWalk(seed, seen)
        machine.open_the_book(in_house=seed % 3 == 0)
        try:
            machine.walk(steps)
            machine.what_always_holds()
        finally:
            machine.teardown()
        if all(f"recorded {kind}" in seen for kind in REACHED):
            break
    return seen


@pytest.mark.timeout(900)
def test_every_act_that_no_other_machine_tells_comes_about() -> None:
    seen = told_by_walking(books=8, steps=350)
    assert {f"recorded {kind}" for kind in REACHED} - seen == set()


def test_what_the_other_machines_claim_are_acts() -> None:
    """Each proves its own by its walk; all the rest is this one's, and proven above."""
    assert {kind for told in TOLD.values() for kind in told} < {kind.kind for kind in ACTS}


@pytest.mark.night
@pytest.mark.timeout(5400)
@pytest.mark.parametrize("seed", range(500, 530))
def test_a_long_walk_through_everything(seed: int) -> None:
    told_by_walking(books=2, steps=1500, first=seed)
