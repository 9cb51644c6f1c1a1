"""涉密会议: approval (F32), the ten checks (F33), and the papers counted from the handouts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.gatherings import ConferenceState
from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class ConferenceRow:
    """One classified meeting; `missing` names what should have been done by today."""

    id: int = column("会议号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("编号", Kind.ATOM, filters=True, sorts=True)
    name: str = column("会议名称", filters=True)
    department: str = column("承办部门", filters=True, sorts=True)
    level: Level = column("密级", Kind.CHOICE, filters=True, sorts=True)
    starts_on: date = column("开始", Kind.DATE, filters=True, sorts=True)
    ends_on: date = column("结束", Kind.DATE)
    location: str = column("地点")
    officer: str = column("保密负责人", Kind.ATOM, filters=True)
    content: str = column("内容")
    scope: str = column("参加人员范围")
    duties: str = column("分工和措施")
    planned_on: date = column("申请日期", Kind.DATE)
    state: ConferenceState = column("状态", Kind.CHOICE, filters=True, sorts=True)
    approved_by: str = column("批准人", Kind.ATOM)
    approved_on: date | None = column("批准日期", Kind.DATE)
    opinion: str = column("审批意见")
    printed: int = column("共印", Kind.COUNT)
    issued: int = column("发放", Kind.COUNT)
    remaining: int = column("余存", Kind.COUNT)
    returned: int = column("收回", Kind.COUNT)
    kept: int = column("批准带走", Kind.COUNT)
    out: int = column("未收", Kind.COUNT, filters=True)
    failed: int = column("未做到", Kind.COUNT)
    record_keeper: str = column("录音文件保管人", Kind.ATOM)
    checked_by: str = column("检查人", Kind.ATOM)
    checked_on: date | None = column("检查日期", Kind.DATE)
    remark: str = column("说明")
    missing: str = column("缺", filters=True)


_LIVING = "conference.state <> 'CANCELLED'"

CONFERENCES: View[ConferenceRow] = View(
    name="conferences",
    title="涉密会议登记",
    row=ConferenceRow,
    sql=f"""
        SELECT conference.id, conference.number, conference.name, department.name AS department,
               conference.level, conference.starts_on, conference.ends_on, conference.location,
               person.name AS officer, conference.content, conference.scope, conference.duties,
               conference.planned_on, conference.state, conference.approved_by,
               conference.approved_on, conference.opinion,
               coalesce(paper.issued + paper.remaining, 0) AS printed,
               coalesce(paper.issued, 0) AS issued, coalesce(paper.remaining, 0) AS remaining,
               coalesce(paper.returned, 0) AS returned, coalesce(paper.kept, 0) AS kept,
               coalesce(paper.issued - paper.returned - paper.kept, 0) AS out,
               iif(conference.checked_on IS NULL, 0,
                   10 - (SELECT sum(value) FROM json_each(conference.checks))) AS failed,
               conference.record_keeper, conference.checked_by, conference.checked_on,
               conference.remark,
               rtrim(CASE WHEN conference.approved_on IS NULL AND {_LIVING}
                               AND conference.starts_on <= :today THEN '审批、' ELSE '' END
                  || CASE WHEN conference.checked_on IS NULL AND {_LIVING}
                               AND conference.ends_on < :today THEN '检查记录、' ELSE '' END
                  || CASE WHEN paper.issued > paper.returned + paper.kept
                               AND conference.ends_on < :today THEN '文件收回、' ELSE '' END,
                     '、') AS missing
          FROM conference
          JOIN department ON department.id = conference.department
          JOIN person ON person.id = conference.officer
          LEFT JOIN (SELECT handout.conference, sum(json_array_length(handout.copies)) AS issued,
                            sum(handout.remaining) AS remaining, sum(handout.returned) AS returned,
                            sum(handout.kept) AS kept
                       FROM handout WHERE handout.conference IS NOT NULL
                      GROUP BY handout.conference) AS paper
            ON paper.conference = conference.id
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("starts_on", True),),
    given=("today",),
)
