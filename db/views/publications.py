"""信息公开保密审查: what was to be made public, from what, what the review said, where it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.publication import PublicationState, Verdict
from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class PublicationRow:
    """One review (F39); `source_level` is what its sources are today, if nobody lifted it."""

    id: int = column("审查号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("编号", Kind.ATOM, filters=True, sorts=True)
    asked_on: date = column("送审日期", Kind.DATE, filters=True, sorts=True)
    applicant: str = column("承办人", Kind.ATOM, filters=True, sorts=True)
    department: str | None = column("部门", filters=True, sorts=True)
    content: str = column("审查内容", filters=True)
    purpose: str = column("用途或接收单位", filters=True)
    sources: str = column("来源文件", filters=True)
    source_level: Level | None = column("来源密级", Kind.CHOICE, filters=True)
    state: PublicationState = column("状态", Kind.CHOICE, filters=True, sorts=True)
    verdict: Verdict | None = column("审查结论", Kind.CHOICE, filters=True)
    secret: str = column("是否涉密", Kind.ATOM)
    level: Level | None = column("涉密等级", Kind.CHOICE)
    changes: str = column("修改内容")
    reviewer: str | None = column("审查人", Kind.ATOM, filters=True)
    concluded_on: date | None = column("审查日期", Kind.DATE, filters=True, sorts=True)
    department_opinion: str = column("部门领导意见")
    office_opinion: str = column("保密办意见")
    expert_opinion: str = column("专家意见")
    committee_opinion: str = column("保密委员会意见")
    published_on: date | None = column("公开日期", Kind.DATE, filters=True, sorts=True)
    where_to: str = column("公开渠道", filters=True)
    early: bool = column("未审先发", Kind.FLAG, filters=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


_SOURCES = "FROM json_each(publication.documents) AS one JOIN document ON document.id = one.value"
SOURCE_LEVEL = f"(SELECT max(document.level) {_SOURCES} WHERE document.declassified_on IS NULL)"
"""The highest level of what it came of, as long as nobody has lifted it."""
EARLY = """coalesce(publication.published_on < publication.concluded_on,
                publication.published_on IS NOT NULL AND publication.verdict IS NULL)"""
"""It was out before it was reviewed."""

PUBLICATIONS: View[PublicationRow] = View(
    name="publications",
    title="信息公开保密审查登记",
    row=PublicationRow,
    sql=f"""
        SELECT publication.id, publication.number, publication.asked_on,
               person.name AS applicant, department.name AS department, publication.content,
               publication.purpose,
               coalesce((SELECT group_concat(CASE document.doc_number WHEN ''
                                THEN '《' || document.title || '》' ELSE document.doc_number END,
                                '、') {_SOURCES}), '') AS sources,
               {SOURCE_LEVEL} AS source_level, publication.state, publication.verdict,
               CASE WHEN publication.verdict IS NULL THEN ''
                    WHEN publication.level IS NULL THEN '不涉密' ELSE '涉密' END AS secret,
               publication.level, publication.changes, reviewer.name AS reviewer,
               publication.concluded_on, publication.department_opinion,
               publication.office_opinion, publication.expert_opinion,
               publication.committee_opinion, publication.published_on, publication.where_to,
               {EARLY} AS early, person.department AS department_id
          FROM publication
          JOIN person ON person.id = publication.applicant
          LEFT JOIN department ON department.id = person.department
          LEFT JOIN person AS reviewer ON reviewer.id = publication.reviewer
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    order=(("asked_on", True),),
)
