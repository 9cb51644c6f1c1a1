"""定密: decisions about marks, copies that must still get theirs, and who may decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.marks import Decision, Duty, MarkKind
from db.ledger.columns import Kind, column
from db.ledger.values import Level, State
from db.store.reading import View
from db.views.roles import UNIT_WIDE
from db.views.sheets import SCOPE


@dataclass(frozen=True)
class MarkChangeRow:
    """One decision about a mark (F29, F30)."""

    id: int = column("定密号", Kind.COUNT)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    kind: MarkKind = column("种类", Kind.CHOICE, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    before: str = column("原标志", Kind.ATOM)
    marking: str = column("改为", Kind.ATOM, filters=True)
    derived: bool = column("派生", Kind.FLAG, filters=True)
    basis: str = column("依据")
    reason: str = column("理由")
    proposed_by: str = column("承办人", Kind.ATOM, filters=True)
    proposed_on: date = column("拟定日期", Kind.DATE, filters=True, sorts=True)
    decision: Decision = column("审定", Kind.CHOICE, filters=True)
    decided_by: str = column("审定人", Kind.ATOM, filters=True)
    decided_on: date | None = column("审定日期", Kind.DATE, filters=True, sorts=True)
    notice_no: str = column("通知文号", Kind.ATOM, filters=True)
    report_by: date | None = column("报请期限", Kind.DATE, filters=True, sorts=True)
    tasks: int = column("改标份数", Kind.COUNT)
    undone: int = column("未改标", Kind.COUNT)
    closed_on: date | None = column("办结日期", Kind.DATE, filters=True)
    department: str | None = column("承办部门")
    scope: str = column("知悉范围")
    printed: int = column("印制份数", Kind.COUNT)
    pages: int | None = column("页数", Kind.COUNT)
    last_secret_day: date | None = column("解密时间", Kind.DATE)
    unclear: bool = column("不明确事项", Kind.FLAG, filters=True)
    recipients: str | None = column("书面通知发往")


MARK_CHANGES: View[MarkChangeRow] = View(
    name="mark_changes",
    title="定密登记",
    row=MarkChangeRow,
    sql=f"""
        SELECT mark_change.id, mark_change.document, mark_change.kind, document.doc_number,
               document.title, mark_change.before, mark_change.marking, mark_change.derived,
               mark_change.basis, mark_change.reason, mark_change.proposed_by,
               mark_change.proposed_on, mark_change.decision, mark_change.decided_by,
               mark_change.decided_on, mark_change.notice_no, mark_change.report_by,
               (SELECT count(*) FROM remarking WHERE remarking.change = mark_change.id) AS tasks,
               (SELECT count(*) FROM remarking
                 WHERE remarking.change = mark_change.id AND remarking.open = 1) AS undone,
               mark_change.closed_on,
               (SELECT department.name FROM person
                  JOIN department ON department.id = person.department
                 WHERE person.name = mark_change.proposed_by LIMIT 1) AS department,
               {SCOPE} AS scope,
               (SELECT count(*) FROM copy WHERE copy.document = document.id) AS printed,
               document.pages, document.last_secret_day,
               mark_change.report_by IS NOT NULL AS unclear,
               (SELECT group_concat(DISTINCT dispatch.addressee)
                  FROM dispatch JOIN json_each(dispatch.copies) AS one
                  JOIN copy ON copy.id = one.value
                 WHERE copy.document = document.id) AS recipients
          FROM mark_change
          JOIN document ON document.id = mark_change.document
    """,
    key=("id",),
    roles=UNIT_WIDE,
    document="document",
)


@dataclass(frozen=True)
class RemarkingRow:
    """One copy that must bear a new mark, and who has it."""

    id: int = column("任务", Kind.COUNT)
    change: int = column("定密号", Kind.COUNT, filters=True)
    copy: int = column("份编号", Kind.COUNT, hidden=True, filters=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    copy_no: str = column("份号", Kind.ATOM, filters=True)
    marking: str = column("改为", Kind.ATOM, filters=True)
    state: State = column("状态", Kind.CHOICE, filters=True)
    holder: str | None = column("现在何人处", Kind.ATOM, filters=True)
    holder_id: int | None = column("在何人处编号", Kind.COUNT, hidden=True, filters=True)
    place: str = column("存放处", filters=True)
    opened_on: date = column("决定日期", Kind.DATE, filters=True, sorts=True)
    done_on: date | None = column("改标日期", Kind.DATE, filters=True, sorts=True)
    done_by: str = column("改标人", Kind.ATOM)
    open: bool = column("未完成", Kind.FLAG, filters=True)


REMARKINGS: View[RemarkingRow] = View(
    name="remarkings",
    title="改标任务",
    row=RemarkingRow,
    sql="""
        SELECT remarking.id, remarking.change, remarking.copy, remarking.document,
               document.doc_number, document.title, copy.copy_no, remarking.marking, copy.state,
               person.name AS holder, person.id AS holder_id, place.name AS place,
               remarking.opened_on, remarking.done_on, remarking.done_by, remarking.open
          FROM remarking
          JOIN copy ON copy.id = remarking.copy
          JOIN document ON document.id = remarking.document
          JOIN place ON place.id = copy.place
          LEFT JOIN person ON person.id = coalesce(copy.holder, copy.custodian)
    """,
    key=("id",),
    roles=UNIT_WIDE,
    document="document",
)


@dataclass(frozen=True)
class AppointmentRow:
    """One person named for a duty."""

    person_id: int = column("人员编号", Kind.COUNT, hidden=True)
    duty: Duty = column("职责", Kind.CHOICE, filters=True)
    person: str = column("姓名", Kind.ATOM, filters=True)
    level: Level | None = column("最高密级", Kind.CHOICE, filters=True)
    basis: str = column("依据")
    since: date = column("自", Kind.DATE, filters=True, sorts=True)
    active: bool = column("现任", Kind.FLAG, filters=True)
    statutory: bool = column("法定", Kind.FLAG, filters=True)
    scope: str = column("定密范围")
    trained_on: date | None = column("定密培训", Kind.DATE, filters=True, sorts=True)


APPOINTMENTS: View[AppointmentRow] = View(
    name="appointments",
    title="专责人员",
    row=AppointmentRow,
    sql="""
        SELECT appointment.person AS person_id, appointment.duty, person.name AS person,
               appointment.level, appointment.basis, appointment.since, appointment.active,
               appointment.statutory, appointment.scope, appointment.trained_on
          FROM appointment JOIN person ON person.id = appointment.person
    """,
    key=("person_id", "duty"),
    roles=UNIT_WIDE,
)
