"""What the ledger derives from its journal, and its tables themselves, written by hand."""

from __future__ import annotations

from typing import Any

import pytest

from db.ledger.beliefs import BELIEFS
from db.store import cipher, standing
from tests.faults.tampering import Scene, chinese


@pytest.mark.parametrize("kind", BELIEFS, ids=lambda kind: kind.table)
@pytest.mark.parametrize("how", ["change", "remove", "add"])
def test_a_belief_written_by_hand_is_found(scene: Scene, kind: Any, how: str) -> None:
    with scene.reaching_in() as connection:
        columns = standing.columns(kind)
        if not connection.execute(f"SELECT count(*) FROM {kind.table}").fetchone()[0]:
            how = "make up"
        free = [name for name in columns if name not in kind.key]
        chosen = f"rowid = (SELECT max(rowid) FROM {kind.table})"
        if connection.execute(
            "SELECT wr FROM pragma_table_list WHERE name = ?", (kind.table,)
        ).fetchone()[0]:
            chosen = f"{kind.key[0]} = (SELECT max({kind.key[0]}) FROM {kind.table})"
        if how == "change":
            connection.execute(
                f"UPDATE {kind.table} SET {free[-1]} = {other(connection, kind, free[-1])}"
                f" WHERE {chosen}"
            )
        elif how == "remove":
            connection.execute(f"DELETE FROM {kind.table} WHERE {chosen}")
        elif how == "make up":
            values = ", ".join(made_up(connection, kind, name) for name in columns)
            connection.execute(f"INSERT INTO {kind.table} ({', '.join(columns)}) VALUES ({values})")
        else:
            rest = ", ".join(columns[1:])
            typed = made_up(connection, kind, columns[0])
            connection.execute(
                f"INSERT INTO {kind.table} ({', '.join(columns)})"
                f" SELECT {typed}, {rest} FROM {kind.table} LIMIT 1"
            )
    said = scene.found()
    assert said
    assert chinese(said)


def text(connection: Any, kind: Any, column: str) -> bool:
    ((declared,),) = connection.execute(
        "SELECT type FROM pragma_table_info(?) WHERE name = ?", (kind.table, column)
    ).fetchall()
    return bool(declared == "TEXT")


def made_up(connection: Any, kind: Any, column: str) -> str:
    return "'zz'" if text(connection, kind, column) else "777777"


def other(connection: Any, kind: Any, column: str) -> str:
    return f"coalesce({column}, '') || '改'" if text(connection, kind, column) else "99"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE tally SET amount = amount + 1",
        "DELETE FROM tally",
        "UPDATE copy SET state = 'DESTROYED' WHERE id = 1",
        "UPDATE copy SET custodian = 2 WHERE id = 1",
        "UPDATE counter SET last = last - 1 WHERE series = 'copy'",
        "UPDATE counter SET last = last + 1 WHERE series LIKE 'receipt_no:%'",
        "DELETE FROM touched WHERE subject = 'copy:1'",
        "INSERT INTO touched (subject, seq) VALUES ('copy:1', 1)",
        "DELETE FROM search WHERE rowid = 1",
        "INSERT INTO search (rowid, terms) VALUES (777, 't1x2')",
        "UPDATE document SET title = '另一个题目' WHERE id = 1",
        "UPDATE knew SET void = 1",
        "UPDATE reversal SET by = by + 1",
    ],
)
def test_a_counter_an_index_or_a_state_written_by_hand_is_found(scene: Scene, sql: str) -> None:
    with scene.reaching_in() as connection:
        connection.execute(sql)
    said = scene.found()
    assert any("不符" in text for text in said), said


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TRIGGER entry_stays",
        "DROP INDEX copy_by_document",
        "CREATE TABLE hidden (text TEXT)",
        "CREATE TRIGGER leak AFTER INSERT ON entry BEGIN UPDATE copy SET place = 1; END",
        "CREATE VIEW peek AS SELECT * FROM document",
    ],
)
def test_a_changed_schema_is_found(scene: Scene, sql: str) -> None:
    """A trigger that is gone lets the next hand in; a trigger that is new is that hand."""
    connection = cipher.connect(scene.folder / "ledger.db", scene.keys.master_key, write=True)
    connection.execute(sql)
    cipher.checkpoint(connection)
    connection.close()
    assert any("结构" in text for text in scene.found())
