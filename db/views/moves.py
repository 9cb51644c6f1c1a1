"""去向: what is out of the house, on offer, sent to other units, and what was reproduced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.moves import (
    DispatchKind,
    DispatchState,
    OfferState,
    ReproductionKind,
    TripKind,
)
from db.ledger.columns import Kind, column
from db.ledger.values import Carrier, Level
from db.store.reading import View
from db.views.roles import BUSINESS, UNIT_WIDE


@dataclass(frozen=True)
class TripRow:
    """One carrying out or repair of one copy (F17)."""

    id: int = column("编号", Kind.COUNT)
    copy: int = column("份编号", Kind.COUNT, hidden=True, filters=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    kind: TripKind = column("种类", Kind.CHOICE, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True)
    copy_no: str = column("份号", Kind.ATOM, filters=True)
    holder: str = column("责任人", Kind.ATOM, filters=True)
    companions: str = column("同行人或监督人")
    destination: str = column("去向", filters=True)
    reason: str = column("事由")
    measures: str = column("保管措施")
    approved_by: str = column("批准人", Kind.ATOM)
    form_no: str = column("审批单号", Kind.ATOM, filters=True)
    out_on: date = column("外出日期", Kind.DATE, filters=True, sorts=True)
    out_at: str = column("外出时间", Kind.ATOM)
    due: date = column("应返回日期", Kind.DATE, filters=True, sorts=True)
    back_on: date | None = column("返回日期", Kind.DATE, filters=True, sorts=True)
    back_at: str = column("返回时间", Kind.ATOM)
    open: bool = column("在外", Kind.FLAG, filters=True)
    remark: str = column("返回检查")
    marking: str = column("密级★保密期限", Kind.ATOM)
    carrier: Carrier = column("载体", Kind.CHOICE)
    pages: int | None = column("页数", Kind.COUNT)
    department: str | None = column("责任部门")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


TRIPS: View[TripRow] = View(
    name="trips",
    title="外带送修登记",
    row=TripRow,
    sql="""
        SELECT trip.id, trip.copy, trip.document, trip.kind, document.doc_number, document.title,
               copy.level, copy.copy_no, person.name AS holder, trip.companions,
               trip.destination, trip.reason, trip.measures, trip.approved_by, trip.form_no,
               trip.out_on, trip.out_at, trip.due, trip.back_on, trip.back_at, trip.open,
               trip.remark, document.marking, copy.carrier, copy.pages,
               department.name AS department, person.department AS department_id
          FROM trip
          JOIN copy ON copy.id = trip.copy
          JOIN document ON document.id = trip.document
          JOIN person ON person.id = trip.holder
          LEFT JOIN department ON department.id = person.department
    """,
    key=("id",),
    roles=BUSINESS,
    document="document",
    department="department_id",
)


@dataclass(frozen=True)
class DispatchRow:
    """One dispatch to another unit (F03, F05)."""

    id: int = column("编号", Kind.COUNT)
    kind: DispatchKind = column("种类", Kind.CHOICE, filters=True)
    number: str = column("外发单号", Kind.ATOM, filters=True, sorts=True)
    sent_on: date = column("发出日期", Kind.DATE, filters=True, sorts=True)
    addressee: str = column("发往单位", filters=True)
    channel: str = column("传递渠道", Kind.ATOM, filters=True)
    packet_no: str = column("机要号", Kind.ATOM, filters=True)
    copies: int = column("份数", Kind.COUNT)
    documents: str | None = column("文号或标题")
    senders: str = column("经办人", Kind.ATOM)
    approved_by: str = column("批准人", Kind.ATOM)
    reason: str = column("事由")
    state: DispatchState = column("回执", Kind.CHOICE, filters=True)
    due: date | None = column("回执期限", Kind.DATE, filters=True, sorts=True)
    receipt_no: str = column("回执号", Kind.ATOM, filters=True)
    received_by: str = column("签收人", Kind.ATOM)
    received_on: date | None = column("签收日期", Kind.DATE, filters=True)
    handler: str | None = column("等回执的人", Kind.ATOM, filters=True)


DISPATCHES: View[DispatchRow] = View(
    name="dispatches",
    title="外发登记",
    row=DispatchRow,
    sql="""
        SELECT dispatch.id, dispatch.kind, dispatch.number, dispatch.sent_on, dispatch.addressee,
               dispatch.channel, dispatch.packet_no, json_array_length(dispatch.copies) AS copies,
               (SELECT group_concat(DISTINCT CASE document.doc_number
                        WHEN '' THEN document.title ELSE document.doc_number END)
                  FROM json_each(dispatch.copies) AS one JOIN copy ON copy.id = one.value
                  JOIN document ON document.id = copy.document) AS documents,
               dispatch.senders, dispatch.approved_by, dispatch.reason, dispatch.state,
               dispatch.due, dispatch.receipt_no, dispatch.received_by, dispatch.received_on,
               (SELECT name FROM person WHERE person.id = dispatch.handler) AS handler
          FROM dispatch
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("sent_on", True),),
)


@dataclass(frozen=True)
class OfferRow:
    """Copies that one keeper gave to another (F04)."""

    id: int = column("移交号", Kind.COUNT)
    offered_on: date = column("分发日期", Kind.DATE, filters=True, sorts=True)
    giver: str = column("移交人", Kind.ATOM, filters=True)
    taker: str = column("接收人", Kind.ATOM, filters=True)
    taker_id: int = column("接收人编号", Kind.COUNT, hidden=True, filters=True)
    copies: int = column("份数", Kind.COUNT)
    documents: str | None = column("文号或标题")
    purpose: str = column("事由")
    form_no: str = column("签收单号", Kind.ATOM, filters=True)
    state: OfferState = column("状态", Kind.CHOICE, filters=True)
    due: date = column("接收期限", Kind.DATE, filters=True, sorts=True)
    closed_on: date | None = column("接收日期", Kind.DATE, filters=True)
    reason: str = column("拒收理由")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


OFFERS: View[OfferRow] = View(
    name="offers",
    title="分发登记",
    row=OfferRow,
    sql="""
        SELECT offer.id, offer.offered_on, giver.name AS giver, taker.name AS taker,
               offer.taker AS taker_id,
               json_array_length(offer.copies) AS copies,
               (SELECT group_concat(DISTINCT CASE document.doc_number
                        WHEN '' THEN document.title ELSE document.doc_number END)
                  FROM json_each(offer.copies) AS one JOIN copy ON copy.id = one.value
                  JOIN document ON document.id = copy.document) AS documents,
               offer.purpose, offer.form_no, offer.state, offer.due, offer.closed_on, offer.reason,
               taker.department AS department_id
          FROM offer
          JOIN person AS giver ON giver.id = offer.giver
          JOIN person AS taker ON taker.id = offer.taker
    """,
    key=("id",),
    roles=BUSINESS,
    order=(("offered_on", True),),
    department="department_id",
)


@dataclass(frozen=True)
class ReproductionRow:
    """One reproduction, excerpt or collection (F10)."""

    id: int = column("编号", Kind.COUNT)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    kind: ReproductionKind = column("种类", Kind.CHOICE, filters=True)
    made_on: date = column("复制日期", Kind.DATE, filters=True, sorts=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    original: str | None = column("原件份号", Kind.ATOM)
    copies: int = column("份数", Kind.COUNT)
    numbers: str = column("复制件编号", Kind.ATOM)
    open: int = column("未了结", Kind.COUNT)
    pages: int | None = column("页数", Kind.COUNT)
    purpose: str = column("用途")
    receivers: str = column("领用人")
    applicant: str = column("申请人", Kind.ATOM)
    approved_by: str = column("批准人", Kind.ATOM)
    consent_no: str = column("原定密机关同意文号", Kind.ATOM)
    form_no: str = column("审批单号", Kind.ATOM, filters=True)
    machine: str = column("复制设备", Kind.ATOM)
    outside: str = column("送外复制单位")
    agreement: str = column("保密协议号", Kind.ATOM)
    escorts: str = column("押送监督人", Kind.ATOM)
    sent_out: bool = column("送外", Kind.FLAG, filters=True)
    forbidden: bool = column("不许复制", Kind.FLAG)
    issuer: str = column("制发机关")


REPRODUCTIONS: View[ReproductionRow] = View(
    name="reproductions",
    title="复制登记",
    row=ReproductionRow,
    sql="""
        SELECT reproduction.id, reproduction.document, reproduction.kind, reproduction.made_on,
               document.doc_number, document.title, document.level, document.marking,
               (SELECT group_concat(copy.copy_no) FROM json_each(reproduction.sources) AS one
                  JOIN copy ON copy.id = one.value) AS original,
               json_array_length(reproduction.made) AS copies, reproduction.numbers,
               (SELECT count(*) FROM json_each(reproduction.made) AS one
                  JOIN copy ON copy.id = one.value WHERE copy.closed_on IS NULL) AS open,
               reproduction.pages, reproduction.purpose, reproduction.receivers,
               reproduction.applicant, reproduction.approved_by, reproduction.consent_no,
               reproduction.form_no, reproduction.machine, reproduction.outside,
               reproduction.agreement, reproduction.escorts,
               reproduction.outside <> '' AS sent_out, document.no_copying AS forbidden,
               document.issuer
          FROM reproduction
          JOIN document ON document.id = reproduction.document
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("made_on", True),),
    document="document",
)
