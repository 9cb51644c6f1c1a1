"""撤并部门: a department is closed; what is alive in it goes into another one, if one is named.

Its past stays its own: terms of office end, earlier findings, rounds and holdings keep its name.
Who may know a document is not widened by it: a scope that names the department is set anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import (
    Belief,
    Conference,
    Contract,
    Department,
    Finding,
    Person,
    Post,
    ScopeMember,
    Site,
    System,
    Tenure,
)
from db.ledger.beliefs.findings import FindingState
from db.ledger.beliefs.gatherings import ConferenceState
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V00, V01, V63, V64, Refusal, refuse, warn
from db.ledger.values import Role

B = TypeVar("B", Person, Post, Site, Finding, Conference, System, Contract, Tenure)
_MOVING: tuple[type[Belief], ...] = (
    Person, Post, Site, Finding, Conference, System, Contract, Tenure,
)  # fmt: skip
_AHEAD = (ConferenceState.PLANNED, ConferenceState.APPROVED)


@act("close_department", "撤并部门", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class CloseDepartment(Act):
    """Close a department; people, posts, sites, open findings and meetings ahead move on."""

    needs_second = True

    department: int = asked("撤销的部门", refers=Department)
    successor: int | None = asked(
        "并入",
        "人员、岗位、部位、未销号问题随之转入；不填即撤销",
        default=None,
        refers=Department,
    )
    basis: str = asked("依据", "机构调整的文号", default="")
    called: str = reckoned("部门名称", default="")
    joined: str = reckoned("并入部门", default="")
    persons: tuple[int, ...] = reckoned("转入人员", default=(), refers=Person)
    posts: tuple[int, ...] = reckoned("转入岗位", default=(), refers=Post)
    sites: tuple[int, ...] = reckoned("转入要害部位", default=(), refers=Site)
    findings: tuple[int, ...] = reckoned("转入问题", default=(), refers=Finding)
    meetings: tuple[int, ...] = reckoned("转入会议", default=(), refers=Conference)
    systems: tuple[int, ...] = reckoned("转入信息系统", default=(), refers=System)
    contracts: tuple[int, ...] = reckoned("转入采购委托", default=(), refers=Contract)
    seats: tuple[int, ...] = reckoned("届满任职", default=(), refers=Tenure)
    earlier: tuple[int, ...] = reckoned("此前并入的", default=(), refers=Department)

    def needs(self) -> Needs:
        """Everything that names the department."""
        wanted = needs()
        wanted.alike |= {(kind, "department", self.department) for kind in _MOVING}
        wanted.alike.add((ScopeMember, "member", self.department))
        return wanted

    def completed(self, known: Known) -> CloseDepartment:
        """Name what moves on, as it is today."""
        rooms = {one.id: one for one in known.all(Department)}
        closed, heir = rooms.get(self.department), rooms.get(self.successor or 0)
        return replace(
            self,
            called=closed.name if closed else "",
            joined=heir.name if heir else "",
            persons=self._mine(known, Person, lambda _: True),
            posts=self._mine(known, Post, lambda one: one.active),
            sites=self._mine(known, Site, lambda one: one.withdrawn_on is None),
            findings=self._mine(known, Finding, lambda one: one.state is not FindingState.CLOSED),
            meetings=self._mine(known, Conference, lambda one: one.state in _AHEAD),
            systems=self._mine(known, System, lambda one: one.stopped_on is None),
            contracts=self._mine(known, Contract, lambda one: one.ended_on is None),
            seats=self._mine(known, Tenure, lambda one: one.open),
            earlier=tuple(
                sorted(one.id for one in rooms.values() if one.successor == self.department)
            ),
        )

    def _mine(self, known: Known, kind: type[B], alive: Callable[[B], bool]) -> tuple[int, ...]:
        """Return the numbers of what is alive in the department."""
        found = (one for one in known.all(kind) if one.department == self.department)
        return tuple(sorted(one.id for one in found if alive(one)))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A department there is; what is alive in it goes somewhere; scopes are set anew."""
        if known.find(Department, self.department) is None:
            yield refuse(V00, field="department", what=Department.word)
            return
        if self.successor is not None and known.find(Department, self.successor) is None:
            yield refuse(V00, field="successor", what=Department.word)
        if self.successor == self.department:
            yield refuse(V01, field="successor", label="并入", problem="不能并入自己")
        if self.successor is None and (left := self._left(known)):
            what = f"{self.called}还有{left}，先调整，或者选并入的部门"
            yield refuse(V63, field="successor", what=what)
        scoped = {
            one.document
            for one in known.all(ScopeMember)
            if one.kind == "department" and one.member == self.department and one.active
        }
        if scoped:
            yield warn(V64, field="department", name=self.called, count=len(scoped))

    def _left(self, known: Known) -> str:
        """Say what is alive in the department; '' if nothing is."""
        at_work = sum(one.on_post for one in known.those(Person, self.persons))
        counted = (
            (at_work, "在岗人员{}人"),
            (len(self.posts), "涉密岗位{}个"),
            (len(self.sites), "要害部位{}处"),
            (len(self.findings), "未销号的问题{}项"),
            (len(self.meetings), "未开的涉密会议{}次"),
            (len(self.systems), "在用的信息系统{}个"),
            (len(self.contracts), "未办结的采购委托{}项"),
        )
        return "、".join(words.format(number) for number, words in counted if number)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is closed, its terms of office are over, and the rest is the other one's."""
        for room in known.those(Department, [self.department]):
            yield replace(room, active=False, closed_on=self.on, successor=self.successor)
        why = f"{self.called}{f'并入{self.joined}' if self.joined else '撤销'}"
        for seat in known.those(Tenure, self.seats):
            yield replace(seat, open=False, ended_on=self.on, why_ended=why)
        heir = self.successor
        if heir is None:
            return
        for room in known.those(Department, self.earlier):
            yield replace(room, successor=heir)
        yield from _moved(known, Person, self.persons, heir)
        yield from _moved(known, Post, self.posts, heir)
        yield from _moved(known, Site, self.sites, heir)
        yield from _moved(known, Finding, self.findings, heir)
        yield from _moved(known, Conference, self.meetings, heir)
        yield from _moved(known, System, self.systems, heir)
        yield from _moved(known, Contract, self.contracts, heir)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        basis = f"（{self.basis}）" if self.basis else ""
        if not self.joined:
            return f"撤销{self.called}{basis}"
        return f"{self.called}并入{self.joined}{basis}，转入人员{len(self.persons)}人"


def _moved(known: Known, kind: type[B], numbers: tuple[int, ...], heir: int) -> Iterator[B]:
    for one in known.those(kind, numbers):
        yield replace(one, department=heir)
