"""The small values everything else speaks in: levels, states, identifiers."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import NewType

PersonId = NewType("PersonId", int)
DepartmentId = NewType("DepartmentId", int)
PlaceId = NewType("PlaceId", int)
AccountId = NewType("AccountId", int)
WitnessId = NewType("WitnessId", int)
DocumentId = NewType("DocumentId", int)
CopyId = NewType("CopyId", int)
LoanId = NewType("LoanId", int)
Seq = NewType("Seq", int)


class Level(IntEnum):
    """密级, the three levels of a state secret, comparable (law of 2024, art. 14)."""

    CONFIDENTIAL = 1
    SECRET = 2
    TOP_SECRET = 3

    @property
    def word(self) -> str:
        """The level as it is written on a carrier."""
        return _LEVEL_WORDS[self]

    @classmethod
    def from_word(cls, word: str) -> Level:
        """Return the level of a word; `KeyError` for any other word."""
        return _WORD_LEVELS[word]


_LEVEL_WORDS = {Level.TOP_SECRET: "绝密", Level.SECRET: "机密", Level.CONFIDENTIAL: "秘密"}
_WORD_LEVELS = {word: level for level, word in _LEVEL_WORDS.items()}


class State(Enum):
    """Where a copy is in its life (状态)."""

    IN_STOCK = "IN_STOCK"
    IN_CIRCULATION = "IN_CIRCULATION"
    ON_LOAN = "ON_LOAN"
    HELD = "HELD"
    CARRIED_OUT = "CARRIED_OUT"
    IN_REPAIR = "IN_REPAIR"
    PENDING_RETURN = "PENDING_RETURN"
    PENDING_DESTRUCTION = "PENDING_DESTRUCTION"
    IN_TRANSIT_DESTRUCTION = "IN_TRANSIT_DESTRUCTION"
    UNACCOUNTED = "UNACCOUNTED"
    RETURNED = "RETURNED"
    DISPATCHED = "DISPATCHED"
    DESTROYED = "DESTROYED"
    ARCHIVED = "ARCHIVED"
    TRANSFERRED = "TRANSFERRED"
    WRITTEN_OFF = "WRITTEN_OFF"

    @property
    def word(self) -> str:
        """The state in the words of the trade."""
        return _STATE_WORDS[self]

    @property
    def closed(self) -> bool:
        """Whether the copy's life in this ledger is over."""
        return self in CLOSED_STATES


_STATE_WORDS = {
    State.IN_STOCK: "在库",
    State.IN_CIRCULATION: "传阅中",
    State.ON_LOAN: "借出",
    State.HELD: "承办留用",
    State.CARRIED_OUT: "外带",
    State.IN_REPAIR: "维修",
    State.PENDING_RETURN: "待清退",
    State.PENDING_DESTRUCTION: "待销",
    State.IN_TRANSIT_DESTRUCTION: "送销途中",
    State.UNACCOUNTED: "去向不明",
    State.RETURNED: "已清退",
    State.DISPATCHED: "已外发",
    State.DESTROYED: "已销毁",
    State.ARCHIVED: "已归档",
    State.TRANSFERRED: "已移交",
    State.WRITTEN_OFF: "查无下落结案",
}
CLOSED_STATES = frozenset(
    {
        State.RETURNED,
        State.DISPATCHED,
        State.DESTROYED,
        State.ARCHIVED,
        State.TRANSFERRED,
        State.WRITTEN_OFF,
    }
)


HISTORY = "期初建账"
"""The closing reference of a copy that an old register already said was gone."""


class Origin(Enum):
    """How a copy came into the balance (domain 2.8)."""

    RECEIVED = "RECEIVED"
    PRODUCED = "PRODUCED"
    REPRODUCED = "REPRODUCED"
    MEETING = "MEETING"
    FOUND = "FOUND"
    OPENING = "OPENING"
    HANDED_IN = "HANDED_IN"

    @property
    def word(self) -> str:
        """The line of the balance this origin is counted in."""
        return _ORIGIN_WORDS[self]


_ORIGIN_WORDS = {
    Origin.RECEIVED: "收进",
    Origin.PRODUCED: "产生",
    Origin.REPRODUCED: "复制",
    Origin.MEETING: "会议带回",
    Origin.FOUND: "盘盈",
    Origin.OPENING: "期初建账",
    Origin.HANDED_IN: "移交接收",
}


class Carrier(Enum):
    """载体: what a copy is made of, and the word by which such things are counted."""

    PAPER = "PAPER"
    NOTEBOOK = "NOTEBOOK"
    OPTICAL = "OPTICAL"
    USB = "USB"
    PORTABLE_DISK = "PORTABLE_DISK"
    DISK = "DISK"
    CARD = "CARD"
    TAPE = "TAPE"
    RECORDER = "RECORDER"
    PHOTO = "PHOTO"
    FILM = "FILM"
    OTHER = "OTHER"

    @property
    def word(self) -> str:
        """The carrier as forms name it."""
        return _CARRIERS[self][0]

    @property
    def counted(self) -> str:
        """The word that stands behind a number of them."""
        return _CARRIERS[self][1]

    @property
    def paged(self) -> bool:
        """Whether such a carrier has pages to be counted."""
        return self in (Carrier.PAPER, Carrier.NOTEBOOK)


_CARRIERS = {
    Carrier.PAPER: ("纸介质", "份"),
    Carrier.NOTEBOOK: ("保密本", "本"),
    Carrier.OPTICAL: ("光盘", "张"),
    Carrier.USB: ("U盘", "个"),
    Carrier.PORTABLE_DISK: ("移动硬盘", "个"),
    Carrier.DISK: ("硬盘", "个"),
    Carrier.CARD: ("存储卡", "张"),
    Carrier.TAPE: ("磁带", "盘"),
    Carrier.RECORDER: ("录音笔", "支"),
    Carrier.PHOTO: ("照片", "张"),
    Carrier.FILM: ("胶片", "张"),
    Carrier.OTHER: ("其他", "件"),
}


class LoanKind(Enum):
    """How somebody has a copy: read on the spot, for days, to act on it, or at a meeting."""

    READ_IN = "READ_IN"
    TAKE_OUT = "TAKE_OUT"
    HOLD = "HOLD"
    MEETING = "MEETING"

    @property
    def word(self) -> str:
        """The kind in the words of the trade."""
        return _LOAN_WORDS[self]


_LOAN_WORDS = {
    LoanKind.READ_IN: "借阅",
    LoanKind.TAKE_OUT: "借用",
    LoanKind.HOLD: "承办留用",
    LoanKind.MEETING: "会议",
}


class BatchKind(Enum):
    """What a batch of copies goes through together."""

    CLEARING = "CLEARING"
    DESTRUCTION = "DESTRUCTION"
    ARCHIVE = "ARCHIVE"

    @property
    def word(self) -> str:
        """The kind in Chinese, also the head of its number: 清退〔2026〕1号."""
        return {"CLEARING": "清退", "DESTRUCTION": "销毁", "ARCHIVE": "归档"}[self.value]


class BatchState(Enum):
    """How far a batch has come."""

    LISTED = "LISTED"
    APPROVED = "APPROVED"
    UNDER_WAY = "UNDER_WAY"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return {
            "LISTED": "已列单",
            "APPROVED": "已批准",
            "UNDER_WAY": "送销途中",
            "CLOSED": "已办结",
            "CANCELLED": "已撤销",
        }[self.value]

    @property
    def closed(self) -> bool:
        """Nothing is to be done any more: no deadline counts."""
        return self in (BatchState.CLOSED, BatchState.CANCELLED)


class LineState(Enum):
    """How one copy stands in its batch."""

    LISTED = "LISTED"
    APART = "APART"
    DONE = "DONE"
    REMOVED = "REMOVED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return {"LISTED": "在列", "APART": "例外", "DONE": "已办", "REMOVED": "移出"}[self.value]


class Role(Enum):
    """What an account may do in the program (domain 2.6)."""

    CUSTODIAN = "custodian"
    DEPT_SECRECY_OFFICER = "dept_secrecy_officer"
    SECRECY_OFFICE_HEAD = "secrecy_office_head"
    LEADER = "leader"
    SYS_ADMIN = "sys_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"

    @property
    def word(self) -> str:
        """The role in Chinese."""
        return _ROLE_WORDS[self]


_ROLE_WORDS = {
    Role.CUSTODIAN: "保密员",
    Role.DEPT_SECRECY_OFFICER: "处室保密管理员",
    Role.SECRECY_OFFICE_HEAD: "保密办负责人",
    Role.LEADER: "领导",
    Role.SYS_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全保密管理员",
    Role.AUDIT_ADMIN: "安全审计员",
}


class Grade(Enum):
    """涉密等级 of a cleared person (law of 2024, art. 43)."""

    CORE = "core"
    IMPORTANT = "important"
    GENERAL = "general"

    @property
    def word(self) -> str:
        """The grade in Chinese."""
        return {"core": "核心", "important": "重要", "general": "一般"}[self.value]
