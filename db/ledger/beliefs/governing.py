"""制度、报送、履职、信息系统、委托: what the unit keeps in order beside papers and persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Level


class Area(Enum):
    """What a regulation of the unit is about."""

    DUTY = "DUTY"
    CLASSIFYING = "CLASSIFYING"
    PERSONS = "PERSONS"
    CARRIERS = "CARRIERS"
    SITES = "SITES"
    DEVICES = "DEVICES"
    MEETINGS = "MEETINGS"
    PUBLISHING = "PUBLISHING"
    WORK_SECRETS = "WORK_SECRETS"
    OTHER = "OTHER"

    @property
    def word(self) -> str:
        """The area in Chinese."""
        return _AREAS[self]

    @property
    def wanted(self) -> bool:
        """Whether every unit has a regulation about it."""
        return self in _WANTED


_AREAS = {
    Area.DUTY: "保密责任",
    Area.CLASSIFYING: "定密管理",
    Area.PERSONS: "涉密人员",
    Area.CARRIERS: "涉密载体",
    Area.SITES: "要害部门部位",
    Area.DEVICES: "信息设备",
    Area.MEETINGS: "会议活动",
    Area.PUBLISHING: "信息公开审查",
    Area.WORK_SECRETS: "工作秘密",
    Area.OTHER: "其他",
}
_WANTED = frozenset(
    {Area.DUTY, Area.CLASSIFYING, Area.PERSONS, Area.CARRIERS, Area.SITES, Area.DEVICES}
)


class RegulationStep(Enum):
    """What becomes of a regulation."""

    REVISED = "REVISED"
    REVIEWED = "REVIEWED"
    REPEALED = "REPEALED"

    @property
    def word(self) -> str:
        """The step in Chinese."""
        return {"REVISED": "修订", "REVIEWED": "复核，不改", "REPEALED": "废止"}[self.value]


class Submitted(Enum):
    """What is handed to an authority; lists of persons are filed with the persons."""

    ANNUAL = "ANNUAL"
    SECRETS = "SECRETS"
    SELF_CHECK = "SELF_CHECK"
    STATISTICS = "STATISTICS"
    WORK_SECRETS = "WORK_SECRETS"
    OTHER = "OTHER"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return _SUBMITTED[self]


_SUBMITTED = {
    Submitted.ANNUAL: "年度保密工作报告",
    Submitted.SECRETS: "国家秘密事项一览表",
    Submitted.SELF_CHECK: "自查自评结果",
    Submitted.STATISTICS: "定密情况统计",
    Submitted.WORK_SECRETS: "工作秘密事项清单",
    Submitted.OTHER: "其他",
}


class LeaderRole(Enum):
    """As what a leader acted."""

    HEAD = "HEAD"
    IN_CHARGE = "IN_CHARGE"
    LINE = "LINE"

    @property
    def word(self) -> str:
        """The role in Chinese."""
        return {"HEAD": "主要负责人", "IN_CHARGE": "分管保密负责人", "LINE": "其他负责人"}[
            self.value
        ]


class LeadingKind(Enum):
    """What a leader did for secrecy."""

    DEMAND = "DEMAND"
    HEAR = "HEAR"
    CHECK = "CHECK"
    APPRAISE = "APPRAISE"
    PROVIDE = "PROVIDE"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return _LEADING[self]


_LEADING = {
    LeadingKind.DEMAND: "提出要求",
    LeadingKind.HEAR: "听取汇报",
    LeadingKind.CHECK: "督促检查",
    LeadingKind.APPRAISE: "纳入考核",
    LeadingKind.PROVIDE: "保障支持",
}


class SystemStep(Enum):
    """What a classified system goes through."""

    TESTED = "TESTED"
    APPROVED = "APPROVED"
    STARTED = "STARTED"
    ASSESSED = "ASSESSED"
    STOPPED = "STOPPED"

    @property
    def word(self) -> str:
        """The step in Chinese."""
        return _STEPS[self]

    @property
    def field(self) -> str:
        """The field of a system that has its day."""
        return f"{self.value.lower()}_on"


_STEPS = {
    SystemStep.TESTED: "检测评估",
    SystemStep.APPROVED: "审查批准",
    SystemStep.STARTED: "投入使用",
    SystemStep.ASSESSED: "风险评估",
    SystemStep.STOPPED: "停用",
}


class ContractStep(Enum):
    """What a classified purchase or commission goes through."""

    GRADED = "GRADED"
    QUALIFIED = "QUALIFIED"
    AGREED = "AGREED"
    ENDED = "ENDED"

    @property
    def word(self) -> str:
        """The step in Chinese."""
        return {
            "GRADED": "确定密级",
            "QUALIFIED": "核验资质",
            "AGREED": "签订保密协议",
            "ENDED": "终止",
        }[self.value]


@dataclass(frozen=True, kw_only=True)
class Regulation(Belief):
    """保密制度: one regulation of the unit, since when, and when it was last looked at."""

    table = "regulation"
    word = "保密制度"
    id: int
    area: Area
    title: str
    number: str
    issued_on: date
    revised_on: date | None = None
    reviewed_on: date | None = None
    repealed_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Submission(Belief):
    """报送: a report or list as it was handed to an authority, and what proves it."""

    table = "submission"
    word = "报送事项"
    id: int
    kind: Submitted
    year: int
    title: str
    edition: str
    filed_on: date
    filed_to: str
    receipt_no: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class Leading(Belief):
    """领导履职: what a leader did for secrecy on a day, and where it is on record."""

    table = "leading"
    word = "领导履职"
    id: int
    person: int
    role: LeaderRole
    kind: LeadingKind
    done_on: date
    content: str
    record_no: str


@dataclass(frozen=True, kw_only=True)
class System(Belief):
    """涉密信息系统: tested and approved before it is used, and assessed ever after."""

    table = "system"
    word = "信息系统"
    id: int
    number: str
    name: str
    level: Level | None
    department: int
    tested_on: date | None = None
    approved_on: date | None = None
    started_on: date | None = None
    assessed_on: date | None = None
    stopped_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Contract(Belief):
    """涉密采购、委托: what others do for the unit, and what binds them."""

    table = "contract"
    word = "涉密采购委托"
    id: int
    number: str
    project: str
    contractor: str
    level: Level | None
    department: int
    begins_on: date
    qualified_on: date | None = None
    qualification: str = ""
    agreed_on: date | None = None
    agreement_no: str = ""
    ended_on: date | None = None
    remark: str = ""
