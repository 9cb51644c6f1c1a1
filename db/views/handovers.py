"""交接: the handovers, and the list of one with what was found so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.handovers import Finding, HandoverReason, HandoverState
from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class HandoverRow:
    """One handover, and how far its count has come."""

    id: int = column("交接编号", Kind.COUNT, hidden=True)
    number: str = column("编号", Kind.ATOM, filters=True, sorts=True)
    state: HandoverState = column("状态", Kind.CHOICE, filters=True)
    reason: HandoverReason = column("移交原因", Kind.CHOICE, filters=True)
    leaver: str = column("移交人", Kind.ATOM, filters=True)
    receiver: str = column("接交人", Kind.ATOM, filters=True)
    supervisor: str = column("监交人", Kind.ATOM, filters=True)
    lines: int = column("项数", Kind.COUNT)
    counted: int = column("已点", Kind.COUNT)
    differing: int = column("差异", Kind.COUNT)
    opened_on: date = column("基准日期", Kind.DATE, filters=True, sorts=True)
    base_at: str = column("基准时间", Kind.ATOM)
    base_seq: int = column("基准流水", Kind.COUNT)
    until: date | None = column("代管至", Kind.DATE)
    handed_on: date | None = column("移交签认", Kind.DATE)
    closed_on: date | None = column("接收签认", Kind.DATE, filters=True)
    signed: str = column("口令签认")
    remark: str = column("说明")
    leaver_id: int = column("移交人编号", Kind.COUNT, hidden=True, filters=True)
    receiver_id: int = column("接交人编号", Kind.COUNT, hidden=True)
    supervisor_id: int = column("监交人编号", Kind.COUNT, hidden=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


_NOW = "copy.state || ' ' || copy.custodian || ' ' || copy.place || ' ' || coalesce(copy.holder, 0)"
"""How a copy stands in the book, as a tick notes it."""

_LINES = f"""
    SELECT line.*, CASE WHEN handover.state = 'CLOSED' OR tick.number IS NULL THEN line.finding
                        WHEN line.copy IS NOT NULL AND tick.stood <> {_NOW} THEN ''
                        ELSE tick.finding END AS found,
           coalesce(tick.words, line.words) AS told,
           line.copy IS NOT NULL AND handover.state <> 'CLOSED' AND line.stood <> {_NOW} AS moved
      FROM handover_line AS line
      JOIN handover ON handover.id = line.handover
      LEFT JOIN copy ON copy.id = line.copy
      LEFT JOIN tick ON tick.handover = line.handover AND tick.position = line.position
       AND tick.number = (SELECT max(number) FROM tick AS later
                           WHERE later.handover = line.handover
                             AND later.position = line.position)
"""
"""Each line with its last tick; a tick made before the copy moved is no tick."""

HANDOVERS: View[HandoverRow] = View(
    name="handovers",
    title="交接",
    row=HandoverRow,
    sql=f"""
        SELECT handover.id, handover.number, handover.state, handover.reason,
               leaver.name AS leaver, receiver.name AS receiver, supervisor.name AS supervisor,
               count(line.position) AS lines,
               count(*) FILTER (WHERE line.found <> '') AS counted,
               count(*) FILTER (WHERE line.found NOT IN ('', 'MATCHES', 'SETTLED')) AS differing,
               handover.opened_on, handover.base_at, handover.base_seq, handover.until,
               handover.handed_on, handover.closed_on,
               CASE WHEN handover.closed_by IS NULL THEN ''
                    ELSE iif(handover.by_three, '三人', '接交人、监交人') || '，见第'
                         || handover.closed_by || '条' END AS signed,
               handover.remark,
               handover.leaver AS leaver_id, handover.receiver AS receiver_id,
               handover.supervisor AS supervisor_id, leaver.department AS department_id
          FROM handover
          JOIN person AS leaver ON leaver.id = handover.leaver
          JOIN person AS receiver ON receiver.id = handover.receiver
          JOIN person AS supervisor ON supervisor.id = handover.supervisor
          LEFT JOIN ({_LINES}) AS line ON line.handover = handover.id
         GROUP BY handover.id
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
)


@dataclass(frozen=True)
class HandoverLineRow:
    """One item of a handover's list."""

    handover: int = column("交接编号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("交接", Kind.ATOM, filters=True)
    position: int = column("序号", Kind.COUNT, sorts=True, filters=True)
    sort: str = column("类别", Kind.ATOM, filters=True)
    copy: int | None = column("份编号", Kind.COUNT, hidden=True, filters=True)
    document: int | None = column("文件编号", Kind.COUNT, hidden=True)
    title: str = column("名称或标题", filters=True)
    doc_number: str | None = column("文号", Kind.ATOM, filters=True)
    level: Level | None = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    copy_no: str | None = column("份号", Kind.ATOM, filters=True)
    copies: int = column("份数", Kind.COUNT)
    place: str | None = column("存放处", Kind.ATOM)
    holder: str | None = column("持有人", Kind.ATOM)
    whereabouts: str = column("位置、持有人")
    book: int = column("账面", Kind.COUNT)
    seen: int | None = column("实点", Kind.COUNT)
    lacking: int | None = column("差异数", Kind.COUNT)
    finding: Finding = column("清点", Kind.CHOICE, filters=True)
    words: str = column("说明")
    moved: bool = column("冻结后动过", Kind.FLAG, filters=True)
    moved_by: int | None = column("动过的流水", Kind.COUNT)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


HANDOVER_LINES: View[HandoverLineRow] = View(
    name="handover_lines",
    title="交接清单",
    row=HandoverLineRow,
    sql=f"""
        SELECT line.handover, handover.number, line.position, line.sort, line.copy, copy.document,
               coalesce(document.title, line.called) AS title, document.doc_number, copy.level,
               coalesce(document.marking, '') AS marking, copy.copy_no, 1 AS copies,
               place.name AS place, holder.name AS holder,
               CASE WHEN holder.name IS NOT NULL THEN holder.name ELSE coalesce(place.name, '')
                END AS whereabouts,
               1 AS book,
               CASE line.found WHEN '' THEN NULL WHEN 'ABSENT' THEN 0 WHEN 'SETTLED' THEN 0
                               ELSE 1 END AS seen,
               CASE line.found WHEN '' THEN NULL WHEN 'ABSENT' THEN 1 ELSE 0 END AS lacking,
               line.found AS finding, line.told AS words, line.moved,
               CASE WHEN line.moved
                    THEN (SELECT max(touched.seq) FROM touched
                           WHERE touched.subject = 'copy:' || line.copy
                             AND touched.seq > handover.base_seq) END AS moved_by,
               leaver.department AS department_id
          FROM ({_LINES}) AS line
          JOIN handover ON handover.id = line.handover
          JOIN person AS leaver ON leaver.id = handover.leaver
          LEFT JOIN copy ON copy.id = line.copy
          LEFT JOIN document ON document.id = copy.document
          LEFT JOIN place ON place.id = line.place
          LEFT JOIN person AS holder ON holder.id = line.holder
    """,
    key=("handover", "position"),
    roles=BUSINESS,
    department="department_id",
)
