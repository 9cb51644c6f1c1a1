"""要害部门部位: fixed, changed, withdrawn; every change of level stays on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import department_refusals, filled_refusals
from db.ledger.beliefs import Belief, Department, Person, Site, SiteChange
from db.ledger.beliefs.sites import SiteKind
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, K35, V01, V06, Refusal, refuse
from db.ledger.values import Level, Role

KEEPERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)


def standing_refusals(site: Site, day: date, verb: str) -> Iterator[Refusal]:
    """What is withdrawn stays so, and nothing happened before it was fixed."""
    if site.withdrawn_on is not None:
        yield refuse(K31, field="site", which=site.name, state="已撤销", act=verb)
    if day < site.fixed_on:
        yield refuse(K35, field="on", day=day, why=f"早于确定日期{site.fixed_on}")


@act("fix_site", "确定要害部门部位", Phase.SETUP, *KEEPERS)
class FixSite(Act):
    """The committee fixes a key department or key site, with what guards it (F31)."""

    sort: SiteKind = asked("类别")
    name: str = asked("名称")
    department: int = asked("主管部门", refers=Department)
    head: int = asked("负责人", refers=Person)
    level: Level = asked("涉密等级")
    location: str = asked("具体位置")
    matters: str = asked("涉密事项及范围")
    reason: str = asked("确定理由")
    guards: str = asked("人防措施", "值班、专人管理、出入登记等")
    barriers: str = asked("物防措施", "铁门、铁窗、铁柜、保险柜等")
    alarms: str = asked("技防措施", "报警、门禁、监控、干扰等")
    system: str = asked("保密制度", default="")
    fixed_by: str = asked("确认机关", "本单位保密委员会或上级")
    filed_on: date | None = asked("报备日期", default=None)
    site: int | None = reckoned("部位号", series="site", default=None)

    def needs(self) -> Needs:
        """Who answers for it, and whether it is fixed already."""
        wanted = needs((Person, self.head))
        wanted.alike.add((Site, "name", self.name.strip()))
        return wanted

    def completed(self, known: Known) -> FixSite:
        """Number it."""
        return replace(self, site=self.site or known.take("site"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Complete, with all three guards, somebody fit in charge, and once."""
        yield from filled_refusals(
            ("name", "名称", self.name),
            ("location", "具体位置", self.location),
            ("matters", "涉密事项及范围", self.matters),
            ("reason", "确定理由", self.reason),
            ("guards", "人防措施", self.guards),
            ("barriers", "物防措施", self.barriers),
            ("alarms", "技防措施", self.alarms),
            ("fixed_by", "确认机关", self.fixed_by),
        )
        yield from department_refusals(known, self.department)
        yield from fit_refusals(known.person(self.head), self.on, "负责要害部位", field="head")
        if any(
            one.name == self.name.strip() and one.withdrawn_on is None for one in known.all(Site)
        ):
            yield refuse(V06, field="name", name=self.name)
        if self.filed_on is not None and self.filed_on < self.on:
            yield refuse(K35, field="filed_on", day=self.filed_on, why="早于确定日期")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is fixed."""
        yield Site(
            id=self.site or 0,
            kind=self.sort,
            name=self.name.strip(),
            department=self.department,
            head=self.head,
            level=self.level,
            location=self.location,
            matters=self.matters,
            reason=self.reason,
            guards=self.guards,
            barriers=self.barriers,
            alarms=self.alarms,
            system=self.system,
            fixed_by=self.fixed_by,
            fixed_on=self.on,
            filed_on=self.filed_on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.fixed_by}确定{self.sort.word}{self.name}（{self.level.word}）"


@act("change_site", "变更要害部位", Phase.SETUP, *KEEPERS)
class ChangeSite(Act):
    """A key site gets another level, head, place or guard; what is left empty stays."""

    site: int = asked("要害部位", refers=Site)
    level: Level | None = asked("新涉密等级", default=None)
    head: int | None = asked("新负责人", default=None, refers=Person)
    location: str = asked("新位置", default="")
    matters: str = asked("新涉密事项及范围", default="", seldom=True)
    guards: str = asked("新人防措施", default="", seldom=True)
    barriers: str = asked("新物防措施", default="", seldom=True)
    alarms: str = asked("新技防措施", default="", seldom=True)
    filed_on: date | None = asked("报备日期", default=None)
    why: str = asked("变更原因")
    approved_by: str = asked("批准机关")
    text: str = reckoned("名称", default="")
    before: Level | None = reckoned("原涉密等级", default=None)
    number: int = reckoned("第几次变更", default=0)

    def needs(self) -> Needs:
        """The site, and who is to answer for it."""
        return needs((Site, self.site), (Person, self.head))

    def completed(self, known: Known) -> ChangeSite:
        """Note the level as it was, and count the changes."""
        site = known.get(Site, self.site)
        return replace(self, text=site.name, before=site.level, number=site.changes + 1)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Something new, approved, of a site that is still there."""
        yield from standing_refusals(known.get(Site, self.site), self.on, "变更")
        yield from filled_refusals(
            ("why", "变更原因", self.why), ("approved_by", "批准机关", self.approved_by)
        )
        texts = (self.location, self.matters, self.guards, self.barriers, self.alarms)
        if not (any(map(str.strip, texts)) or self.level or self.head or self.filed_on):
            yield refuse(V01, field="level", label="变更", problem="请至少填一项新的内容")
        if self.head is not None:
            yield from fit_refusals(known.person(self.head), self.on, "负责要害部位", field="head")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The site as it is now, and a line of its history."""
        for site in known.those(Site, [self.site]):
            yield replace(
                site,
                level=self.level or site.level,
                head=self.head or site.head,
                location=self.location or site.location,
                matters=self.matters or site.matters,
                guards=self.guards or site.guards,
                barriers=self.barriers or site.barriers,
                alarms=self.alarms or site.alarms,
                filed_on=self.filed_on or site.filed_on,
                changes=self.number,
            )
        before = self.before or Level.CONFIDENTIAL
        yield SiteChange(
            site=self.site,
            number=self.number,
            changed_on=self.on,
            before=before,
            after=self.level or before,
            why=self.why,
            approved_by=self.approved_by,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        level = ""
        if self.level is not None and self.level is not self.before:
            was = f"由{self.before.word}" if self.before is not None else ""
            level = f"，{was}改为{self.level.word}"
        return f"{self.text}变更：{self.why}{level}"


@act("withdraw_site", "撤销要害部位", Phase.SETUP, *KEEPERS)
class WithdrawSite(Act):
    """It is no key site any more (F31b)."""

    site: int = asked("要害部位", refers=Site)
    why: str = asked("撤销理由")
    approved_by: str = asked("批准机关")
    text: str = reckoned("名称", default="")
    before: Level | None = reckoned("原涉密等级", default=None)
    number: int = reckoned("第几次变更", default=0)

    def needs(self) -> Needs:
        """The site."""
        return needs((Site, self.site))

    def completed(self, known: Known) -> WithdrawSite:
        """Note the level as it was, and count the changes."""
        site = known.get(Site, self.site)
        return replace(self, text=site.name, before=site.level, number=site.changes + 1)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Still there, with a reason, approved."""
        yield from standing_refusals(known.get(Site, self.site), self.on, "撤销")
        yield from filled_refusals(
            ("why", "撤销理由", self.why), ("approved_by", "批准机关", self.approved_by)
        )

    def effects(self, known: Known) -> Iterator[Belief]:
        """Withdrawn, and a line of its history."""
        for site in known.those(Site, [self.site]):
            yield replace(site, withdrawn_on=self.on, why=self.why, changes=self.number)
        yield SiteChange(
            site=self.site,
            number=self.number,
            changed_on=self.on,
            before=self.before or Level.CONFIDENTIAL,
            after=None,
            why=self.why,
            approved_by=self.approved_by,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"撤销要害部位{self.text}：{self.why}"
