"""Who acts, under which numbers that a unit may set."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import Enum, IntEnum

from db.ledger.checklists import Checking
from db.ledger.cooling import COOLING_SETS, CoolingSet
from db.ledger.masks import ALL_SERIES
from db.ledger.risks import Risk
from db.ledger.steps import STEPS, Step
from db.ledger.values import Grade, Level, Role

SETTABLE: Mapping[str, str] = {
    "longest_loan_days": "借用最长天数",
    "longest_hold_days": "承办留用最长天数",
    "most_extensions": "续借次数上限",
    "most_in_house": "自行销毁的少量上限（份）",
    "dun_head_days": "超期几天报部门负责人",
    "dun_office_days": "超期几天报保密办",
    "late_entry_days": "超过几天算补录",
    "backup_days": "最长几天备份一次",
    "full_check_days": "最长几天全部核验一次",
    "stocktake_days_top_secret": "绝密最长几天盘点一次",
    "stocktake_days_secret": "机密最长几天盘点一次",
    "stocktake_days_confidential": "秘密最长几天盘点一次",
    "second_minutes": "第二人确认有效几分钟",
    "mass_pages": "超过几页算批量打印",
    "copying": "表格内容复制出窗口（0不许，1记入流水，2不记）",
    "review_core_years": "核心涉密人员几年复审",
    "review_important_years": "重要涉密人员几年复审",
    "review_general_years": "一般涉密人员几年复审",
    "pledge_years": "在岗承诺书几年一签",
    "cooling_set": "脱密期采用哪一套（0甲，1乙，2丙）",
    "tell_hours": "电话通知报告领导时限",
    "hand_in_days": "会议文件带回后交回时限",
    "instruct_days": "登记后几天内须拟办批办",
    "unread_days": "在柜几天无人阅列入清单",
    "accept_days": "发放后签收时限",
    "dispatch_receipt_days": "发出后收回回执时限",
    "destruction_receipt_days": "送销后取得回执时限",
    "pending_days": "待销最长几天",
    "training_hours": "涉密人员每年培训学时",
    "pass_mark": "测试及格分数",
    "passport_days": "返回后证件交回时限",
    "talk_days": "返回后回访谈话时限",
    "code_days": "柜锁密码最长几天更换一次",
    "repeat_years": "几年内的同类问题算复发",
    "regulation_years": "制度和一览表几年内须修订或复核",
    "report_days": "年度报告次年几天内报送",
}
"""The numbers that two persons may set for one ledger; those of the law are not among them."""

_COUNTED = (
    "instruct_days",
    "unread_days",
    "training_hours",
    "pass_mark",
    "passport_days",
    "talk_days",
    "code_days",
    "pending_days",
    "regulation_years",
    "report_days",
    "assess_top_secret_years",
    "assess_years",
)
"""What views about persons, places and what the unit keeps in order count by."""
HIGHEST: Mapping[str, int] = {"copying": 2, "cooling_set": 2}
"""The highest number where it is a choice."""
MOST = 10_000


def highest(name: str) -> int:
    """Return the highest number that may be set."""
    return HIGHEST.get(name, MOST)


def stocktake_days(level: Level) -> str:
    """Return the name of the number that says how often what is of a level is counted."""
    return f"stocktake_days_{level.name.lower()}"


class Copying(IntEnum):
    """Whether rows may be copied out of the window."""

    FORBIDDEN = 0
    RECORDED = 1
    FREE = 2


class Basis(Enum):
    """What a number of the unit rests on."""

    LAW = "法定"
    CUSTOM = "惯例"
    UNIT = "本单位规定"

    @property
    def word(self) -> str:
        """The basis in words."""
        return self.value


@dataclass(frozen=True)
class Described:
    """A number with what is told of it; one of the law is shown, and not set."""

    name: str
    label: str
    value: int
    unit: str
    source: str
    basis: str


@dataclass(frozen=True)
class Policy:
    """Numbers that a unit may set; the defaults carry their source in resources/policy."""

    longest_loan_days: int = 30
    longest_hold_days: int = 90
    most_extensions: int = 2
    most_in_house: int = 50
    dun_head_days: int = 3
    dun_office_days: int = 10
    late_entry_days: int = 3
    second_minutes: int = 5
    mass_pages: int = 20
    copying: int = Copying.RECORDED.value
    review_core_years: int = 1
    review_important_years: int = 3
    review_general_years: int = 5
    pledge_years: int = 1
    cooling_set: int = 0
    tell_hours: int = 2
    hand_in_days: int = 2
    instruct_days: int = 2
    unread_days: int = 30
    accept_days: int = 1
    dispatch_receipt_days: int = 10
    destruction_receipt_days: int = 1
    pending_days: int = 90
    training_hours: int = 4
    pass_mark: int = 80
    passport_days: int = 10
    talk_days: int = 10
    code_days: int = 180
    repeat_years: int = 2
    regulation_years: int = 3
    report_days: int = 31
    assess_top_secret_years: int = 1
    assess_years: int = 2
    leak_hours: int = 24
    unclear_days: int = 10
    stocktake_days_top_secret: int = 90
    stocktake_days_secret: int = 183
    stocktake_days_confidential: int = 366
    backup_days: int = 7
    full_check_days: int = 30
    cap_years: tuple[tuple[Level, int], ...] = (
        (Level.TOP_SECRET, 30),
        (Level.SECRET, 20),
        (Level.CONFIDENTIAL, 10),
    )
    masks: Mapping[str, str] = field(default_factory=dict)
    """How the unit writes its numbers, by series; what is not there is written as usual."""
    cooling: tuple[CoolingSet, ...] = COOLING_SETS
    steps: tuple[Step, ...] = STEPS
    """What is to be done for persons of each employment type, as resources/policy tells it."""
    narrowed: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    """Kinds of act that fewer roles may record in this unit than the program would allow."""
    described: tuple[Described, ...] = field(default=(), compare=False)
    """Every number with its source, as resources/policy tells it."""
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    """What is usually said for passing a warning, by rule."""
    violations: tuple[str, ...] = field(default=(), compare=False)
    """The catalogue a finding's category is chosen from; without one, any will do."""
    risks: tuple[Risk, ...] = field(default=(), compare=False)
    """What every department looks for in its own rooms."""
    checking: Checking = field(default_factory=Checking, compare=False)
    """The lists of self-inspection, and the questions that answer them."""

    def with_numbers(self, numbers: Mapping[str, int]) -> Policy:
        """Return the policy with the numbers that were set for this ledger."""
        known = {name: value for name, value in numbers.items() if name in SETTABLE}
        return replace(self, **known) if known else self  # type: ignore[arg-type]

    def may(self, kind: str, roles: frozenset[Role]) -> frozenset[Role]:
        """Return who may record a kind of act here: of its own roles, those the unit left it."""
        return roles & self.narrowed.get(kind, roles)

    @property
    def given(self) -> dict[str, object]:
        """Return what a view about the unit's own rules is handed."""
        kinds = {kind: sorted(role.value for role in left) for kind, left in self.narrowed.items()}
        years = {f"review_{grade.value}_years": self.review_years(grade) for grade in Grade}
        dunning = {"dun_head_days": self.dun_head_days, "dun_office_days": self.dun_office_days}
        told = [asdict(one) for one in self.described]
        parameters = json.dumps(told, ensure_ascii=False)
        powers = json.dumps(kinds, sort_keys=True)
        reasons = json.dumps(self.reasons, ensure_ascii=False)
        told_of = {"narrowed": powers, "parameters": parameters, "reasons": reasons}
        told_of["masks"] = json.dumps(self._masks, ensure_ascii=False)
        told_of["steps"] = json.dumps([asdict(one) for one in self.steps], ensure_ascii=False)
        years["pledge_years"] = self.pledge_years
        told_of["checklists"] = self.checking.told
        told_of["risks"] = json.dumps([asdict(one) for one in self.risks], ensure_ascii=False)
        late = {"late_entry_days": self.late_entry_days}
        counting = {name: getattr(self, name) for name in (*map(stocktake_days, Level), *_COUNTED)}
        return {**told_of, **years, **dunning, **late, **counting}

    @property
    def _masks(self) -> list[dict[str, str]]:
        return [
            {"name": one.name, "label": one.label, "mask": self.masks.get(one.name, one.usual)}
            for one in ALL_SERIES
        ]

    @property
    def cooling_terms(self) -> CoolingSet:
        """Return the set from which the unit takes the 脱密期."""
        return self.cooling[min(self.cooling_set, len(self.cooling) - 1)]

    def review_years(self, grade: Grade) -> int:
        """Return after how many years a person of this grade is reviewed again."""
        return int(getattr(self, f"review_{grade.value}_years"))

    def cap(self, level: Level) -> int:
        """Return the longest usual term of a level in years (law of 2024, art. 20)."""
        return dict(self.cap_years)[level]


@dataclass(frozen=True)
class Operator:
    """Who acts: an unlocked account, its person and roles."""

    account: int
    person: int
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Second:
    """The second person who confirmed, a witness or another account."""

    kind: str  # 'witness' or 'account'
    id: int
    person: int
    name: str
    since: str = ""  # when he gave his password; '' is just now

    @property
    def signature(self) -> str:
        """Who he is in the journal, by signer and name."""
        return f"{self.kind}:{self.id} {self.name}"
