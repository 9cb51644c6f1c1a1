"""Bring a file to the present format, one numbered step at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.ledger.trouble import CannotOpen

if TYPE_CHECKING:
    from sqlite3 import Connection

_FOLDER = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Migration:
    """One step: the version it leads to, and its SQL."""

    version: int
    sql: str


def known_migrations() -> list[Migration]:
    """Return all steps in order; their numbers have no gaps."""
    steps = [
        Migration(int(found[1]), path.read_text(encoding="utf-8"))
        for path in sorted(_FOLDER.glob("*.sql"))
        if (found := re.match(r"(\d{4})_", path.name))
    ]
    if [step.version for step in steps] != list(range(1, len(steps) + 1)):
        raise RuntimeError("the migrations are not numbered without gaps")
    return steps


def format_of(connection: Connection) -> int:
    """Return the format of a file; 0 for one that is still empty."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def newest() -> int:
    """Return the format this program writes."""
    return known_migrations()[-1].version


def migrate(connection: Connection, steps: list[Migration] | None = None) -> int:
    """Apply the steps this file has not seen; return its format.

    Each step and its stamp commit together.  Raise `CannotOpen` for a file of a
    newer program.
    """
    steps = known_migrations() if steps is None else steps
    version = format_of(connection)
    if version > steps[-1].version:
        raise CannotOpen(
            f"台账由更新版本的程序写成（格式{version}）。", "请使用新版本打开，本程序不会改动它。"
        )
    for step in steps[version:]:
        try:
            # executescript() would commit a transaction of ours, so it carries its own.
            connection.executescript(
                f"BEGIN IMMEDIATE; {step.sql}; PRAGMA user_version = {step.version}; COMMIT;"
            )
        except Exception:
            connection.rollback()
            raise
    return steps[-1].version
