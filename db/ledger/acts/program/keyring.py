"""口令环变更: the keyring was rewritten; the file vouches for the new one."""

from __future__ import annotations

from collections.abc import Iterator

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.beliefs import Belief, KeyringSeal
from db.ledger.known import Known


@act("keyring_changed", "口令环变更", Phase.PROGRAM)
class KeyringChanged(Act):
    """Record the digest of the keyring that is valid from now on."""

    reversible = False
    by_program = True
    counts = False

    why: str = asked("原因")
    generation: int = asked("代次")
    digest: str = asked("摘要")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The file vouches for this keyring."""
        yield KeyringSeal(generation=self.generation, digest=self.digest)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"口令环变更为第{self.generation}代：{self.why}"
