"""台账概况: the unit, the ceiling, and the mark the ledger itself deserves."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from db.ledger.acts.setup.add_account import lost_separations
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
    documents: int | None = column("文件", Kind.COUNT)
    copies: int | None = column("在账份数", Kind.COUNT)
    prints: int = column("打印流水", Kind.COUNT)
    opened_on: str = column("建账时间", Kind.TIME)
    marking: str = column("台账密级", Kind.ATOM, default="")
    separations: str = column("未分立", default="")


def _marked(rows: list[BookRow], read: Read) -> list[BookRow]:
    markings = [str(mark) for (mark,) in read("SELECT DISTINCT marking FROM document")]
    lost = "；".join(_lost(read)) or "无"
    return [replace(row, marking=compiled(markings) or "", separations=lost) for row in rows]


def _lost(read: Read) -> tuple[str, ...]:
    """Say which separations of duty the accounts as they are do without."""
    held: dict[int, set[Role]] = {}
    for person, roles in read("SELECT person, roles FROM account WHERE active = 1"):
        held.setdefault(person, set()).update(Role(value) for value in json.loads(roles))
    return lost_separations(held=held.values())


BOOK: View[BookRow] = View(
    name="book",
    title="台账概况",
    row=BookRow,
    sql="""
        SELECT unit.id, unit.name AS unit, unit.ceiling, unit.small,
               (SELECT max(seq) FROM entry) AS entries,
               iif(:wide, (SELECT count(*) FROM document), NULL) AS documents,
               iif(:wide, (SELECT coalesce(sum(amount), 0) FROM tally
                 WHERE flow LIKE 'state:%'
                   AND substr(flow, 7) NOT IN ('RETURNED', 'DISPATCHED', 'DESTROYED',
                                               'ARCHIVED', 'TRANSFERRED', 'WRITTEN_OFF')), NULL)
                   AS copies,
               (SELECT coalesce(max(serial), 0) FROM printed) AS prints,
               (SELECT created_at FROM identity) AS opened_on
          FROM unit
    """,
    key=("id",),
    roles=frozenset(Role),
    given=("wide",),
    finish=_marked,
)
