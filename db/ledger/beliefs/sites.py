"""要害部门部位 and 设施: where secrets are made and kept, what guards them, and who came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Level


class SiteKind(Enum):
    """A department with much that is secret, or a place where it is made or kept."""

    DEPARTMENT = "DEPARTMENT"
    SITE = "SITE"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return {"DEPARTMENT": "要害部门", "SITE": "要害部位"}[self.value]


class FacilityKind(Enum):
    """What guards, stores or destroys."""

    IRON_DOOR = "IRON_DOOR"
    WINDOW_BARS = "WINDOW_BARS"
    IRON_CABINET = "IRON_CABINET"
    CODE_CABINET = "CODE_CABINET"
    SAFE = "SAFE"
    ALARM = "ALARM"
    CAMERA = "CAMERA"
    ENTRY_CONTROL = "ENTRY_CONTROL"
    SHREDDER = "SHREDDER"
    JAMMER = "JAMMER"
    PHONE_LOCKER = "PHONE_LOCKER"
    OTHER = "OTHER"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return _FACILITIES[self]

    @property
    def stores(self) -> bool:
        """Whether secrets are kept in it."""
        return self in (FacilityKind.IRON_CABINET, FacilityKind.CODE_CABINET, FacilityKind.SAFE)

    @property
    def locks(self) -> bool:
        """Whether it has a key or a code that is changed from time to time."""
        return self.stores or self in (
            FacilityKind.IRON_DOOR,
            FacilityKind.ENTRY_CONTROL,
            FacilityKind.PHONE_LOCKER,
        )


_FACILITIES = {
    FacilityKind.IRON_DOOR: "铁门",
    FacilityKind.WINDOW_BARS: "铁窗",
    FacilityKind.IRON_CABINET: "铁皮柜",
    FacilityKind.CODE_CABINET: "密码文件柜",
    FacilityKind.SAFE: "保险柜",
    FacilityKind.ALARM: "报警器",
    FacilityKind.CAMERA: "视频监控",
    FacilityKind.ENTRY_CONTROL: "门禁",
    FacilityKind.SHREDDER: "碎纸机",
    FacilityKind.JAMMER: "干扰器",
    FacilityKind.PHONE_LOCKER: "手机柜",
    FacilityKind.OTHER: "其他",
}


class FacilityState(Enum):
    """Whether it works."""

    IN_USE = "IN_USE"
    REPAIR = "REPAIR"
    RETIRED = "RETIRED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return {"IN_USE": "在用", "REPAIR": "维修", "RETIRED": "停用"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Site(Belief):
    """One key department or key site, as it was fixed and stands now."""

    table = "site"
    word = "要害部门部位"
    id: int
    kind: SiteKind
    name: str
    department: int
    head: int
    level: Level
    location: str
    matters: str
    reason: str
    guards: str
    barriers: str
    alarms: str
    system: str
    fixed_by: str
    fixed_on: date
    filed_on: date | None = None
    withdrawn_on: date | None = None
    why: str = ""
    changes: int = 0


@dataclass(frozen=True, kw_only=True)
class SiteChange(Belief):
    """One change of a key site: the level before and after, and why."""

    table = "site_change"
    word = "要害部位变更"
    key = ("site", "number")
    site: int
    number: int
    changed_on: date
    before: Level
    after: Level | None
    why: str
    approved_by: str


@dataclass(frozen=True, kw_only=True)
class Visit(Belief):
    """Somebody from elsewhere in a key site: why, with whom, from when to when."""

    table = "visit"
    word = "来访"
    id: int
    site: int
    visitor: str
    unit: str
    purpose: str
    escort: int
    approved_by: str
    came_on: date
    came_at: str
    left_on: date | None = None
    left_at: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Facility(Belief):
    """One cabinet, safe, shredder, jammer or guard; `rated` is the highest level it is fit for."""

    table = "facility"
    word = "设施"
    id: int
    number: str
    name: str
    kind: FacilityKind
    grade: str
    rated: Level | None
    site: int | None
    places: tuple[int, ...]
    location: str
    keeper: int
    keys: str
    since: date
    code_on: date | None = None
    checked_on: date | None = None
    state: FacilityState = FacilityState.IN_USE
    retired_on: date | None = None
    remark: str = ""
