"""台账概况: the unit, the ceiling, and the mark the ledger itself deserves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.ledger.columns import Kind, column
from db.ledger.compiling import compiled
from db.ledger.values import Level, Role
from db.store.reading import Read, View


@dataclass(frozen=True)
class BookRow:
    """The ledger as a whole; it is itself a carrier, marked as a collection of its contents."""

    id: int = column("编号", Kind.COUNT, hidden=True)
    unit: str = column("单位")
    ceiling: Level = column("最高密级", Kind.CHOICE)
    small: bool = column("小单位", Kind.FLAG)
    entries: int = column("条数", Kind.COUNT)
    documents: int = column("文件", Kind.COUNT)
    copies: int = column("在账份数", Kind.COUNT)
    prints: int = column("打印流水", Kind.COUNT)
    opened_on: str = column("建账时间", Kind.TIME)
    marking: str = column("台账密级", Kind.ATOM, default="")


def _marked(rows: list[BookRow], read: Read) -> list[BookRow]:
    markings = [str(mark) for (mark,) in read("SELECT DISTINCT marking FROM document")]
    return [replace(row, marking=compiled(markings) or "") for row in rows]


BOOK: View[BookRow] = View(
    name="book",
    title="台账概况",
    row=BookRow,
    sql="""
        SELECT unit.id, unit.name AS unit, unit.ceiling, unit.small,
               (SELECT max(seq) FROM entry) AS entries,
               (SELECT count(*) FROM document) AS documents,
               (SELECT coalesce(sum(amount), 0) FROM tally
                 WHERE flow LIKE 'state:%'
                   AND substr(flow, 7) NOT IN ('RETURNED', 'DISPATCHED', 'DESTROYED',
                                               'ARCHIVED', 'TRANSFERRED', 'WRITTEN_OFF')) AS copies,
               (SELECT coalesce(max(serial), 0) FROM printed) AS prints,
               (SELECT created_at FROM identity) AS opened_on
          FROM unit
    """,
    key=("id",),
    roles=frozenset(Role),
    finish=_marked,
)
