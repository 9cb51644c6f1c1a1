"""What a reversal must know of an entry: above all, what came later and hangs on it.

Later entries hang on an entry if they touched the same thing, or if they refer to
something that this entry brought into the ledger: a copy to its document, a loan to
its borrower.  Of documents and copies the beliefs tell it, by their indexes; of
persons, places and departments, which are seldom taken back, the bodies do.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from db.ledger.act import KINDS
from db.ledger.beliefs import Belief, Department, Person, Place
from db.ledger.known import Past

if TYPE_CHECKING:
    from sqlite3 import Connection

_EFFECTIVE = (
    "entry.kind <> 'reverse'"
    " AND NOT EXISTS (SELECT 1 FROM reversal WHERE reversal.entry = entry.seq)"
)
_LEANING = (
    "SELECT 'copy:' || id FROM copy WHERE document IN (SELECT value FROM json_each(:document))",
    "SELECT 'receipt:' || id FROM receipt"
    " WHERE document IN (SELECT value FROM json_each(:document))",
    "SELECT 'scope_member:' || document || ':' || kind || ':' || member FROM scope_member"
    " WHERE document IN (SELECT value FROM json_each(:document))",
    "SELECT 'loan:' || id FROM loan WHERE copy IN (SELECT value FROM json_each(:copy))",
    "SELECT 'hop:' || id FROM hop WHERE copy IN (SELECT value FROM json_each(:copy))",
    "SELECT 'batch_line:' || batch || ':' || copy FROM batch_line"
    " WHERE copy IN (SELECT value FROM json_each(:copy))",
    "SELECT 'incident:' || id FROM incident WHERE copy IN (SELECT value FROM json_each(:copy))",
    "SELECT 'finding:' || finding.id FROM incident"
    " JOIN finding ON finding.incident = incident.id"
    " WHERE incident.copy IN (SELECT value FROM json_each(:copy))",
    "SELECT 'stocktake:' || stocktake FROM stocktake_line"
    " WHERE copy IN (SELECT value FROM json_each(:copy))",
    "SELECT 'trip:' || id FROM trip WHERE copy IN (SELECT value FROM json_each(:copy))",
    "SELECT 'remarking:' || id FROM remarking WHERE copy IN (SELECT value FROM json_each(:copy))",
    "SELECT 'mark_change:' || id FROM mark_change"
    " WHERE document IN (SELECT value FROM json_each(:document))",
    "SELECT 'publication:' || publication.id"
    " FROM publication, json_each(publication.documents) AS one"
    " WHERE one.value IN (SELECT value FROM json_each(:document))",
    "SELECT 'instruction:' || id FROM instruction"
    " WHERE document IN (SELECT value FROM json_each(:document))",
)
_NAMED: tuple[type[Belief], ...] = (Person, Place, Department)


def past(connection: Connection, seq: int) -> Past | None:
    """Return an entry as far as a reversal must know it, or None."""
    row = connection.execute(
        "SELECT kind, version, account, recorded_at FROM entry WHERE seq = ?", (seq,)
    ).fetchone()
    if row is None:
        return None
    kind, version, account, recorded_at = row
    made = KINDS[kind, version]
    reversed_by = connection.execute("SELECT by FROM reversal WHERE entry = ?", (seq,)).fetchone()
    left = connection.execute(
        "SELECT 1 FROM entry WHERE seq > ? AND kind IN ('print_form', 'export') LIMIT 1", (seq,)
    ).fetchone()
    return Past(
        seq=seq,
        kind=kind,
        title=made.word,
        account=account,
        recorded_on=date.fromisoformat(recorded_at[:10]),
        reversible=made.reversible,
        reversed_by=reversed_by[0] if reversed_by else None,
        later=tuple(_later(connection, seq)),
        left_the_desk=left is not None,
    )


def _later(connection: Connection, seq: int) -> Iterator[tuple[int, str]]:
    """Yield the effective later entries that hang on an entry, newest first."""
    made = _made(connection, seq)
    found = {*_touching(connection, seq)}
    found |= {*_leaning(connection, seq, made), *_naming(connection, seq, made)}
    found |= {*_taking_the_place(connection, seq)}
    for later, kind, version in sorted(found, reverse=True):
        if KINDS[kind, version].counts:
            yield later, KINDS[kind, version].word


def _touching(connection: Connection, seq: int) -> Iterator[tuple[int, str, int]]:
    """Yield the later entries that touched the same subjects."""
    yield from connection.execute(
        "SELECT DISTINCT entry.seq, entry.kind, entry.version FROM touched AS mine"
        " JOIN touched AS other ON other.subject = mine.subject AND other.seq > mine.seq"
        f" JOIN entry ON entry.seq = other.seq WHERE mine.seq = ? AND {_EFFECTIVE}",
        (seq,),
    )


def _taking_the_place(connection: Connection, seq: int) -> Iterator[tuple[int, str, int]]:
    """Yield the later entries on a copy that bears the number of one this entry ended (K34)."""
    yield from connection.execute(
        "SELECT DISTINCT entry.seq, entry.kind, entry.version FROM touched AS mine"
        " JOIN copy AS gone ON gone.id = CAST(substr(mine.subject, 6) AS INTEGER)"
        "  AND gone.closed_on IS NOT NULL AND gone.copy_no <> ''"
        " JOIN copy AS other ON other.document = gone.document AND other.copy_no = gone.copy_no"
        "  AND other.id <> gone.id AND other.closed_on IS NULL"
        " JOIN touched ON touched.subject = 'copy:' || other.id AND touched.seq > mine.seq"
        " JOIN entry ON entry.seq = touched.seq"
        f" WHERE mine.seq = ? AND mine.subject GLOB 'copy:*' AND {_EFFECTIVE}",
        (seq,),
    )


def _made(connection: Connection, seq: int) -> dict[str, str]:
    """Return the ids of what this entry brought into the ledger, by table, as JSON arrays."""
    rows = connection.execute(
        "SELECT mine.subject FROM touched AS mine WHERE mine.seq = ?1 AND NOT EXISTS ("
        " SELECT 1 FROM touched AS before JOIN entry ON entry.seq = before.seq"
        f" WHERE before.subject = mine.subject AND before.seq < ?1 AND {_EFFECTIVE})",
        (seq,),
    )
    ids: dict[str, list[int]] = {}
    for (subject,) in rows:
        table, _, key = subject.partition(":")
        if key.isdecimal():
            ids.setdefault(table, []).append(int(key))
    return {table: json.dumps(numbers) for table, numbers in ids.items()}


def _leaning(
    connection: Connection, seq: int, made: dict[str, str]
) -> Iterator[tuple[int, str, int]]:
    """Yield the later entries on what belongs to a document or copy that this entry made."""
    if not made.keys() & {"document", "copy"}:
        return
    values = {"document": made.get("document", "[]"), "copy": made.get("copy", "[]"), "seq": seq}
    for subjects in _LEANING:
        yield from connection.execute(
            "SELECT DISTINCT entry.seq, entry.kind, entry.version FROM touched"
            " JOIN entry ON entry.seq = touched.seq"
            f" WHERE touched.subject IN ({subjects}) AND touched.seq > :seq AND {_EFFECTIVE}",
            values,
        )


def _naming(
    connection: Connection, seq: int, made: dict[str, str]
) -> Iterator[tuple[int, str, int]]:
    """Yield the later entries whose bodies name a person, place or department made here."""
    for kind in _NAMED:
        for act, name in _references(kind) if kind.table in made else ():
            yield from connection.execute(
                "SELECT entry.seq, entry.kind, entry.version FROM entry"
                " JOIN field ON field.seq = entry.seq AND field.name = ?"
                f" WHERE entry.kind = ? AND entry.seq > ? AND {_EFFECTIVE} AND EXISTS ("
                " SELECT 1 FROM json_each(CAST(field.value AS TEXT)) AS one"
                " WHERE one.value IN (SELECT value FROM json_each(?)))",
                (name, act, seq, made[kind.table]),
            )


def _references(kind: type[Belief]) -> Iterator[tuple[str, str]]:
    """Yield every kind of act with a field that refers to this kind of belief."""
    for act in KINDS.values():
        for field in dataclasses.fields(act):
            if field.metadata.get("refers") is kind:
                yield act.kind, field.name
