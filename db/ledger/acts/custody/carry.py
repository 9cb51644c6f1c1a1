"""外带: a copy leaves the house in somebody's hands, and comes back checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import (
    approval_refusals,
    called,
    came_to_know,
    filled_refusals,
    names_of,
    rest_refusals,
    scope_refusals,
    time_refusals,
    widened,
)
from db.ledger.acts.custody.trips import back_refusals, came_back, open_trip, with_trips
from db.ledger.beliefs import Belief, Copy, Person, Trip
from db.ledger.beliefs.moves import TripKind
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K05, K08, K31, K33, V01, Refusal, refuse
from db.ledger.values import Level, Role, State


@act("carry_out", "外带", Phase.CUSTODY, Role.CUSTODIAN)
class CarryOut(Act):
    """Let a copy out of the house, with approval and, if 绝密, with two persons (K05)."""

    short = "外带"

    copy: int = asked("份", refers=Copy)
    carriers: tuple[int, ...] = asked("携带人", "绝密件须两人以上同行", refers=Person)
    destination: str = asked("去向", "外出地点")
    purpose: str = asked("用途")
    approved_by: str = asked("批准人", "主管领导")
    due: date = asked("应返回日期")
    measures: str = asked("保管措施", "如 密码箱、专车；绝密件必填", default="")
    abroad: bool = asked("出境", default=False)
    form_no: str = asked("审批单号", default="")
    trip: int | None = reckoned("外出号", series="trip", default=None)
    widens: bool = reckoned("增补知悉范围", default=False)
    names: str = reckoned("携带人姓名", default="")

    def needs(self) -> Needs:
        """The copy with its document and scope, and the carriers."""
        return needs((Copy, self.copy), *((Person, person) for person in self.carriers))

    def completed(self, known: Known) -> CarryOut:
        """Number the trip, and note whether the scope grows."""
        document = known.copy(self.copy).document
        first = known.find(Person, self.carriers[0]) if self.carriers else None
        return replace(
            self,
            trip=self.trip or known.take("trip"),
            widens=first is not None and known.may_know(document, first.id) is None,
            names=names_of(known, self.carriers),
        )

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only a copy at rest leaves the house."""
        yield from rest_refusals(copy, "外带")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a carrying out can break."""
        copy = known.copy(self.copy)
        document = known.document(copy.document)
        yield from self.first_look(copy)
        yield from time_refusals(copy, self.on)
        if not self.carriers:
            yield refuse(V01, field="carriers", label="携带人", problem="必填")
        people = [known.person(person) for person in self.carriers]
        for person in people:
            yield from scope_refusals(known, document, person, self.approved_by)
            yield from fit_refusals(person, self.on, "外带", field="carriers")
        yield from approval_refusals(self.approved_by, *(person.name for person in people))
        yield from filled_refusals(
            ("destination", "去向", self.destination), ("purpose", "用途", self.purpose)
        )
        if copy.level is Level.TOP_SECRET:
            yield from self._top_secret()
        days = known.policy.longest_loan_days
        last = self.on + timedelta(days=days)
        if not self.on <= self.due <= last:
            yield refuse(K33, field="due", first=self.on, last=last, days=days)

    def _top_secret(self) -> Iterator[Refusal]:
        if len(set(self.carriers)) < 2:
            yield refuse(K05, field="carriers", what="外带须两人以上")
        if not self.measures.strip():
            yield refuse(K05, field="measures", what="请填保管措施")
        if self.abroad:
            yield refuse(K08, field="abroad")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copy is with the first carrier; all of them know it."""
        copy, number = known.copy(self.copy), self.trip or 0
        holder = self.carriers[0]
        yield replace(copy, state=State.CARRIED_OUT, holder=holder, due=self.due, moved_on=self.on)
        yield Trip(
            id=number,
            kind=TripKind.CARRY,
            copy=copy.id,
            document=copy.document,
            holder=holder,
            companions=self.names,
            destination=f"{self.destination}（出境）" if self.abroad else self.destination,
            reason=self.purpose,
            approved_by=self.approved_by,
            form_no=self.form_no,
            measures=self.measures,
            out_on=self.on,
            out_at=self.at,
            due=self.due,
        )
        for person in self.carriers:
            yield from came_to_know(copy, person, self.on, "外带", f"trip:{number}")
            if self.widens:
                yield widened(copy, person, self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}由{self.names}外带至{self.destination}，应于{self.due}返回"


@act("carry_back", "带回", Phase.CUSTODY, Role.CUSTODIAN)
class CarryBack(Act):
    """Take a copy back from outside and check it."""

    short = "带回"

    copy: int = asked("份", refers=Copy)
    pages: int | None = asked("清点页数", "与登记页数核对", default=None)
    damaged: bool = asked("破损", default=False)
    note: str = asked("返回检查", default="")
    trip: int | None = reckoned("外出号", default=None)

    def needs(self) -> Needs:
        """The copy with its trips."""
        return with_trips(needs((Copy, self.copy)), self.copy)

    def completed(self, known: Known) -> CarryBack:
        """Find the open trip."""
        return replace(self, trip=open_trip(known, self.copy))

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only what was carried out is carried back."""
        if copy.state is not State.CARRIED_OUT:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="带回")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Out until now, and not back before it went."""
        copy = known.copy(self.copy)
        yield from self.first_look(copy)
        if copy.state is State.CARRIED_OUT:
            yield from back_refusals(copy, self.on, self.pages)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copy is in its place, the trip closed."""
        yield from came_back(
            known, self.copy, self.trip, self.on, self.at, damaged=self.damaged, note=self.note
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}带回"
