"""定期审核: a unit looks every year at what it has itself classified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.beliefs.marks import Decision, MarkChange, MarkKind


class Verdict(Enum):
    """What a review comes to for one document."""

    KEEP = "KEEP"
    CHANGE = "CHANGE"
    EXTEND = "EXTEND"
    LIFT = "LIFT"

    @property
    def word(self) -> str:
        """The verdict in the words of the trade."""
        return {"KEEP": "维持", "CHANGE": "变更", "EXTEND": "延长", "LIFT": "解密"}[self.value]


OF_CHANGE = {
    MarkKind.SET: Verdict.CHANGE,
    MarkKind.CHANGE: Verdict.CHANGE,
    MarkKind.EXTEND: Verdict.EXTEND,
    MarkKind.LIFT: Verdict.LIFT,
    MarkKind.EXPIRY: Verdict.LIFT,
}
"""What a decision about a mark means for a review; one that is not agreed to keeps the mark."""


def verdict_of(change: MarkChange) -> Verdict | None:
    """Return what a decision answers; None if it is still to be made, or another organ's."""
    if change.decision is Decision.PROPOSED or change.kind not in OF_CHANGE:
        return None
    if change.decision is Decision.REJECTED:
        return Verdict.LIFT if change.kind is MarkKind.SET else Verdict.KEEP
    return OF_CHANGE[change.kind]


@dataclass(frozen=True, kw_only=True)
class MarkReview(Belief):
    """定期审核: one run over all that the unit has classified and not yet declassified."""

    table = "mark_review"
    word = "定期审核"
    id: int
    number: str
    opened_on: date
    documents: int
    open: bool = True
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MarkReviewLine(Belief):
    """One document of a review: kept with a reason, or answered by a decision about its mark."""

    table = "mark_review_line"
    word = "定期审核清单"
    key = ("review", "document")
    review: int
    document: int
    position: int
    verdict: Verdict | None = None
    reason: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    change: int | None = None
