"""建立台账: the first act of every ledger names the unit and the ledger's ceiling."""

from __future__ import annotations

from collections.abc import Iterator

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.beliefs import Belief, Unit
from db.ledger.known import Known
from db.ledger.rules import V01, V06, Refusal, refuse
from db.ledger.values import Level


@act("found_unit", "建立台账", Phase.SETUP)
class FoundUnit(Act):
    """Open the ledger of a unit, up to `ceiling` (K36)."""

    reversible = False
    by_program = True

    name: str = asked("单位名称")
    ceiling: Level = asked("最高密级", "本机和本台账获准处理的最高密级")
    small: bool = asked("小单位", "一人兼任保密员、系统管理员、安全保密管理员", default=False)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Only once, and with a name."""
        if known.unit() is not None:
            yield refuse(V06, name="本单位")
        if not self.name.strip():
            yield refuse(V01, field="name", label="单位名称", problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The unit is there."""
        yield Unit(name=self.name, ceiling=self.ceiling, small=self.small)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"建立{self.name}台账，最高{self.ceiling.word}级"
