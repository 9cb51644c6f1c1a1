"""开立账户: a person gets a password that unlocks the ledger, and a key that signs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Account, Belief, Person
from db.ledger.fitness import single_refusals, two_where_possible
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K26, V00, V01, V06, Refusal, refuse
from db.ledger.values import Role

SMALL_UNIT = (Role.CUSTODIAN, Role.SYS_ADMIN, Role.SECURITY_ADMIN)
FORBIDDEN_PAIRS = (
    (Role.SYS_ADMIN, Role.AUDIT_ADMIN),
    (Role.SECURITY_ADMIN, Role.AUDIT_ADMIN),
)


@act("add_account", "开立账户", Phase.SETUP, Role.SYS_ADMIN)
class AddAccount(Act):
    """Open an account; its public key is what all later signatures answer to.

    The system administrator proposes it.  The security administrator gives the roles; where both
    are one person, a second one stands for him as soon as there is one.
    """

    reversible = False
    by_program = True
    gains = ("person",)

    person: int = asked("人员", refers=Person)
    name: str = asked("账户名")
    also: tuple[Role, ...] = asked("角色")
    public_key: str = reckoned("公钥", default="")
    granted: bool = reckoned("已授权", default=False)
    own: bool = reckoned("本人口令", default=False)
    number: int | None = reckoned("编号", series="account", default=None)

    def needs(self) -> Needs:
        """The person."""
        return needs((Person, self.person))

    def completed(self, known: Known) -> AddAccount:
        """Number it; whoever is security administrator too grants what he proposes."""
        granted = Role.SECURITY_ADMIN in known.operator.roles
        return replace(self, granted=granted, number=self.number or known.take("account"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """One credential for a person (V24), and compatible roles only (K26)."""
        if known.find(Person, self.person) is None:
            yield refuse(V00, field="person", what="人员")
        if not self.name.strip():
            yield refuse(V01, field="name", label="账户名", problem="必填")
        if known.named(Account, self.name):
            yield refuse(V06, field="name", name=f"账户{self.name}")
        if not self.also:
            yield refuse(V01, field="also", label="角色", problem="至少一个")
        yield from single_refusals(known, self.person)
        yield from pair_refusals(self.also)
        yield from two_where_possible(known, self.on)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The account is there."""
        yield Account(
            id=self.number or 0,
            name=self.name,
            person=self.person,
            roles=self.also,
            public_key=self.public_key,
            granted=self.granted,
            own=self.own,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        roles = "、".join(role.word for role in self.also)
        pending = "" if self.granted else "，待授权"
        return f"为{names.person(self.person)}开立账户{self.name}（{roles}）{pending}"


def pair_refusals(roles: Collection[Role]) -> Iterator[Refusal]:
    """Judge K26: two offices that watch over each other are never one person's."""
    for one, other in FORBIDDEN_PAIRS:
        if one in roles and other in roles:
            yield refuse(K26, field="also", pair=f"{one.word}与{other.word}")


def lost_separations(
    *, small: bool = False, held: Iterable[Iterable[Role]] = ()
) -> tuple[str, ...]:
    """Say which separations of duty are lost: by the roles each person holds, or by a plan."""
    persons = [frozenset(roles) for roles in held]
    if small and not persons:
        persons = [frozenset(SMALL_UNIT)]
    if not persons:
        return ()
    lost = [
        f"{one.word}与{other.word}由一人兼任"
        for one, other in combinations(SMALL_UNIT, 2)
        if any({one, other} <= roles for roles in persons)
    ]
    if not any(Role.AUDIT_ADMIN in roles for roles in persons):
        lost.append("没有安全审计员，审计记录无人独立查看")
    return tuple(lost)
