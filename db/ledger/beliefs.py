"""What the ledger believes now: immutable records, each a row of its own table.

The fields of a belief are the columns of its table; `key` names those that
identify it.  A belief that is a *subject* can be taken back by a reversal; the
others (`Counter`, `Knew`) only ever grow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeAlias

from db.ledger.values import (
    BatchKind,
    BatchState,
    Grade,
    Level,
    LineState,
    LoanKind,
    Origin,
    Role,
    State,
)

Key: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Belief:
    """What all beliefs share: a table, a key, and whether a reversal takes them back."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]] = ("id",)
    subject: ClassVar[bool] = True

    def identity(self) -> Key:
        """Return the values of the key."""
        return tuple(getattr(self, name) for name in self.key)

    def subject_name(self) -> str:
        """Return the subject's name as it stands in an entry's header, e.g. `copy:12`."""
        return ":".join((self.table, *map(str, self.identity())))


@dataclass(frozen=True, kw_only=True)
class Unit(Belief):
    """The unit that owns the ledger; there is exactly one (id 1)."""

    table = "unit"
    id: int = 1
    name: str
    ceiling: Level
    small: bool


@dataclass(frozen=True, kw_only=True)
class Department(Belief):
    """内设机构 / 处室."""

    table = "department"
    id: int
    name: str
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Person(Belief):
    """A person named in the ledger.  Unverified (待核) if only a register's word names him."""

    table = "person"
    id: int
    name: str
    department: int | None = None
    post: str = ""
    grade: Grade | None = None
    employment: str = "正式"
    on_post: bool = True
    unverified: bool = False


@dataclass(frozen=True, kw_only=True)
class Place(Belief):
    """存放处: a cabinet, a room; `reading` marks a designated reading place (K06)."""

    table = "place"
    id: int
    name: str
    reading: bool = False
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Account(Belief):
    """Who can unlock the ledger; `public_key` is the hex Ed25519 key that answers for him."""

    table = "account"
    id: int
    name: str
    person: int
    roles: tuple[Role, ...]
    public_key: str
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Witness(Belief):
    """Who can confirm an act in another's session and open nothing (见证)."""

    table = "witness"
    id: int
    name: str
    person: int
    public_key: str
    sealed: str
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Document(Belief):
    """文件: what all its copies share."""

    table = "document"
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
    legacy: bool = False


@dataclass(frozen=True, kw_only=True)
class Receipt(Belief):
    """One line of the receipt register (收文登记簿)."""

    table = "receipt"
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


@dataclass(frozen=True, kw_only=True)
class Copy(Belief):
    """份: the accountable carrier, with exactly one custodian and one location (K01)."""

    table = "copy"
    id: int
    document: int
    receipt: int | None
    copy_no: str
    level: Level
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
    entered_on: date
    moved_on: date
    closed_on: date | None = None
    closing_ref: str = ""


@dataclass(frozen=True, kw_only=True)
class Loan(Belief):
    """One lending of one copy, open until `returned_on` is known or `closed` in the books."""

    table = "loan"
    id: int
    copy: int
    document: int
    borrower: int
    kind: LoanKind
    lent_on: date | None
    due: date | None
    approved_by: str
    form_no: str = ""
    extensions: int = 0
    returned_on: date | None = None
    open: bool = True
    remark: str = ""
    legacy: bool = False


@dataclass(frozen=True, kw_only=True)
class Hop(Belief):
    """传阅: one reader had one copy, out and back through the custodian (K13)."""

    table = "hop"
    id: int
    copy: int
    document: int
    reader: int
    out_on: date
    out_at: str = ""
    back_on: date | None = None
    back_at: str = ""
    open: bool = True
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Batch(Belief):
    """清退 or 销毁 of many copies, step by step, under one number."""

    table = "batch"
    id: int
    kind: BatchKind
    number: str
    state: BatchState
    reason: str
    opposite: str = ""  # the issuer who calls back, or the plant that destroys
    listed_on: date
    applicant: int
    approved_by: str = ""
    approved_on: date | None = None
    approval_no: str = ""
    in_house: bool = False
    escorts: str = ""
    supervisors: str = ""
    seals: str = ""
    left_on: date | None = None
    due: date | None = None
    receipt_no: str = ""
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class BatchLine(Belief):
    """One copy of a batch, and what became of it."""

    table = "batch_line"
    key = ("batch", "copy")
    batch: int
    copy: int
    position: int
    state: LineState
    bag: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Incident(Belief):
    """去向不明: a copy that cannot be found, with the 24-hour clock of K27."""

    table = "incident"
    id: int
    copy: int
    reported_on: date
    reported_at: str
    report_by: str
    finder: str
    closed_on: date | None = None
    conclusion: str = ""


@dataclass(frozen=True, kw_only=True)
class ScopeMember(Belief):
    """知悉范围: one person (`kind` person) or department (`kind` department) of a document."""

    table = "scope_member"
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
    key = ("document", "person", "ref")
    subject = False
    document: int
    person: int
    ref: str
    since: date | None
    how: str
    void: bool = False


@dataclass(frozen=True, kw_only=True)
class Taken(Belief):
    """A workbook that was taken over, known by its digest."""

    table = "taken"
    key = ("digest",)
    digest: str
    kind: str
    rows: int
    accepted: int
    day: date


@dataclass(frozen=True, kw_only=True)
class KeyringSeal(Belief):
    """The digest of the keyring that the file vouches for (id 1)."""

    table = "keyring_seal"
    id: int = 1
    generation: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class Counter(Belief):
    """The last number used of a series; never goes back."""

    table = "counter"
    key = ("series",)
    subject = False
    series: str
    last: int


@dataclass(frozen=True, kw_only=True)
class Printed(Belief):
    """A print or an export that left the program; `serial` runs through all of them."""

    table = "printed"
    key = ("serial",)
    subject = False
    serial: int
    form: str
    day: date
    pages: int
    reprint_of: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reversal(Belief):
    """An entry that was taken back, and by which entry."""

    table = "reversal"
    key = ("entry",)
    subject = False
    entry: int
    by: int


BELIEFS: tuple[type[Belief], ...] = (
    Unit,
    Department,
    Person,
    Place,
    Account,
    Witness,
    Document,
    Receipt,
    Copy,
    Loan,
    Hop,
    Batch,
    BatchLine,
    Incident,
    ScopeMember,
    Knew,
    Taken,
    KeyringSeal,
    Counter,
    Printed,
    Reversal,
)
