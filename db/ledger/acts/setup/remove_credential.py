"""移除账户: somebody no longer unlocks or confirms; who had the key keeps it until 换钥."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Names, Phase, act, asked
from db.ledger.acts.setup.of_credential import OfCredential
from db.ledger.beliefs import Account, Belief, KeyDuty, Person, Witness
from db.ledger.fitness import (
    credential_of,
    last_refusals,
    two_where_possible,
    unusable_because,
)
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V00, V01, Refusal, refuse
from db.ledger.values import Role


@act("remove_credential", "移除账户", Phase.SETUP, Role.SYS_ADMIN)
class RemoveCredential(OfCredential):
    """Take a person's account or witness out of the ledger; `for_cause` makes 换钥 a duty."""

    reversible = False
    by_program = True
    gains = ("person",)

    reason: str = asked("理由")
    for_cause: bool = asked("因故移除", "疑有违规或口令外泄；须尽快换钥", default=False)
    heir: int | None = asked("移交给", default=None, refers=Person)

    def needs(self) -> Needs:
        """The person."""
        return needs((Person, self.person), (Person, self.heir))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A credential, a reason, and never the last administrator (V25)."""
        if credential_of(known, self.person) is None:
            yield refuse(V00, field="person", what="账户或见证人")
            return
        if not self.reason.strip():
            yield refuse(V01, field="reason", label="理由", problem="必填")
        yield from last_refusals(known, self.person, "移除")
        if self.heir is not None:
            yield from self._heir_refusals(known)
        yield from two_where_possible(known, self.on, without=self.person)

    def _heir_refusals(self, known: Known) -> Iterator[Refusal]:
        """Whoever takes over can do already what the other could."""
        old, new = credential_of(known, self.person), credential_of(known, self.heir or 0)
        roles = set(old.roles) if isinstance(old, Account) else set()
        if new is None or unusable_because(new) or not roles <= set(getattr(new, "roles", ())):
            problem = "还没有相同权限的账户，请先开立并授权"
            yield refuse(V01, field="heir", label="移交给", problem=problem)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Gone; and for cause, the keys must be changed."""
        for account in known.those(Account, [] if self.account is None else [self.account]):
            yield replace(account, active=False)
        for witness in known.those(Witness, [] if self.witness is None else [self.witness]):
            yield replace(witness, active=False)
        if self.for_cause and self.account is not None:
            yield KeyDuty(since=self.on, why="因故移除账户")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        cause = "因故" if self.for_cause else ""
        heir = f"，移交{names.person(self.heir)}" if self.heir is not None else ""
        return f"{cause}移除{names.person(self.person)}的凭据{heir}：{self.reason}"
