"""迎检: an inspector is received at the open ledger; whatever he is shown is on record.

The vault lets through nothing else until the host ends it, the time is over, or it is locked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.checks.rectifying import OFFICE
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Copy, Person, Reception
from db.ledger.beliefs.receptions import Ended
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import RECEPTIONS
from db.ledger.numbered import Numbered
from db.ledger.rules import V00, V01, V05, Refusal, refuse
from db.ledger.values import Role

LONGEST = 480
"""Minutes: nobody sits longer than a working day."""


def going_on(known: Known, number: int) -> Iterator[Refusal]:
    """Whoever is shown something is still there."""
    found = known.find(Reception, number)
    if found is None or found.ended is not Ended.NO:
        yield refuse(V00, field="reception", what="正在进行的迎检")


@act("begin_reception", "开始迎检", Phase.CHECKS, *OFFICE)
class BeginReception(Numbered):
    """Receive a named inspector until a fixed time."""

    numbered_in = RECEPTIONS
    by_program = True
    reversible = False

    inspector: str = asked("检查人")
    office: str = asked("检查单位")
    minutes: int = asked("分钟", default=60)
    reception: int | None = reckoned("迎检", series="reception", default=None)
    host: str = reckoned("接待人", default="")
    opened_at: str = reckoned("开始时间", default="")
    until: str = reckoned("结束时间", default="")

    def completed(self, known: Known) -> BeginReception:
        """Number it, and reckon when it ends."""
        if self.reception is not None:
            return self
        until = datetime.fromisoformat(known.now)
        until += timedelta(minutes=max(0, min(self.minutes, LONGEST)))
        return replace(
            self,
            reception=known.take("reception"),
            host=known.operator.name,
            opened_at=known.now,
            until=until.isoformat(timespec="seconds"),
        ).with_number(known)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """The 保密办 receives, a named person, for a time; today."""
        unit = known.unit()
        if Role.SECRECY_OFFICE_HEAD not in known.operator.roles and not (unit and unit.small):
            yield refuse(V05, role=Role.CUSTODIAN.word, act=self.word)
        yield from filled_refusals(
            ("inspector", "检查人", self.inspector), ("office", "检查单位", self.office)
        )
        if not 1 <= self.minutes <= LONGEST:
            problem = f"应在1至{LONGEST}分钟之间"
            yield refuse(V01, field="minutes", label="时长", problem=problem)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The inspector is there."""
        yield self.number_used
        yield Reception(
            id=self.reception or 0,
            number=self.text,
            inspector=self.inspector.strip(),
            office=self.office.strip(),
            host=self.host,
            opened_on=self.on,
            opened_at=self.opened_at,
            until=self.until,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        until = self.until[11:16]
        return f"{self.text}：{self.office}{self.inspector}开始检查，到{until}止"


@act("show_inspector", "出示", Phase.CHECKS, *OFFICE)
class ShowInspector(Act):
    """Note what was shown: the whole chain of one copy or person."""

    by_program = True
    reversible = False

    reception: int = asked("迎检", refers=Reception)
    copy: int | None = asked("份", default=None, refers=Copy)
    person: int | None = asked("人员", default=None, refers=Person)

    def needs(self) -> Needs:
        """The reception."""
        return needs((Reception, self.reception))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """One thing, while somebody is received."""
        yield from going_on(known, self.reception)
        if (self.copy is None) == (self.person is None):
            yield refuse(V01, field="copy", label="出示", problem="选一份或一人")

    def effects(self, known: Known) -> Iterator[Belief]:
        """One more was looked at."""
        for found in known.those(Reception, [self.reception]):
            yield replace(found, looks=found.looks + 1)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        shown = names.copy(self.copy) if self.copy is not None else names.person(self.person)
        return f"出示{shown}的全部经历"


@act("end_reception", "结束迎检", Phase.CHECKS, *OFFICE)
class EndReception(Act):
    """The inspector is no longer at the desk."""

    by_program = True
    reversible = False

    reception: int = asked("迎检", refers=Reception)
    ended: Ended = asked("怎样结束")
    ended_at: str = reckoned("时间", default="")

    def needs(self) -> Needs:
        """The reception."""
        return needs((Reception, self.reception))

    def completed(self, known: Known) -> EndReception:
        """Keep the moment."""
        return replace(self, ended_at=self.ended_at or known.now)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """It ends once."""
        yield from going_on(known, self.reception)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is over."""
        for found in known.those(Reception, [self.reception]):
            yield replace(found, ended=self.ended, ended_at=self.ended_at)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"迎检结束（{self.ended.word}）"
