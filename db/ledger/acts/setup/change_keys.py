"""换钥: the ledger was written anew under a new key; whoever kept the old one reads nothing new."""

from __future__ import annotations

from collections.abc import Iterator

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.beliefs import Belief, KeyDuty
from db.ledger.known import Known
from db.ledger.rules import V01, Refusal, refuse
from db.ledger.values import Role


@act("change_keys", "换钥", Phase.SETUP, Role.SECURITY_ADMIN)
class ChangeKeys(Act):
    """Two persons changed the master key and the recovery key."""

    reversible = False
    needs_second = True
    by_program = True

    reason: str = asked("理由")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """With a reason."""
        if not self.reason.strip():
            yield refuse(V01, field="reason", label="理由", problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The duty is done."""
        yield KeyDuty(since=None, why="")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"换钥：{self.reason}"
