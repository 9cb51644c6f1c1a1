"""涉密会议: applied for and approved before (F32), checked while it was held (F33)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import approval_refusals, department_refusals, filled_refusals
from db.ledger.beliefs import (
    Belief,
    Conference,
    Department,
    Document,
    Handout,
    Person,
)
from db.ledger.beliefs.gatherings import ConferenceState
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import CONFERENCES
from db.ledger.numbered import Numbered
from db.ledger.rules import K30, K31, K35, V01, V51, Refusal, refuse, warn
from db.ledger.values import Level, Role

KEEPERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)


@act("plan_conference", "涉密会议申请", Phase.SETUP, *KEEPERS)
class PlanConference(Numbered):
    """A classified meeting is planned: level, place, who may come, and who does what."""

    numbered_in = CONFERENCES

    name: str = asked("会议名称", "发放文件时写同样的名称，份数就算到这里")
    department: int = asked("承办部门", refers=Department)
    level: Level = asked("密级")
    starts_on: date = asked("开始日期")
    ends_on: date | None = asked("结束日期", "不填即当天", default=None)
    location: str = asked("地点")
    officer: int = asked("保密负责人", refers=Person)
    content: str = asked("内容")
    scope: str = asked("参加人员范围")
    duties: str = asked("分工和措施", "场所检查、手机存放、文件发放收回等由谁负责")
    conference: int | None = reckoned("会议号", series="conference", default=None)

    def needs(self) -> Needs:
        """Who answers for it, and whether it is planned already."""
        wanted = needs((Person, self.officer))
        wanted.alike.add((Conference, "name", self.name.strip()))
        return wanted

    def completed(self, known: Known) -> PlanConference:
        """Number it."""
        conference = self.conference or known.take("conference")
        ends_on = self.ends_on or self.starts_on
        return replace(self, conference=conference, ends_on=ends_on).with_number(known)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Everything an approval asks, somebody fit in charge, and planned once."""
        yield from filled_refusals(
            ("name", "会议名称", self.name),
            ("location", "地点", self.location),
            ("content", "内容", self.content),
            ("scope", "参加人员范围", self.scope),
            ("duties", "分工和措施", self.duties),
        )
        yield from department_refusals(known, self.department)
        person = known.person(self.officer)
        yield from fit_refusals(person, self.starts_on, "负责会议保密", field="officer")
        if self.ends_on is not None and self.ends_on < self.starts_on:
            why = f"早于开始日期{self.starts_on}"
            yield refuse(K35, field="ends_on", day=self.ends_on, why=why)
        if self.starts_on < self.on:
            what = f"{self.starts_on}已经召开"
            yield warn(V51, field="starts_on", what=what)
        for other in known.all(Conference):
            if other.name == self.name.strip() and other.state is not ConferenceState.CANCELLED:
                problem = f"与{other.number}同名，请加届次或日期"
                yield refuse(V01, field="name", label="会议名称", problem=problem)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It waits for its approval."""
        yield Conference(
            id=self.conference or 0,
            number=self.text,
            name=self.name.strip(),
            department=self.department,
            level=self.level,
            starts_on=self.starts_on,
            ends_on=self.ends_on or self.starts_on,
            location=self.location,
            officer=self.officer,
            content=self.content,
            scope=self.scope,
            duties=self.duties,
            planned_on=self.on,
            state=ConferenceState.PLANNED,
        )
        yield self.number_used

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        officer = names.person(self.officer)
        return f"{self.text}申请{self.level.word}会议“{self.name}”，保密负责人{officer}"


@act("decide_conference", "涉密会议审批", Phase.SETUP, *KEEPERS, Role.LEADER)
class DecideConference(Act):
    """The leader in charge agrees to the meeting, or calls it off."""

    conference: int = asked("涉密会议", refers=Conference)
    agreed: bool = asked("同意", "不选即取消会议", default=True)
    approved_by: str = asked("批准人")
    opinion: str = asked("意见", "不同意的写明理由", default="")
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The meeting."""
        return needs((Conference, self.conference))

    def completed(self, known: Known) -> DecideConference:
        """Keep its number for the sentence."""
        return replace(self, text=known.get(Conference, self.conference).number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Waiting for it, or to be called off; not by whoever is in charge of it."""
        meeting = known.get(Conference, self.conference)
        waiting = {ConferenceState.PLANNED} | (set() if self.agreed else {ConferenceState.APPROVED})
        if meeting.state not in waiting:
            verb = "审批" if self.agreed else "取消"
            yield refuse(K31, which=meeting.number, state=meeting.state.word, act=verb)
        if self.on < meeting.planned_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于申请日期{meeting.planned_on}")
        yield from approval_refusals(self.approved_by, known.person(meeting.officer).name)
        if not self.agreed:
            yield from filled_refusals(("opinion", "意见", self.opinion))
        elif self.on > meeting.starts_on:
            what = f"{meeting.number}{meeting.starts_on}已经召开，批准在后"
            yield warn(V51, field="on", what=what)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Approved, or off."""
        state = ConferenceState.APPROVED if self.agreed else ConferenceState.CANCELLED
        for meeting in known.those(Conference, [self.conference]):
            yield replace(
                meeting,
                state=state,
                approved_by=self.approved_by,
                approved_on=self.on,
                opinion=self.opinion,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}{'批准' if self.agreed else '取消'}：{self.approved_by}{self.opinion}"


@act("check_conference", "涉密会议检查", Phase.SETUP, *KEEPERS)
class CheckConference(Act):
    """The ten checks of the record (F33); what was not done is explained."""

    conference: int = asked("涉密会议", refers=Conference)
    officer_there: bool = asked("1 保密负责人在场", default=False)
    jammed: bool = asked("2 会场加装干扰器", default=False)
    phones_kept: bool = asked("3 手机等存放在场外", default=False)
    room_checked: bool = asked("4 会前检查会场", default=False)
    discipline_read: bool = asked("5 宣布保密纪律", default=False)
    attendance_kept: bool = asked("6 控制参会人员、签到", default=False)
    no_wireless: bool = asked("7 没有使用无线设备", default=False)
    recording_kept: bool = asked("8 录音录像经批准、专人保管", "没有录的也选", default=False)
    papers_counted: bool = asked("9 文件专人发放、收回、清点", "没有发的也选", default=False)
    breaks_guarded: bool = asked("10 休会期间专人看守", default=False)
    record_keeper: str = asked("录音录像、文件保管人", default="")
    remark: str = asked("未做到的原因", "有一项没选就要写", default="")
    checked_by: str = asked("检查人", "不填即经手人", default="")
    text: str = reckoned("编号", default="")
    checks: tuple[int, ...] = reckoned("检查结果", default=())

    def needs(self) -> Needs:
        """The meeting, and what was handed out at it."""
        wanted = needs((Conference, self.conference))
        wanted.alike.add((Handout, "conference", self.conference))
        return wanted

    def completed(self, known: Known) -> CheckConference:
        """Put the ten answers in a row."""
        answers = tuple(int(getattr(self, name)) for name in _ANSWERS)
        return replace(
            self,
            text=known.get(Conference, self.conference).number,
            checks=answers,
            checked_by=self.checked_by.strip() or known.operator.name,
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Approved and held; what is missing explained; and every paper handed in (K30)."""
        meeting = known.get(Conference, self.conference)
        if meeting.state is ConferenceState.PLANNED:
            yield warn(V51, field="conference", what=f"{meeting.number}还没有批准")
        elif meeting.state is not ConferenceState.APPROVED:
            yield refuse(K31, which=meeting.number, state=meeting.state.word, act="检查")
        if self.on < meeting.starts_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于会议日期{meeting.starts_on}")
        if not all(self.checks):
            yield from filled_refusals(("remark", "未做到的原因", self.remark))
        still = [
            one for one in known.all(Handout) if one.conference == self.conference and one.open
        ]
        for out in still:
            what = f"{out.meeting}发放{len(out.copies)}份还没有收齐"
            yield warn(K30, field="papers_counted", what=what)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It was checked."""
        for meeting in known.those(Conference, [self.conference]):
            yield replace(
                meeting,
                state=ConferenceState.CHECKED,
                checks=self.checks,
                record_keeper=self.record_keeper,
                checked_by=self.checked_by,
                checked_on=self.on,
                remark=self.remark,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        said = f"，未做到{len(self.checks) - sum(self.checks)}项" if not all(self.checks) else ""
        return f"{self.text}十项检查，检查人{self.checked_by}{said}"


_ANSWERS = (
    "officer_there",
    "jammed",
    "phones_kept",
    "room_checked",
    "discipline_read",
    "attendance_kept",
    "no_wireless",
    "recording_kept",
    "papers_counted",
    "breaks_guarded",
)
"""The fields of the ten checks, in the order of the form."""


def meant(known: Known, name: str) -> Conference | None:
    """Return the classified meeting of this name that is not off, the latest if there are more."""
    alive = (
        one
        for one in known.all(Conference)
        if one.name == name.strip() and one.state is not ConferenceState.CANCELLED
    )
    return max(alive, key=lambda one: one.id, default=None)


def conference_refusals(meeting: Conference | None, document: Document) -> Iterator[Refusal]:
    """Warn (V51) of a meeting that nobody has approved, or for a lower level than the paper."""
    if meeting is None:
        return
    if meeting.state is ConferenceState.PLANNED:
        yield warn(V51, field="meeting", what=f"{meeting.number}还没有批准")
    if document.level > meeting.level:
        what = f"{meeting.number}是{meeting.level.word}会议，此件为{document.level.word}"
        yield warn(V51, field="meeting", what=what)
