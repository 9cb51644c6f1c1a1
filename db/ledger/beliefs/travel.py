"""出国（境）: passports in custody, journeys from application to the talk after, 重大事项."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief


class PassportKind(Enum):
    """What sort of travel document it is."""

    PRIVATE = "PRIVATE"
    OFFICIAL = "OFFICIAL"
    HONG_KONG_MACAO = "HONG_KONG_MACAO"
    TAIWAN = "TAIWAN"
    OTHER = "OTHER"

    @property
    def word(self) -> str:
        """The sort in Chinese."""
        return _PASSPORTS[self]


class PassportState(Enum):
    """Where a travel document is."""

    KEPT = "KEPT"
    OUT = "OUT"
    NOT_HANDED_IN = "NOT_HANDED_IN"
    GIVEN_BACK = "GIVEN_BACK"
    VOID = "VOID"

    @property
    def word(self) -> str:
        """The place in Chinese."""
        return _WHEREABOUTS[self]

    @property
    def ended(self) -> bool:
        """Whether the unit need not keep it any more."""
        return self in (PassportState.GIVEN_BACK, PassportState.VOID)


_PASSPORTS = {
    PassportKind.PRIVATE: "因私普通护照",
    PassportKind.OFFICIAL: "因公护照",
    PassportKind.HONG_KONG_MACAO: "往来港澳通行证",
    PassportKind.TAIWAN: "往来台湾通行证",
    PassportKind.OTHER: "其他",
}
_WHEREABOUTS = {
    PassportState.KEPT: "集中保管",
    PassportState.OUT: "已领出",
    PassportState.NOT_HANDED_IN: "未上交",
    PassportState.GIVEN_BACK: "已发还本人",
    PassportState.VOID: "已注销",
}


class TravelKind(Enum):
    """For whose purposes somebody goes abroad."""

    PRIVATE = "PRIVATE"
    OFFICIAL = "OFFICIAL"

    @property
    def word(self) -> str:
        """The purpose in Chinese."""
        return {"PRIVATE": "因私", "OFFICIAL": "因公"}[self.value]


class TravelState(Enum):
    """How far a journey has come."""

    APPLIED = "APPLIED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    CANCELLED = "CANCELLED"
    BACK = "BACK"
    CLOSED = "CLOSED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return _STATES[self]

    @property
    def over(self) -> bool:
        """Whether nothing more is to be done."""
        return self in (TravelState.REFUSED, TravelState.CANCELLED, TravelState.CLOSED)


_STATES = {
    TravelState.APPLIED: "待审批",
    TravelState.APPROVED: "已批准",
    TravelState.REFUSED: "未批准",
    TravelState.CANCELLED: "已取消",
    TravelState.BACK: "已返回",
    TravelState.CLOSED: "已了结",
}


class MatterKind(Enum):
    """What somebody who handles secrets must report of his own life."""

    ABROAD = "ABROAD"
    FOREIGN_TIES = "FOREIGN_TIES"
    MARRIAGE = "MARRIAGE"
    FAMILY_ABROAD = "FAMILY_ABROAD"
    INQUIRY = "INQUIRY"
    DEBT = "DEBT"
    LOSS = "LOSS"
    OTHER = "OTHER"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return _MATTERS[self]


_MATTERS = {
    MatterKind.ABROAD: "本人出国（境）",
    MatterKind.FOREIGN_TIES: "与境外人员交往",
    MatterKind.MARRIAGE: "婚姻变化",
    MatterKind.FAMILY_ABROAD: "配偶、子女移居境外",
    MatterKind.INQUIRY: "接受审查、处分",
    MatterKind.DEBT: "重大债务或财产变化",
    MatterKind.LOSS: "丢失涉密载体、证件",
    MatterKind.OTHER: "其他",
}


@dataclass(frozen=True, kw_only=True)
class Passport(Belief):
    """One travel document of one person, and where it is."""

    table = "passport"
    word = "出入境证件"
    id: int
    person: int
    kind: PassportKind
    number: str
    expires_on: date | None
    state: PassportState
    since: date
    travel: int | None = None
    due: date | None = None
    reason: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class PassportMove(Belief):
    """One time that a travel document was taken out, for what, and when it came back."""

    table = "passport_move"
    word = "证件领用"
    id: int
    passport: int
    person: int
    travel: int | None
    reason: str
    approved_by: str
    out_on: date
    due: date
    back_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Travel(Belief):
    """One journey abroad, with each of its steps; `cooling` is whether he was in his 脱密期."""

    table = "travel"
    word = "出国（境）"
    id: int
    number: str
    person: int
    kind: TravelKind
    destination: str
    reason: str
    leaves_on: date
    returns_on: date
    cooling: bool
    state: TravelState
    applied_on: date
    approved_by: str = ""
    decided_on: date | None = None
    opinion: str = ""
    talk_on: date | None = None
    talk_by: str = ""
    back_on: date | None = None
    passport_back: date | None = None
    return_talk_on: date | None = None
    return_talk_by: str = ""
    findings: str = ""


@dataclass(frozen=True, kw_only=True)
class MajorMatter(Belief):
    """重大事项报告: what a person reported, when it happened, and what was done about it."""

    table = "major_matter"
    word = "重大事项报告"
    id: int
    person: int
    kind: MatterKind
    happened_on: date
    reported_on: date
    content: str
    received_by: str
    handling: str = ""
