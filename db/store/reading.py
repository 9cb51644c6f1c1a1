"""The one reading engine: filter, sort, keyset page, count, stream, row limits.

A view brings a row type and a SELECT without paging; everything else is here, so
no view can forget it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, get_type_hints

from db.ledger.columns import columns_of
from db.ledger.rules import V01, V05, Refused, refuse
from db.ledger.values import Role
from db.store import search
from db.store.filter_values import stored_value
from db.store.paging import Order, beyond, ordering, query
from db.store.rows import bare, nullable, row_from, stored_names

if TYPE_CHECKING:
    from sqlite3 import Connection

Row = TypeVar("Row")


class Read(Protocol):
    """What a view may use to look something up for rows that are already at hand."""

    def __call__(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query with named parameters."""
        ...


def _as_is(rows: list[Any], _: Read) -> list[Any]:
    return rows


@dataclass(frozen=True)
class View(Generic[Row]):
    """One question: row type, SELECT without paging, stable key, who may ask.

    `document` names the column by which the text search narrows, `department` the
    one that limits a department's officer, `reserved` the rows that only some roles see,
    `finish` may add words to a page of rows.  Where the value given under `chosen_by` names one of
    `choices`, that SELECT is read in place of `sql`: of many questions only the one that is put.
    """

    name: str
    title: str
    row: type[Row]
    sql: str
    key: tuple[str, ...]
    roles: frozenset[Role]
    order: tuple[tuple[str, bool], ...] = ()
    document: str | None = None
    department: str | None = None
    given: tuple[str, ...] = ()
    reserved: tuple[tuple[str, frozenset[Role]], ...] = ()  # condition, who sees such rows
    finish: Callable[[list[Any], Read], list[Any]] = _as_is
    chosen_by: str = ""
    choices: Mapping[str, str] = field(default_factory=dict, compare=False)

    def select(self, given: Mapping[str, object]) -> str:
        """Return the SELECT that answers for what is given."""
        return self.choices.get(str(given.get(self.chosen_by)), self.sql)


class Test(Enum):
    """How a filter compares."""

    IS = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    CONTAINS = "~"
    LOOKED_UP = "~py"  # a part of it, or its pinyin initials, as a person looks a name up


@dataclass(frozen=True)
class Filter:
    """One condition on one column; several values mean any of them."""

    field: str
    values: tuple[object, ...]
    test: Test = Test.IS


@dataclass(frozen=True)
class Question:
    """What is asked of a view."""

    filters: tuple[Filter, ...] = ()
    words: str = ""
    order: tuple[tuple[str, bool], ...] = ()  # (field, descending)
    after: tuple[object, ...] | None = None
    limit: int | None = None
    given: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Asker:
    """Whose eyes: roles, the department an officer is limited to, what the unit has set."""

    roles: frozenset[Role]
    department: int | None = None
    given: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and where the next page begins."""

    rows: tuple[Row, ...]
    next: tuple[object, ...] | None


def page(connection: Connection, view: View[Row], question: Question, by: Asker) -> Page[Row]:
    """Return one page of a view."""
    order = _order(view, question)
    sql, values = _query(view, question, by, order)
    search.teach(connection)
    found = connection.execute(sql, values).fetchall()
    more = question.limit is not None and len(found) > question.limit
    kept = found[: question.limit] if more else found
    rows = view.finish([row_from(view.row, each) for each in kept], _reader(connection))
    following = _place(view, order, kept[-1]) if more and kept else None
    return Page(tuple(rows), following)


def stream(
    connection: Connection, view: View[Row], question: Question, by: Asker, chunk: int = 500
) -> Iterator[Row]:
    """Yield all rows in order, a chunk in memory at a time."""
    everything = replace(question, limit=None)
    sql, values = _query(view, everything, by, _order(view, question))
    search.teach(connection)
    cursor = connection.execute(sql, values)
    while found := cursor.fetchmany(chunk):
        yield from view.finish([row_from(view.row, each) for each in found], _reader(connection))


def count(connection: Connection, view: View[Any], question: Question, by: Asker) -> int:
    """Return how many rows the question has."""
    condition, values = conditions(view, question, by)
    # The limit keeps the inner SELECT apart, and so SQLite leaves out what it joins in vain.
    one = f"SELECT 1 FROM ({view.select(values)}) AS asked{condition} LIMIT -1"
    sql = f"SELECT count(*) FROM ({one})"
    search.teach(connection)
    (number,) = connection.execute(sql, values).fetchone()
    return int(number)


def _reader(connection: Connection) -> Read:
    def read(sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        return connection.execute(sql, values).fetchall()

    return read


# -- building ------------------------------------------------------------------


def _query(
    view: View[Any], question: Question, by: Asker, order: Order
) -> tuple[str, dict[str, object]]:
    condition, values = conditions(view, question, by)
    nulls = nullable(view.row)
    if question.after is not None:
        after, more = beyond(order, question.after, nulls)
        condition += f"{' AND' if condition else ' WHERE'} ({after})"
        values |= more
    in_order_of_key = order[0][0] in view.key and not question.filters and not question.words
    sql = query(
        ", ".join(_stored(view)),
        view.select(values),
        condition,
        ordering(order, nulls),
        limit=None if question.limit is None else int(question.limit) + 1,
        key=None if in_order_of_key or len(view.key) > 1 else view.key[0],
    )
    return sql, values


def _stored(view: View[Any]) -> tuple[str, ...]:
    """Return the columns the SELECT gives; a field with a default is filled by `finish`."""
    return stored_names(view.row)


def _order(view: View[Any], question: Question) -> Order:
    sortable = {column.field for column in columns_of(view.row) if column.sorts} | set(view.key)
    for name, _ in question.order:
        if name not in sortable:
            raise Refused(refuse(V01, field=name, label=name, problem="不能按这一栏排序"))
    asked = question.order or view.order
    named = {name for name, _ in asked}
    down = bool(asked) and asked[-1][1]
    return (*asked, *((name, down) for name in view.key if name not in named))


def conditions(view: View[Any], question: Question, by: Asker) -> tuple[str, dict[str, object]]:
    """Return the WHERE of a question, its limits for this asker included, and its values."""
    if not view.roles & by.roles:
        role = "、".join(sorted(role.word for role in by.roles))
        raise Refused(refuse(V05, role=role, act=f"查看{view.title}"))
    narrow = view.roles & by.roles == {Role.DEPT_SECRECY_OFFICER}
    given = {**by.given, **question.given, "wide": int(not narrow)}
    values: dict[str, object] = {name: given.get(name) for name in view.given}
    clauses = []
    for index, asked in enumerate(question.filters):
        clause, more = _condition(view, asked, index)
        clauses.append(clause)
        values |= more
    if question.words:
        clauses += _worded(view, question.words, values)
    if view.department and narrow:
        values["own_department"] = by.department
        clauses.append(f"{view.department} = :own_department")
    clauses += [f"NOT ({rows})" for rows, roles in view.reserved if not roles & by.roles]
    return (f" WHERE {' AND '.join(clauses)}" if clauses else ""), values


def _condition(view: View[Any], asked: Filter, index: int) -> tuple[str, dict[str, object]]:
    known = {column.field for column in columns_of(view.row) if column.filters} | set(view.key)
    if asked.field not in known or asked.field not in _stored(view):
        raise Refused(refuse(V01, field=asked.field, label=asked.field, problem="不能按这一栏筛选"))
    hint = bare(get_type_hints(view.row)[asked.field])
    marks, values = [], {}
    as_typed = asked.test in (Test.CONTAINS, Test.LOOKED_UP)
    for number, value in enumerate(asked.values):
        mark = f"filter{index}_{number}"
        values[mark] = value if as_typed else stored_value(hint, asked.field, value)
        marks.append(f":{mark}")
    match asked.test:
        case _ if not marks:
            clause = "0"
        case Test.IS:
            clause = f"{asked.field} IN ({', '.join(marks)})"
            if None in values.values():
                clause += f" OR {asked.field} IS NULL"
        case Test.CONTAINS:
            clause = " OR ".join(f"instr({asked.field}, {mark}) > 0" for mark in marks)
        case Test.LOOKED_UP:
            clause = " OR ".join(_looked_up(view, asked.field, mark, values) for mark in marks)
        case _:
            clause = f"{asked.field} {asked.test.value} {marks[0]}"
    return f"({clause})", values


def _looked_up(view: View[Any], field: str, mark: str, values: dict[str, Any]) -> str:
    """Let the index name the documents in question, where it can; each is then looked at."""
    meant = f"looked_up({field}, {mark})"
    terms = search.that_may_be(field, values[mark[1:]]) if view.document else None
    if terms is None:
        return meant
    values[f"{mark[1:]}_index"] = terms
    indexed = f"SELECT rowid FROM search WHERE search MATCH {mark}_index"
    return f"({view.document} IN ({indexed}) AND {meant})"


def _worded(view: View[Any], words: str, values: dict[str, object]) -> Iterator[str]:
    terms = search.match(words)
    if terms is None or view.document is None:
        return
    values["words"] = terms
    yield f"{view.document} IN (SELECT rowid FROM search WHERE search MATCH :words)"


def _place(view: View[Any], order: Order, found: tuple[Any, ...]) -> tuple[object, ...]:
    cells = dict(zip(_stored(view), found, strict=True))
    return tuple(cells[name] for name, _ in order)
