"""自查: a round of self-inspection, its list as it was, its sheets, its answers, its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.checklists import Auto, ItemKind, Layer, Standing


class RoundState(Enum):
    """How far a round has come."""

    OPEN = "OPEN"
    FROZEN = "FROZEN"
    CLOSED = "CLOSED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return {"OPEN": "未取证", "FROZEN": "评分中", "CLOSED": "已办结"}[self.value]


@dataclass(frozen=True, kw_only=True)
class CheckRound(Belief):
    """One self-inspection of a period; `upto` and `code` say what its evidence was taken from."""

    table = "check_round"
    word = "自查"
    id: int
    number: str
    layer: Layer
    about: str
    year: int
    since: date
    until: date
    version: str
    source: str
    said: str
    state: RoundState
    opened_on: date
    frozen_on: date | None = None
    frozen_at: str = ""
    upto: int | None = None
    code: str = ""
    digest: str = ""
    closed_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckItem(Belief):
    """One item as the list had it when the round was opened."""

    table = "check_item"
    word = "自查项目"
    key = ("round", "layer", "item")
    subject = False
    round: int
    layer: Layer
    item: str
    position: int
    grouped: str
    text: str
    method: str
    points: int | None
    each_off: int | None
    auto: Auto
    evidence: str
    kind: ItemKind
    existing: bool


@dataclass(frozen=True, kw_only=True)
class CheckSheet(Belief):
    """The sheet of one subject: the unit (0), a department, a person."""

    table = "check_sheet"
    word = "自查表"
    id: int
    round: int
    layer: Layer
    about: int
    name: str
    department: int | None
    signed_on: date | None = None
    signed_by: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckAnswer(Belief):
    """One item of one sheet: what the ledger showed, and what a person said of it."""

    table = "check_answer"
    word = "自查评分"
    key = ("sheet", "item")
    subject = False
    sheet: int
    item: str
    round: int
    standing: Standing
    looked: int | None
    troubles: int
    suggested: int | None
    deduction: int | None
    existing: bool
    reason: str = ""
    answered_by: str = ""
    answered_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CheckEvidence(Belief):
    """What one question of evidence gave when the round was frozen, with every row of trouble."""

    table = "check_evidence"
    word = "自查凭据"
    key = ("round", "evidence")
    subject = False
    round: int
    evidence: str
    looked: int
    troubles: int
    digest: str
    rows: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ListItem(Belief):
    """What the unit changed in a list, or added to it: the item as it stands now."""

    table = "list_item"
    word = "清单项目"
    key = ("layer", "item")
    layer: Layer
    item: str
    grouped: str
    text: str
    method: str
    points: int | None
    each_off: int | None
    auto: Auto
    evidence: str
    kind: ItemKind
    existing: bool
    active: bool
    since: date
