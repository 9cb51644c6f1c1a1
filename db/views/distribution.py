"""发放与送文: who was given which copies (F04), and what was sent where (F03, F05)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from db.ledger.beliefs.moves import DispatchKind
from db.ledger.columns import Kind, column
from db.ledger.numbering import copy_ranges
from db.ledger.values import Level
from db.store.reading import Read, View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class GivenRow:
    """Some copies of one document in other hands (F04)."""

    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    source: str = column("来源", Kind.ATOM, hidden=True)
    id: int = column("编号", Kind.COUNT, hidden=True)
    way: str = column("发放方式", Kind.ATOM, filters=True)
    receiver: str = column("姓名或机关", filters=True)
    department: str | None = column("部门")
    copies: int = column("份数", Kind.COUNT)
    copy_no: str = column("份号", Kind.ATOM)
    taken_on: date | None = column("领取时间", Kind.DATE, filters=True, sorts=True)
    back_on: date | None = column("收回时间", Kind.DATE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)


R = TypeVar("R", "GivenRow", "SentRow")


def _ranged(rows: list[R], _: Read) -> list[R]:
    """Write the numbers of the copies in ranges."""
    return [replace(row, copy_no=copy_ranges(row.copy_no.split("\n"))) for row in rows]


GIVEN: View[GivenRow] = View(
    name="given",
    title="发放明细",
    row=GivenRow,
    sql="""
        SELECT copy.document, 'offer' AS source, offer.id, '分发' AS way,
               person.name AS receiver, department.name AS department, count(*) AS copies,
               group_concat(copy.copy_no, char(10)) AS copy_no,
               CASE offer.state WHEN 'ACCEPTED' THEN offer.closed_on END AS taken_on,
               NULL AS back_on, document.marking
          FROM offer JOIN json_each(offer.copies) AS one JOIN copy ON copy.id = one.value
          JOIN document ON document.id = copy.document
          JOIN person ON person.id = offer.taker
          LEFT JOIN department ON department.id = person.department
         WHERE offer.state <> 'REFUSED'
         GROUP BY offer.id, copy.document
        UNION ALL
        SELECT copy.document, 'dispatch', dispatch.id, '外发', dispatch.addressee, NULL,
               count(*), group_concat(copy.copy_no, char(10)), dispatch.sent_on, NULL,
               document.marking
          FROM dispatch JOIN json_each(dispatch.copies) AS one JOIN copy ON copy.id = one.value
          JOIN document ON document.id = copy.document
         GROUP BY dispatch.id, copy.document
        UNION ALL
        SELECT loan.document, 'loan', loan.id, '借阅', person.name, department.name, 1,
               copy.copy_no, loan.lent_on, loan.returned_on, document.marking
          FROM loan JOIN copy ON copy.id = loan.copy
          JOIN document ON document.id = loan.document
          JOIN person ON person.id = loan.borrower
          LEFT JOIN department ON department.id = person.department
    """,
    key=("document", "source", "id"),
    roles=UNIT_WIDE,
    order=(("taken_on", False),),
    document="document",
    finish=_ranged,
)


@dataclass(frozen=True)
class SentRow:
    """One document in one dispatch (F03)."""

    dispatch: int = column("外发号", Kind.COUNT, hidden=True, filters=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    kind: DispatchKind = column("种类", Kind.CHOICE, filters=True)
    number: str = column("外发单号", Kind.ATOM, filters=True, sorts=True)
    sent_on: date = column("发文日期", Kind.DATE, filters=True, sorts=True)
    doc_number: str = column("发文字号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    attachments: str = column("附件")
    level: Level = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    copies: int = column("份数", Kind.COUNT)
    copy_no: str = column("份号", Kind.ATOM)
    addressee: str = column("发往机关", filters=True)
    channel: str = column("传递渠道", Kind.ATOM, filters=True)
    packet_no: str = column("封号", Kind.ATOM)
    approved_by: str = column("签发人", Kind.ATOM)
    received_by: str = column("签收人", Kind.ATOM)
    received_on: date | None = column("签收日期", Kind.DATE)
    filed: int = column("存档份数", Kind.COUNT)
    filed_on: date | None = column("归卷日期", Kind.DATE)
    filed_in: str | None = column("归入卷号", Kind.ATOM)
    left: int = column("余存份数", Kind.COUNT)


SENT: View[SentRow] = View(
    name="sent",
    title="发文登记簿",
    row=SentRow,
    sql="""
        SELECT dispatch.id AS dispatch, copy.document, dispatch.kind, dispatch.number,
               dispatch.sent_on, document.doc_number, document.title, document.attachments,
               document.level, document.marking, count(*) AS copies,
               group_concat(copy.copy_no, char(10)) AS copy_no, dispatch.addressee,
               dispatch.channel, dispatch.packet_no, dispatch.approved_by, dispatch.received_by,
               dispatch.received_on,
               (SELECT count(*) FROM copy AS other
                 WHERE other.document = copy.document AND other.state = 'ARCHIVED') AS filed,
               (SELECT max(other.closed_on) FROM copy AS other
                 WHERE other.document = copy.document AND other.state = 'ARCHIVED') AS filed_on,
               (SELECT min(other.closing_ref) FROM copy AS other
                 WHERE other.document = copy.document AND other.state = 'ARCHIVED') AS filed_in,
               (SELECT count(*) FROM copy AS other
                 WHERE other.document = copy.document AND other.closed_on IS NULL) AS left
          FROM dispatch JOIN json_each(dispatch.copies) AS one JOIN copy ON copy.id = one.value
          JOIN document ON document.id = copy.document
         GROUP BY dispatch.id, copy.document
    """,
    key=("dispatch", "document"),
    roles=UNIT_WIDE,
    order=(("sent_on", False),),
    document="document",
    finish=_ranged,
)


@dataclass(frozen=True)
class DeliveryRow:
    """One envelope that left the office, to another unit or to a colleague (F05)."""

    way: str = column("对内对外", Kind.ATOM, filters=True)
    id: int = column("编号", Kind.COUNT, hidden=True)
    sent_on: date = column("发文日期", Kind.DATE, filters=True, sorts=True)
    cover_no: str = column("封皮号", Kind.ATOM, filters=True)
    addressee: str = column("发往机关或部门", filters=True)
    levels: str | None = column("文别", Kind.ATOM)
    copies: int = column("份数", Kind.COUNT)
    documents: str | None = column("文号")
    channel: str = column("传递渠道", Kind.ATOM, filters=True)
    received_by: str = column("签收人", Kind.ATOM)
    received_on: date | None = column("签收日期", Kind.DATE)
    remark: str = column("备注")
    level: Level = column("密级", Kind.CHOICE, hidden=True)
    marking: str | None = column("标志", Kind.ATOM, hidden=True)


_CONTENTS = """
    (SELECT max(copy.level) FROM json_each({0}.copies) AS one
       JOIN copy ON copy.id = one.value) AS level,
    (SELECT document.marking FROM json_each({0}.copies) AS one
       JOIN copy ON copy.id = one.value JOIN document ON document.id = copy.document
      ORDER BY document.level DESC, document.last_secret_day DESC LIMIT 1) AS marking,
    (SELECT group_concat(DISTINCT CASE document.doc_number
            WHEN '' THEN document.title ELSE document.doc_number END)
       FROM json_each({0}.copies) AS one JOIN copy ON copy.id = one.value
       JOIN document ON document.id = copy.document) AS documents
"""


def _kinds(rows: list[DeliveryRow], _: Read) -> list[DeliveryRow]:
    """Call each by its highest level: 机密件."""
    return [
        replace(
            row,
            levels=f"{row.level.word}件",
            documents=(row.documents or "").replace(",", "、"),
        )
        for row in rows
    ]


DELIVERIES: View[DeliveryRow] = View(
    name="deliveries",
    title="送文登记簿",
    row=DeliveryRow,
    sql=f"""
        SELECT '对外' AS way, dispatch.id, dispatch.sent_on,
               coalesce(nullif(dispatch.packet_no, ''), dispatch.number) AS cover_no,
               dispatch.addressee, NULL AS levels, json_array_length(dispatch.copies) AS copies,
               dispatch.channel, dispatch.received_by, dispatch.received_on,
               dispatch.reason AS remark, {_CONTENTS.format("dispatch")}
          FROM dispatch
        UNION ALL
        SELECT '对内', offer.id, offer.offered_on,
               coalesce(nullif(offer.form_no, ''), '分发' || offer.id),
               coalesce(department.name || ' ', '') || person.name, NULL,
               json_array_length(offer.copies), '直接送交',
               CASE offer.state WHEN 'ACCEPTED' THEN person.name ELSE '' END,
               CASE offer.state WHEN 'ACCEPTED' THEN offer.closed_on END,
               CASE offer.state WHEN 'REFUSED' THEN '拒收：' || offer.reason
                    ELSE offer.purpose END, {_CONTENTS.format("offer")}
          FROM offer JOIN person ON person.id = offer.taker
          LEFT JOIN department ON department.id = person.department
    """,
    key=("way", "id"),
    roles=UNIT_WIDE,
    order=(("sent_on", False),),
    finish=_kinds,
)
