"""Make what is golden anew: `python -m tests.golden.make` writes schema.sql and ledger_v1/.

The ten entries of entries.json are never made anew: they are the format.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from db.store import cipher, replay
from db.store.files import HEAD, KEYRING, LEDGER
from db.store.migrate import migrate
from tests.book import furnish, master_key, new_book
from tests.golden.story import tell

HERE = Path(__file__).parent
SCHEMA = HERE / "schema.sql"
LEDGER_V1 = HERE / "ledger_v1"


def schema(connection: Any) -> str:
    """Return every table, index and trigger of a file, in the order of their names."""
    found = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT IN ("
        " 'search_data', 'search_idx', 'search_content', 'search_docsize', 'search_config')"
        " ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, name"
    )
    return "".join(f"{sql.strip()};\n\n" for (sql,) in found)


def fresh_schema(folder: Path) -> str:
    """Return the schema that all migrations give."""
    connection = cipher.create(folder / "empty.db", bytes(32))
    try:
        migrate(connection)
        return schema(connection)
    finally:
        connection.close()


def make_ledger(folder: Path, target: Path) -> None:
    """Tell the story in `folder` and lay the closed ledger in `target`."""
    book = new_book(folder)
    furnish(book)
    tell(book, folder)
    if found := book.vault.prove(full=True).breaks:
        raise SystemExit(f"the story does not hold together: {found}")
    digest = book.dump()
    key = master_key(book)
    book.close()
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for name in (LEDGER, KEYRING, HEAD):
        shutil.copy(book.folder / name, target / name)
    connection = cipher.connect(target / LEDGER, key, write=False)
    assert replay.dump_digest(connection) == digest
    connection.close()
    (target / "dump").write_text(digest + "\n", encoding="ascii")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        SCHEMA.write_text(fresh_schema(folder), encoding="utf-8")
        make_ledger(folder, LEDGER_V1)
    sys.stdout.write(f"{SCHEMA}\n{LEDGER_V1}\n")


if __name__ == "__main__":
    main()
