"""开立账户: a person gets a password that unlocks the ledger, and a key that signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Account, Belief, Person
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
    """Open an account; its public key is what all later signatures answer to."""

    reversible = False
    by_program = True

    person: int = asked("人员", refers=Person)
    name: str = asked("账户名")
    also: tuple[Role, ...] = asked("角色")
    public_key: str = reckoned("公钥", default="")
    number: int | None = reckoned("编号", series="account", default=None)

    def needs(self) -> Needs:
        """The person."""
        return needs((Person, self.person))

    def completed(self, known: Known) -> AddAccount:
        """Number it."""
        return replace(self, number=self.number or known.take("account"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Compatible roles only (K26), also together with the person's other accounts."""
        if known.find(Person, self.person) is None:
            yield refuse(V00, field="person", what="人员")
        if not self.name.strip():
            yield refuse(V01, field="name", label="账户名", problem="必填")
        if known.named(Account, self.name):
            yield refuse(V06, field="name", name=f"账户{self.name}")
        if not self.also:
            yield refuse(V01, field="also", label="角色", problem="至少一个")
        held = {
            role
            for account in known.all(Account)
            if account.person == self.person
            for role in account.roles
        } | set(self.also)
        for one, other in FORBIDDEN_PAIRS:
            if one in held and other in held:
                yield refuse(K26, field="also", pair=f"{one.word}与{other.word}")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The account is there."""
        yield Account(
            id=self.number or 0,
            name=self.name,
            person=self.person,
            roles=self.also,
            public_key=self.public_key,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        roles = "、".join(role.word for role in self.also)
        return f"为{names.person(self.person)}开立账户{self.name}（{roles}）"


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
