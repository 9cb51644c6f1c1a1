"""登记存放处: a cabinet, a safe, a reading room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Belief, Place
from db.ledger.known import Known
from db.ledger.rules import V01, V06, Refusal, refuse
from db.ledger.values import Role


@act("add_place", "登记存放处", Phase.SETUP, Role.CUSTODIAN, Role.SYS_ADMIN)
class AddPlace(Act):
    """Enter a place where copies are kept or, if `reading`, read (K06)."""

    name: str = asked("名称", "如 1号柜2层")
    reading: bool = asked("阅文场所", "可在此阅读绝密件", default=False)
    number: int | None = reckoned("编号", series="place", default=None)

    def completed(self, known: Known) -> AddPlace:
        """Number it."""
        return replace(self, number=self.number or known.take("place"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A name, and only once."""
        if not self.name.strip():
            yield refuse(V01, field="name", label="名称", problem="必填")
        if known.named(Place, self.name):
            yield refuse(V06, field="name", name=self.name)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The place is there."""
        yield Place(id=self.number or 0, name=self.name, reading=self.reading)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"登记存放处{self.name}"
