"""登记问题: what a check has found, for whom to put right by when; the like of before is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Names, Phase, act, asked, reckoned
from db.ledger.acts.checks.rectifying import OFFICE, term_refusals
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import (
    Belief,
    Department,
    Finding,
    Incident,
    Person,
    Stocktake,
)
from db.ledger.beliefs.findings import FindingSource, FindingState
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import FINDINGS
from db.ledger.numbered import Numbered
from db.ledger.rules import V00, V01, V40, Refusal, refuse, warn
from db.ledger.values import Role


@act("note_finding", "登记问题", Phase.CHECKS, *OFFICE, Role.DEPT_SECRECY_OFFICER)
class NoteFinding(Numbered):
    """Note one finding; with a person it is his at once, else it waits to be assigned."""

    numbered_in = FINDINGS
    limited_by = ("department",)

    description: str = asked("问题描述", "写清事实：哪一份、哪一处、哪一天")
    category: str = asked("类别", "从违规目录中选")
    source: FindingSource = asked("检查方式", default=FindingSource.SELF)
    inspector: str = asked("检查单位", "检查的机关、部门或检查人")
    department: int | None = asked("责任部门", "不填即全单位", default=None, refers=Department)
    person: int | None = asked("责任人", "可以以后交办", default=None, refers=Person)
    due: date = asked("整改期限")
    requirement: str = asked("整改要求", default="")
    basis: str = asked("依据", "法规、制度的条款", default="")
    item: str = asked("自查项目", "如 SI-30", default="", seldom=True)
    incident: int | None = asked("去向不明事件", default=None, refers=Incident, seldom=True)
    stocktake: int | None = asked("盘点", default=None, refers=Stocktake, seldom=True)
    finding: int | None = reckoned("问题", series="finding", default=None)
    before: tuple[int, ...] = reckoned("同类问题", default=())

    def needs(self) -> Needs:
        """Department, person, what it comes from, and every finding of the category."""
        wanted = needs(
            (Department, self.department),
            (Person, self.person),
            (Incident, self.incident),
            (Stocktake, self.stocktake),
        )
        wanted.alike.add((Finding, "category", self.category.strip()))
        return wanted

    def completed(self, known: Known) -> NoteFinding:
        """Number it, and look for the like of it in the years before."""
        finding = self.finding or known.take("finding")
        before = tuple(one.id for one in self._alike(known))
        return replace(self, finding=finding, before=before).with_number(known)

    def _alike(self, known: Known) -> list[Finding]:
        """Return the earlier ones of the category in the department, the latest last."""
        first = self.on.replace(year=self.on.year - known.policy.repeat_years, day=1)
        alike = (
            one
            for one in known.all(Finding)
            if one.category == self.category.strip() and one.department == self.department
        )
        found = (one for one in alike if first <= one.found_on <= self.on)
        return sorted(found, key=lambda one: (one.found_on, one.id))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Told, of a category that is listed, with a term; a repeated one says why it came back."""
        yield from filled_refusals(
            ("description", "问题描述", self.description),
            ("category", "类别", self.category),
            ("inspector", "检查单位", self.inspector),
        )
        listed = known.policy.violations
        if self.category.strip() and listed and self.category.strip() not in listed:
            yield refuse(V01, field="category", label="类别", problem="不在违规目录中")
        for kind, field in ((Department, "department"), (Person, "person"),
                            (Incident, "incident"), (Stocktake, "stocktake")):  # fmt: skip
            number = getattr(self, field)
            if number is not None and known.find(kind, number) is None:
                yield refuse(V00, field=field, what=kind.word)
        yield from term_refusals(self.due, self.on)
        if alike := self._alike(known):
            yield warn(
                V40,
                field="category",
                where=self._where(known),
                years=known.policy.repeat_years,
                times=len(alike),
                last=f"{alike[-1].number}，{alike[-1].found_on}",
            )

    def _where(self, known: Known) -> str:
        found = known.find(Department, self.department) if self.department else None
        return found.name if found else "本单位"

    def effects(self, known: Known) -> Iterator[Belief]:
        """The finding is on the register."""
        yield self.number_used
        yield Finding(
            id=self.finding or 0,
            number=self.text,
            found_on=self.on,
            source=self.source,
            inspector=self.inspector.strip(),
            description=self.description.strip(),
            category=self.category.strip(),
            basis=self.basis.strip(),
            department=self.department,
            person=self.person,
            item=self.item.strip(),
            requirement=self.requirement.strip(),
            due=self.due,
            state=FindingState.OPEN if self.person is None else FindingState.ASSIGNED,
            alike=len(self.before),
            incident=self.incident,
            stocktake=self.stocktake,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        whose = f"，由{names.person(self.person)}整改" if self.person else ""
        again = f"，复发（此前{len(self.before)}次）" if self.before else ""
        return f"{self.text}：{self.category}{whose}，{self.due}前{again}"
