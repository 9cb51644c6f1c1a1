"""Who has what: loans, circulation, batches on their way out, losses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.belief import Belief
from db.ledger.values import BatchKind, BatchState, LineState, LoanKind


@dataclass(frozen=True, kw_only=True)
class Loan(Belief):
    """One lending of one copy, open until `returned_on` is known or `closed` in the books."""

    table = "loan"
    word = "借阅"
    id: int
    copy: int
    document: int
    borrower: int
    kind: LoanKind
    lent_on: date | None
    due: date | None
    approved_by: str
    form_no: str = ""
    applied_on: date | None = None
    purpose: str = ""
    used_at: int | None = None
    lent_at: str = ""
    extensions: int = 0
    returned_on: date | None = None
    returned_at: str = ""
    open: bool = True
    remark: str = ""
    legacy: bool = False


@dataclass(frozen=True, kw_only=True)
class Hop(Belief):
    """传阅: one reader had one copy, out and back through the custodian (K13)."""

    table = "hop"
    word = "传阅"
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
    word = "批次"
    id: int
    kind: BatchKind
    number: str
    state: BatchState
    reason: str
    opposite: str = ""  # the issuer who calls back, or the plant that destroys
    listed_on: date
    applicant: int
    handler: int | None = None  # who carries it on: its maker, until it is handed over
    approved_by: str = ""
    approved_on: date | None = None
    approval_no: str = ""
    in_house: bool = False
    escorts: str = ""
    supervisors: str = ""
    seals: str = ""
    vehicle: str = ""
    left_on: date | None = None
    left_at: str = ""
    due: date | None = None
    receipt_no: str = ""
    destroyed_on: date | None = None
    destroyed_at: str = ""
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class BatchLine(Belief):
    """One copy of a batch, and what became of it."""

    table = "batch_line"
    word = "批次明细"
    key = ("batch", "copy")
    batch: int
    copy: int
    position: int
    state: LineState
    bag: str = ""
    remark: str = ""
    called: int | None = None  # the line of the issuer's list that it answers


@dataclass(frozen=True, kw_only=True)
class CalledLine(Belief):
    """One line of an issuer's 清退目录, as it stands there; its document if it is in the ledger."""

    table = "called_line"
    word = "清退目录行"
    key = ("batch", "position")
    batch: int
    position: int
    document: int | None
    doc_number: str
    title: str
    copy_nos: str
    wanted: int


@dataclass(frozen=True, kw_only=True)
class Dun(Belief):
    """催还: the holder of one copy was asked to bring it back, or somebody above him was told.

    `stay` says which time out it was about; a later loan begins anew.
    """

    table = "dun"
    word = "催还"
    id: int
    copy: int
    stay: int
    person: int | None
    dunned_on: date
    due: date | None
    how: str
    told: str


@dataclass(frozen=True, kw_only=True)
class Incident(Belief):
    """去向不明: a copy that cannot be found, with the 24-hour clock of K27."""

    table = "incident"
    word = "事件"
    id: int
    copy: int
    reported_on: date
    reported_at: str
    report_by: str
    finder: str
    finder_post: str = ""
    found_where: str = ""
    circumstances: str = ""
    happened: str = ""
    scene: str = ""
    way: str = ""
    harm: str = ""
    searched: str = ""
    told_above: str = ""
    sent_on: date | None = None
    sent_at: str = ""
    sent_to: str = ""
    sent_no: str = ""
    closed_on: date | None = None
    conclusion: str = ""


@dataclass(frozen=True, kw_only=True)
class HoldingSign(Belief):
    """持有清单签字: one person signed for what he held in one month, on the printed list."""

    table = "holding_sign"
    word = "持有清单签字"
    key = ("person", "month")
    person: int
    month: str
    signed_on: date
    serial: int | None
    copies: int
    remark: str
