"""屏蔽: take what is to be withheld out of journal, beliefs, index and drawers, all in one step.

In the journal value and salt go and the digest stays, so links and signatures hold.  What is
believed is then rebuilt from what the journal still says; so the state equals a rebuild again.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from db.ledger.act import KINDS, Act
from db.ledger.acts.correction.redact import REDACTIONS, RedactDocument, RedactPerson
from db.ledger.beliefs import BELIEFS, Document
from db.ledger.rules import V01, Refused, refuse
from db.ledger.withheld import Carriers, Sought
from db.store import covering, replay, scrubbing, search, standing
from db.store.carrying import carriers, quoting, strings
from db.store.journal import field_digest

if TYPE_CHECKING:
    from sqlite3 import Connection

Redaction = RedactDocument | RedactPerson


def redactions(acts: Iterable[Act]) -> list[Redaction]:
    """Return the redactions among acts."""
    return [act for act in acts if isinstance(act, REDACTIONS)]


def withhold(connection: Connection, act: Redaction, told: Carriers) -> None:
    """Do what a redaction says, in the transaction that has written its entry."""
    for place in act.withheld:
        seq, _, name = place.partition(":")
        _take_away(connection, int(seq), name)
    rebuilt = replay.rebuilt(connection)
    try:
        standing.restate(connection, rebuilt)
    finally:
        rebuilt.close()
    search.empty(connection)
    for document in standing.where(connection, Document):
        search.add(connection, document)
    covering.sweep(connection, covering.cover(connection, told.texts, told.words))
    _refuse_rest(connection, quoting(told.texts, told.words))
    scrubbing.note(connection)


def reach(connection: Connection, act: Act) -> tuple[str, ...]:
    """Return what a redaction would take away, place by place, as a person reads it."""
    found = [place for sought in act.needs().sought for place in _places(connection, sought)]
    return tuple(f"第{seq}条“{label(connection, seq, name)}”" for seq, name in found)


def _places(connection: Connection, sought: Sought) -> Iterator[tuple[int, str]]:
    for place in carriers(connection, sought).places:
        seq, _, name = place.partition(":")
        yield int(seq), name


def on_record(connection: Connection) -> dict[tuple[int, str], int]:
    """Return what two persons had withheld, by place: the number of the entry that says so."""
    found: dict[tuple[int, str], int] = {}
    for kind in REDACTIONS:
        rows = connection.execute(
            "SELECT entry.seq, field.value FROM entry JOIN field ON field.seq = entry.seq"
            " AND field.name = 'withheld' WHERE entry.kind = ? AND entry.second <> ''"
            " AND field.value IS NOT NULL",
            (kind.kind,),
        )
        for by, value in rows.fetchall():
            for place in _listed(value):
                seq, _, name = place.partition(":")
                found[int(seq) if seq.isdecimal() else 0, name] = by
    return found


def _listed(value: bytes) -> list[str]:
    """Return the texts of a list; whoever spoilt it has named nothing."""
    try:
        read = json.loads(value)
    except (ValueError, RecursionError):
        return []
    return [one for one in read if isinstance(one, str)] if isinstance(read, list) else []


def label(connection: Connection, seq: int, name: str) -> str:
    """Return what a form calls a field of an entry."""
    asked = "SELECT kind, version FROM entry WHERE seq = ?"
    made = KINDS[connection.execute(asked, (seq,)).fetchone()]
    fields = {field.name: str(field.metadata["label"]) for field in dataclasses.fields(made)}
    return fields.get(name, name)


def _take_away(connection: Connection, seq: int, name: str) -> None:
    (value, salt) = connection.execute(
        "SELECT value, salt FROM field WHERE seq = ? AND name = ?", (seq, name)
    ).fetchone()
    connection.execute(
        "UPDATE field SET value = NULL, salt = NULL, digest = ? WHERE seq = ? AND name = ?",
        (field_digest(bytes(salt), name, bytes(value)), seq, name),
    )


def _refuse_rest(connection: Connection, carries: Callable[[str], bool]) -> None:
    """Raise `Refused` if the text still stands where it cannot be taken away."""
    words = {kind.table: kind.word for kind in BELIEFS}
    for table, row in standing.dump(connection):
        if table in words and any(map(carries, _texts(row))):
            problem = f"“{words[table]}”里也写有这些字，那里不能屏蔽；请换一个更确切的词"
            raise Refused(refuse(V01, field="words", label="屏蔽", problem=problem))


def _texts(row: Iterable[object]) -> Iterator[str]:
    for cell in row:
        if isinstance(cell, str):
            yield from strings(json.loads(cell)) if cell.startswith("[") else (cell,)
