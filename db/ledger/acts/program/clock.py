"""确认日期: the computer's clock is doubtful, so a person says which day it is."""

from __future__ import annotations

from db.ledger.act import Act, Names, Phase, act, asked


@act("clock_doubted", "确认日期", Phase.PROGRAM)
class ClockDoubted(Act):
    """What the clock said, why it is doubted, and the day that was confirmed (时钟存疑)."""

    reversible = False
    by_program = True
    counts = False

    clock: str = asked("电脑时间")
    why: str = asked("疑点")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"时钟存疑（{self.why}），电脑时间{self.clock}，确认今天为{self.on}"
