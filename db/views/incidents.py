"""去向不明事件: copies that could not be found, and what was reported (F38)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class IncidentRow:
    """One copy that could not be found."""

    id: int = column("事件", Kind.COUNT)
    copy: int = column("份编号", Kind.COUNT, hidden=True, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True)
    copy_no: str = column("份号", Kind.ATOM)
    reported_on: date = column("报告日期", Kind.DATE, filters=True)
    report_by: str = column("上报时限", Kind.TIME)
    sent_on: date | None = column("上报日期", Kind.DATE, filters=True)
    sent_at: str = column("上报时间", Kind.ATOM)
    sent_to: str = column("报送机关")
    sent_no: str = column("报告文号", Kind.ATOM)
    finder: str = column("发现人", Kind.ATOM)
    closed_on: date | None = column("结案日期", Kind.DATE, filters=True)
    conclusion: str = column("结论")
    marking: str = column("密级★保密期限", Kind.ATOM)
    reported_at: str = column("发现时间", Kind.ATOM)
    last_moment: str = column("最迟上报", Kind.ATOM)
    circumstances: str = column("简要经过")
    answerable: str = column("责任人", Kind.ATOM)
    post: str = column("岗位", Kind.ATOM)
    department: str | None = column("部门")
    place: str = column("原存放处")
    finder_post: str = column("发现人职务", Kind.ATOM)
    found_where: str = column("发现地点")
    happened: str = column("发生时间")
    scene: str = column("发生地点")
    way: str = column("泄密方式")
    harm: str = column("危害")
    searched: str = column("查找和补救")
    told_above: str = column("报上级主管部门")


INCIDENTS: View[IncidentRow] = View(
    name="incidents",
    title="去向不明事件",
    row=IncidentRow,
    sql="""
        SELECT incident.id, incident.copy, document.doc_number, document.title, copy.level,
               copy.copy_no, incident.reported_on, incident.report_by, incident.sent_on,
               incident.sent_at, incident.sent_to, incident.sent_no, incident.finder,
               incident.closed_on, incident.conclusion, document.marking,
               replace(substr(incident.reported_at, 1, 16), 'T', ' ') AS reported_at,
               replace(substr(incident.report_by, 1, 16), 'T', ' ') AS last_moment,
               incident.circumstances, person.name AS answerable, person.post,
               department.name AS department, place.name AS place, incident.finder_post,
               iif(incident.found_where = '', place.name, incident.found_where) AS found_where,
               incident.happened, incident.scene, incident.way, incident.harm, incident.searched,
               incident.told_above
          FROM incident
          JOIN copy ON copy.id = incident.copy
          JOIN document ON document.id = copy.document
          JOIN place ON place.id = copy.place
          JOIN person ON person.id = coalesce(copy.holder, copy.custodian)
          LEFT JOIN department ON department.id = person.department
    """,
    key=("id",),
    roles=UNIT_WIDE,
)
