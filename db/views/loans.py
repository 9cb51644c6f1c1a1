"""借阅: loans that are open, and those that are overdue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Grade, Level, LoanKind
from db.store.reading import View
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class LoanRow:
    """One loan of one copy."""

    id: int = column("借阅号", Kind.COUNT, sorts=True)
    copy: int = column("份编号", Kind.COUNT, hidden=True, filters=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    kind: LoanKind = column("方式", Kind.CHOICE, filters=True)
    borrower: str = column("借阅人", Kind.ATOM, filters=True)
    department: str | None = column("部门", filters=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True, sorts=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    copy_no: str = column("份号", Kind.ATOM, filters=True)
    lent_on: date | None = column("借出日期", Kind.DATE, filters=True, sorts=True)
    due: date | None = column("应还日期", Kind.DATE, filters=True, sorts=True)
    extensions: int = column("续借次数", Kind.COUNT)
    approved_by: str = column("批准人", Kind.ATOM)
    form_no: str = column("审批单号", Kind.ATOM)
    returned_on: date | None = column("归还日期", Kind.DATE, filters=True, sorts=True)
    open: bool = column("未还", Kind.FLAG, filters=True)
    legacy: bool = column("旧账", Kind.FLAG, filters=True)
    remark: str = column("备注")
    issuer: str = column("来文机关", filters=True)
    pages: int | None = column("页数", Kind.COUNT)
    grade: Grade | None = column("涉密等级", Kind.CHOICE)
    place: str = column("存放处")
    applied_on: date | None = column("申请日期", Kind.DATE)
    purpose: str = column("用途")
    used_at: str | None = column("使用地点")
    lent_at: str = column("借出时间", Kind.ATOM)
    returned_at: str = column("归还时间", Kind.ATOM)


_SQL = """
    SELECT loan.id, loan.copy, loan.document, loan.kind, person.name AS borrower,
           department.name AS department, person.department AS department_id,
           document.doc_number, document.title, document.level, document.marking, copy.copy_no,
           loan.lent_on, loan.due, loan.extensions, loan.approved_by, loan.form_no,
           loan.returned_on, loan.open, loan.legacy, loan.remark,
           document.issuer, copy.pages, person.grade, place.name AS place,
           loan.applied_on, loan.purpose, used.name AS used_at, loan.lent_at, loan.returned_at
      FROM loan
      LEFT JOIN copy ON copy.id = loan.copy
      LEFT JOIN document ON document.id = loan.document
      LEFT JOIN person ON person.id = loan.borrower
      LEFT JOIN place ON place.id = copy.place
      LEFT JOIN place AS used ON used.id = loan.used_at
      LEFT JOIN department ON department.id = person.department
"""

LOANS: View[LoanRow] = View(
    name="loans",
    title="借阅登记",
    row=LoanRow,
    sql=_SQL,
    key=("id",),
    roles=BUSINESS,
    document="document",
    department="department_id",
)

OPEN_LOANS: View[LoanRow] = replace(
    LOANS, name="open_loans", title="未还借阅", sql=f"{_SQL} WHERE loan.open = 1"
)

OVERDUE: View[LoanRow] = replace(
    LOANS,
    name="overdue",
    title="逾期未还",
    sql=f"{_SQL} WHERE loan.open = 1 AND loan.due < :today",
    order=(("due", False),),
    given=("today",),
)
