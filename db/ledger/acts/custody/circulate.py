"""传阅: out to one reader and back to the custodian, every time (no 横传, K13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import (
    called,
    came_to_know,
    grade_refusals,
    rest_refusals,
    scope_refusals,
    time_refusals,
    widened,
)
from db.ledger.acts.custody.trips import with_trips
from db.ledger.beliefs import Belief, Copy, Hop, Person, Place, Stay
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K06, K13, K31, K35, V00, V01, Refusal, refuse, warn
from db.ledger.values import Level, Role, State

AT_REST = (State.IN_STOCK, State.PENDING_RETURN, State.PENDING_DESTRUCTION)


@act("circulate_out", "送阅", Phase.CUSTODY, Role.CUSTODIAN)
class CirculateOut(Act):
    """Hand a copy to the next reader; the one before must have given it back."""

    short = "传"

    copy: int = asked("份", refers=Copy)
    to: int = asked("阅件人", refers=Person)
    approved_by: str = asked("批准人", "阅件人不在知悉范围内时填写", default="")
    place: int | None = asked("阅读地点", "绝密件须在指定阅文场所", default=None, refers=Place)
    hop: int | None = reckoned("传阅号", series="hop", default=None)
    widens: bool = reckoned("增补知悉范围", default=False)

    def needs(self) -> Needs:
        """The copy with its document and scope, its open hop, and the reader."""
        return needs((Copy, self.copy), (Person, self.to))

    def completed(self, known: Known) -> CirculateOut:
        """Number the hop, and note whether the scope grows."""
        inside = known.may_know(known.copy(self.copy).document, self.to)
        return replace(self, hop=self.hop or known.take("hop"), widens=inside is None)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only a copy that is back with the custodian (K13)."""
        if copy.state is State.IN_CIRCULATION:
            yield refuse(K13, field="copy", where=f"{called(copy)}还在上一位阅件人处")
        else:
            yield from rest_refusals(copy, "送阅")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a hop out can break."""
        copy, reader = known.copy(self.copy), known.person(self.to)
        if copy.state is State.IN_CIRCULATION:
            holder = known.find(Person, copy.holder) if copy.holder else None
            where = f"{called(copy)}在{holder.name if holder else '上一位阅件人'}处"
            yield refuse(K13, field="copy", where=where)
        else:
            yield from rest_refusals(copy, "送阅")
        yield from time_refusals(copy, self.on)
        if copy.state is State.IN_STOCK:
            yield from self._before_the_last_came_back(known)
        if copy.level is Level.TOP_SECRET:
            place = known.find(Place, self.place) if self.place else None
            if place is None or not place.reading:
                yield refuse(K06, field="place")
        document = known.document(copy.document)
        yield from scope_refusals(known, document, reader, self.approved_by)
        yield from grade_refusals(reader)

    def _before_the_last_came_back(self, known: Known) -> Iterator[Refusal]:
        """The same day counts by the clock: a hop at 15:00 cannot precede a return at 15:10."""
        for hop in known.hops_of(self.copy):
            if hop.back_on == self.on and self.at and hop.back_at and self.at < hop.back_at:
                where = f"{hop.back_at}才退回"
                yield refuse(K13, field="at", where=where)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copy is with the reader, who now knows it."""
        copy = known.copy(self.copy)
        number = self.hop or 0
        yield replace(copy, state=State.IN_CIRCULATION, holder=self.to, moved_on=self.on)
        yield Hop(
            id=number,
            copy=copy.id,
            document=copy.document,
            reader=self.to,
            out_on=self.on,
            out_at=self.at,
        )
        yield from came_to_know(copy, self.to, self.on, "传阅", f"hop:{number}")
        if self.widens:
            yield widened(copy, self.to, self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}送{names.person(self.to)}阅"


@act("circulate_back", "阅退", Phase.CUSTODY, Role.CUSTODIAN)
class CirculateBack(Act):
    """Take a copy back from its reader and check the pages."""

    short = "阅退"

    copy: int = asked("份", refers=Copy)
    pages: int | None = asked("清点页数", default=None)
    note: str = asked("说明", default="")
    hop: int | None = reckoned("传阅号", default=None)

    def needs(self) -> Needs:
        """The copy with its open hop."""
        return needs((Copy, self.copy))

    def completed(self, known: Known) -> CirculateBack:
        """Find the open hop."""
        found = next((hop for hop in known.hops_of(self.copy) if hop.open), None)
        return replace(self, hop=found.id if found else None)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only what is with a reader comes back."""
        if copy.state is not State.IN_CIRCULATION:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="阅退")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a hop back can break."""
        copy = known.copy(self.copy)
        if any(self.first_look(copy)):
            yield from self.first_look(copy)
            return
        yield from time_refusals(copy, self.on)
        hop = known.find(Hop, self.hop) if self.hop else None
        if hop and hop.out_on == self.on and self.at and hop.out_at and self.at < hop.out_at:
            yield refuse(K35, field="at", day=f"{self.on} {self.at}", why=f"早于送出{hop.out_at}")
        if self.pages is not None and copy.pages is not None and self.pages != copy.pages:
            problem = f"清点{self.pages}页，登记{copy.pages}页"
            yield warn(V01, field="pages", label="页数", problem=problem)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copy is back in its place."""
        copy = known.copy(self.copy)
        yield replace(copy, state=State.IN_STOCK, holder=None, moved_on=self.on)
        for hop in known.those(Hop, [self.hop or 0]):
            yield replace(hop, back_on=self.on, back_at=self.at, open=False, remark=self.note)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}阅退"


@act("late_round", "补记往返", Phase.CUSTODY, Role.CUSTODIAN)
class LateRound(Act):
    """Record a forgotten out-and-back; it must fit a time at rest and changes no state."""

    copy: int = asked("份", refers=Copy)
    to: int = asked("经手阅件人", refers=Person)
    back_on: date = asked("退回日期")
    reason: str = asked("补记原因")
    hop: int | None = reckoned("传阅号", series="hop", default=None)

    def needs(self) -> Needs:
        """The copy with its loans, hops and trips, and the reader."""
        return with_trips(needs((Copy, self.copy), (Person, self.to)), self.copy)

    def completed(self, known: Known) -> LateRound:
        """Number the hop."""
        return replace(self, hop=self.hop or known.take("hop"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """It lies between registration and today and overlaps no other going out."""
        copy = known.copy(self.copy)
        if known.find(Person, self.to) is None:
            yield refuse(V00, field="to", what="人员")
        if not self.reason.strip():
            yield refuse(V01, field="reason", label="补记原因", problem="必填")
        first, last = self.on, self.back_on
        if not copy.entered_on <= first <= last <= (copy.closed_on or known.today):
            yield refuse(K35, field="back_on", day=f"{first}至{last}", why="不在此份在账期间")
        if copy.state not in AT_REST and not copy.state.closed and last > copy.moved_on:
            why = f"{copy.moved_on}起此份{copy.state.word}"
            yield refuse(K35, field="back_on", day=f"{first}至{last}", why=why)
        for out, back in known.times_out(self.copy):
            if first < (back or known.tomorrow()) and out < last:
                yield refuse(K35, field="on", day=f"{first}至{last}", why=f"{out}起此份不在库")

    def effects(self, known: Known) -> Iterator[Belief]:
        """A closed hop, and who came to know; the copy stays as it is."""
        copy = known.copy(self.copy)
        number = self.hop or 0
        stay = copy.stays + 1
        yield Stay(  # within a longer one: for these days the reader had it
            copy=copy.id,
            number=stay,
            since=self.on,
            until=self.back_on,
            state=State.IN_CIRCULATION,
            custodian=copy.custodian,
            place=copy.place,
            holder=self.to,
        )
        yield replace(copy, stays=stay)
        yield Hop(
            id=number,
            copy=copy.id,
            document=copy.document,
            reader=self.to,
            out_on=self.on,
            out_at=self.at,
            back_on=self.back_on,
            open=False,
            remark=f"补记：{self.reason}",
        )
        yield from came_to_know(copy, self.to, self.on, "传阅", f"hop:{number}")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"补记{names.copy(self.copy)}由{names.person(self.to)}阅，{self.on}至{self.back_on}"
