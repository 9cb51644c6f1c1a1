"""机要件: packets from the phone call to the last line of their list (F02); 批办 of documents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.beliefs.packets import PacketState
from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import Read, View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class PacketRow:
    """One packet."""

    id: int = column("编号", Kind.COUNT)
    number: str = column("封号", Kind.ATOM, filters=True, sorts=True)
    sender: str = column("通知单位", filters=True)
    caller: str = column("来电人", Kind.ATOM)
    channel: str = column("渠道", Kind.ATOM, filters=True)
    level: Level | None = column("密级", Kind.CHOICE, filters=True)
    urgency: str = column("紧急程度", Kind.ATOM, filters=True)
    announced_on: date | None = column("来电日期", Kind.DATE, filters=True, sorts=True)
    announced_at: str = column("来电时间", Kind.ATOM)
    wanted: str = column("要求")
    told_on: date | None = column("报告领导日期", Kind.DATE)
    told_at: str = column("报告领导时间", Kind.ATOM)
    told_to: str = column("报告对象", Kind.ATOM)
    due: str = column("报告时限", Kind.TIME)
    collected_on: date | None = column("领取日期", Kind.DATE, filters=True, sorts=True)
    collected_at: str = column("领取时间", Kind.ATOM)
    collectors: str = column("领取人", Kind.ATOM)
    vehicle: str = column("车辆", Kind.ATOM)
    counter: str = column("交件人", Kind.ATOM)
    seal_intact: bool = column("封装完好", Kind.FLAG, filters=True)
    opened_on: date | None = column("拆封日期", Kind.DATE, filters=True, sorts=True)
    opened_by: str = column("拆封人", Kind.ATOM)
    listed: int | None = column("清单份数", Kind.COUNT)
    found: int | None = column("实有份数", Kind.COUNT)
    registered: int = column("已登记份数", Kind.COUNT)
    query: str = column("查询情况")
    state: PacketState = column("状态", Kind.CHOICE, filters=True, sorts=True)
    closed_on: date | None = column("核对日期", Kind.DATE, filters=True)
    opened_at: str = column("拆封时间", Kind.ATOM)
    handler: str | None = column("在谁手里", Kind.ATOM, filters=True)
    outcome: str = column("核对结果", default="")


def _outcomes(rows: list[PacketRow], _: Read) -> list[PacketRow]:
    """Say how what was found agreed with the list."""
    return [replace(row, outcome=_agreed(row)) for row in rows]


def _agreed(row: PacketRow) -> str:
    if row.found is None:
        return ""
    verdict = "相符" if row.found == row.listed else "不符"
    said = f"清单{row.listed}份，实有{row.found}份，{verdict}"
    return f"{said}；{row.query}" if row.query else said


PACKETS: View[PacketRow] = View(
    name="packets",
    title="机要件登记",
    row=PacketRow,
    sql="""
        SELECT packet.id, packet.number, packet.sender, packet.caller, packet.channel,
               packet.level, packet.urgency, packet.announced_on, packet.announced_at,
               packet.wanted, packet.told_on, packet.told_at,
               packet.told_to, packet.due, packet.collected_on,
               packet.collected_at, packet.collectors, packet.vehicle, packet.counter,
               packet.seal_intact, packet.opened_on, packet.opened_by, packet.listed,
               packet.found,
               (SELECT coalesce(sum(receipt.copies), 0) FROM receipt
                 WHERE receipt.packet_no = packet.number AND packet.number <> ''
                   AND receipt.packet_no <> '') AS registered,
               packet.query, packet.state, packet.closed_on, packet.opened_at,
               (SELECT name FROM person WHERE person.id = packet.handler) AS handler
          FROM packet
    """,
    key=("id",),
    roles=UNIT_WIDE,
    finish=_outcomes,
)


@dataclass(frozen=True)
class PacketCountRow:
    """The balance of packets: a line of their own beside that of copies."""

    expected: int = column(PacketState.EXPECTED.word, Kind.COUNT)
    sealed: int = column(PacketState.SEALED.word, Kind.COUNT)
    opened: int = column(PacketState.OPENED.word, Kind.COUNT)
    reconciled: int = column(PacketState.RECONCILED.word, Kind.COUNT)
    announced: int = column("合计", Kind.COUNT)


PACKET_COUNT: View[PacketCountRow] = View(
    name="packet_count",
    title="机要件结存（封）",
    row=PacketCountRow,
    sql="""
        SELECT count(*) FILTER (WHERE state = 'EXPECTED') AS expected,
               count(*) FILTER (WHERE state = 'SEALED') AS sealed,
               count(*) FILTER (WHERE state = 'OPENED') AS opened,
               count(*) FILTER (WHERE state = 'RECONCILED') AS reconciled,
               count(*) AS announced
          FROM packet
    """,
    key=("announced",),
    roles=UNIT_WIDE,
)


@dataclass(frozen=True)
class InstructionRow:
    """One sheet on which a document was proposed and instructed (F06)."""

    id: int = column("编号", Kind.COUNT)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    issuer: str = column("来文机关", filters=True)
    urgency: str = column("紧急程度", Kind.ATOM, filters=True)
    proposal: str = column("拟办意见")
    proposed_by: str = column("拟办人", Kind.ATOM)
    proposed_on: date | None = column("拟办日期", Kind.DATE)
    instruction: str = column("领导批示")
    leader: str = column("批示领导", Kind.ATOM, filters=True)
    made_on: date = column("批示日期", Kind.DATE, filters=True, sorts=True)
    handler: str = column("承办", filters=True)
    due: date | None = column("办结期限", Kind.DATE, filters=True, sorts=True)
    responsible: str | None = column("现承办人", Kind.ATOM, filters=True)


INSTRUCTIONS: View[InstructionRow] = View(
    name="instructions",
    title="拟办批办",
    row=InstructionRow,
    sql="""
        SELECT instruction.id, instruction.document, document.doc_number, document.title,
               document.level, document.marking, document.issuer, document.urgency,
               instruction.proposal, instruction.proposed_by, instruction.proposed_on,
               instruction.instruction, instruction.leader, instruction.made_on,
               instruction.handler, instruction.due,
               (SELECT name FROM person WHERE person.id = instruction.responsible) AS responsible
          FROM instruction JOIN document ON document.id = instruction.document
    """,
    key=("id",),
    roles=UNIT_WIDE,
    document="document",
)
