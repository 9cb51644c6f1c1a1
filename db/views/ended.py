"""What must not be listed for destruction and why; what is or is to be archived, list by list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import CLOSED_STATES, Carrier, Level, State
from db.store.reading import Read, View
from db.views.batches import FILED_AS
from db.views.roles import UNIT_WIDE

_DONE = (State.PENDING_DESTRUCTION, State.IN_TRANSIT_DESTRUCTION, *CLOSED_STATES)
_NOT_ASKED = ", ".join(f"'{state.value}'" for state in sorted(_DONE, key=lambda one: one.value))


@dataclass(frozen=True)
class KeptBackRow:
    """One living copy that the rules keep out of a destruction list."""

    id: int = column("份编号", Kind.COUNT, hidden=True, filters=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    copy_no: str = column("份号", Kind.ATOM, filters=True)
    issuer: str = column("来文机关", filters=True)
    state: State = column("状态", Kind.CHOICE, filters=True)
    holder: str = column("现在", Kind.ATOM)
    due: date | None = column("期限", Kind.DATE)
    must_return: bool = column("应清退", Kind.FLAG, filters=True)
    hold: str = column("停止处置")
    held: bool = column("停止处置中", Kind.FLAG, filters=True, hidden=True)
    out: bool = column("未收回", Kind.FLAG, filters=True, hidden=True)
    listed: str = column("已列入", Kind.ATOM, hidden=True)
    why: str = column("不得列入的原因", default="")


def _why(rows: list[KeptBackRow], _: Read) -> list[KeptBackRow]:
    return [replace(row, why="；".join(_reasons(row))) for row in rows]


def _reasons(row: KeptBackRow) -> list[str]:
    said = ["应清退，须退原制发机关"] if row.must_return else []
    if row.hold:
        said.append(f"停止处置：{row.hold}")
    if row.listed:
        said.append(f"已列入{row.listed}，要销毁先移出")
    if row.out:
        said.append(f"现为{row.state.word}，先收回")
    return said


KEPT_BACK: View[KeptBackRow] = View(
    name="kept_back",
    title="不得列入销毁",
    row=KeptBackRow,
    sql=f"""
        SELECT copy.id, copy.document, document.doc_number, document.title, copy.level,
               document.marking, copy.copy_no, document.issuer, copy.state,
               coalesce(person.name, place.name, '') AS holder, copy.due,
               copy.must_return <> 0 AND copy.origin <> 'REPRODUCED' AS must_return,
               copy.hold, copy.hold <> '' AS held, copy.state <> 'IN_STOCK' AS out,
               coalesce(CASE copy.state WHEN 'IN_STOCK' THEN batch.number END, '') AS listed
          FROM copy
          JOIN document ON document.id = copy.document
          LEFT JOIN person ON person.id = copy.holder
          LEFT JOIN place ON place.id = copy.place
          LEFT JOIN batch ON batch.id = copy.batch
         WHERE copy.state NOT IN ({_NOT_ASKED})
           AND (copy.state <> 'IN_STOCK' OR copy.hold <> '' OR copy.batch IS NOT NULL
                OR (copy.must_return <> 0 AND copy.origin <> 'REPRODUCED'))
    """,
    key=("id",),
    roles=UNIT_WIDE,
    document="document",
    finish=_why,
)


@dataclass(frozen=True)
class FiledRow:
    """One copy in the archive, or on an open list for it."""

    id: int = column("份编号", Kind.COUNT, hidden=True, filters=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    closing_ref: str = column("归档目录", Kind.ATOM, filters=True)
    filed_on: date | None = column("归档日期", Kind.DATE, filters=True, sorts=True)
    receipt_no: str | None = column("收文号", Kind.ATOM, filters=True)
    issuer: str = column("责任者", filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("题名", filters=True)
    issued_on: date | None = column("成文日期", Kind.DATE)
    level: Level = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    copy_no: str = column("份号", Kind.ATOM, filters=True)
    pages: int | None = column("页数", Kind.COUNT)
    carrier: Carrier = column("载体", Kind.CHOICE, filters=True)
    copies: int = column("份数", Kind.COUNT)
    waiting: bool = column("待移交", Kind.FLAG, filters=True)


FILED: View[FiledRow] = View(
    name="filed",
    title="归档目录",
    row=FiledRow,
    sql=f"""
        SELECT copy.id, copy.document, copy.closing_ref, copy.closed_on AS filed_on,
               receipt.receipt_no, document.issuer, document.doc_number, document.title,
               document.issued_on, copy.level, document.marking, copy.copy_no, copy.pages,
               copy.carrier, 1 AS copies, 0 AS waiting
          FROM copy
          JOIN document ON document.id = copy.document
          LEFT JOIN receipt ON receipt.id = copy.receipt
         WHERE copy.state = 'ARCHIVED' AND copy.closed_on IS NOT NULL
        UNION ALL
        SELECT copy.id, copy.document, {FILED_AS} AS closing_ref, NULL AS filed_on,
               receipt.receipt_no, document.issuer, document.doc_number, document.title,
               document.issued_on, copy.level, document.marking, copy.copy_no, copy.pages,
               copy.carrier, 1 AS copies, 1 AS waiting
          FROM batch
          JOIN batch_line AS line ON line.batch = batch.id AND line.state = 'LISTED'
          JOIN copy ON copy.id = line.copy
          JOIN document ON document.id = copy.document
          LEFT JOIN receipt ON receipt.id = copy.receipt
         WHERE batch.kind = 'ARCHIVE' AND batch.state IN ('LISTED', 'APPROVED')
           AND copy.state <> 'ARCHIVED'
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("filed_on", True),),
    document="document",
)
