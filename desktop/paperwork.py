"""Put a form on paper, or a register into a file: rows, stamp and code from one snapshot.

The code on the paper is the head before the print's own entry; the entry keeps
what was printed and a digest of every page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.ledger.acts.program.printed import Export, PrintForm
from db.ledger.columns import columns_of
from db.ledger.compiling import compiled
from db.store.files import replacing
from db.store.reading import Question, View
from db.vault import Snapshot, Vault, digest_of, page_digest
from db.views import VIEWS
from db.views.book import BOOK, BookRow
from desktop import clock
from desktop.exchange.write_workbook import export_csv, export_rows
from desktop.printing import Form, Stamp, draw, load_form


@dataclass(frozen=True)
class Print:
    """A print that was made: its serial, pages and the code of its first page."""

    serial: int
    pages: int
    rows: int
    code: str


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
    view = VIEWS[form.view]
    digests: list[str] = []
    with vault.snapshot() as snapshot:
        book = snapshot.page(BOOK).rows[0]
        serial = book.prints + 1
        stamp = _stamp(vault, snapshot, form, view, question, book, serial, head or {}, reprint_why)
        with replacing(target) as out:
            drawn = draw(
                form,
                snapshot.stream(view, question),
                stamp,
                out,
                lambda _, texts: digests.append(page_digest(texts)),
                row_type=view.row,
            )
            vault.record(
                PrintForm(
                    on=vault.today,
                    form=form.id,
                    form_version=form.version,
                    selection=selection,
                    upto=snapshot.upto,
                    link=snapshot.link.hex(),
                    digests=tuple(digests),
                    reprint_of=reprint_of,
                    serial=serial,
                )
            )
        return Print(serial, drawn.pages, drawn.rows, stamp.code(1))


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
