"""登记保密机构、任职、免职: who leads and who looks after secrecy, with terms of office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Body, Department, Person, Tenure
from db.ledger.beliefs.organisation import Seat, Tier
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K35, V00, V01, V06, Refusal, refuse
from db.ledger.values import Role

_KEEPERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)


@act("add_body", "登记保密机构", Phase.SETUP, *_KEEPERS)
class AddBody(Act):
    """Enter 保密委员会, 保密工作领导小组, 保密办 or what else the unit calls them."""

    name: str = asked("机构名称", "如 保密委员会、保密工作领导小组、保密办")
    tier: Tier = asked("层级")
    basis: str = asked("成立依据", "文件文号", default="")
    number: int | None = reckoned("编号", series="body", default=None)

    def needs(self) -> Needs:
        """Whatever is called so."""
        return Needs(alike={(Body, "name", self.name)})

    def completed(self, known: Known) -> AddBody:
        """Number it."""
        return replace(self, number=self.number or known.take("body"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A name, and only once."""
        yield from filled_refusals(("name", "机构名称", self.name))
        if known.named(Body, self.name):
            yield refuse(V06, field="name", name=self.name)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The body is there."""
        yield Body(id=self.number or 0, name=self.name, tier=self.tier, basis=self.basis)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"登记{self.name}（{self.tier.word}）"


@act("take_seat", "任职", Phase.SETUP, *_KEEPERS)
class TakeSeat(Act):
    """Give a person a seat: in the leading body, in the office, or in a department."""

    person: int = asked("人员", refers=Person)
    seat: Seat = asked("任")
    body: int | None = asked("保密机构", "委员会、保密办的职务填", default=None, refers=Body)
    department: int | None = asked("部门", "部门的职务填", default=None, refers=Department)
    basis: str = asked("任职依据", "文件文号")
    until: date | None = asked("任期至", "没有任期就不填", default=None)
    number: int | None = reckoned("任职号", series="tenure", default=None)
    where: str = reckoned("何处", default="")

    def needs(self) -> Needs:
        """The person, where the seat is, and who has it."""
        wanted = needs((Person, self.person), (Body, self.body))
        wanted.alike |= {(Tenure, "body", self.body)} if self.body else set()
        wanted.alike |= {(Tenure, "department", self.department)} if self.department else set()
        return wanted

    def completed(self, known: Known) -> TakeSeat:
        """Number it, and note the name of the place as it was."""
        body = known.find(Body, self.body) if self.body else None
        room = known.find(Department, self.department) if self.department else None
        name = body.name if body else room.name if room else ""
        return replace(self, number=self.number or known.take("tenure"), where=name)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody fit, a seat of that place, which nobody else has."""
        person = known.find(Person, self.person)
        if person is None:
            yield refuse(V00, field="person", what="人员")
            return
        yield from fit_refusals(person, self.on, f"任{self.seat.word}", field="person")
        yield from filled_refusals(("basis", "任职依据", self.basis))
        if self.until is not None and self.until <= self.on:
            yield refuse(K35, field="until", day=self.until, why="任期止于任职之日或更早")
        yield from self._place_refusals(known)
        for other in known.all(Tenure):
            same = (other.body, other.department) == (self.body, self.department)
            if other.open and other.seat is self.seat and same:
                if other.person == self.person:
                    yield refuse(V06, field="seat", name="此任职")
                elif self.seat.single:
                    problem = "已有人担任，请先免职"
                    yield refuse(V01, field="seat", label=self.seat.word, problem=problem)

    def _place_refusals(self, known: Known) -> Iterator[Refusal]:
        if self.seat.tier is None:
            if self.department is None or known.find(Department, self.department) is None:
                yield refuse(V01, field="department", label="部门", problem="部门职务须填部门")
            return
        body = known.find(Body, self.body) if self.body else None
        if body is None or body.tier is not self.seat.tier:
            problem = f"须填一个{self.seat.tier.word}"
            yield refuse(V01, field="body", label="保密机构", problem=problem)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The seat is taken."""
        of_body = self.seat.tier is not None
        yield Tenure(
            id=self.number or 0,
            person=self.person,
            seat=self.seat,
            body=self.body if of_body else None,
            department=None if of_body else self.department,
            basis=self.basis,
            since=self.on,
            until=self.until,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        term = f"，任期至{self.until}" if self.until else ""
        return f"{names.person(self.person)}任{self.where}{self.seat.word}{term}"


@act("leave_seat", "免职", Phase.SETUP, *_KEEPERS)
class LeaveSeat(Act):
    """End a tenure; that it was stays known."""

    person: int = asked("人员", refers=Person)
    seat: Seat | None = asked("免去", "只任一职时不必选", default=None)
    why: str = asked("原因", "换届、调整等")
    tenure: int | None = reckoned("任职号", refers=Tenure, default=None)
    called: str = reckoned("职务", default="")

    def needs(self) -> Needs:
        """The person and his tenures."""
        wanted = needs((Person, self.person))
        wanted.alike.add((Tenure, "person", self.person))
        return wanted

    def _open(self, known: Known) -> list[Tenure]:
        return [
            one
            for one in known.all(Tenure)
            if one.person == self.person and one.open and self.seat in (None, one.seat)
        ]

    def completed(self, known: Known) -> LeaveSeat:
        """Find the tenure that is meant."""
        found = self._open(known)
        one = found[0] if len(found) == 1 else None
        return replace(self, tenure=one.id if one else None, called=one.seat.word if one else "")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """One tenure that is open, ended after it began."""
        if known.find(Person, self.person) is None:
            yield refuse(V00, field="person", what="人员")
            return
        yield from filled_refusals(("why", "原因", self.why))
        found = self._open(known)
        if not found:
            yield refuse(V01, field="person", label="人员", problem="没有可免去的任职")
        elif len(found) > 1:
            yield refuse(V01, field="seat", label="免去", problem="任职不止一个，请选一个")
        elif self.on < found[0].since:
            yield refuse(K35, field="on", day=self.on, why=f"早于任职之日{found[0].since}")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The seat is free."""
        for one in known.those(Tenure, [self.tenure or 0]):
            yield replace(one, open=False, ended_on=self.on, why_ended=self.why)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"免去{names.person(self.person)}{self.called}：{self.why}"
