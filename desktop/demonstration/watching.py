"""People and places in the demo's office: journeys, meetings, reminders, sites, cabinets, visitors.

Without dice: everything comes from the day, and the rest of the story stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from db.ledger.act import Act
from db.ledger.acts.custody.conferences import CheckConference, DecideConference, PlanConference
from db.ledger.acts.equipment.facilities import AddFacility, ChangeCode
from db.ledger.acts.equipment.sites import FixSite
from db.ledger.acts.equipment.visits import AdmitVisitor
from db.ledger.acts.people.gatherings import RecordGathering, Remind, SetYearPlan
from db.ledger.acts.people.passports import GivePassport, RegisterPassport, TakePassport
from db.ledger.acts.people.travel import ApplyTravel, DecideTravel, TalkBefore
from db.ledger.acts.people.travel_back import ComeHome, ReportMatter, TalkAfter
from db.ledger.beliefs.gatherings import GatheringKind, PlanKind
from db.ledger.beliefs.sites import FacilityKind, SiteKind
from db.ledger.beliefs.travel import MatterKind, PassportKind, TravelKind
from db.ledger.values import Level
from desktop.demonstration.office import Office
from desktop.demonstration.publishing import EVERY, publish

_TRAVELLERS = (5, 9, 14, 20, 27)
_EVERY = 120  # days from one journey to the next
_SITE, _OFFICE = 1, 1
_GUARDS = (
    (FacilityKind.IRON_DOOR, "防盗安全门", "M-01"),
    (FacilityKind.WINDOW_BARS, "钢筋防护窗", "C-01"),
    (FacilityKind.ALARM, "红外报警器", "B-01"),
    (FacilityKind.SHREDDER, "碎纸机", "S-01"),
    (FacilityKind.JAMMER, "手机干扰器", "G-01"),
)
_BEFORE = ((1, 20, "春节前"), (4, 27, "五一假期前"), (9, 26, "国庆假期前"))


class Watching:
    """What the secrecy office does beside the papers."""

    def __init__(self, office: Office) -> None:
        self._office, self._words = office, office.world.words
        self._done: set[object] = set()
        self._days = self._journeys = self._meetings = 0

    def go_on(self, day: date) -> None:
        """Do what the calendar asks for on this day."""
        if self._days == 0:
            self._furnish(day)
        self._days += 1
        if self._days % _EVERY == 60:
            self._send_abroad(day)
        if self._days % EVERY == 30:
            publish(self._office, day, self._days // EVERY)
        if self._days % 180 == 170:
            for facility in range(1, len(self._words["places"]) + 1):
                keys: dict[str, Any] = {"keys": self._words["officer"], "why": "定期更换"}
                self._office.do(ChangeCode(on=day, facility=facility, **keys))
        for key, act in self._of_the_season(day):
            if key not in self._done:
                self._done.add(key)
                self._office.do(act)
        if day.month in (4, 10) and (day.year, day.month, "专题会") not in self._done:
            self._done.add((day.year, day.month, "专题会"))
            self._meet(day)

    def _furnish(self, day: date) -> None:
        """The secrecy room with its guards, every cabinet rated, and five documents."""
        self._fix_the_room(day)
        words, office = self._words, self._office
        where: dict[str, Any] = {"site": _SITE, "location": "301室", "keeper": 1}
        for number, place in enumerate(words["places"], 1):
            office.do(
                AddFacility(
                    on=day,
                    number=f"GZ-{number:02d}",
                    name=f"密码文件柜（{place}）",
                    sort=FacilityKind.CODE_CABINET,
                    grade="B1",
                    rated=Level.TOP_SECRET,
                    places=(number,),
                    keys=words["officer"],
                    **where,
                )
            )
        for kind, name, called in _GUARDS:
            keys = words["officer"] if kind.locks else ""
            office.do(AddFacility(on=day, number=called, name=name, sort=kind, keys=keys, **where))
        for number, person in enumerate(_TRAVELLERS):
            office.do(
                RegisterPassport(
                    on=day,
                    person=person,
                    sort=PassportKind.PRIVATE,
                    number=f"EJ{3180462 + 7919 * number}",
                    expires_on=day.replace(year=day.year + 3 + number % 4, day=1),
                )
            )

    def _fix_the_room(self, day: date) -> None:
        self._office.do(
            FixSite(
                on=day,
                sort=SiteKind.SITE,
                name="机要保密室",
                department=_OFFICE,
                head=2,
                level=Level.TOP_SECRET,
                location="办公楼三层301室",
                matters="涉密文件收发、保管、传阅",
                reason="集中存放绝密、机密文件",
                guards="专人管理，非工作人员进入须批准、陪同",
                barriers="铁门、铁窗、密码文件柜",
                alarms="红外报警、门禁、手机干扰器",
                system="机要保密室管理规定",
                fixed_by=f"{self._words['unit']}保密委员会",
            )
        )

    def _of_the_season(self, day: date) -> Iterator[tuple[object, Act]]:
        """Yield what belongs to the quarter, the year and the holidays, each by a key."""
        quarter = (day.month + 2) // 3
        if day.month % 3 == 0 and day.day >= 8:
            yield (day.year, quarter), self._officers(day, quarter)
        if day.month == 2:
            yield (day.year, "委员会"), self._board(day)
            yield (
                (day.year, "计划"),
                SetYearPlan(
                    on=day,
                    year=day.year,
                    sort=PlanKind.TRAINING,
                    content="上半年法规学习，下半年警示教育；新上岗随时培训",
                    approved_by=self._words["leaders"][0],
                ),
            )
        for month, first, occasion in _BEFORE:
            if day.month == month and day.day >= first:
                content = "清点在外文件，锁好柜门，交接值班，不带密件外出"
                yield (day.year, occasion), Remind(on=day, occasion=occasion, content=content)
        if day.day <= 7 and day.month % 2 == 0:
            yield (day.year, day.month, "来访"), self._visitor(day)

    def _officers(self, day: date, quarter: int) -> Act:
        return RecordGathering(
            on=day,
            sort=GatheringKind.OFFICERS,
            title=f"{day.year}年第{quarter}季度保密员例会",
            chair=self._words["second"],
            departments=tuple(range(1, len(self._words["departments"]) + (quarter != 3))),
            absent="出差" if quarter == 3 else "",
            matters="通报检查情况，布置下季度工作",
            decisions="按期交回在外文件，补齐签字",
            minutes_no=f"保密纪要{day.year}-{quarter}",
        )

    def _board(self, day: date) -> Act:
        return RecordGathering(
            on=day,
            sort=GatheringKind.COMMITTEE,
            title=f"{day.year}年保密委员会会议",
            chair=self._words["leaders"][0],
            attendees=(2, 3, 4),
            matters="听取年度保密工作报告，研究自查整改",
            decisions="通过年度计划",
            minutes_no=f"保密委纪要{day.year}-1",
        )

    def _visitor(self, day: date) -> Act:
        return AdmitVisitor(
            on=day,
            site=_SITE,
            visitor="示例客",
            unit="示例设备维修站",
            purpose="检修报警器",
            escort=2,
            approved_by=self._words["leaders"][0],
            came_at="09:30",
            left_at="10:20",
        )

    def _send_abroad(self, day: date) -> None:
        """One more journey, a step every few days; the latest is left as it stands today."""
        number, office, boss = self._journeys, self._office, self._words["leaders"][0]
        self._journeys += 1
        person, travel = _TRAVELLERS[number % len(_TRAVELLERS)], number + 1
        passport = number % len(_TRAVELLERS) + 1
        leaves, returns = day + timedelta(12), day + timedelta(20)
        applied = ApplyTravel(
            on=day,
            person=person,
            sort=TravelKind.PRIVATE,
            destination="示例国",
            reason="探亲",
            leaves_on=leaves,
            returns_on=returns,
        )
        if office.do(applied) is None:
            return
        asked: dict[str, Any] = {"travel": travel, "approved_by": boss}
        office.plan(day + timedelta(3), DecideTravel(on=day, **asked))
        office.plan(day + timedelta(8), TalkBefore(on=day, travel=travel, talked_by=boss))
        office.plan(day + timedelta(9), GivePassport(on=day, passport=passport, **asked))
        office.plan(returns, ComeHome(on=day, travel=travel))
        office.plan(returns + timedelta(4), TakePassport(on=day, passport=passport))
        said: dict[str, Any] = {"talked_by": boss, "findings": "按期往返，没有异常"}
        office.plan(returns + timedelta(6), TalkAfter(on=day, travel=travel, **said))
        office.do(
            ReportMatter(
                on=day,
                person=person,
                sort=MatterKind.ABROAD,
                happened_on=day,
                content="因私出国探亲，已按规定申请",
                received_by=self._words["second"],
            )
        )

    def _meet(self, day: date) -> None:
        """A classified meeting: applied for, approved, held two weeks later and checked."""
        office, leader = self._office, self._words["leaders"][0]
        self._meetings += 1
        number = self._meetings
        held = day + timedelta(14)
        planned = PlanConference(
            on=day,
            name=f"{day.year}年{day.month}月保密专题会",
            department=_OFFICE,
            level=Level.SECRET,
            starts_on=held,
            location="第一会议室",
            officer=2,
            content="研究涉密专项工作",
            scope="各处室主要负责人",
            duties="保密办检查会场、收存手机、发放和收回文件",
        )
        if office.do(planned) is None:
            return
        office.plan(
            day + timedelta(5),
            DecideConference(on=day, conference=number, approved_by=leader),
        )
        done: dict[str, Any] = dict.fromkeys(_CHECKS, True)
        office.plan(
            held, CheckConference(on=day, conference=number, remark="会场已整体屏蔽", **done)
        )


_CHECKS = (
    "officer_there",
    "phones_kept",
    "room_checked",
    "discipline_read",
    "attendance_kept",
    "no_wireless",
    "recording_kept",
    "papers_counted",
    "breaks_guarded",
)
