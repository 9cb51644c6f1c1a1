"""Put a form on paper, or a register into a file: rows, stamp and code from one snapshot.

The code on the paper is the head before the print's own entry; the entry keeps
what was printed and a digest of every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from db.ledger.acts.program.printed import Export, PrintForm
from db.ledger.columns import columns_of
from db.ledger.compiling import compiled
from db.ledger.trouble import Unusable
from db.store.files import replacing
from db.store.reading import Question, View
from db.vault import Snapshot, Vault, digest_of, page_digest
from db.views import VIEWS
from db.views.book import BOOK, BookRow
from desktop import clock
from desktop.exchange.write_workbook import export_csv, export_rows
from desktop.printing import Drawn, Form, Stamp, draw, load_form


@dataclass(frozen=True)
class Print:
    """A print that was made: its serial, pages and the code of its first page."""

    serial: int
    pages: int
    rows: int
    code: str


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


def print_form(
    vault: Vault,
    name: str,
    question: Question,
    target: Path,
    *,
    selection: str = "",
    head: Mapping[str, str] | None = None,
    reprint_of: int | None = None,
    reprint_why: str | None = None,
) -> Print:
    """Draw a form into a file and record the print; a print without its entry is not kept."""
    form = load_form(name)
    refuse_target(vault.folder, target)
    view = VIEWS[form.view]
    with vault.snapshot() as snapshot:
        book = snapshot.page(BOOK).rows[0]
        serial = book.prints + 1
        stamp = _stamp(vault, snapshot, form, view, question, book, serial, head or {}, reprint_why)
        with replacing(target) as out:
            drawn, digests = _drawn(form, snapshot.stream(view, question), stamp, out, view.row)
            vault.record(
                PrintForm(
                    on=vault.today,
                    form=form.id,
                    form_version=form.version,
                    selection=selection,
                    upto=snapshot.upto,
                    link=snapshot.link.hex(),
                    digests=digests,
                    reprint_of=reprint_of,
                    serial=serial,
                )
            )
        return Print(serial, drawn.pages, drawn.rows, stamp.code(1))


def _drawn(
    form: Form, rows: Iterable[Any], stamp: Stamp, out: BinaryIO, row_type: type
) -> tuple[Drawn, tuple[str, ...]]:
    """Draw the rows; return what was drawn and the digest of each page's cell texts."""
    digests: list[str] = []
    drawn = draw(
        form,
        rows,
        stamp,
        out,
        lambda _, texts: digests.append(page_digest(texts)),
        row_type=row_type,
    )
    return drawn, tuple(digests)


def _stamp(
    vault: Vault,
    snapshot: Snapshot,
    form: Form,
    view: View[Any],
    question: Question,
    book: BookRow,
    serial: int,
    head: Mapping[str, str],
    reprint_why: str | None,
) -> Stamp:
    markings = {row.marking for row in snapshot.stream(view, question) if hasattr(row, "marking")}
    values = {"unit": book.unit, "officer": vault.operator.name, "registrar": vault.operator.name}
    return Stamp(
        marking=compiled(sorted(markings)),
        unit=book.unit,
        operator=vault.operator.name,
        printed_at=clock.now().strftime("%Y-%m-%d %H:%M"),
        serial=f"{serial:06d}",
        code=lambda page: snapshot.paper_code(serial, page),
        qr_text=lambda page: snapshot.qr_text(serial, page),
        reprint=reprint_why,
        number=form.id,
        head=values | {"year": str(vault.today.year)} | dict(head),
    )


def export(vault: Vault, name: str, question: Question, target: Path) -> int:
    """Write a register into a workbook or, by its name, into CSV; record it; return the rows."""
    view = VIEWS[name]
    refuse_target(vault.folder, target)
    columns = tuple(column for column in columns_of(view.row) if not column.hidden)
    with vault.snapshot() as snapshot, replacing(target) as out:
        rows = snapshot.stream(view, question)
        if target.suffix.lower() == ".csv":
            count = export_csv(columns, rows, out)
        else:
            count = export_rows(columns, rows, view.title, out)
        out.seek(0)
        digest = digest_of(out.read())
        vault.record(
            Export(on=vault.today, register=view.title, file=target.name, rows=count, digest=digest)
        )
    return count
