"""清退核对: what the issuer calls back against what is in the ledger, was scanned and has gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from db.ledger.columns import Kind, column
from db.ledger.numbering import CopyNoProblem, copy_ranges, parse_copy_nos
from db.ledger.values import CLOSED_STATES, BatchKind, BatchState, Level, LineState, State
from db.store.reading import Read, View
from db.views.roles import UNIT_WIDE

_CLOSED = ", ".join(f"'{state.value}'" for state in CLOSED_STATES)


@dataclass(frozen=True)
class RecallRow:
    """One line of an issuer's list, in its order."""

    batch: int = column("批次编号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("批次", Kind.ATOM, filters=True)
    batch_state: BatchState = column("批次状态", Kind.CHOICE, filters=True)
    opposite: str = column("清退机关", filters=True)
    position: int = column("序号", Kind.COUNT, sorts=True)
    document: int | None = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level | None = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    copy_no: str = column("份号", Kind.ATOM)
    wanted: int = column("应退", Kind.COUNT)
    at_hand: int = column("台账", Kind.COUNT)
    scanned: int = column("已清点", Kind.COUNT)
    done: int = column("实退", Kind.COUNT)
    lacking: int = column("差额", Kind.COUNT)
    retained: int = column("留用", Kind.COUNT)
    children: int = column("复制件", Kind.COUNT)
    differs: bool = column("有差额", Kind.FLAG, filters=True)
    remark: str = column("原因与说明", default="")


_COPIES = """
    SELECT item.batch, item.called, item.copy, copy.copy_no, item.state, item.remark, copy.retained
      FROM batch_line AS item JOIN copy ON copy.id = item.copy
     WHERE item.batch IN (SELECT value FROM json_each('[' || :batches || ']'))
     ORDER BY item.batch, item.position
"""
_CHILDREN = f"""
    SELECT item.batch, item.called, child.copy_no
      FROM batch_line AS item JOIN copy AS child ON child.parent = item.copy
     WHERE item.batch IN (SELECT value FROM json_each('[' || :batches || ']'))
       AND child.state NOT IN ({_CLOSED}) ORDER BY child.copy_no
"""

_ELSEWHERE = """
    SELECT document.doc_number, copy.copy_no, copy.state
      FROM document JOIN copy ON copy.document = document.id
     WHERE document.doc_number IN (SELECT value FROM json_each(:numbers))
       AND document.doc_number <> ''
"""

_Line: TypeAlias = tuple[int, int]
_Known: TypeAlias = dict[tuple[str, str], State]


@dataclass(frozen=True)
class _Item:
    """A copy that answers a line."""

    copy_no: str
    state: LineState
    remark: str
    retained: bool


def _explained(rows: list[RecallRow], read: Read) -> list[RecallRow]:
    """Name the copies of each line, and say of every difference where it comes from."""
    batches = ",".join(str(batch) for batch in sorted({row.batch for row in rows}))
    items: dict[_Line, list[_Item]] = {}
    for batch, line, _, copy_no, state, remark, retained in read(_COPIES, batches=batches):
        item = _Item(copy_no, LineState(state), remark, bool(retained))
        items.setdefault((batch, line), []).append(item)
    children: dict[_Line, list[str]] = {}
    for batch, line, copy_no in read(_CHILDREN, batches=batches):
        children.setdefault((batch, line), []).append(copy_no)
    short = sorted({row.doc_number for row in rows if row.at_hand < row.wanted})
    found = read(_ELSEWHERE, numbers=json.dumps(short, ensure_ascii=False)) if short else []
    known = {(number, copy_no): State(state) for number, copy_no, state in found}
    return [
        _row(row, items.get(key, []), children.get(key, []), known)
        for row in rows
        for key in [(row.batch, row.position)]
    ]


def _row(row: RecallRow, items: list[_Item], children: list[str], known: _Known) -> RecallRow:
    numbers = row.copy_no or copy_ranges(item.copy_no for item in items)
    notes = [*_notes(items), *_not_here(row, items, known), *_behind(children)]
    return replace(row, copy_no=numbers, remark="；".join(notes))


def _notes(items: list[_Item]) -> Iterator[str]:
    """Say each reason once, with the copies it is about."""
    about: dict[str, list[str]] = {}
    for item in items:
        if item.state is LineState.DONE:
            continue
        why = item.remark if item.state is not LineState.LISTED else ""
        if item.retained:
            why = f"留用：{why}" if why else "留用"
        elif item.state is LineState.REMOVED:
            why = f"移出：{why}"
        if why:
            about.setdefault(why, []).append(item.copy_no)
    for why, numbers in about.items():
        yield f"{copy_ranges(filter(None, numbers))}{why}"


def _not_here(row: RecallRow, items: list[_Item], known: _Known) -> Iterator[str]:
    """Say what is called back and not listed, or goes back without being called."""
    if row.at_hand > row.wanted:
        yield f"目录未列{row.at_hand - row.wanted}份"
    if row.at_hand >= row.wanted:
        return
    listed = {item.copy_no for item in items}
    about: dict[str, list[str]] = {}
    missing = [one for one in _numbers(row.copy_no) if one not in listed]
    for copy_no in missing:
        state = known.get((row.doc_number, copy_no))
        about.setdefault(state.word if state else "台账无此份", []).append(copy_no)
    for why, numbers in about.items():
        yield f"{copy_ranges(numbers)}{why}"
    rest = row.wanted - row.at_hand - len(missing)
    if rest > 0:
        yield f"台账少{rest}份" if items else "台账无此件"


def _numbers(written: str) -> tuple[str, ...]:
    try:
        return parse_copy_nos(written)
    except CopyNoProblem:
        return ()


def _behind(children: list[str]) -> Iterator[str]:
    if children:
        yield f"复制件{len(children)}份未了结（{'、'.join(children[:5])}）"


RECALL: View[RecallRow] = View(
    name="recall",
    title="清退核对",
    row=RecallRow,
    sql=f"""
        SELECT line.batch, batch.number, batch.state AS batch_state, batch.opposite,
               line.position, line.document,
               CASE WHEN line.doc_number = '' AND line.title = ''
                    THEN coalesce(document.doc_number, '') ELSE line.doc_number END AS doc_number,
               CASE WHEN line.title = '' THEN coalesce(document.title, '')
                    ELSE line.title END AS title,
               document.level, coalesce(document.marking, '') AS marking, line.copy_nos AS copy_no,
               line.wanted, count(item.copy) AS at_hand,
               count(item.copy) FILTER (WHERE item.state = 'DONE' OR EXISTS (
                   SELECT 1 FROM scan WHERE scan.batch = item.batch AND scan.copy = item.copy
               )) AS scanned,
               count(item.copy) FILTER (WHERE item.state = 'DONE') AS done,
               line.wanted - count(item.copy) FILTER (WHERE item.state = 'DONE') AS lacking,
               count(item.copy) FILTER (WHERE copy.retained <> 0 AND item.state <> 'DONE')
                   AS retained,
               coalesce(sum((SELECT count(*) FROM copy AS child WHERE child.parent = item.copy
                              AND child.state NOT IN ({_CLOSED}))), 0) AS children,
               line.wanted <> count(item.copy) FILTER (WHERE item.state = 'DONE') AS differs
          FROM called_line AS line
          JOIN batch ON batch.id = line.batch AND batch.kind = '{BatchKind.CLEARING.value}'
          LEFT JOIN document ON document.id = line.document
          LEFT JOIN batch_line AS item ON item.batch = line.batch AND item.called = line.position
          LEFT JOIN copy ON copy.id = item.copy
         GROUP BY line.batch, line.position
    """,
    key=("batch", "position"),
    roles=UNIT_WIDE,
    order=(("batch", True), ("position", False)),
    document="document",
    finish=_explained,
)


@dataclass(frozen=True)
class ClearedRow:
    """What became of one issuer's copies of one level that came in one year."""

    year: int = column("收到年度", Kind.COUNT, filters=True, sorts=True)
    issuer: str = column("发文机关", filters=True, sorts=True)
    level: Level = column("密级", Kind.CHOICE, filters=True, sorts=True)
    received: int = column("收到", Kind.COUNT)
    must_return: int = column("其中应清退", Kind.COUNT)
    returned: int = column("清退", Kind.COUNT)
    archived: int = column("归档", Kind.COUNT)
    destroyed: int = column("销毁", Kind.COUNT)
    sent: int = column("外发移交", Kind.COUNT)
    in_hand: int = column("在册", Kind.COUNT)
    retained: int = column("其中留用", Kind.COUNT)
    missing: int = column("缺", Kind.COUNT)


def _in(*states: State) -> str:
    names = ", ".join(f"'{state.value}'" for state in states)
    return f"count(*) FILTER (WHERE copy.state IN ({names}))"


_LOST = (State.UNACCOUNTED, State.WRITTEN_OFF)
_LIVING = tuple(state for state in State if not state.closed and state not in _LOST)

CLEARED: View[ClearedRow] = View(
    name="cleared",
    title="清退统计",
    row=ClearedRow,
    sql=f"""
        SELECT CAST(substr(copy.entered_on, 1, 4) AS INTEGER) AS year, document.issuer, copy.level,
               count(*) AS received,
               count(*) FILTER (WHERE copy.must_return <> 0) AS must_return,
               {_in(State.RETURNED)} AS returned, {_in(State.ARCHIVED)} AS archived,
               {_in(State.DESTROYED)} AS destroyed,
               {_in(State.DISPATCHED, State.TRANSFERRED)} AS sent,
               {_in(*_LIVING)} AS in_hand,
               count(*) FILTER (WHERE copy.retained <> 0
                                  AND copy.state NOT IN ({_CLOSED})) AS retained,
               {_in(*_LOST)} AS missing
          FROM copy JOIN document ON document.id = copy.document
         WHERE copy.origin IN ('RECEIVED', 'OPENING')
         GROUP BY 1, 2, 3
    """,
    key=("year", "issuer", "level"),
    roles=UNIT_WIDE,
    order=(("year", True), ("issuer", False), ("level", True)),
)
