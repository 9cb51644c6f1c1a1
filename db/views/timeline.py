"""经历: everything that happened to a copy, a document or a person, in one line each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from db.ledger import acts as _acts  # registers every kind
from db.ledger.act import KINDS, Act, act_from_body
from db.ledger.beliefs import Copy, Document, Person, Place
from db.ledger.columns import Kind, column
from db.store.reading import Read, View
from db.views.matters import RESERVED
from db.views.roles import LEDGER_KEEPERS, UNIT_WIDE

assert _acts.ACTS


@dataclass(frozen=True)
class EntryRow:
    """One entry of the journal in words."""

    seq: int = column("条", Kind.COUNT, sorts=True, filters=True)
    # Not to be sorted by: the entries' own order is the order of recording.
    recorded_at: str = column("录入时间", Kind.TIME, filters=True)
    happened_on: date = column("发生日期", Kind.DATE, filters=True, sorts=True)
    happened_at: str = column("时间", Kind.ATOM)
    operator: str = column("经手人", Kind.ATOM, filters=True)
    second: str = column("第二人", Kind.ATOM)
    kind: str = column("种类", Kind.ATOM, filters=True, hidden=True)
    version: int = column("版本", Kind.COUNT, hidden=True)
    reversed_by: int | None = column("已冲销", Kind.COUNT, filters=True)
    title: str = column("事项", Kind.ATOM, default="")
    sentence: str = column("内容", default="")


_SQL = """
    SELECT entry.seq, entry.recorded_at, entry.happened_on, entry.happened_at, entry.operator,
           CASE entry.second WHEN '' THEN ''
                ELSE substr(entry.second, instr(entry.second, ' ') + 1) END AS second,
           entry.kind, entry.version, reversal.by AS reversed_by
      FROM entry
      LEFT JOIN reversal ON reversal.entry = entry.seq
"""


def worded(rows: list[Any], read: Read) -> list[Any]:
    """Return rows of entries with the name of their act and its sentence."""
    acts = _acts_of([row.seq for row in rows], rows, read)
    names = _Names(acts.values(), read)
    return [
        replace(
            row,
            title=KINDS[row.kind, row.version].word,
            sentence=acts[row.seq].sentence(names) if row.seq in acts else "",
        )
        for row in rows
    ]


def _acts_of(seqs: list[int], rows: list[Any], read: Read) -> dict[int, Act]:
    found = read(
        "SELECT seq, name, value FROM field"
        " WHERE seq IN (SELECT value FROM json_each('[' || :seqs || ']'))",
        seqs=",".join(map(str, seqs)),
    )
    bodies: dict[int, dict[str, bytes]] = {}
    for seq, name, value in found:
        bodies.setdefault(seq, {})[name] = bytes(value or b"")  # b"" is what was withheld
    return {row.seq: act_from_body(row.kind, row.version, bodies.get(row.seq, {})) for row in rows}


class _Names:
    """The words for the numbers that some acts mention, looked up in one go."""

    def __init__(self, acts: Iterable[Act], read: Read) -> None:
        wanted: dict[type, set[int]] = {}
        for act in acts:
            for spec in dataclasses.fields(act):
                kind, value = spec.metadata.get("refers"), getattr(act, spec.name)
                if kind is not None and value is not None:
                    many = value if isinstance(value, tuple) else (value,)
                    wanted.setdefault(kind, set()).update(v for v in many if isinstance(v, int))
        self._words = {
            Person: _look(read, "SELECT id, name FROM person", wanted.get(Person)),
            Place: _look(read, "SELECT id, name FROM place", wanted.get(Place)),
            Document: _look(
                read,
                "SELECT id, CASE doc_number WHEN '' THEN title ELSE doc_number END FROM document",
                wanted.get(Document),
            ),
            Copy: _look(
                read,
                "SELECT copy.id, document.doc_number || CASE copy.copy_no"
                " WHEN '' THEN printf(' 自编Z%06d号', copy.id)"
                " ELSE ' 第' || copy.copy_no || '号' END"
                " FROM copy JOIN document ON document.id = copy.document",
                wanted.get(Copy),
                "copy.id",
            ),
        }

    def _word(self, kind: type, number: int | None) -> str:
        return "" if number is None else self._words[kind].get(number, f"（{number}）")

    def person(self, number: int | None) -> str:
        """Return a person's name."""
        return self._word(Person, number)

    def copy(self, number: int | None) -> str:
        """Return a copy in words."""
        return self._word(Copy, number)

    def document(self, number: int | None) -> str:
        """Return a document in words."""
        return self._word(Document, number)

    def place(self, number: int | None) -> str:
        """Return a place's name."""
        return self._word(Place, number)


def _look(read: Read, sql: str, numbers: set[int] | None, key: str = "id") -> dict[int, str]:
    if not numbers:
        return {}
    condition = f" WHERE {key} IN (SELECT value FROM json_each('[' || :numbers || ']'))"
    return dict(read(sql + condition, numbers=",".join(map(str, sorted(numbers)))))


JOURNAL: View[EntryRow] = View(
    name="journal",
    title="流水",
    row=EntryRow,
    sql=_SQL,
    key=("seq",),
    roles=LEDGER_KEEPERS,
    reserved=RESERVED,
    finish=worded,
)

TIMELINE: View[EntryRow] = View(
    name="timeline",
    title="经历",
    row=EntryRow,
    sql=f"{_SQL} JOIN touched ON touched.seq = entry.seq AND touched.subject = :subject",
    key=("seq",),
    roles=UNIT_WIDE,
    given=("subject",),
    reserved=RESERVED,
    finish=worded,
)
