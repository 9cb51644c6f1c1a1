"""锁定与解锁: a credential rests for a while; it is not taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Names, Phase, act, asked
from db.ledger.acts.setup.of_credential import OfCredential
from db.ledger.beliefs import Account, Belief, Witness
from db.ledger.fitness import credential_of, last_refusals, two_where_possible
from db.ledger.known import Known
from db.ledger.rules import K32, V00, V01, Refusal, refuse
from db.ledger.values import Role


def locked(known: Known, account: int | None, witness: int | None, *, to: bool) -> Iterator[Belief]:
    """Yield the credential with its lock set or taken off."""
    for one in known.those(Account, [] if account is None else [account]):
        yield replace(one, locked=to)
    for other in known.those(Witness, [] if witness is None else [witness]):
        yield replace(other, locked=to)


@act("lock_credential", "锁定账户", Phase.SETUP, Role.SECURITY_ADMIN, Role.SYS_ADMIN)
class LockCredential(OfCredential):
    """Let a person's account or witness rest: it unlocks and confirms nothing meanwhile."""

    reversible = False

    reason: str = asked("理由")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A credential that is not locked yet, with a reason, and not the last administrator's."""
        held = credential_of(known, self.person)
        if held is None:
            yield refuse(V00, field="person", what="账户或见证人")
            return
        if held.locked:
            yield refuse(V01, field="person", label="人员", problem="已经锁定")
        if not self.reason.strip():
            yield refuse(V01, field="reason", label="理由", problem="必填")
        yield from last_refusals(known, self.person, "锁定")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It rests."""
        yield from locked(known, self.account, self.witness, to=True)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"锁定{names.person(self.person)}的凭据：{self.reason}"


@act("unlock_credential", "解除锁定", Phase.SETUP, Role.SECURITY_ADMIN)
class UnlockCredential(OfCredential):
    """Let a locked account or witness work again."""

    reversible = False
    gains = ("person",)

    reason: str = asked("理由")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A credential that is locked, with a reason; not one's own (K32)."""
        held = credential_of(known, self.person)
        if held is None:
            yield refuse(V00, field="person", what="账户或见证人")
            return
        if not held.locked:
            yield refuse(V01, field="person", label="人员", problem="没有锁定")
        if self.person == known.operator.person:
            yield refuse(K32, field="person", who=held.name, what="解锁")
        if not self.reason.strip():
            yield refuse(V01, field="reason", label="理由", problem="必填")
        yield from two_where_possible(known, self.on, without=self.person)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It works again."""
        yield from locked(known, self.account, self.witness, to=False)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"解锁{names.person(self.person)}的凭据：{self.reason}"
