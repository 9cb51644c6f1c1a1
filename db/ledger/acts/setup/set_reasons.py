"""更改常用理由: what is offered for passing a warning; what is written freely stays allowed."""

from __future__ import annotations

from collections.abc import Iterator

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.known import Known
from db.ledger.rules import RULES, V01, Refusal, refuse
from db.ledger.values import Role

USUAL = "通用"
REASONED = {USUAL: "通用（各项提醒）", **{rule.number: rule.number for rule in RULES}}
"""What a list may be for: all warnings, or those of one rule."""
_MOST, _LONGEST = 20, 100


@act("set_reasons", "更改常用理由", Phase.SETUP, Role.SYS_ADMIN, Role.SECRECY_OFFICE_HEAD)
class SetReasons(Act):
    """Put a list in the place of the one before; an empty one offers nothing any more."""

    reversible = False
    counts = False

    rule: str = asked("规则", among=REASONED)
    reasons: tuple[str, ...] = asked("常用理由", "一行一条，整张换掉", default=())

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A rule there is, and reasons that fit a line."""
        if self.rule not in REASONED:
            yield refuse(V01, field="rule", label="规则", problem="没有这一条")
        if len(self.reasons) > _MOST:
            yield refuse(V01, field="reasons", label="常用理由", problem=f"最多{_MOST}条")
        if any(not text.strip() or len(text) > _LONGEST for text in self.reasons):
            problem = f"每条须有内容，不超过{_LONGEST}字"
            yield refuse(V01, field="reasons", label="常用理由", problem=problem)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        listed = "；".join(self.reasons) or "不列"
        return f"{REASONED.get(self.rule, self.rule)}的常用理由改为：{listed}"
