"""去向不明、找回、停止处置: loss with its 24-hour clock, and holds on ending acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import called, time_refusals
from db.ledger.acts.custody.trips import open_trip, over, with_trips
from db.ledger.beliefs import Belief, Copy, Hop, Incident, Loan, Place
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K27, K31, K35, V00, V01, Refusal, refuse, warn
from db.ledger.values import Role, State


@act("report_missing", "报告去向不明", Phase.ENDING, Role.CUSTODIAN)
class ReportMissing(Act):
    """A copy cannot be found: an incident opens with a clock of 24 hours (K27)."""

    copy: int = asked("份", refers=Copy)
    finder: str = asked("发现人")
    circumstances: str = asked("经过")
    finder_post: str = asked("发现人职务", default="", seldom=True)
    found_where: str = asked("发现地点", default="", seldom=True)
    incident: int | None = reckoned("事件", series="incident", default=None)
    report_by: str = reckoned("上报时限", default="")
    reported_at: str = reckoned("录入时间", default="")

    def needs(self) -> Needs:
        """The copy with its open loan."""
        return needs((Copy, self.copy))

    def completed(self, known: Known) -> ReportMissing:
        """Number the incident and start its clock."""
        return replace(
            self,
            incident=self.incident or known.take("incident"),
            report_by=report_by(known),
            reported_at=known.now,
        )

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only a living copy goes missing."""
        if copy.state.closed or copy.state is State.UNACCOUNTED:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="报告去向不明")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A living copy, with an account of what happened."""
        copy = known.copy(self.copy)
        yield from self.first_look(copy)
        yield from time_refusals(copy, self.on)
        for label, value in (("发现人", self.finder), ("经过", self.circumstances)):
            if not value.strip():
                yield refuse(V01, label=label, problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copy is unaccounted for; nobody is released from it by that."""
        incident = Incident(
            id=self.incident or 0,
            copy=self.copy,
            reported_on=self.on,
            reported_at=self.reported_at,
            report_by=self.report_by,
            finder=self.finder,
            finder_post=self.finder_post,
            found_where=self.found_where,
            circumstances=self.circumstances,
        )
        yield from gone_missing(known, incident)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}去向不明，须于{self.report_by[:16]}前上报"


def report_by(known: Known) -> str:
    """Return until when a loss must be reported (K27)."""
    within = timedelta(hours=known.policy.leak_hours)
    return (datetime.fromisoformat(known.now) + within).isoformat(timespec="minutes")


def gone_missing(known: Known, incident: Incident) -> Iterator[Belief]:
    """Yield what a loss brings about: the copy is unaccounted for, an incident is open."""
    for copy in known.those(Copy, [incident.copy]):
        yield replace(copy, state=State.UNACCOUNTED, due=None, moved_on=incident.reported_on)
    yield incident


@act("found_again", "找回", Phase.ENDING, Role.CUSTODIAN)
class FoundAgain(Act):
    """A missing copy turned up; the incident stays on record with its cause."""

    copy: int = asked("份", refers=Copy)
    place: int = asked("放回", refers=Place)
    cause: str = asked("原因与结论")
    incident: int | None = reckoned("事件", default=None)
    loan: int | None = reckoned("借阅号", default=None)
    hop: int | None = reckoned("传阅号", default=None)
    trip: int | None = reckoned("外出号", default=None)

    def needs(self) -> Needs:
        """The copy with its trips and incidents."""
        wanted = with_trips(needs((Copy, self.copy)), self.copy)
        wanted.alike.add((Incident, "copy", self.copy))
        return wanted

    def completed(self, known: Known) -> FoundAgain:
        """Find the open incident, and the loan, round or trip that ends with the find."""
        open_ones = (i for i in known.all(Incident) if i.copy == self.copy and not i.closed_on)
        found = next(open_ones, None)
        loan = known.copy(self.copy).loan
        hop = next((hop.id for hop in known.hops_of(self.copy) if hop.open), None)
        trip = open_trip(known, self.copy)
        return replace(self, incident=found.id if found else None, loan=loan, hop=hop, trip=trip)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only what is missing is found."""
        if copy.state is not State.UNACCOUNTED:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="找回")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Missing until now, with a cause; after 24 hours the report must have been made."""
        copy = known.copy(self.copy)
        if copy.state is not State.UNACCOUNTED:
            yield from self.first_look(copy)
            return
        yield from time_refusals(copy, self.on)
        if not self.cause.strip():
            yield refuse(V01, field="cause", label="原因与结论", problem="必填")
        if known.find(Place, self.place) is None:
            yield refuse(V00, field="place", what="存放处")
        # What an old register called lost has no incident, and no clock that ran.
        for incident in known.those(Incident, [self.incident or 0]):
            if datetime.fromisoformat(known.now) > datetime.fromisoformat(incident.report_by):
                yield warn(K27, field="cause")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Back in the cabinet; loan and incident are closed."""
        for copy in known.those(Copy, [self.copy]):
            yield replace(
                copy,
                state=State.IN_STOCK,
                holder=None,
                loan=None,
                batch=None,
                place=self.place,
                moved_on=self.on,
            )
        for loan in known.those(Loan, [self.loan or 0]):
            yield replace(loan, returned_on=self.on, open=False, remark="找回")
        for hop in known.those(Hop, [self.hop or 0]):
            yield replace(hop, back_on=self.on, open=False, remark="找回")
        yield from over(known, self.trip, self.on, self.at, "找回")
        for incident in known.those(Incident, [self.incident or 0]):
            yield replace(incident, closed_on=self.on, conclusion=self.cause)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}找回：{self.cause}"


@act("stop_disposal", "停止处置", Phase.ENDING, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class StopDisposal(Act):
    """Forbid (or, with `lift`, allow again) every ending act on some copies (K37)."""

    copies: tuple[int, ...] = asked("份", refers=Copy)
    why: str = asked("原因或文号")
    lift: bool = asked("解除", default=False)

    def needs(self) -> Needs:
        """The copies."""
        return needs(*((Copy, copy) for copy in self.copies))

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """What is gone can be neither disposed of nor kept from it."""
        if copy.state.closed:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="停止处置")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Living copies, with a reason."""
        if not self.why.strip():
            yield refuse(V01, field="why", label="原因", problem="必填")
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            if self.lift and not (copy.hold or copy.state.closed):
                state = copy.state.word
                yield refuse(K31, which=called(copy), state=state, act="解除停止处置")
            if self.on < copy.entered_on:
                why = f"早于该份入账日期{copy.entered_on}"
                yield refuse(K35, field="on", day=self.on, why=why)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The hold stands on each copy, or no more."""
        for copy in known.those(Copy, self.copies):
            yield replace(copy, hold="" if self.lift else self.why)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        verb = "解除停止处置" if self.lift else "停止处置"
        return f"{verb}{len(self.copies)}份：{self.why}"
