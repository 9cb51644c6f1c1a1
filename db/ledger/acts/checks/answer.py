"""评分: what a person says of an item, and why, if the ledger says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.checks.listed import round_refusals, sheet_refusals
from db.ledger.acts.checks.open_round import KEEPERS
from db.ledger.beliefs import Belief, CheckAnswer, CheckItem, CheckRound, CheckSheet
from db.ledger.beliefs.selfcheck import RoundState
from db.ledger.checklists import ItemKind, Standing, as_points, tenths
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V00, V01, V61, Refusal, refuse
from db.ledger.values import Role

MOST_AGGRAVATED = 1000


@act("answer_item", "评分", Phase.CHECKS, *KEEPERS, Role.DEPT_SECRECY_OFFICER)
class AnswerItem(Act):
    """Say what is deducted for an item, or that it does not exist here."""

    reversible = False
    limited_by = ("sheet",)

    sheet: int = asked("自查表", refers=CheckSheet)
    item: str = asked("项目编号", "如 SI-28")
    deduction: str = asked("扣分", "如 0.5；没有问题填 0", default="0")
    existing: bool = asked("实有项目", "本单位没有这一项的，不选", default=True)
    reason: str = asked("说明", "与系统结果不一致，或没有证据仍不扣分的，须写明", default="")
    taken_off: int | None = reckoned("扣分（十分之一）", default=None)
    text: str = reckoned("自查编号", default="")
    answered_by: str = reckoned("评分人", default="")

    def needs(self) -> Needs:
        """The sheet, its round, the item and what was answered before."""
        wanted = needs((CheckSheet, self.sheet))
        wanted.keys.add((CheckAnswer, (self.sheet, self.item.strip())))
        wanted.rounds_of.add(self.sheet)
        return wanted

    def completed(self, known: Known) -> AnswerItem:
        """Read the points, and keep whose sheet it is."""
        sheet = known.get(CheckSheet, self.sheet)
        found = known.get(CheckRound, sheet.round)
        return replace(
            self,
            item=self.item.strip(),
            taken_off=tenths(self.deduction),
            text=f"{found.number}{sheet.name}",
            answered_by=known.operator.name,
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """An item of a sheet that is not signed, never more than its points, and why it differs."""
        sheet = known.get(CheckSheet, self.sheet)
        found = known.get(CheckRound, sheet.round)
        yield from round_refusals(found, "评分", RoundState.FROZEN)
        yield from sheet_refusals(sheet, "改评")
        item = known.find(CheckItem, sheet.round, sheet.layer, self.item)
        answer = known.find(CheckAnswer, self.sheet, self.item)
        if item is None:
            yield refuse(V00, field="item", what="自查项目")
            return
        if self.taken_off is None:
            problem = "应为数字，最多一位小数，如 0.5"
            yield refuse(V01, field="deduction", label="扣分", problem=problem)
        elif item.kind is ItemKind.NORMAL and item.points is not None:
            if self.taken_off > item.points:
                problem = f"最多扣{as_points(item.points)}分，不超过这一项的分值"
                yield refuse(V01, field="deduction", label="扣分", problem=problem)
        elif self.taken_off > MOST_AGGRAVATED:
            yield refuse(V01, field="deduction", label="扣分", problem="最多100分")
        if answer is not None and (why := self._differs(item, answer)) and not self.reason.strip():
            yield refuse(V61, field="reason", item=self.item, why=why)

    def _differs(self, item: CheckItem, answer: CheckAnswer) -> str:
        """Say why a reason is needed; '' if none is."""
        if self.existing is not item.existing:
            return "与清单上的实有项目不一致"
        if not self.existing:
            return ""
        if answer.suggested is not None and self.taken_off != answer.suggested:
            return f"系统按{answer.troubles}处问题应扣{as_points(answer.suggested)}分"
        if answer.standing is Standing.NOTHING and not self.taken_off:
            return "期间没有发生，没有证据"
        if answer.troubles and not self.taken_off and answer.suggested is None:
            return f"系统查出{answer.troubles}处问题而不扣分"
        return ""

    def effects(self, known: Known) -> Iterator[Belief]:
        """The item is answered; the sheet is touched by it."""
        answer = known.find(CheckAnswer, self.sheet, self.item)
        if answer is not None:
            yield replace(
                answer,
                deduction=self.taken_off,
                existing=self.existing,
                reason=self.reason,
                answered_by=self.answered_by,
                answered_on=self.on,
            )
        yield from known.those(CheckSheet, [self.sheet])

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        said = f"扣{as_points(self.taken_off)}分" if self.existing else "不是实有项目"
        reason = f"：{self.reason}" if self.reason else ""
        return f"{self.text} {self.item} {said}{reason}"
