"""A file comes to the present format one step at a time, each with its stamp or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from db.ledger.trouble import CannotOpen
from db.store import cipher, migrate
from db.store.migrate import Migration
from tests.book import Clock, a_book, unlocked

ONE = Migration(1, "CREATE TABLE one (id INTEGER); INSERT INTO one VALUES (1);")
TWO = Migration(2, "CREATE TABLE two (id INTEGER);")
TORN = Migration(2, "CREATE TABLE two (id INTEGER); INSERT INTO nowhere VALUES (1);")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[cipher.Connection]:
    connection = cipher.create(tmp_path / "empty.db", bytes(32))
    yield connection
    connection.close()


def tables(connection: cipher.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def test_all_steps_are_taken_and_stamped(empty: cipher.Connection) -> None:
    assert migrate.format_of(empty) == 0
    assert migrate.migrate(empty, [ONE, TWO]) == 2
    assert migrate.format_of(empty) == 2
    assert tables(empty) == {"one", "two"}


def test_only_new_steps_are_taken(empty: cipher.Connection) -> None:
    migrate.migrate(empty, [ONE])
    migrate.migrate(empty, [ONE, TWO])
    assert empty.execute("SELECT count(*) FROM one").fetchone() == (1,)
    assert migrate.migrate(empty, [ONE, TWO]) == 2


def test_a_failing_step_leaves_the_version_and_the_file_as_they_were(
    empty: cipher.Connection,
) -> None:
    migrate.migrate(empty, [ONE])
    with pytest.raises(dbapi2.OperationalError):
        migrate.migrate(empty, [ONE, TORN])
    assert migrate.format_of(empty) == 1
    assert tables(empty) == {"one"}
    assert not empty.in_transaction
    assert migrate.migrate(empty, [ONE, TWO]) == 2


def test_a_file_of_a_newer_program_is_refused_and_left_alone(empty: cipher.Connection) -> None:
    migrate.migrate(empty, [ONE, TWO])
    with pytest.raises(CannotOpen, match="更新版本"):
        migrate.migrate(empty, [ONE])
    assert migrate.format_of(empty) == 2


@pytest.mark.parametrize("write", [True, False])
def test_a_ledger_of_a_newer_program_says_so_and_stays_as_it_is(
    tmp_path: Path, write: bool
) -> None:
    book = a_book(tmp_path)
    book.connection.execute(f"PRAGMA user_version = {migrate.newest() + 1}")
    book.close()
    before = {path.name: path.read_bytes() for path in book.folder.iterdir()}
    with pytest.raises(CannotOpen, match="更新版本"):
        unlocked(book.folder, book.state, Clock(), write=write)
    after = {path.name: path.read_bytes() for path in book.folder.iterdir()}
    assert after.pop("lock", b"") is not None
    before.pop("lock", None)
    assert after == before


def test_the_steps_are_numbered_without_gaps() -> None:
    steps = migrate.known_migrations()
    assert [step.version for step in steps] == list(range(1, len(steps) + 1))
    assert migrate.newest() == len(steps)


def test_the_file_says_which_format_it_has(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    assert migrate.format_of(book.connection) == migrate.newest()
    ((stamped,),) = book.connection.execute("SELECT format FROM identity").fetchall()
    assert stamped == migrate.newest()
