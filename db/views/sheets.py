"""文件单: one document with all that a paper about it says (F04, F06, F08)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.numbering import copy_ranges
from db.ledger.values import Level
from db.store.reading import Read, View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class SheetRow:
    """One document, its copies counted, and what was proposed and instructed."""

    document: int = column("文件编号", Kind.COUNT)
    doc_number: str = column("文号", Kind.ATOM, filters=True, sorts=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True, sorts=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    issuer: str = column("来文单位", filters=True)
    issued_on: date | None = column("成文日期", Kind.DATE)
    urgency: str = column("紧急程度", Kind.ATOM, filters=True)
    pages: int | None = column("页数", Kind.COUNT)
    receipt_no: str | None = column("收文编号", Kind.ATOM)
    received_on: date | None = column("收文日期", Kind.DATE, sorts=True)
    scope: str = column("知悉范围")
    copies: int = column("份数", Kind.COUNT, default=0)
    copy_no: str = column("份号", Kind.ATOM, default="")
    given: int = column("发放份数", Kind.COUNT, default=0)
    left: int = column("余存份数", Kind.COUNT, default=0)
    proposal: str = column("拟办意见", default="")
    instruction: str = column("领导批示", default="")
    handler: str = column("承办", default="")


SCOPE = """
    coalesce(nullif(document.scope_wording, ''), (
        SELECT group_concat(coalesce(person.name, department.name), '、')
          FROM scope_member AS member
          LEFT JOIN person ON member.kind = 'person' AND person.id = member.member
          LEFT JOIN department ON member.kind = 'department' AND department.id = member.member
         WHERE member.document = document.id AND member.active = 1), '')
"""
"""Who may know `document`, in words."""

_OUT = """
    copy.holder IS NOT NULL OR copy.state = 'DISPATCHED'
    OR copy.custodian <> (SELECT offer.giver FROM offer, json_each(offer.copies) AS one
                           WHERE offer.state = 'ACCEPTED' AND one.value = copy.id
                           ORDER BY offer.id LIMIT 1)
"""


def _filled(rows: list[SheetRow], read: Read) -> list[SheetRow]:
    """Count the copies of each document, and put its instructions below each other."""
    documents = ",".join(str(row.document) for row in rows)
    among = "document IN (SELECT value FROM json_each('[' || :documents || ']'))"
    copies: dict[int, list[tuple[str, bool, bool]]] = {}
    sql = f"SELECT document, copy_no, {_OUT}, state = 'IN_STOCK' FROM copy WHERE {among}"
    for document, copy_no, out, here in read(f"{sql} ORDER BY id", documents=documents):
        copies.setdefault(document, []).append((copy_no, bool(out), bool(here and not out)))
    told: dict[int, list[_Told]] = {}
    sql = "SELECT document, proposal, proposed_by, instruction, leader, handler, made_on, due"
    for document, *said in read(
        f"{sql} FROM instruction WHERE {among} ORDER BY id", documents=documents
    ):
        told.setdefault(document, []).append(_Told(*said))
    return [_with(row, copies.get(row.document, []), told.get(row.document, [])) for row in rows]


@dataclass(frozen=True)
class _Told:
    """One instruction as the table keeps it."""

    proposal: str
    proposed_by: str
    instruction: str
    leader: str
    handler: str
    made_on: str
    due: str | None


def _with(row: SheetRow, copies: list[tuple[str, bool, bool]], told: list[_Told]) -> SheetRow:
    proposals = (_signed(one.proposal, one.proposed_by) for one in told if one.proposal)
    instructions = (_signed(one.instruction, f"{one.leader} {_day(one.made_on)}") for one in told)
    handlers = (
        one.handler + (f"（{_day(one.due)}前办结）" if one.due else "")
        for one in told
        if one.handler
    )
    return replace(
        row,
        copies=len(copies),
        copy_no=copy_ranges(number for number, _, _ in copies if number),
        given=sum(out for _, out, _ in copies),
        left=sum(here for _, _, here in copies),
        proposal="\n".join(proposals),
        instruction="\n".join(instructions),
        handler="；".join(handlers),
    )


def _signed(said: str, by: str) -> str:
    return f"{said}（{by.strip()}）" if by.strip() else said


def _day(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found.year}年{found.month}月{found.day}日"


SHEETS: View[SheetRow] = View(
    name="sheets",
    title="文件单",
    row=SheetRow,
    sql=f"""
        SELECT document.id AS document, document.doc_number, document.title, document.level,
               document.marking, document.issuer, document.issued_on, document.urgency,
               document.pages,
               (SELECT receipt.receipt_no FROM receipt WHERE receipt.document = document.id
                 ORDER BY receipt.id LIMIT 1) AS receipt_no,
               (SELECT receipt.received_on FROM receipt WHERE receipt.document = document.id
                 ORDER BY receipt.id LIMIT 1) AS received_on,
               {SCOPE} AS scope
          FROM document
         WHERE document.joined_to IS NULL
    """,
    key=("document",),
    roles=UNIT_WIDE,
    document="document",
    finish=_filled,
)
