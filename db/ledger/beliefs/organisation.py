"""Who leads, who looks after secrecy, and which posts handle secrets: the three-level tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Grade


class Tier(Enum):
    """Where a body stands in the tree; the third level are the departments."""

    LEADING = "LEADING"
    OFFICE = "OFFICE"

    @property
    def word(self) -> str:
        """The tier in words."""
        return {"LEADING": "领导机构", "OFFICE": "办事机构"}[self.value]


class Seat(Enum):
    """What somebody is in a body or a department."""

    CHAIR = "CHAIR"
    DEPUTY = "DEPUTY"
    MEMBER = "MEMBER"
    OFFICE_HEAD = "OFFICE_HEAD"
    OFFICE_STAFF = "OFFICE_STAFF"
    DEPT_HEAD = "DEPT_HEAD"
    DEPT_OFFICER = "DEPT_OFFICER"
    DEPT_DEPUTY = "DEPT_DEPUTY"

    @property
    def word(self) -> str:
        """The seat in the words of the trade."""
        return _SEATS[self][0]

    @property
    def tier(self) -> Tier | None:
        """The tier of body it belongs to; None is a department."""
        return _SEATS[self][1]

    @property
    def single(self) -> bool:
        """Whether one person at a time has it."""
        return self not in (Seat.DEPUTY, Seat.MEMBER, Seat.OFFICE_STAFF, Seat.DEPT_DEPUTY)


_SEATS = {
    Seat.CHAIR: ("主任（组长）", Tier.LEADING),
    Seat.DEPUTY: ("副主任（副组长）", Tier.LEADING),
    Seat.MEMBER: ("委员（成员）", Tier.LEADING),
    Seat.OFFICE_HEAD: ("保密办负责人", Tier.OFFICE),
    Seat.OFFICE_STAFF: ("保密干部", Tier.OFFICE),
    Seat.DEPT_HEAD: ("部门负责人（第一责任人）", None),
    Seat.DEPT_OFFICER: ("处室保密管理员", None),
    Seat.DEPT_DEPUTY: ("保密管理员（副）", None),
}


@dataclass(frozen=True, kw_only=True)
class Body(Belief):
    """保密委员会、领导小组、保密办: a body of the unit's secrecy work."""

    table = "body"
    word = "保密机构"
    id: int
    name: str
    tier: Tier
    basis: str = ""
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Tenure(Belief):
    """任职: somebody in a seat, from when, until when at the latest, and when it ended."""

    table = "tenure"
    word = "任职"
    id: int
    person: int
    seat: Seat
    body: int | None = None
    department: int | None = None
    basis: str
    since: date
    until: date | None = None
    ended_on: date | None = None
    why_ended: str = ""
    open: bool = True


@dataclass(frozen=True, kw_only=True)
class Post(Belief):
    """涉密岗位: fixed and approved as such, with its grade."""

    table = "post"
    word = "涉密岗位"
    id: int
    code: str
    name: str
    department: int
    category: str
    grade: Grade
    duty: str = ""
    items: str = ""
    approved_by: str
    approved_on: date
    active: bool = True


POST_CATEGORIES = (
    "定密责任人",
    "涉密文稿起草",
    "涉密载体收发",
    "涉密载体保管",
    "涉密载体复制",
    "涉密载体销毁",
    "涉密信息系统管理",
    "涉密会议保障",
    "涉密项目",
    "密码管理",
    "保密管理",
    "其他",
)
"""The types of post that units use."""
