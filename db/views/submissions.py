"""报送: what was handed to an authority for which year, and whether in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.governing import Submitted
from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.roles import UNIT_WIDE
from db.views.training import parameter


def report_due(year: str) -> str:
    """Return the last day on which the yearly report about a year is in time."""
    return f"date(({year}) || '-12-31', '+' || {parameter('report_days')} || ' days')"


@dataclass(frozen=True)
class SubmissionRow:
    """One report or list as it was handed over."""

    id: int = column("报送号", Kind.COUNT, hidden=True, filters=True)
    year: int = column("所属年度", Kind.COUNT, filters=True, sorts=True)
    kind: Submitted = column("事项", Kind.CHOICE, filters=True, sorts=True)
    title: str = column("名称", filters=True)
    edition: str = column("版本", Kind.ATOM, filters=True)
    filed_on: date = column("报送日期", Kind.DATE, filters=True, sorts=True)
    until: date | None = column("期限", Kind.DATE)
    late: bool = column("逾期", Kind.FLAG, filters=True)
    filed_to: str = column("报送单位", filters=True)
    receipt_no: str = column("文号或回执", Kind.ATOM, filters=True)
    remark: str = column("备注")


SUBMISSIONS: View[SubmissionRow] = View(
    name="submissions",
    title="报送登记",
    row=SubmissionRow,
    sql=f"""
        SELECT id, year, kind, title, edition, filed_on, until,
               coalesce(filed_on > until, 0) AS late, filed_to, receipt_no, remark
          FROM (SELECT submission.*,
                       iif(submission.kind = 'ANNUAL', {report_due("submission.year")}, NULL)
                       AS until
                  FROM submission)
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("filed_on", True),),
    given=("report_days",),
)
