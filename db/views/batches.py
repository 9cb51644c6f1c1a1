"""清退、销毁与归档: the batches, and the copies in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import BatchKind, BatchState, Carrier, Level, LineState, State
from db.store.reading import Read, View
from db.views.roles import UNIT_WIDE

FILED_AS = "rtrim(batch.number || ' ' || batch.reason)"
"""What the catalogue of a batch for the archive is found by: its number, and the volume."""


@dataclass(frozen=True)
class BatchRow:
    """One batch."""

    id: int = column("批次编号", Kind.COUNT, hidden=True)
    kind: BatchKind = column("种类", Kind.CHOICE, filters=True)
    number: str = column("编号", Kind.ATOM, filters=True)
    state: BatchState = column("状态", Kind.CHOICE, filters=True)
    reason: str = column("事由")
    opposite: str = column("对方")
    listed_on: date = column("列单日期", Kind.DATE, filters=True, sorts=True)
    applicant: str = column("申请人", Kind.ATOM)
    approved_by: str = column("批准人", Kind.ATOM)
    approved_on: date | None = column("批准日期", Kind.DATE)
    approval_no: str = column("审批单号", Kind.ATOM)
    in_house: bool = column("自行销毁", Kind.FLAG, filters=True)
    escorts: str = column("押运人")
    supervisors: str = column("监销人/接收人")
    seals: str = column("封签号")
    vehicle: str = column("车辆")
    left_on: date | None = column("送出日期", Kind.DATE)
    left_at: str = column("送出时间", Kind.ATOM)
    due: date | None = column("期限", Kind.DATE, filters=True)
    receipt_no: str = column("回执号", Kind.ATOM, filters=True)
    destroyed_on: date | None = column("销毁日期", Kind.DATE)
    destroyed_at: str = column("销毁时间", Kind.ATOM)
    closed_on: date | None = column("办结日期", Kind.DATE, filters=True)
    copies: int = column("份数", Kind.COUNT)
    top_secret: int = column("绝密", Kind.COUNT)
    secret: int = column("机密", Kind.COUNT)
    confidential: int = column("秘密", Kind.COUNT)
    pages: int = column("页数", Kind.COUNT)
    apart: int = column("例外", Kind.COUNT)
    handler: str | None = column("经办人", Kind.ATOM, filters=True)
    filed_as: str = column("归档目录", Kind.ATOM)
    carriers: str = column("载体", default="")


def _carriers(rows: list[BatchRow], read: Read) -> list[BatchRow]:
    """Say of each batch what its copies are made of: 纸介质58份，光盘2张."""
    numbers = ",".join(str(row.id) for row in rows)
    found = read(
        "SELECT line.batch, copy.carrier, count(*)"
        "  FROM batch_line AS line JOIN copy ON copy.id = line.copy"
        " WHERE line.batch IN (SELECT value FROM json_each('[' || :numbers || ']'))"
        "   AND line.state <> 'REMOVED' GROUP BY line.batch, copy.carrier",
        numbers=numbers,
    )
    amounts = {(batch, Carrier(carrier)): amount for batch, carrier, amount in found}
    return [replace(row, carriers=_said(amounts, row.id)) for row in rows]


def _said(amounts: dict[tuple[int, Carrier], int], batch: int) -> str:
    told = ((carrier, amounts.get((batch, carrier), 0)) for carrier in Carrier)
    return "，".join(f"{one.word}{amount}{one.counted}" for one, amount in told if amount)


BATCHES: View[BatchRow] = View(
    name="batches",
    title="清退销毁归档批次",
    row=BatchRow,
    sql=f"""
        SELECT batch.id, batch.kind, batch.number, batch.state, batch.reason, batch.opposite,
               batch.listed_on, person.name AS applicant, batch.approved_by, batch.approved_on,
               batch.approval_no, batch.in_house, batch.escorts, batch.supervisors, batch.seals,
               batch.vehicle, batch.left_on, batch.left_at, batch.due, batch.receipt_no,
               batch.destroyed_on, batch.destroyed_at, batch.closed_on,
               count(line.copy) FILTER (WHERE line.state <> 'REMOVED') AS copies,
               count(*) FILTER (WHERE copy.level = 3 AND line.state <> 'REMOVED') AS top_secret,
               count(*) FILTER (WHERE copy.level = 2 AND line.state <> 'REMOVED') AS secret,
               count(*) FILTER (WHERE copy.level = 1 AND line.state <> 'REMOVED') AS confidential,
               coalesce(sum(copy.pages) FILTER (WHERE line.state <> 'REMOVED'), 0) AS pages,
               count(*) FILTER (WHERE line.state = 'APART') AS apart,
               (SELECT name FROM person WHERE person.id = batch.handler) AS handler,
               CASE batch.kind WHEN 'ARCHIVE' THEN {FILED_AS} ELSE '' END AS filed_as
          FROM batch
          JOIN person ON person.id = batch.applicant
          LEFT JOIN batch_line AS line ON line.batch = batch.id
          LEFT JOIN copy ON copy.id = line.copy
         GROUP BY batch.id
    """,
    key=("id",),
    roles=UNIT_WIDE,
    finish=_carriers,
)


_PAGED = ", ".join(f"'{carrier.value}'" for carrier in Carrier if carrier.paged)
"""What is known by the number of its document; anything else has a number of its own."""


@dataclass(frozen=True)
class BatchLineRow:
    """One copy of a batch."""

    batch: int = column("批次编号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("批次", Kind.ATOM, filters=True)
    position: int = column("序号", Kind.COUNT, sorts=True)
    copy: int = column("份编号", Kind.COUNT, hidden=True, filters=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    issuer: str = column("来文机关", filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True, sorts=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    copy_no: str = column("份号", Kind.ATOM, filters=True)
    pages: int | None = column("页数", Kind.COUNT)
    copies: int = column("份数", Kind.COUNT)
    carrier: Carrier = column("载体", Kind.CHOICE, filters=True)
    line_state: LineState = column("办理", Kind.CHOICE, filters=True)
    state: State = column("现状", Kind.CHOICE, filters=True)
    holder: str | None = column("现持有人", Kind.ATOM)
    receipt_no: str | None = column("收文号", Kind.ATOM)
    remark: str = column("备注")
    bag: str = column("装袋号", Kind.ATOM)
    done: int = column("实办份数", Kind.COUNT)
    lacking: int = column("差额", Kind.COUNT)
    scanned: bool = column("已清点", Kind.FLAG, hidden=True)
    called: str = column("文号或编号", Kind.ATOM)
    amount: str = column("页数或容量", Kind.ATOM)
    keeper: str = column("保管人", Kind.ATOM)


BATCH_LINES: View[BatchLineRow] = View(
    name="batch_lines",
    title="清册",
    row=BatchLineRow,
    sql=f"""
        SELECT line.batch, batch.number, line.position, line.copy, copy.document, document.issuer,
               document.doc_number, document.title, copy.level, document.marking, copy.copy_no,
               copy.pages, 1 AS copies, copy.carrier, line.state AS line_state, copy.state,
               holder.name AS holder, receipt.receipt_no, line.remark, line.bag,
               line.state = 'DONE' AS done, line.state <> 'DONE' AS lacking,
               EXISTS (SELECT 1 FROM scan
                        WHERE scan.batch = line.batch AND scan.copy = line.copy) AS scanned,
               CASE WHEN copy.carrier IN ({_PAGED}) AND copy.origin <> 'REPRODUCED'
                         AND document.doc_number <> '' THEN document.doc_number
                    ELSE rtrim(copy.copy_no || ' ' || coalesce(facts.serial, '')) END AS called,
               coalesce(CAST(copy.pages AS TEXT), facts.model, '') AS amount,
               keeper.name AS keeper
          FROM batch_line AS line
          JOIN batch ON batch.id = line.batch
          JOIN copy ON copy.id = line.copy
          JOIN document ON document.id = copy.document
          JOIN person AS keeper ON keeper.id = copy.custodian
          LEFT JOIN carrier_facts AS facts ON facts.id = copy.id
          LEFT JOIN person AS holder ON holder.id = copy.holder
          LEFT JOIN receipt ON receipt.id = copy.receipt
    """,
    key=("batch", "position"),
    roles=UNIT_WIDE,
    document="document",
)
