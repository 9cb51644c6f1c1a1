"""持有清单 (F13): what every department and person has in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Carrier, Level, State
from db.store.reading import View
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class HoldingRow:
    """One copy in somebody's hands."""

    id: int = column("份编号", Kind.COUNT, hidden=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    department: str | None = column("部门", filters=True, sorts=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)
    holder: str = column("持有人", Kind.ATOM, filters=True, sorts=True)
    holder_id: int = column("持有人编号", Kind.COUNT, hidden=True, filters=True, sorts=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    copy_no: str = column("份号", Kind.ATOM)
    pages: int | None = column("页数", Kind.COUNT)
    state: State = column("状态", Kind.CHOICE, filters=True)
    since: date = column("自", Kind.DATE, sorts=True)
    due: date | None = column("应还日期", Kind.DATE, filters=True, sorts=True)
    unverified: bool = column("待核", Kind.FLAG, filters=True)
    issuer: str = column("来文机关", filters=True)
    carrier: Carrier = column("载体", Kind.CHOICE, filters=True)


HOLDINGS: View[HoldingRow] = View(
    name="holdings",
    title="持有清单",
    row=HoldingRow,
    sql="""
        SELECT copy.id, copy.document, department.name AS department,
               person.department AS department_id, person.name AS holder,
               copy.holder AS holder_id, document.doc_number, document.title, copy.level,
               document.marking, copy.copy_no, copy.pages, copy.state,
               copy.moved_on AS since, copy.due, copy.unverified,
               document.issuer, copy.carrier
          FROM copy
          JOIN person ON person.id = copy.holder
          JOIN document ON document.id = copy.document
          LEFT JOIN department ON department.id = person.department
         WHERE copy.holder IS NOT NULL
    """,
    key=("id",),
    roles=BUSINESS,
    order=(("department", False), ("holder", False)),
    document="document",
    department="department_id",
)
