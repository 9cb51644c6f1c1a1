"""What is kept: documents, their lines in the register, their copies, who may know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Carrier, Level, Origin, State


@dataclass(frozen=True, kw_only=True)
class Document(Belief):
    """文件: what all its copies share."""

    table = "document"
    word = "文件"
    id: int
    direction: str
    title: str
    doc_number: str
    issuer: str
    level: Level
    marking: str
    marking_raw: str
    irregular: bool
    term: str
    issued_on: date | None = None
    last_secret_day: date | None = None
    urgency: str = ""
    pages: int | None = None
    attachments: str = ""
    must_return: bool = False
    recall_due: date | None = None
    scope_wording: str = ""
    scope_limited: bool = False
    no_copying: bool = False
    declassified_on: date | None = None
    joined_to: int | None = None
    also_numbered: str = ""
    legacy: bool = False


@dataclass(frozen=True, kw_only=True)
class Receipt(Belief):
    """One line of the receipt register (收文登记簿)."""

    table = "receipt"
    word = "收文"
    id: int
    document: int
    receipt_no: str
    series: str
    year: int | None
    number: int | None
    received_on: date | None
    copy_nos: str
    copies: int
    pages: int | None
    channel: str
    packet_no: str
    department: str
    signed_by: str
    remark: str
    legacy: bool = False


NATURES = ("原件", "复制件")
"""What a copy may be when it is looked at."""


@dataclass(frozen=True, kw_only=True)
class Copy(Belief):
    """份: the accountable carrier, with exactly one custodian and one location (K01)."""

    table = "copy"
    word = "份"
    id: int
    document: int
    receipt: int | None
    copy_no: str
    level: Level
    carrier: Carrier = Carrier.PAPER
    origin: Origin
    state: State
    custodian: int
    place: int
    holder: int | None = None
    loan: int | None = None
    batch: int | None = None
    due: date | None = None
    pages: int | None = None
    must_return: bool = False
    retained: bool = False
    unverified: bool = False
    damaged: bool = False
    hold: str = ""
    parent: int | None = None
    entered_on: date
    moved_on: date
    closed_on: date | None = None
    closing_ref: str = ""
    stays: int = 0
    since: date | None = None

    @property
    def here_since(self) -> date:
        """The day on which its present stay began."""
        return self.since or self.entered_on

    @property
    def nature(self) -> str:
        """What it is by the book: an original or a reproduction."""
        return NATURES[self.parent is not None]

    @property
    def other_nature(self) -> str:
        """What it is not by the book."""
        return NATURES[self.parent is None]


@dataclass(frozen=True, kw_only=True)
class ScopeMember(Belief):
    """知悉范围: one person (`kind` person) or department (`kind` department) of a document."""

    table = "scope_member"
    word = "知悉人员"
    key = ("document", "kind", "member")
    document: int
    kind: str
    member: int
    since: date
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Knew(Belief):
    """知悉记录 (K12): a person came to know a document; never removed, only marked void."""

    table = "knew"
    word = "知悉记录"
    key = ("document", "person", "ref")
    subject = False
    document: int
    person: int
    ref: str
    since: date | None
    how: str
    void: bool = False
