"""涉密信息系统: entered; tested, approved, put into use, assessed, stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import department_refusals, filled_refusals, not_later_refusals
from db.ledger.acts.equipment.sites import KEEPERS
from db.ledger.beliefs import Belief, Department, System
from db.ledger.beliefs.governing import SystemStep
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, K35, V06, V54, Refusal, refuse, warn
from db.ledger.values import Level


def before_use_refusals(
    tested: date | None, approved: date | None, started: date
) -> Iterator[Refusal]:
    """Warn of a system that is used before it was tested and approved (V54)."""
    steps = ((SystemStep.TESTED, tested), (SystemStep.APPROVED, approved))
    lacks = [step.word for step, day in steps if day is None or day > started]
    if lacks:
        yield warn(V54, field="started_on", what=f"投入使用前没有{'、'.join(lacks)}")


@act("add_system", "登记系统", Phase.SETUP, *KEEPERS)
class AddSystem(Act):
    """Enter a classified system, with what was done for it until now."""

    number: str = asked("系统编号")
    name: str = asked("名称", "如 示例办公内网")
    level: Level | None = asked("密级", "不处理涉密信息的不填", default=None)
    department: int = asked("主管部门", refers=Department)
    tested_on: date | None = asked("检测评估日期", default=None)
    approved_on: date | None = asked("审查批准日期", default=None)
    started_on: date | None = asked("投入使用日期", "还没有使用的不填", default=None)
    assessed_on: date | None = asked("最近风险评估", default=None)
    remark: str = asked("备注", default="", seldom=True)
    system: int | None = reckoned("系统号", series="system", default=None)

    def needs(self) -> Needs:
        """The department, and whether the number is taken."""
        wanted = needs((Department, self.department))
        wanted.alike.add((System, "number", self.number.strip()))
        return wanted

    def completed(self, known: Known) -> AddSystem:
        """Number it."""
        return replace(self, system=self.system or known.take("system"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Numbered once, named, with days that have been; tested and approved before use."""
        yield from filled_refusals(("number", "系统编号", self.number), ("name", "名称", self.name))
        if any(one.number == self.number.strip() for one in known.all(System)):
            yield refuse(V06, field="number", name=self.number)
        yield from department_refusals(known, self.department)
        days = ("tested_on", "approved_on", "started_on", "assessed_on")
        yield from not_later_refusals(self.on, *((name, getattr(self, name)) for name in days))
        if self.level is not None and self.started_on is not None:
            yield from before_use_refusals(self.tested_on, self.approved_on, self.started_on)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The system as it stands."""
        yield System(
            id=self.system or 0,
            number=self.number.strip(),
            name=self.name,
            level=self.level,
            department=self.department,
            tested_on=self.tested_on,
            approved_on=self.approved_on,
            started_on=self.started_on,
            assessed_on=self.assessed_on,
            remark=self.remark,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        level = f"，{self.level.word}" if self.level else ""
        return f"登记信息系统{self.number}（{self.name}）{level}"


@act("note_system", "系统办理", Phase.SETUP, *KEEPERS)
class NoteSystem(Act):
    """A system was tested, approved, put into use, assessed or stopped."""

    system: int = asked("系统", refers=System)
    step: SystemStep = asked("办理")
    by: str = asked("由谁办理", "测评机构、审批单位等")
    record_no: str = asked("文号或报告编号", default="")
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The system."""
        return needs((System, self.system))

    def completed(self, known: Known) -> NoteSystem:
        """Keep its number for the sentence."""
        return replace(self, text=known.get(System, self.system).number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Not of one that is stopped, nor before the last time; used only when approved."""
        found = known.get(System, self.system)
        yield from filled_refusals(("by", "由谁办理", self.by))
        started = self.step is SystemStep.STARTED
        if found.stopped_on is not None or (started and found.started_on is not None):
            state = "已停用" if found.stopped_on is not None else "已投入使用"
            which, verb = found.number, self.step.word
            yield refuse(K31, field="system", which=which, state=state, act=verb)
        before: date | None = getattr(found, self.step.field)
        if before is not None and self.on < before:
            yield refuse(K35, field="on", day=self.on, why=f"早于上次{self.step.word}{before}")
        if started and found.level is not None:
            yield from before_use_refusals(found.tested_on, found.approved_on, self.on)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The system as it is now."""
        done: dict[str, Any] = {self.step.field: self.on}
        for found in known.those(System, [self.system]):
            yield replace(found, **done)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"系统{self.text}{self.step.word}（{self.by}）"
