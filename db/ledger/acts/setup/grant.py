"""授权: the security administrator puts in force what the system administrator proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.setup.add_account import pair_refusals
from db.ledger.beliefs import Account, Belief, Person, Witness
from db.ledger.fitness import credential_of, two_where_possible
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K32, V00, V01, Refusal, refuse
from db.ledger.values import Role


@act("grant", "授权", Phase.SETUP, Role.SECURITY_ADMIN)
class Grant(Act):
    """Put a person's credential in force; for an account with the roles it was opened for."""

    reversible = False
    gains = ("person",)

    person: int = asked("人员", "账户或见证人属于谁", refers=Person)
    role: Role | None = asked("角色", "不填则按开立时申请的角色", default=None)
    account: int | None = reckoned("账户", default=None)
    witness: int | None = reckoned("见证人", default=None)
    given: tuple[Role, ...] = reckoned("授予的角色", default=())

    def needs(self) -> Needs:
        """The person."""
        return needs((Person, self.person))

    def completed(self, known: Known) -> Grant:
        """Find the person's credential, and settle the roles."""
        held = credential_of(known, self.person)
        if isinstance(held, Account):
            given = held.roles if self.role is None else (self.role,)
            return replace(self, account=held.id, given=given)
        return replace(self, witness=held.id if held else None)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody else's credential; roles for an account only, and compatible ones (K26)."""
        held = credential_of(known, self.person)
        if held is None:
            yield refuse(V00, field="person", what="账户或见证人")
            return
        if self.person == known.operator.person:
            yield refuse(K32, field="person", who=held.name, what="授权")
        if isinstance(held, Witness) and self.role is not None:
            yield refuse(V01, field="role", label="角色", problem="见证人没有角色")
        changes = isinstance(held, Account) and self.given != held.roles
        if held.granted and not changes:
            yield refuse(V01, field="person", label="人员", problem="已经授权")
        yield from pair_refusals(self.given)
        yield from two_where_possible(known, self.on, without=self.person)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The credential is in force."""
        for account in known.those(Account, [] if self.account is None else [self.account]):
            yield replace(account, granted=True, roles=self.given)
        for witness in known.those(Witness, [] if self.witness is None else [self.witness]):
            yield replace(witness, granted=True)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        what = "、".join(role.word for role in self.given) or "见证"
        return f"授予{names.person(self.person)}{what}权限"
