"""领导履职: what leaders did for secrecy, and where it is on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.governing import LeaderRole, LeadingKind
from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class LeadingRow:
    """One thing that a leader did."""

    id: int = column("履职号", Kind.COUNT, hidden=True, filters=True)
    done_on: date = column("日期", Kind.DATE, filters=True, sorts=True)
    name: str = column("负责人", Kind.ATOM, filters=True, sorts=True)
    role: LeaderRole = column("身份", Kind.CHOICE, filters=True, sorts=True)
    kind: LeadingKind = column("履职", Kind.CHOICE, filters=True, sorts=True)
    content: str = column("内容", filters=True)
    record_no: str = column("记录编号", Kind.ATOM, filters=True)


LEADING_ACTS: View[LeadingRow] = View(
    name="leading",
    title="领导保密履职登记",
    row=LeadingRow,
    sql="""
        SELECT leading.id, leading.done_on, person.name, leading.role, leading.kind,
               leading.content, leading.record_no
          FROM leading JOIN person ON person.id = leading.person
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("done_on", True),),
)
