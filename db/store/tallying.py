"""How many rows a question has for each choice in one of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_type_hints

from db.store import search
from db.store.reading import Asker, Question, View, conditions
from db.store.rows import bare

if TYPE_CHECKING:
    from sqlite3 import Connection


def tally(
    connection: Connection, view: View[Any], question: Question, field: str, by: Asker
) -> dict[object, int]:
    """Count in one pass; a value is the choice that a row would show."""
    hint = bare(get_type_hints(view.row)[field])
    condition, values = conditions(view, question, by)
    # The limit keeps the inner SELECT apart, and so SQLite leaves out what it joins in vain.
    asked = f"SELECT {field} FROM ({view.select(values)}) AS asked{condition} LIMIT -1"
    sql = f"SELECT {field}, count(*) FROM ({asked}) GROUP BY {field}"
    search.teach(connection)
    found = connection.execute(sql, values).fetchall()
    return {None if value is None else hint(value): int(number) for value, number in found}
