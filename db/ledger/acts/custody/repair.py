"""送修: a copy or carrier is mended by the unit's own people, or by others under watch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import (
    approval_refusals,
    called,
    filled_refusals,
    names_of,
    rest_refusals,
    time_refusals,
)
from db.ledger.acts.custody.trips import back_refusals, came_back, open_trip, with_trips
from db.ledger.beliefs import Belief, Copy, Person, Trip
from db.ledger.beliefs.moves import TripKind
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K05, K31, K33, V01, Refusal, refuse
from db.ledger.values import Level, Role, State


@act("send_to_repair", "送修", Phase.CUSTODY, Role.CUSTODIAN)
class SendToRepair(Act):
    """Give a copy to be mended; whoever is not of this unit works only under watch."""

    copy: int = asked("份", refers=Copy)
    technician: int | None = asked("维修人", "本单位人员", default=None, refers=Person)
    outsider: str = asked("外来维修单位及人员", "本单位人员维修时不填", default="")
    watchers: tuple[int, ...] = asked("全程监督人", "外来人员维修时必填", default=(), refers=Person)
    reason: str = asked("维修原因")
    where: str = asked("维修地点", default="")
    approved_by: str = asked("批准人")
    due: date = asked("应修复日期")
    form_no: str = asked("审批单号", default="")
    trip: int | None = reckoned("送修号", series="trip", default=None)
    names: str = reckoned("监督人姓名", default="")

    def needs(self) -> Needs:
        """The copy, the technician and the watchers."""
        people = (self.technician, *self.watchers)
        return needs((Copy, self.copy), *((Person, person) for person in people))

    def completed(self, known: Known) -> SendToRepair:
        """Number it."""
        trip = self.trip or known.take("trip")
        return replace(self, trip=trip, names=names_of(known, self.watchers))

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only a copy at rest is sent to repair."""
        yield from rest_refusals(copy, "送修")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a repair can break."""
        copy = known.copy(self.copy)
        yield from self.first_look(copy)
        yield from time_refusals(copy, self.on)
        if self.technician is None and not self.outsider.strip():
            yield refuse(V01, field="technician", label="维修人", problem="必填")
        if self.outsider.strip() and not self.watchers:
            problem = "外来人员维修须有人全程监督"
            yield refuse(V01, field="watchers", label="全程监督人", problem=problem)
        if copy.level is Level.TOP_SECRET and self.outsider.strip() and len(set(self.watchers)) < 2:
            yield refuse(K05, field="watchers", what="外来人员维修须两人以上监督")
        for person in known.those(Person, self.watchers):
            yield from fit_refusals(person, self.on, "监督维修", field="watchers")
        technician = known.find(Person, self.technician) if self.technician else None
        yield from approval_refusals(self.approved_by, technician.name if technician else "")
        yield from filled_refusals(("reason", "维修原因", self.reason))
        days = known.policy.longest_hold_days
        last = self.on + timedelta(days=days)
        if not self.on <= self.due <= last:
            yield refuse(K33, field="due", first=self.on, last=last, days=days)

    @property
    def _with(self) -> int | None:
        """Return who answers for it meanwhile: the technician, else the first watcher."""
        return self.technician or next(iter(self.watchers), None)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copy is being mended."""
        copy = known.copy(self.copy)
        yield replace(
            copy, state=State.IN_REPAIR, holder=self._with, due=self.due, moved_on=self.on
        )
        yield Trip(
            id=self.trip or 0,
            kind=TripKind.REPAIR,
            copy=copy.id,
            document=copy.document,
            holder=self._with or copy.custodian,
            companions=self.names,
            destination=self.outsider or self.where,
            reason=self.reason,
            approved_by=self.approved_by,
            form_no=self.form_no,
            measures=self.where,
            out_on=self.on,
            out_at=self.at,
            due=self.due,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        by = self.outsider or names.person(self.technician)
        return f"{names.copy(self.copy)}送{by}维修，应于{self.due}修复"


@act("back_from_repair", "修复", Phase.CUSTODY, Role.CUSTODIAN)
class BackFromRepair(Act):
    """Take a mended copy back into its place."""

    copy: int = asked("份", refers=Copy)
    pages: int | None = asked("清点页数", "与登记页数核对", default=None)
    damaged: bool = asked("仍有破损", default=False)
    note: str = asked("修复情况", default="")
    trip: int | None = reckoned("送修号", default=None)

    def needs(self) -> Needs:
        """The copy with its trips."""
        return with_trips(needs((Copy, self.copy)), self.copy)

    def completed(self, known: Known) -> BackFromRepair:
        """Find the open repair."""
        return replace(self, trip=open_trip(known, self.copy))

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only what is being mended comes back from it."""
        if copy.state is not State.IN_REPAIR:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="修复")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """In repair until now, and not back before it went."""
        copy = known.copy(self.copy)
        yield from self.first_look(copy)
        if copy.state is State.IN_REPAIR:
            yield from back_refusals(copy, self.on, self.pages)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copy is in its place, the repair closed."""
        yield from came_back(
            known, self.copy, self.trip, self.on, self.at, damaged=self.damaged, note=self.note
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}修复取回"
