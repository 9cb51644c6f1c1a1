"""Who classifies, what was decided about a mark, and which copies still bear the old one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Level


class Duty(Enum):
    """For what a person is named: to classify (art. 16), or to collect and send (R24 a29)."""

    CLASSIFY = "CLASSIFY"
    COLLECT = "COLLECT"

    @property
    def word(self) -> str:
        """The duty in the words of the trade."""
        return {"CLASSIFY": "定密责任人", "COLLECT": "机要收发人员"}[self.value]


class MarkKind(Enum):
    """What is decided about a mark."""

    SET = "SET"
    CHANGE = "CHANGE"
    EXTEND = "EXTEND"
    LIFT = "LIFT"
    NOTICE = "NOTICE"
    EXPIRY = "EXPIRY"

    @property
    def word(self) -> str:
        """The kind in the words of the trade."""
        return _MARK_WORDS[self]


_MARK_WORDS = {
    MarkKind.SET: "确定",
    MarkKind.CHANGE: "变更",
    MarkKind.EXTEND: "延长",
    MarkKind.LIFT: "解密",
    MarkKind.NOTICE: "变更通知",
    MarkKind.EXPIRY: "期满解密",
}


class Decision(Enum):
    """How far the decision has come."""

    PROPOSED = "PROPOSED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"

    @property
    def word(self) -> str:
        """The decision in Chinese."""
        return {"PROPOSED": "待审定", "APPROVED": "已审定", "REJECTED": "不同意"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Authority(Belief):
    """定密权限 of the unit (id 1): the highest level it may give; None is derived only."""

    table = "authority"
    word = "定密权限"
    id: int = 1
    level: Level | None
    grant_no: str
    since: date


@dataclass(frozen=True, kw_only=True)
class Appointment(Belief):
    """专责人员: a person named for a duty, such as 定密责任人 or 机要收发人员."""

    table = "appointment"
    word = "定密责任人"
    key = ("person", "duty")
    person: int
    duty: Duty
    level: Level | None
    basis: str
    since: date
    active: bool = True
    statutory: bool = False  # 法定: the unit's own head, who needs no naming
    scope: str = ""
    trained_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MarkChange(Belief):
    """定密, 变更, 延长, 解密: proposed, decided, and carried out on every copy."""

    table = "mark_change"
    word = "定密事项"
    id: int
    kind: MarkKind
    document: int
    proposed_by: str
    proposed_on: date
    before: str
    marking: str
    basis: str
    derived: bool = False
    reason: str = ""
    notice_no: str = ""
    report_by: date | None = None
    decision: Decision
    decided_by: str = ""
    decided_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Remarking(Belief):
    """改标: one copy that must get its new mark, wherever it is, until it is done."""

    table = "remarking"
    word = "改标任务"
    id: int
    change: int
    copy: int
    document: int
    marking: str
    opened_on: date
    done_on: date | None = None
    done_by: str = ""
    open: bool = True


@dataclass(frozen=True, kw_only=True)
class Instruction(Belief):
    """拟办批办: what the office proposed for a document and what the leader decided."""

    table = "instruction"
    word = "拟办批办"
    id: int
    document: int
    proposal: str
    proposed_by: str
    proposed_on: date | None
    instruction: str
    leader: str
    handler: str
    due: date | None
    made_on: date
    responsible: int | None = None  # who acts on it now
