"""登记离岗: a person leaves his post; nothing is in his hands, and his 脱密期 begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.beliefs import Belief, Copy, Person
from db.ledger.fitness import credential_of
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K24, V00, V01, Refusal, refuse
from db.ledger.values import Role


@act("leave_post", "登记离岗", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class LeavePost(Act):
    """The day is that of the unit's approval; from then on the 脱密期 runs."""

    short = "离岗"

    person: int = asked("人员", refers=Person)
    cooling_until: date | None = asked("脱密期至", "涉密人员必填", default=None)
    reason: str = asked("去向", "调离、退休、离职等")

    def needs(self) -> Needs:
        """The person, and every copy in his hands or in his keeping."""
        wanted = needs((Person, self.person))
        wanted.alike |= {(Copy, "holder", self.person), (Copy, "custodian", self.person)}
        return wanted

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Carriers handed in, rights taken back, 脱密期 fixed (K24)."""
        person = known.find(Person, self.person)
        if person is None:
            yield refuse(V00, field="person", what="人员")
            return
        if person.left_on is not None:
            problem = f"已于{person.left_on}离岗"
            yield refuse(V01, field="person", label="人员", problem=problem)
        held = [
            copy
            for copy in known.all(Copy)
            if self.person in (copy.holder, copy.custodian) and not copy.state.closed
        ]
        if held:
            yield refuse(K24, field="person", what=f"名下还有{len(held)}份")
        if credential_of(known, self.person) is not None:
            yield refuse(K24, field="person", what="账户或见证凭据还没有移除")
        if person.grade is not None and self.cooling_until is None:
            yield refuse(K24, field="cooling_until", what="没有写明脱密期")
        if self.cooling_until is not None and self.cooling_until < self.on:
            yield refuse(V01, field="cooling_until", label="脱密期至", problem="早于离岗日期")
        if not self.reason.strip():
            yield refuse(V01, field="reason", label="去向", problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Gone from the post."""
        for person in known.those(Person, [self.person]):
            yield replace(person, on_post=False, left_on=self.on, cooling_until=self.cooling_until)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        cooling = f"，脱密期至{self.cooling_until}" if self.cooling_until else ""
        return f"{names.person(self.person)}离岗：{self.reason}{cooling}"
