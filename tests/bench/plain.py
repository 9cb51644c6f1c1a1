"""The yardstick: the same rows in plain sqlite3, as somebody without a ledger would keep them."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

from db.store.migrate import known_migrations
from db.vault import Vault

# What an act writes, in the order in which foreign keys want it.
TABLES = (
    *("entry", "field", "touched", "seal", "document", "receipt", "copy", "loan", "person"),
    *("place", "knew", "scope_member", "counter", "tally"),
)


def twin(vault: Vault, path: Path) -> sqlite3.Connection:
    """Return a plain file with the same tables, indexes and rows, written with the same care."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN")
    for statement in _statements():
        connection.execute(statement)
    for table in TABLES:
        _copied(vault, connection, table)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    return connection


def the_rest(vault: Vault, connection: sqlite3.Connection) -> None:
    """Copy also what an act of every day does not write: persons' papers, devices, batches …"""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    names = {name for (name,) in found} - set(TABLES)
    connection.execute("BEGIN")
    for table in sorted(name for name in names if not name.startswith("sqlite_")):
        connection.execute(f"DELETE FROM {table}")
        _copied(vault, connection, table)
    connection.execute("COMMIT")


def _statements() -> list[str]:
    """Return the schema without the search index, which an older SQLite does not know."""
    sql = "\n".join(step.sql for step in known_migrations())
    sql = re.sub(r"--[^\n]*", "", sql)
    sql = re.sub(r"CREATE TRIGGER.*?END;", "", sql, flags=re.DOTALL)
    parts = (part.strip() for part in sql.split(";"))
    return [part for part in parts if part and "VIRTUAL" not in part]


def _copied(vault: Vault, connection: sqlite3.Connection, table: str) -> None:
    rows = vault._connection.execute(f"SELECT * FROM {table}")
    marks = ", ".join("?" * len(rows.description))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


class Written:
    """The rows that something added to the ledger, ready to be added to its twin."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._before = {table: self._known(table) for table in TABLES}

    def _known(self, table: str) -> set[tuple[Any, ...]]:
        # Journals only grow, so their last number is enough.
        if table in ("entry", "field", "touched", "seal"):
            column = "last" if table == "seal" else "seq"
            return set(
                self._vault._connection.execute(f"SELECT coalesce(max({column}), 0) FROM {table}")
            )
        return set(self._vault._connection.execute(f"SELECT * FROM {table}"))

    def rows(self) -> list[tuple[str, list[tuple[Any, ...]]]]:
        """Return, table by table, an INSERT OR REPLACE and the rows that are new or changed."""
        found = []
        for table in TABLES:
            before = self._before[table]
            if table in ("entry", "field", "touched", "seal"):
                column = "last" if table == "seal" else "seq"
                ((last,),) = before
                new = self._vault._connection.execute(
                    f"SELECT * FROM {table} WHERE {column} > ?", (last,)
                ).fetchall()
            else:
                new = [
                    row
                    for row in self._vault._connection.execute(f"SELECT * FROM {table}")
                    if row not in before
                ]
            if new:
                marks = ", ".join("?" * len(new[0]))
                found.append((f"INSERT OR REPLACE INTO {table} VALUES ({marks})", new))
        return found
