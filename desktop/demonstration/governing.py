"""What the demo's office keeps in order: regulations, reports, leaders, systems, contracts.

Without dice, as the meetings; some of it is left undone, so that the self-inspection finds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from db.ledger.act import Act
from db.ledger.acts.equipment.contracts import AddContract, NoteContract
from db.ledger.acts.equipment.systems import AddSystem, NoteSystem
from db.ledger.acts.people.leading import NoteLeading
from db.ledger.acts.people.regulations import ChangeRegulation, IssueRegulation
from db.ledger.acts.people.submissions import Submit
from db.ledger.beliefs.governing import (
    Area,
    ContractStep,
    LeaderRole,
    LeadingKind,
    RegulationStep,
    Submitted,
    SystemStep,
)
from db.ledger.values import Level
from desktop.demonstration.office import Office

_RULES = (
    (Area.DUTY, "保密工作责任制规定", 2),
    (Area.CLASSIFYING, "定密管理办法", 1),
    (Area.PERSONS, "涉密人员管理办法", 2),
    (Area.CARRIERS, "涉密载体管理规定", 1),
    (Area.SITES, "保密要害部门部位管理办法", 4),
    (Area.DEVICES, "信息设备和存储介质保密管理规定", 3),
    (Area.MEETINGS, "涉密会议管理办法", 3),
    (Area.WORK_SECRETS, "工作秘密管理暂行办法", 1),
)
_REVISED = ((1, 2, 8), (3, 4, 6))
"""Which of them are revised in even and odd years; the others are forgotten."""
_LED = (
    (2, LeaderRole.HEAD, LeadingKind.DEMAND, "部署全年保密工作，明确各处室责任"),
    (2, LeaderRole.HEAD, LeadingKind.APPRAISE, "保密工作列入年度考核内容"),
    (4, LeaderRole.LINE, LeadingKind.DEMAND, "对分管处室的定密和载体管理提出要求"),
    (6, LeaderRole.HEAD, LeadingKind.HEAR, "听取上半年保密工作汇报"),
    (7, LeaderRole.LINE, LeadingKind.CHECK, "检查分管处室文件柜和持有清单"),
    (9, LeaderRole.HEAD, LeadingKind.PROVIDE, "批准购置密码文件柜和碎纸机"),
    (9, LeaderRole.IN_CHARGE, LeadingKind.CHECK, "带队检查要害部位"),
)
_LEADERS = {LeaderRole.HEAD: 3, LeaderRole.IN_CHARGE: 4, LeaderRole.LINE: 5}
_AUTHORITY = "示例市国家保密局"


class Governing:
    """What is done for order's sake, by the calendar."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._done: set[object] = set()

    def go_on(self, day: date) -> None:
        """Do what the calendar asks for on this day."""
        if not self._done:
            self._done.add("begun")
            for act in self._at_first(day):
                self._office.do(act)
        for key, act in (*self._filed(day), *self._led(day), *self._kept_up(day)):
            if key not in self._done:
                self._done.add(key)
                self._office.do(act)

    def _at_first(self, day: date) -> Iterator[Act]:
        """Yield what is there already: rules, two systems, a commission."""
        for number, (area, title, years) in enumerate(_RULES, 1):
            issued = day.replace(year=day.year - years, month=3, day=10 + number)
            named = f"示办〔{issued.year}〕{number + 20}号"
            yield IssueRegulation(on=day, area=area, title=title, number=named, issued_on=issued)
        ago: dict[str, Any] = {
            "tested_on": day - timedelta(400),
            "approved_on": day - timedelta(370),
            "started_on": day - timedelta(360),
            "level": Level.SECRET,
        }
        yield AddSystem(on=day, number="XT-01", name="示例机关涉密内网", department=5, **ago)
        yield AddSystem(on=day, number="XT-02", name="示例门户网站", department=5)
        ready: dict[str, Any] = {
            "level": Level.SECRET,
            "qualified_on": day - timedelta(5),
            "qualification": "国家秘密载体印制乙级",
            "agreed_on": day - timedelta(3),
            "agreement_no": "协议示例-01",
        }
        what: dict[str, Any] = {"project": "涉密文件印制", "contractor": "示例印刷厂"}
        yield AddContract(on=day, number="WT-01", department=3, **what, **ready)

    def _filed(self, day: date) -> Iterator[tuple[object, Act]]:
        """Yield what is handed to the authority in the year."""
        last: dict[str, Any] = {"year": day.year - 1, "filed_to": _AUTHORITY}
        this: dict[str, Any] = {"year": day.year, "filed_to": _AUTHORITY}
        if day.month == 1 and day.day >= 12:
            number = f"示办报〔{day.year}〕2号"
            act = Submit(on=day, sort=Submitted.ANNUAL, receipt_no=number, **last)
            yield (day.year, Submitted.ANNUAL), act
        if day.month == 3 and day.day >= 10:
            edition, number = f"{day.year}年版", f"示办报〔{day.year}〕7号"
            act = Submit(on=day, sort=Submitted.SECRETS, edition=edition, receipt_no=number, **this)
            yield (day.year, Submitted.SECRETS), act
        if day.month == 11 and day.day >= 20:
            number = f"示办报〔{day.year}〕31号"
            act = Submit(on=day, sort=Submitted.SELF_CHECK, receipt_no=number, **this)
            yield (day.year, Submitted.SELF_CHECK), act

    def _led(self, day: date) -> Iterator[tuple[object, Act]]:
        """Yield what leaders do, each in its month; support by the others is on no record."""
        for month, role, kind, content in _LED:
            if day.month == month and day.day >= 15:
                record = f"保密纪要{day.year}-{month:02d}"
                said: dict[str, Any] = {"sort": kind, "content": content, "record_no": record}
                act = NoteLeading(on=day, person=_LEADERS[role], role=role, **said)
                yield (day.year, role, kind), act

    def _kept_up(self, day: date) -> Iterator[tuple[object, Act]]:
        """Yield the revisions of the year, the assessment of the net, and a second commission."""
        if day.month == 5:
            by: dict[str, Any] = {"approved_by": "保密委员会会议", "note": "按新修订的法律调整"}
            for number in _REVISED[day.year % 2]:
                act = ChangeRegulation(on=day, regulation=number, step=RegulationStep.REVISED, **by)
                yield (day.year, "修订", number), act
        if day.month == 8 and day.day >= 10:
            assessed: dict[str, Any] = {"by": "示例测评中心", "record_no": f"评估{day.year}-8"}
            yield "评估", NoteSystem(on=day, system=1, step=SystemStep.ASSESSED, **assessed)
        if day.month == 10:
            what: dict[str, Any] = {"project": "机房报警器维修", "contractor": "示例设备维修站"}
            yield "委托", AddContract(on=day, number="WT-02", department=8, **what)
            graded: dict[str, Any] = {"step": ContractStep.GRADED, "level": Level.CONFIDENTIAL}
            yield "委托定密", NoteContract(on=day, contract=2, details="按机房密级确定", **graded)
