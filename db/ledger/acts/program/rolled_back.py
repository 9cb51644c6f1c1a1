"""记录回退: two persons record that entries were lost, and work may go on."""

from __future__ import annotations

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.values import Role

AFTER_ROLLBACK = frozenset(
    {"rolled_back", "add_person", "add_witness", "own_password", "clock_doubted"}
)
"""The kinds of act by which a ledger that was rolled back can be taken up again."""


@act("rolled_back", "记录台账回退", Phase.PROGRAM, Role.CUSTODIAN, Role.SYS_ADMIN)
class RolledBack(Act):
    """The ledger was behind its head: entries `first` to `last` are lost, and why."""

    reversible = False
    counts = False
    needs_second = True

    why: str = asked("经过")
    first: int = asked("缺失首条")
    last: int = asked("缺失末条")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        lost = f"第{self.first}至{self.last}条缺失" if self.last else "头记录不能证明台账完整"
        return f"台账回退：{lost}，{self.why}"
