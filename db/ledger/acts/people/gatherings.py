"""会议记录、保密提醒、年度计划: what the committee and the officers did, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.acts.people.training import twice_refusals
from db.ledger.beliefs import Belief, Department, Gathering, Person, Reminder, YearPlan
from db.ledger.beliefs.gatherings import GatheringKind, PlanKind
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V00, V01, Refusal, refuse
from db.ledger.values import Role

KEEPERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
WAYS = {one: one for one in ("会议", "书面", "电话", "短信以外的其他方式")}
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def department_refusals(known: Known, departments: tuple[int, ...]) -> Iterator[Refusal]:
    """Each department is there."""
    for department in departments:
        if known.find(Department, department) is None:
            yield refuse(V00, field="departments", what="部门")


@act("record_gathering", "登记会议", Phase.SETUP, *KEEPERS)
class RecordGathering(Act):
    """Enter a meeting of the committee or of the officers: the index of its minutes."""

    sort: GatheringKind = asked("会议")
    title: str = asked("名称", "如 2026年第一季度保密员例会")
    chair: str = asked("主持人")
    attendees: tuple[int, ...] = asked("出席人", default=(), refers=Person)
    others: str = asked("其他出席人", default="", seldom=True)
    departments: tuple[int, ...] = asked(
        "到会部门", "出席人的部门自动算上", default=(), refers=Department
    )
    absent: str = asked("缺席及原因", default="")
    matters: str = asked("议题")
    decisions: str = asked("议定事项", default="")
    minutes_no: str = asked("纪要编号", "存放在哪一卷", default="")
    gathering: int | None = reckoned("会议号", series="gathering", default=None)
    present: tuple[int, ...] = reckoned("到会部门（连同出席人的）", default=())

    def needs(self) -> Needs:
        """Who was there."""
        return needs(*((Person, person) for person in self.attendees))

    def completed(self, known: Known) -> RecordGathering:
        """Number it, and see which departments were there by their people."""
        people = known.those(Person, self.attendees)
        theirs = (one.department for one in people if one.department is not None)
        present = tuple(sorted({*self.departments, *theirs}))
        return replace(self, gathering=self.gathering or known.take("gathering"), present=present)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Named, chaired, with people and something on the agenda."""
        yield from filled_refusals(
            ("title", "名称", self.title),
            ("chair", "主持人", self.chair),
            ("matters", "议题", self.matters),
        )
        yield from twice_refusals(self.attendees, "attendees", "出席人")
        yield from department_refusals(known, self.departments)
        for person in self.attendees:
            known.person(person)
        if not self.attendees and not self.present and not self.others.strip():
            yield refuse(V01, field="attendees", label="出席人", problem="没有人出席")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is in the index."""
        yield Gathering(
            id=self.gathering or 0,
            kind=self.sort,
            title=self.title.strip(),
            held_on=self.on,
            chair=self.chair.strip(),
            attendees=self.attendees,
            others=self.others,
            departments=self.present,
            absent=self.absent,
            matters=self.matters,
            decisions=self.decisions,
            minutes_no=self.minutes_no,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.sort.word}：{self.title}，主持人{self.chair}，到会{len(self.present)}个部门"


@act("remind", "保密提醒", Phase.SETUP, *KEEPERS)
class Remind(Act):
    """Before a holiday, a big event, a move: the departments were reminded."""

    occasion: str = asked("时机", "如 国庆前、重大活动前、机构调整")
    content: str = asked("提醒内容")
    departments: tuple[int, ...] = asked("部门", "不填即全部", default=(), refers=Department)
    way: str = asked("方式", among=WAYS, default="书面")
    reminded_by: str = asked("提醒人", "不填即经手人", default="")
    reminder: int | None = reckoned("提醒号", series="reminder", default=None)
    told: tuple[int, ...] = reckoned("提醒到的部门", default=())

    def completed(self, known: Known) -> Remind:
        """Number it; nobody named means everybody."""
        everybody = tuple(sorted(one.id for one in known.all(Department) if one.active))
        return replace(
            self,
            reminder=self.reminder or known.take("reminder"),
            told=self.departments or everybody,
            reminded_by=self.reminded_by.strip() or known.operator.name,
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """When, of what, and whom."""
        yield from filled_refusals(
            ("occasion", "时机", self.occasion), ("content", "提醒内容", self.content)
        )
        yield from department_refusals(known, self.departments)
        if self.way not in WAYS:
            yield refuse(V01, field="way", label="方式", problem="、".join(WAYS))
        if not self.told:
            yield refuse(V01, field="departments", label="部门", problem="还没有登记部门")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It was said."""
        yield Reminder(
            id=self.reminder or 0,
            reminded_on=self.on,
            occasion=self.occasion.strip(),
            content=self.content,
            departments=self.told,
            way=self.way,
            reminded_by=self.reminded_by,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.occasion}保密提醒{len(self.told)}个部门（{self.way}）"


@act("set_year_plan", "登记年度计划", Phase.SETUP, *KEEPERS)
class SetYearPlan(Act):
    """What is planned for a year; a later version takes the place of an earlier one."""

    year: int = asked("年度", "如 2026")
    sort: PlanKind = asked("计划")
    content: str = asked("内容", "每行一项")
    approved_by: str = asked("批准人")

    def needs(self) -> Needs:
        """The plan as it was."""
        wanted = Needs()
        wanted.keys.add((YearPlan, (self.year, self.sort)))
        return wanted

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A year, something planned, and who agreed."""
        yield from filled_refusals(
            ("content", "内容", self.content), ("approved_by", "批准人", self.approved_by)
        )
        if not _FIRST_YEAR <= self.year <= _LAST_YEAR:
            yield refuse(V01, field="year", label="年度", problem="请写成 2026 的样子")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is planned so."""
        yield YearPlan(
            year=self.year,
            kind=self.sort,
            content=self.content,
            approved_by=self.approved_by,
            planned_on=self.on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.year}年{self.sort.word}，{self.approved_by}批准"
