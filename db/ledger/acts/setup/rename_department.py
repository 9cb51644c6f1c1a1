"""部门更名: a department goes on under another name; the old one stays with what was then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Department, FormerName
from db.ledger.known import Known
from db.ledger.rules import V00, V06, Refusal, refuse
from db.ledger.values import Role


@act("rename_department", "部门更名", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class RenameDepartment(Act):
    """Give a department its new name; papers of an earlier day show the old one."""

    department: int = asked("部门", refers=Department)
    name: str = asked("新名称")
    basis: str = asked("依据", "机构调整的文号", default="")
    before: str = reckoned("原名称", default="")

    def completed(self, known: Known) -> RenameDepartment:
        """Keep what it was called."""
        found = known.find(Department, self.department)
        return replace(self, before=found.name if found else "", name=self.name.strip())

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A department there is, and a name that no other one has."""
        found = known.find(Department, self.department)
        if found is None:
            yield refuse(V00, field="department", what=Department.word)
        yield from filled_refusals(("name", "新名称", self.name))
        if self.name and known.named(Department, self.name):
            yield refuse(V06, field="name", name=self.name)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It has the new name; until when it had the old one is kept."""
        for found in known.those(Department, [self.department]):
            number = found.names + 1
            yield FormerName(department=found.id, number=number, name=self.before, until=self.on)
            yield replace(found, name=self.name, names=number)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        basis = f"（{self.basis}）" if self.basis else ""
        return f"{self.before}更名为{self.name}{basis}"
