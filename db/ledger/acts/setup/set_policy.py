"""更改规定: two persons set a number of the unit for this ledger, with its source."""

from __future__ import annotations

from collections.abc import Iterator

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.beliefs import Belief, Setting
from db.ledger.known import Known
from db.ledger.policy import SETTABLE, highest
from db.ledger.rules import V01, Refusal, refuse
from db.ledger.values import Role


@act("set_policy", "更改规定", Phase.SETUP, Role.SYS_ADMIN)
class SetPolicy(Act):
    """Set one number; what was recorded before keeps the number of its day."""

    needs_second = True

    name: str = asked("规定", among=SETTABLE)
    value: int = asked("数值")
    source: str = asked("依据", "本单位制度的名称、文号或会议决定")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A number there is, within reason, with a source."""
        if self.name not in SETTABLE:
            problem = "没有这一项，或它由法律法规规定，不能更改"
            yield refuse(V01, field="name", label="规定", problem=problem)
        most = highest(self.name)
        if not 0 <= self.value <= most:
            yield refuse(V01, field="value", label="数值", problem=f"应在0至{most}之间")
        if not self.source.strip():
            yield refuse(V01, field="source", label="依据", problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is so from now on."""
        yield Setting(name=self.name, value=self.value, since=self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{SETTABLE.get(self.name, self.name)}改为{self.value}：{self.source}"
