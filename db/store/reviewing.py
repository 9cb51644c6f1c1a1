"""What a 定期审核 must know: its lines, and what was decided about them since it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.ledger.beliefs import MarkChange, MarkReview, MarkReviewLine
from db.ledger.known import Known
from db.store import standing

if TYPE_CHECKING:
    from sqlite3 import Connection

_SINCE = "decided_on >= ? AND document IN (SELECT document FROM mark_review_line WHERE review = ?)"


def load_reviews(connection: Connection, known: Known) -> None:
    """Put into `known` the lines of each review at hand, and the decisions since it began."""
    for review in list(known.all(MarkReview)):
        for line in standing.among(connection, MarkReviewLine, "review", [review.id]):
            known.put(line)
        asked = (str(review.opened_on), review.id)
        for change in standing.where(connection, MarkChange, _SINCE, asked):
            known.put(change)
