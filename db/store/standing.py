"""What the ledger believes, kept in tables: written by effects, loaded for acts.

A belief's fields are the columns of its table, so one writer and one reader serve
them all; the counters and the search index follow from what changed.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from db.ledger.beliefs import BELIEFS, Belief, Copy, Counter, Document, Key
from db.ledger.once import once
from db.ledger.trouble import Damaged
from db.ledger.values import HISTORY
from db.store import search

if TYPE_CHECKING:
    from sqlite3 import Connection

B = TypeVar("B", bound=Belief)


@once
def columns(kind: type[Belief]) -> tuple[str, ...]:
    """Return the columns of a belief's table, in the order of its fields."""
    return tuple(field.name for field in dataclasses.fields(kind))


def _to_sql(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case bool():
            return int(value)
        case date():
            return value.isoformat()
        case tuple():
            return json.dumps([_to_sql(item) for item in value], separators=(",", ":"))
        case _:
            return value


def _from_sql(hint: Any) -> Callable[[Any], Any] | None:
    """Return how to read a column of this type; None if it is read as it is."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        present = _from_sql(next(arm for arm in get_args(hint) if arm is not type(None)))
        if present is None:
            return None
        return lambda value: None if value is None else present(value)
    if origin is tuple:
        each = _from_sql(get_args(hint)[0]) or (lambda value: value)
        return lambda value: tuple(each(item) for item in json.loads(value))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__
    if hint is date:
        return date.fromisoformat
    if hint is bool:
        return bool
    return None


@once
def _readers(kind: type[Belief]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(kind)
    made = ((name, _from_sql(hints[name])) for name in columns(kind))
    return tuple((name, read) for name, read in made if read is not None)


def row_of(belief: Belief) -> tuple[Any, ...]:
    """Return a belief as its table holds it."""
    return tuple(_to_sql(getattr(belief, name)) for name in columns(type(belief)))


def belief_of(kind: type[B], row: Iterable[Any]) -> B:
    """Return a belief from its row; `Damaged` if it holds what was never written there."""
    values = dict(zip(columns(kind), row, strict=True))
    try:
        for name, read in _readers(kind):
            values[name] = read(values[name])
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged(f"现状表“{kind.word}”的内容不能解读。", "请做一次完整核对。") from error
    return kind(**values)


@once
def _select(kind: type[Belief]) -> str:
    return f"SELECT {', '.join(columns(kind))} FROM {kind.table}"


@once
def _insert(kind: type[Belief]) -> str:
    names = columns(kind)
    marks = ", ".join("?" * len(names))
    return f"INSERT OR REPLACE INTO {kind.table} ({', '.join(names)}) VALUES ({marks})"


@once
def _update(kind: type[Belief], changed: tuple[str, ...]) -> str:
    values = ", ".join(f"{name} = ?" for name in changed)
    condition = " AND ".join(f"{name} = ?" for name in kind.key)
    return f"UPDATE {kind.table} SET {values} WHERE {condition}"


def where(
    connection: Connection, kind: type[B], condition: str = "", values: Iterable[Any] = ()
) -> Iterator[B]:
    """Yield the beliefs of a kind that meet a condition."""
    clause = f" WHERE {condition}" if condition else ""
    for row in connection.execute(_select(kind) + clause, tuple(values)):
        yield belief_of(kind, row)


def find(connection: Connection, kind: type[B], key: Key) -> B | None:
    """Return one belief by its key."""
    condition = " AND ".join(f"{name} = ?" for name in kind.key)
    return next(where(connection, kind, condition, map(_to_sql, key)), None)


def among(connection: Connection, kind: type[B], column: str, values: Iterable[Any]) -> Iterator[B]:
    """Yield the beliefs whose column is one of many values."""
    wanted = json.dumps([_to_sql(value) for value in values], ensure_ascii=False)
    condition = f"{column} IN (SELECT value FROM json_each(?))"
    yield from where(connection, kind, condition, (wanted,))


# -- writing ------------------------------------------------------------------


def apply(connection: Connection, changes: Iterable[tuple[Belief | None, Belief | None]]) -> None:
    """Write what changed: (before, after) of each belief; None after means it is no more."""
    tally: dict[tuple[int, int, str], int] = {}
    statements: dict[str, list[tuple[Any, ...]]] = {}
    for before, after in changes:
        if isinstance(before or after, Copy):
            _count(tally, before, -1)
            _count(tally, after, +1)
        if isinstance(before or after, Document):
            _index(connection, before, after)
        if after is None:
            if before is not None:
                _remove(connection, before)
        elif before is None or isinstance(after, Counter):
            # A counter is moved on while an act is completed, before it was ever written.
            statements.setdefault(_insert(type(after)), []).append(row_of(after))
        elif changed := _changed(before, after):
            statements.setdefault(_update(type(after), changed), []).append(
                tuple(_to_sql(getattr(after, name)) for name in (*changed, *after.key))
            )
    for statement, rows in statements.items():
        connection.executemany(statement, rows)
    _book(connection, tally)


def _changed(before: Belief, after: Belief) -> tuple[str, ...]:
    """Return the columns that differ: an index over the others then need not be touched."""
    names = columns(type(after))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _count(tally: dict[tuple[int, int, str], int], copy: Belief | None, by: int) -> None:
    if not isinstance(copy, Copy):
        return
    for flow in (f"in:{copy.origin.value}", _stand(copy)):
        key = (copy.level.value, copy.custodian, flow)
        tally[key] = tally.get(key, 0) + by


def _stand(copy: Copy) -> str:
    """Return the line a copy stands in; what was gone before the ledger began is history."""
    return "history" if copy.closing_ref == HISTORY else f"state:{copy.state.value}"


def _book(connection: Connection, tally: dict[tuple[int, int, str], int]) -> None:
    connection.executemany(
        "INSERT INTO tally (level, custodian, flow, amount) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET amount = amount + excluded.amount",
        [(*key, amount) for key, amount in tally.items() if amount],
    )
    if any(amount < 0 for amount in tally.values()):
        connection.execute("DELETE FROM tally WHERE amount = 0")


def _index(connection: Connection, before: Belief | None, after: Belief | None) -> None:
    if isinstance(before, Document):
        if isinstance(after, Document) and search.searchable(before) == search.searchable(after):
            return
        search.remove(connection, before.id)
    if isinstance(after, Document):
        search.add(connection, after)


def _remove(connection: Connection, belief: Belief) -> None:
    condition = " AND ".join(f"{name} = ?" for name in belief.key)
    connection.execute(
        f"DELETE FROM {belief.table} WHERE {condition}", tuple(map(_to_sql, belief.identity()))
    )


def restate(connection: Connection, rebuilt: Connection) -> None:
    """Make every belief what a rebuild says; counters and index are not looked at."""
    for kind in BELIEFS:
        ours, theirs = (set(at.execute(_select(kind))) for at in (connection, rebuilt))
        condition = " AND ".join(f"{name} = ?" for name in kind.key)
        places = [columns(kind).index(name) for name in kind.key]
        connection.executemany(
            f"DELETE FROM {kind.table} WHERE {condition}",
            [tuple(row[at] for at in places) for row in ours - theirs],
        )
        connection.executemany(_insert(kind), sorted(theirs - ours, key=repr))


def merged(before: Belief | None, after: Belief) -> Belief:
    """Return what stands after an effect: a counter never goes back."""
    if isinstance(after, Counter) and isinstance(before, Counter) and before.last > after.last:
        return before
    return after


# -- comparing ----------------------------------------------------------------


def dump(connection: Connection) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield everything derived, in a canonical order: beliefs, counters, search index."""
    for kind in BELIEFS:
        order = ", ".join(kind.key)
        for row in connection.execute(f"{_select(kind)} ORDER BY {order}"):
            yield kind.table, tuple(row)
    ordered = "SELECT level, custodian, flow, amount FROM tally ORDER BY level, custodian, flow"
    for row in connection.execute(ordered):
        yield "tally", tuple(row)
    for row in connection.execute("SELECT subject, seq FROM touched ORDER BY subject, seq"):
        yield "touched", tuple(row)
    indexed = "SELECT doc, term, count(*) FROM search_terms GROUP BY doc, term"
    for row in connection.execute(indexed):
        yield "search", tuple(row)


def scanned_tally(connection: Connection) -> Iterator[tuple[int, int, str, int]]:
    """Count the copies anew, as the counters should stand."""
    yield from connection.execute(
        "SELECT level, custodian, flow, count(*) FROM ("
        " SELECT level, custodian, 'in:' || origin AS flow FROM copy"
        " UNION ALL SELECT level, custodian,"
        "  CASE closing_ref WHEN :history THEN 'history' ELSE 'state:' || state END FROM copy)"
        " GROUP BY level, custodian, flow ORDER BY level, custodian, flow",
        {"history": HISTORY},
    )
