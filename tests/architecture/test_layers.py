"""Who may use whom. The table of the house, and a proof that it can still fail."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.architecture.sources import PROJECT, Source, our_sources, sources_in


@dataclass(frozen=True)
class Room:
    """What the files of one place may import, besides the standard library."""

    ours: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Parts of the standard library it has no business with."""


_IO = ("sqlite3", "os", "io", "shutil", "subprocess", "tempfile", "threading", "time", "secrets")
_DESK = ("desktop", "db.vault", "db.views", "db.ledger", "db.store.reading")
# Whoever writes a file of the user's asking writes it whole or not at all, as the store does.
_WRITER = Room(ours=(*_DESK, "db.store.files"))
_QT = ("PySide6", "shiboken6")
_WINDOW = Room(ours=_DESK, outside=_QT)

# A file stands in the line with its own name, or else in the line of its folder. `/**` takes in
# the folders below; without it a new folder has no line, and that is an error.
TABLE = {
    "dev.py": Room(),
    "db/*": Room(),
    "db/ledger/**": Room(ours=("db.ledger",), outside=("msgspec",), without=_IO),
    "db/store/**": Room(
        ours=("db.ledger", "db.store"),
        outside=("sqlcipher3", "argon2", "cryptography", "pypinyin"),
    ),
    "db/views/**": Room(ours=("db.ledger", "db.views", "db.store.reading"), without=_IO),
    "db/vault.py": Room(ours=("db.ledger", "db.store")),
    "desktop/printing/**": Room(
        ours=("desktop.printing", "desktop.assets", "db.views", "db.ledger"),
        outside=("reportlab",),
    ),
    "desktop/exchange/**": Room(
        ours=("desktop.exchange", "desktop.assets", "db.views", "db.ledger"),
        outside=("openpyxl", "python_calamine", "defusedxml"),
    ),
    "desktop/assets.py": Room(ours=("db.ledger",)),  # the words for a file that is gone
    "desktop/clock.py": Room(ours=("db.ledger",)),
    "desktop/cli.py": Room(
        ours=(*_DESK, "db.store.process", "db.store.faults"), outside=("click",)
    ),
    "desktop/taking_over/**": Room(ours=_DESK),
    "desktop/command_line/**": Room(ours=_DESK, outside=("click",)),
    "desktop/command_line/keeping.py": Room(ours=_WRITER.ours, outside=("click",)),
    "desktop/demonstration/**": _WRITER,
    "desktop/outgoing.py": _WRITER,
    "desktop/paperwork.py": _WRITER,
    "desktop/app.py": Room(ours=(*_DESK, "db.store.process"), outside=_QT),
    "desktop/settings.py": _WRITER,
    "desktop/trouble.py": Room(ours=(*_WRITER.ours, "db.store.faults")),
    "desktop/*": _WINDOW,
    "desktop/pages/**": _WINDOW,
    "desktop/dialogs/**": _WINDOW,
    "desktop/models/**": _WINDOW,
    "desktop/widgets/**": _WINDOW,
    "desktop/widgets/preview.py": Room(ours=_DESK, outside=(*_QT, "pypdfium2")),
    "desktop/input_method.py": Room(ours=("desktop",), outside=(*_QT, "jeepney")),
}


def room_of(source: Source) -> Room | None:
    """Return the line of the table a file stands in."""
    if source.name in TABLE:
        return TABLE[source.name]
    if f"{source.folder}/*" in TABLE:
        return TABLE[f"{source.folder}/*"]
    folder = source.folder
    while folder:
        if f"{folder}/**" in TABLE:
            return TABLE[f"{folder}/**"]
        folder = folder.rpartition("/")[0]
    return None


def trespasses(sources: Iterable[Source]) -> Iterator[str]:
    """Yield each import that the table does not allow, and each file without a line."""
    for source in sources:
        room = room_of(source)
        if room is None:
            yield f"{source.name}: its folder has no line in the table of tests/architecture"
            continue
        for line, imported in source.imports():
            if not _allowed(imported, room):
                yield f"{source.name}:{line}: may not use {imported}"


def _allowed(imported: str, room: Room) -> bool:
    top = imported.partition(".")[0]
    if top in ("db", "desktop", "tests", "dev"):
        return any(_inside(imported, ours) for ours in room.ours)
    if top in sys.stdlib_module_names:
        return not any(_inside(imported, banned) for banned in room.without)
    return top in room.outside


def _inside(imported: str, place: str) -> bool:
    return imported == place or imported.startswith(f"{place}.")


def knots(sources: Iterable[Source]) -> list[str]:
    """Return the modules of an import ring, or nothing."""
    sources = list(sources)
    modules = {source.module for source in sources}
    uses: dict[str, set[str]] = {}
    for source in sources:
        named = {imported for _, imported in source.imports()}
        # `from a.b import c` uses the module a.b.c if there is one, otherwise a.b.
        uses[source.module] = {
            name if name in modules else name.rpartition(".")[0] for name in named
        } & modules - {source.module}
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as ring:
        return [str(module) for module in ring.args[1]]
    return []


def test_every_import_keeps_to_the_table() -> None:
    assert list(trespasses([*our_sources(), *sources_in(PROJECT, "dev.py")])) == []


def test_no_modules_form_a_ring() -> None:
    assert knots(our_sources()) == []


def test_no_line_of_the_table_is_about_nothing() -> None:
    """A line for a single file may come before its file; a folder's room may not be misspelt."""
    rooms = {line.split("/")[0] for line in TABLE}
    assert rooms == {"dev.py", "db", "desktop"}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("db/ledger/clerk.py", "import desktop.window", "may not use desktop.window"),
        ("db/ledger/clerk.py", "def late():\n    from db.store import cipher", "db.store.cipher"),
        ("db/ledger/clerk.py", "if False:\n    import sqlite3", "may not use sqlite3"),
        ("db/store/clerk.py", "from ..views import copies", "may not use db.views.copies"),
        ("db/views/clerk.py", "from db.store import journal", "may not use db.store.journal"),
        ("db/vault.py", "import db.views.copies", "may not use db.views.copies"),
        ("desktop/printing/clerk.py", "from PySide6 import QtGui", "may not use PySide6.QtGui"),
        ("desktop/exchange/clerk.py", "import reportlab", "may not use reportlab"),
        ("desktop/window.py", "import click", "may not use click"),
        ("desktop/window.py", "from db.store import cipher", "may not use db.store.cipher"),
        ("desktop/attic/clerk.py", "import json", "has no line"),
        ("db/attic/clerk.py", "", "has no line"),
    ],
)
def test_the_table_can_fail(tmp_path: Path, name: str, text: str, told: str) -> None:
    clerk = tmp_path / name
    clerk.parent.mkdir(parents=True)
    clerk.write_text(text, encoding="utf-8")
    (trespass,) = trespasses(sources_in(tmp_path, name.partition("/")[0]))
    assert told in trespass


def test_a_ring_is_found_even_through_a_late_import() -> None:
    first = Source("db/ledger/first.py", "from db.ledger import second")
    second = Source("db/ledger/second.py", "def late():\n    from db.ledger.first import name")
    assert set(knots([first, second])) == {"db.ledger.first", "db.ledger.second"}
