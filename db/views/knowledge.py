"""知悉记录: who came to know which document, how, and on whose word (F08, K12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Grade, Level
from db.store.reading import View
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class KnewRow:
    """One person who came to know one document (K12)."""

    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    person_id: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    ref: str = column("依据编号", Kind.ATOM, hidden=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True)
    person: str = column("知悉人", Kind.ATOM, filters=True)
    since: date | None = column("日期", Kind.DATE, filters=True, sorts=True)
    how: str = column("方式", Kind.ATOM, filters=True)
    void: bool = column("已冲销", Kind.FLAG, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    department: str | None = column("单位或部门", filters=True)
    post: str = column("职务", Kind.ATOM)
    grade: Grade | None = column("涉密等级", Kind.CHOICE)
    basis: str = column("依据")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


KNOWN: View[KnewRow] = View(
    name="knowledge",
    title="知悉记录",
    row=KnewRow,
    sql="""
        SELECT knew.document, knew.person AS person_id, knew.ref, document.doc_number,
               document.title, document.level, person.name AS person, knew.since, knew.how,
               knew.void, document.marking, department.name AS department, person.post,
               person.grade,
               coalesce(CASE
                   WHEN knew.ref LIKE 'loan:%' THEN
                       (SELECT '批准人 ' || nullif(loan.approved_by, '') FROM loan
                         WHERE loan.id = CAST(substr(knew.ref, 6) AS INTEGER))
                   WHEN knew.ref LIKE 'trip:%' THEN
                       (SELECT '批准人 ' || nullif(trip.approved_by, '') FROM trip
                         WHERE trip.id = CAST(substr(knew.ref, 6) AS INTEGER)) END,
                   CASE WHEN EXISTS (
                       SELECT 1 FROM scope_member AS member
                        WHERE member.document = knew.document AND member.active = 1
                          AND (member.kind = 'person' AND member.member = knew.person
                               OR member.kind = 'department'
                              AND member.member = person.department)) THEN '知悉范围' END,
                   '') AS basis, person.department AS department_id
          FROM knew
          JOIN document ON document.id = knew.document
          JOIN person ON person.id = knew.person
          LEFT JOIN department ON department.id = person.department
    """,
    key=("document", "person_id", "ref"),
    roles=BUSINESS,
    document="document",
    department="department_id",
)
