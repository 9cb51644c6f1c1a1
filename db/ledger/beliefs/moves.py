"""Where copies have been and where they went: stays, trips, dispatches, offers, reproductions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.values import State


class TripKind(Enum):
    """Why a copy left the house: somebody took it along, or it is being mended."""

    CARRY = "CARRY"
    REPAIR = "REPAIR"

    @property
    def word(self) -> str:
        """The kind in the words of the trade."""
        return {"CARRY": "外带", "REPAIR": "送修"}[self.value]


class DispatchKind(Enum):
    """Why copies go to another unit for good; the word heads the number."""

    DISPATCH = "DISPATCH"
    SEND_BACK = "SEND_BACK"
    EXCHANGE = "EXCHANGE"

    @property
    def word(self) -> str:
        """The kind in Chinese, also the head of its number: 外发〔2026〕1号."""
        return {"DISPATCH": "外发", "SEND_BACK": "退回", "EXCHANGE": "换回"}[self.value]


class DispatchState(Enum):
    """Whether the receipt of the other side has come."""

    SENT = "SENT"
    RECEIPTED = "RECEIPTED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return {"SENT": "待回执", "RECEIPTED": "已回执"}[self.value]


class OfferState(Enum):
    """What became of copies that one keeper gave to another."""

    OFFERED = "OFFERED"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return {"OFFERED": "待接收", "ACCEPTED": "已接收", "REFUSED": "已拒收"}[self.value]


class ReproductionKind(Enum):
    """What was made: whole copies, an excerpt, a collection."""

    COPY = "COPY"
    EXCERPT = "EXCERPT"
    COLLECTION = "COLLECTION"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return {"COPY": "复制", "EXCERPT": "摘录", "COLLECTION": "汇编"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Stay(Belief):
    """A time that is over, in which one copy was in one state with one person in one place."""

    table = "stay"
    word = "去处"
    key = ("copy", "number")
    copy: int
    number: int
    since: date
    until: date
    state: State
    custodian: int
    place: int
    holder: int | None


@dataclass(frozen=True, kw_only=True)
class Trip(Belief):
    """外带 or 送修: one copy left the house with approval, and came back checked."""

    table = "trip"
    word = "外带或送修"
    id: int
    kind: TripKind
    copy: int
    document: int
    holder: int
    companions: str
    destination: str
    reason: str
    approved_by: str
    form_no: str
    measures: str
    out_on: date
    out_at: str = ""
    due: date
    back_on: date | None = None
    back_at: str = ""
    open: bool = True
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Dispatch(Belief):
    """外发: copies sent to another unit under one number, until its receipt came back."""

    table = "dispatch"
    word = "外发"
    id: int
    kind: DispatchKind
    number: str
    addressee: str
    channel: str
    packet_no: str
    senders: str
    handler: int | None = None  # who waits for the receipt
    approved_by: str
    reason: str
    copies: tuple[int, ...]
    sent_on: date
    sent_at: str = ""
    due: date | None = None
    state: DispatchState = DispatchState.SENT
    receipt_no: str = ""
    received_by: str = ""
    received_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Offer(Belief):
    """移交待接收: copies that one keeper gives and another has not yet taken (K02)."""

    table = "offer"
    word = "移交"
    id: int
    copies: tuple[int, ...]
    giver: int
    taker: int
    form_no: str
    purpose: str
    offered_on: date
    due: date
    state: OfferState
    closed_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Handout(Belief):
    """会议发放: copies of one paper handed out at a meeting, until all of them are handed in."""

    table = "handout"
    word = "会议发放"
    id: int
    meeting: str
    document: int
    copies: tuple[int, ...]
    loans: tuple[int, ...]
    attendees: str
    remaining: int
    approved_by: str
    out_on: date
    due: date
    open: bool = True
    closed_on: date | None = None
    returned: int = 0
    kept: int = 0
    lost: int = 0
    conference: int | None = None  # the classified meeting it was for, if that is on file


@dataclass(frozen=True, kw_only=True)
class Reproduction(Belief):
    """复制, 摘录 or 汇编: what was made of which copies, why, and who allowed it."""

    table = "reproduction"
    word = "复制"
    id: int
    kind: ReproductionKind
    document: int
    sources: tuple[int, ...]
    made: tuple[int, ...]
    numbers: str
    pages: int | None
    purpose: str
    receivers: str
    applicant: str
    approved_by: str
    consent_no: str
    form_no: str
    machine: str
    outside: str
    agreement: str
    escorts: str = ""
    made_on: date
