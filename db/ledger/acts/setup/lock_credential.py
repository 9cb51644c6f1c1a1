"""锁定与解锁: a credential rests for a while; it is not taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Account, Belief, Person, Witness
from db.ledger.fitness import credential_of, last_refusals, two_where_possible
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K32, V00, V01, Refusal, refuse
from db.ledger.values import Role


def locked(known: Known, account: int | None, witness: int | None, *, to: bool) -> Iterator[Belief]:
    """Yield the credential with its lock set or taken off."""
    for one in known.those(Account, [] if account is None else [account]):
        yield replace(one, locked=to)
    for other in known.those(Witness, [] if witness is None else [witness]):
        yield replace(other, locked=to)


def numbers_of(known: Known, person: int) -> tuple[int | None, int | None]:
    """Return the number of a person's account, or else of the person as a witness."""
    held = credential_of(known, person)
    if isinstance(held, Account):
        return held.id, None
    return None, held.id if held else None


@act("lock_credential", "锁定账户", Phase.SETUP, Role.SECURITY_ADMIN, Role.SYS_ADMIN)
class LockCredential(Act):
    """Let a person's account or witness rest: it unlocks and confirms nothing meanwhile."""

    reversible = False

    person: int = asked("人员", "账户或见证人属于谁", refers=Person)
    reason: str = asked("理由")
    account: int | None = reckoned("账户", default=None)
    witness: int | None = reckoned("见证人", default=None)

    def needs(self) -> Needs:
        """The person."""
        return needs((Person, self.person))

    def completed(self, known: Known) -> LockCredential:
        """Find the person's credential."""
        account, witness = numbers_of(known, self.person)
        return replace(self, account=account, witness=witness)

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
class UnlockCredential(Act):
    """Let a locked account or witness work again."""

    reversible = False
    gains = ("person",)

    person: int = asked("人员", "账户或见证人属于谁", refers=Person)
    reason: str = asked("理由")
    account: int | None = reckoned("账户", default=None)
    witness: int | None = reckoned("见证人", default=None)

    def needs(self) -> Needs:
        """The person."""
        return needs((Person, self.person))

    def completed(self, known: Known) -> UnlockCredential:
        """Find the person's credential."""
        account, witness = numbers_of(known, self.person)
        return replace(self, account=account, witness=witness)

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
