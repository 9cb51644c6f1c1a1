"""The life of a clearance: review, training, pledge, post; leaving and what comes after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Grade


class Stage(Enum):
    """How far somebody has come on a classified post."""

    CANDIDATE = "CANDIDATE"
    UNDER_REVIEW = "UNDER_REVIEW"
    REJECTED = "REJECTED"
    APPROVED = "APPROVED"
    TRAINED = "TRAINED"
    PLEDGED = "PLEDGED"
    ON_POST = "ON_POST"
    SUSPENDED = "SUSPENDED"
    ENDED = "ENDED"

    @property
    def word(self) -> str:
        """The stage in Chinese."""
        return _STAGES[self]

    @property
    def over(self) -> bool:
        """Nothing is to come any more."""
        return self in (Stage.REJECTED, Stage.ENDED)

    @property
    def serving(self) -> bool:
        """He has the post, even if he does not work on it now."""
        return self in (Stage.ON_POST, Stage.SUSPENDED)


_STAGES = {
    Stage.CANDIDATE: "候选",
    Stage.UNDER_REVIEW: "审查中",
    Stage.REJECTED: "未通过",
    Stage.APPROVED: "已审查",
    Stage.TRAINED: "已培训",
    Stage.PLEDGED: "已承诺",
    Stage.ON_POST: "在岗",
    Stage.SUSPENDED: "暂停",
    Stage.ENDED: "已离任",
}


@dataclass(frozen=True, kw_only=True)
class Clearance(Belief):
    """涉密人员任职: one person on one post, from candidate to the end."""

    table = "clearance"
    word = "涉密任职"
    id: int
    person: int
    post: int
    grade: Grade
    stage: Stage
    nominated_on: date
    form_no: str = ""
    reviewed_on: date | None = None
    trained_on: date | None = None
    pledged_on: date | None = None
    started_on: date | None = None
    suspended_on: date | None = None
    ended_on: date | None = None
    reason: str = ""


class ReviewKind(Enum):
    """Why somebody is reviewed."""

    ENTRY = "ENTRY"
    AGAIN = "AGAIN"
    REGRADE = "REGRADE"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return {"ENTRY": "上岗审查", "AGAIN": "复审", "REGRADE": "等级变更审查"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Review(Belief):
    """A review that came to a conclusion; none is ever replaced by a later one."""

    table = "review"
    word = "审查"
    id: int
    person: int
    kind: ReviewKind
    clearance: int | None = None
    grade: Grade | None
    passed: bool
    concluded_on: date
    reviewer: str
    form_no: str = ""
    opinion: str = ""


class PledgeKind(Enum):
    """What somebody signed."""

    ENTRY = "ENTRY"
    YEARLY = "YEARLY"
    LEAVING = "LEAVING"
    SPECIAL = "SPECIAL"
    LETTER = "LETTER"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return _PLEDGES[self]


_PLEDGES = {
    PledgeKind.ENTRY: "上岗承诺书",
    PledgeKind.YEARLY: "在岗承诺书",
    PledgeKind.LEAVING: "离岗承诺书",
    PledgeKind.SPECIAL: "专项承诺书",
    PledgeKind.LETTER: "保密责任书",
}


@dataclass(frozen=True, kw_only=True)
class Pledge(Belief):
    """承诺书、责任书: what kind, when, in how many copies, where the paper lies."""

    table = "pledge"
    word = "承诺书"
    id: int
    person: int
    kind: PledgeKind
    signed_on: date
    matter: str = ""
    copies: int = 1
    kept_at: str = ""


class LeavingState(Enum):
    """How far a leaving has come."""

    LEAVING = "LEAVING"
    CANCELLED = "CANCELLED"
    COOLING = "COOLING"
    ENTRUSTED = "ENTRUSTED"
    RELEASED = "RELEASED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return _LEAVINGS[self]


_LEAVINGS = {
    LeavingState.LEAVING: "离岗办理中",
    LeavingState.CANCELLED: "已撤回",
    LeavingState.COOLING: "脱密期",
    LeavingState.ENTRUSTED: "脱密期（已委托）",
    LeavingState.RELEASED: "已解除",
}


class LeavingWay(Enum):
    """Whether he stays in the unit, and why he goes."""

    POST = "POST"
    TRANSFER = "TRANSFER"
    RETIREMENT = "RETIREMENT"
    RESIGNATION = "RESIGNATION"
    RETURN = "RETURN"

    @property
    def word(self) -> str:
        """The way in Chinese."""
        return _WAYS[self]


_WAYS = {
    LeavingWay.POST: "离岗（仍在本单位）",
    LeavingWay.TRANSFER: "调离",
    LeavingWay.RETIREMENT: "退休",
    LeavingWay.RESIGNATION: "离职",
    LeavingWay.RETURN: "期满返回原单位",
}


@dataclass(frozen=True, kw_only=True)
class Leaving(Belief):
    """离岗: applied for, cleared, 脱密期 fixed, watched or entrusted, released."""

    table = "leaving"
    word = "离岗"
    id: int
    number: str = ""
    person: int
    way: LeavingWay
    state: LeavingState
    opened_on: date
    reason: str = ""
    destination: str = ""
    address: str = ""
    contact: str = ""
    talked_on: date | None = None
    talker: str = ""
    pledged_on: date | None = None
    left_on: date | None = None
    grade: Grade | None = None
    terms: str = ""  # the set the 脱密期 was taken from, as it read then
    departs: str = ""  # why it is not the usual length
    cooling_from: date | None = None
    cooling_until: date | None = None
    entrusted_to: str = ""
    entrusted_no: str = ""
    entrusted_on: date | None = None
    entrusted_contact: str = ""
    receipted_on: date | None = None
    contacts: int = 0
    released_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CoolingContact(Belief):
    """脱密期回访: how somebody in his 脱密期 was found."""

    table = "cooling_contact"
    word = "脱密期回访"
    key = ("leaving", "number")
    leaving: int
    number: int
    person: int
    made_on: date
    how: str
    made_by: str
    finding: str


class FilingKind(Enum):
    """With whom a list of persons is filed."""

    ANNUAL = "ANNUAL"
    BORDER = "BORDER"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return {"ANNUAL": "年度报备", "BORDER": "出入境备案"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Filing(Belief):
    """报备: a list of persons as it was handed to an authority."""

    table = "filing"
    word = "报备"
    id: int
    kind: FilingKind
    year: int
    filed_to: str
    number: str
    filed_on: date
    persons: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class StepDone(Belief):
    """A step of the checklist of an employment type that no other entry shows."""

    table = "step_done"
    word = "手续"
    key = ("person", "step")
    person: int
    step: str
    done_on: date
    done_by: str
    note: str = ""
