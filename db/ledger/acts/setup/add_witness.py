"""登记见证人: a person who confirms acts in another's session and opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Belief, Person, Witness
from db.ledger.fitness import single_refusals, two_where_possible
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V00, V01, V06, Refusal, refuse
from db.ledger.values import Role


@act("add_witness", "登记见证人", Phase.SETUP, Role.SYS_ADMIN)
class AddWitness(Act):
    """Give a person a credential inside the file; proposed, granted and confirmed as an account."""

    reversible = False
    by_program = True
    gains = ("person",)

    person: int = asked("人员", refers=Person)
    name: str = asked("见证名")
    public_key: str = reckoned("公钥", default="")
    sealed: str = reckoned("封存的签名钥", default="")
    granted: bool = reckoned("已授权", default=False)
    number: int | None = reckoned("编号", series="witness", default=None)

    def needs(self) -> Needs:
        """The person."""
        return needs((Person, self.person))

    def completed(self, known: Known) -> AddWitness:
        """Number it; whoever is security administrator too grants what he proposes."""
        granted = Role.SECURITY_ADMIN in known.operator.roles
        return replace(self, granted=granted, number=self.number or known.take("witness"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A known person without a credential (V24), and a name of its own."""
        if known.find(Person, self.person) is None:
            yield refuse(V00, field="person", what="人员")
        if not self.name.strip():
            yield refuse(V01, field="name", label="见证名", problem="必填")
        if known.named(Witness, self.name):
            yield refuse(V06, field="name", name=f"见证人{self.name}")
        yield from single_refusals(known, self.person)
        yield from two_where_possible(known, self.on)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The witness is there."""
        yield Witness(
            id=self.number or 0,
            name=self.name,
            person=self.person,
            public_key=self.public_key,
            sealed=self.sealed,
            granted=self.granted,
            own=False,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"登记见证人{names.person(self.person)}{'' if self.granted else '，待授权'}"
