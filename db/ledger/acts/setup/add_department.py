"""登记部门: an internal department (处室、科室)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Belief, Department
from db.ledger.known import Known
from db.ledger.rules import V01, V06, Refusal, refuse
from db.ledger.values import Role


@act("add_department", "登记部门", Phase.SETUP, Role.CUSTODIAN, Role.SYS_ADMIN)
class AddDepartment(Act):
    """Enter a department."""

    name: str = asked("部门名称")
    number: int | None = reckoned("编号", series="department", default=None)

    def completed(self, known: Known) -> AddDepartment:
        """Number it."""
        return replace(self, number=self.number or known.take("department"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A name, and only once."""
        if not self.name.strip():
            yield refuse(V01, field="name", label="部门名称", problem="必填")
        if known.named(Department, self.name):
            yield refuse(V06, field="name", name=self.name)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The department is there."""
        yield Department(id=self.number or 0, name=self.name)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"登记部门{self.name}"
