"""定期审核: what the unit itself has classified, as each yearly review has looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.marks import Decision, MarkKind
from db.ledger.beliefs.reviews import OF_CHANGE, Verdict
from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import UNIT_WIDE

_DECIDED = " ".join(
    f"WHEN change.kind = '{kind.value}' THEN '{verdict.value}'"
    for kind, verdict in OF_CHANGE.items()
)
_KINDS = ", ".join(f"'{kind.value}'" for kind in OF_CHANGE)
_KEPT, _LIFTED = Verdict.KEEP.value, Verdict.LIFT.value
VERDICT = f"""
               CASE WHEN review.open = 0 THEN line.verdict
                    WHEN change.id IS NULL THEN line.verdict
                    WHEN change.decision = '{Decision.REJECTED.value}' THEN
                    iif(change.kind = '{MarkKind.SET.value}', '{_LIFTED}', '{_KEPT}')
                    {_DECIDED} END"""
"""What a line comes to: as it was closed; before that the last decision since the review began."""
LINES = f"""
          FROM mark_review AS review
          JOIN mark_review_line AS line ON line.review = review.id
          JOIN document ON document.id = line.document
          LEFT JOIN mark_change AS change
            ON change.id = iif(review.open, (SELECT max(one.id) FROM mark_change AS one
                                WHERE one.document = line.document
                                  AND one.kind IN ({_KINDS})
                                  AND one.decided_on >= review.opened_on), line.change)
"""

GOING_ON = f"""
        SELECT told.id, told.number, told.opened_on, sum(told.verdict IS NULL) AS waiting
          FROM (SELECT review.id, review.number, review.opened_on, {VERDICT} AS verdict
                {LINES} WHERE review.open = 1) AS told GROUP BY told.id
"""
"""The review that is going on, and how many documents wait in it."""


@dataclass(frozen=True)
class MarkReviewRow:
    """One review."""

    id: int = column("审核编号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("编号", Kind.ATOM, filters=True)
    opened_on: date = column("开始日期", Kind.DATE, filters=True, sorts=True)
    documents: int = column("应审核", Kind.COUNT)
    waiting: int = column("未审核", Kind.COUNT)
    closed_on: date | None = column("办结日期", Kind.DATE, filters=True, sorts=True)


MARK_REVIEWS: View[MarkReviewRow] = View(
    name="mark_reviews",
    title="定期审核",
    row=MarkReviewRow,
    sql=f"""
        SELECT review.id, review.number, review.opened_on, review.documents,
               coalesce(going_on.waiting, 0) AS waiting, review.closed_on
          FROM mark_review AS review
          LEFT JOIN ({GOING_ON}) AS going_on ON going_on.id = review.id
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("id", True),),
)


@dataclass(frozen=True)
class MarkReviewLineRow:
    """One document of a review."""

    review: int = column("审核编号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("审核", Kind.ATOM, filters=True, sorts=True)
    opened_on: date = column("开始日期", Kind.DATE, filters=True, sorts=True)
    position: int = column("序号", Kind.COUNT)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True)
    before: str = column("原标志", Kind.ATOM)
    marking: str = column("现标志", Kind.ATOM, filters=True)
    last_secret_day: date | None = column("保密期限至", Kind.DATE, filters=True, sorts=True)
    living: int = column("在管份数", Kind.COUNT)
    hint: str = column("提示", Kind.ATOM, filters=True)
    verdict: Verdict | None = column("审核结果", Kind.CHOICE, filters=True)
    reason: str = column("理由", filters=True)
    decided_by: str = column("定密责任人", Kind.ATOM, filters=True)
    decided_on: date | None = column("决定日期", Kind.DATE, filters=True)
    waiting: bool = column("未审核", Kind.FLAG, filters=True)
    going_on: bool = column("正在审核", Kind.FLAG, filters=True)
    closed_on: date | None = column("办结日期", Kind.DATE, filters=True)


MARK_REVIEW_LINES: View[MarkReviewLineRow] = View(
    name="mark_review_lines",
    title="定期审核清单",
    row=MarkReviewLineRow,
    sql=f"""
        SELECT told.*, told.verdict IS NULL AS waiting
          FROM (
        SELECT line.review, review.number, review.opened_on, line.position, line.document,
               document.doc_number, document.title, document.level,
               coalesce(change.before, document.marking) AS before, document.marking,
               document.last_secret_day,
               (SELECT count(*) FROM copy WHERE copy.document = document.id
                   AND copy.closed_on IS NULL) AS living,
               CASE WHEN EXISTS (SELECT 1 FROM mark_change AS asked
                                  WHERE asked.document = document.id
                                    AND asked.decision = 'PROPOSED') THEN '待审定'
                    WHEN document.declassified_on IS NOT NULL THEN '已解密'
                    WHEN document.last_secret_day < review.opened_on THEN '已届满'
                    WHEN document.last_secret_day < date(review.opened_on, '+1 year')
                    THEN '一年内届满'
                    WHEN document.last_secret_day IS NULL AND document.term <> '长期'
                    THEN '条件待核' ELSE '' END AS hint,
               {VERDICT} AS verdict,
               coalesce(nullif(change.reason, ''), change.basis, line.reason) AS reason,
               coalesce(change.decided_by, line.decided_by) AS decided_by,
               coalesce(change.decided_on, line.decided_on) AS decided_on,
               review.open AS going_on, review.closed_on
        {LINES}) AS told
    """,
    key=("review", "position"),
    roles=UNIT_WIDE,
    document="document",
)
