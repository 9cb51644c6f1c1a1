"""What leaves the program as a file: refused where it must be, whole or not there, on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from db.ledger.acts.program.printed import Export
from db.ledger.columns import columns_of
from db.ledger.trouble import Unusable
from db.store.files import replace_file, replacing
from db.store.reading import Question, View
from db.vault import Recorded, Snapshot, Vault, digest_of
from db.views import VIEWS
from desktop.exchange.write_workbook import export_csv, export_rows

Row = TypeVar("Row")
_TOLD_EVERY = 50
Progress = Callable[[int, int], None]
"""Told rows done and rows in all; it may raise to end the work."""


@dataclass(frozen=True)
class Exported:
    """A register written into a file."""

    rows: int
    recorded: Recorded


def no_matter(_done: int, _all: int) -> None:
    """Tell nobody."""


def refuse_target(ledger: Path, target: Path) -> None:
    """Raise `Unusable` unless a file of ours may be written there; what lies there is replaced."""
    if target.is_dir():
        raise Unusable(f"「{target.name}」是文件夹。", "请给出要写成的文件名。")
    if not target.parent.is_dir():
        raise Unusable(f"没有文件夹「{target.parent.name}」。", "请先建好文件夹。")
    if target.resolve().is_relative_to(ledger.resolve()):
        raise Unusable("不能写进台账自己的文件夹。", "请写到别处。")
    if target.exists() and not target.is_file():
        raise Unusable(f"「{target.name}」不是普通文件，不会写入。", "请换一个文件名。")


def write_out(ledger: Path, target: Path, data: bytes) -> None:
    """Write a file of the user's asking, whole or not at all."""
    refuse_target(ledger, target)
    replace_file(target, data)


def told(
    snapshot: Snapshot, view: View[Row], question: Question, progress: Progress
) -> Iterator[Row]:
    """Hand the rows on and tell how far they are."""
    rows = snapshot.stream(view, question)
    if progress is no_matter:
        yield from rows
        return
    many = snapshot.count(view, question)
    for number, row in enumerate(rows):
        if number % _TOLD_EVERY == 0:
            progress(number, many)
        yield row


def export(
    vault: Vault,
    name: str,
    question: Question,
    target: Path,
    *,
    fields: Sequence[str] = (),
    progress: Progress = no_matter,
) -> Exported:
    """Write a register into a workbook or, by its name, into CSV; record it.

    `fields` names the columns and their order; without them all that are not hidden are written.
    """
    view = VIEWS[name]
    refuse_target(vault.folder, target)
    known = {column.field: column for column in columns_of(view.row)}
    shown = fields or [name for name, column in known.items() if not column.hidden]
    columns = tuple(known[name] for name in shown)
    asked = replace(question, after=None, limit=None)
    with vault.snapshot() as snapshot, replacing(target) as out:
        progress(0, 0)
        rows = told(snapshot, view, asked, progress)
        if target.suffix.lower() == ".csv":
            count = export_csv(columns, rows, out)
        else:
            count = export_rows(columns, rows, view.title, out)
        progress(count, count)
        out.seek(0)
        digest = digest_of(out.read())
        act = Export(
            on=vault.today, register=view.title, file=target.name, rows=count, digest=digest
        )
        return Exported(count, vault.record(act))
