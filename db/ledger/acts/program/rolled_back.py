"""记录回退或恢复: two persons record a restoring, and what was lost, and work may go on."""

from __future__ import annotations

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.values import Role

AFTER_ROLLBACK = frozenset(
    {"rolled_back", "add_person", "add_witness", "own_password", "clock_doubted"}
)
"""The kinds of act by which a ledger that was rolled back can be taken up again."""


@act("rolled_back", "记录回退或恢复", Phase.PROGRAM, Role.CUSTODIAN, Role.SYS_ADMIN)
class RolledBack(Act):
    """The ledger was behind its head: entries `first` to `last` are lost, and why.

    `backup` is the one it was restored from.  What the vault found stands here, whatever was typed.
    """

    reversible = False
    counts = False
    needs_second = True

    why: str = asked("经过")
    first: int = asked("缺失首条")
    last: int = asked("缺失末条")
    backup: str = reckoned("恢复自", default="")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        if self.last:
            lost = f"第{self.first}至{self.last}条缺失"
        else:
            lost = "没有查出缺失" if self.backup else "头记录不能证明台账完整"
        begun = f"由{self.backup}恢复台账" if self.backup else "台账回退"
        return f"{begun}：{lost}，{self.why}"
