"""Put a form on paper, or a register into a file: rows, stamp and code from one snapshot.

The code on the paper is the head before the print's own entry; the entry keeps
what was printed and a digest of every page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from db.ledger.acts.program.printed import Export, PrintForm
from db.ledger.columns import columns_of
from db.ledger.trouble import Unusable
from db.store.files import replacing
from db.store.reading import Filter, Question
from db.vault import Snapshot, Vault, digest_of, page_digest
from db.views import VIEWS
from db.views.book import BOOK
from db.views.people import PRINTS
from desktop import clock
from desktop.exchange.write_workbook import export_csv, export_rows
from desktop.printing import Drawn, Form, Stamp, draw, load_form
from desktop.printing.cells import words
from desktop.selecting import Subject, subject_of

_COPIES = {2: "两", 3: "三", 4: "四"}


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
    with vault.snapshot() as snapshot:
        serial = snapshot.page(BOOK).rows[0].prints + 1
        note = _reprint_note(vault, snapshot, form, reprint_of, reprint_why)
        subject = subject_of(snapshot, form, question)
        stamp = _stamp(vault, snapshot, form, subject, serial, head or {}, note)
        with replacing(target) as out:
            drawn, digests = _drawn(form, snapshot, subject, stamp, out)
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
    form: Form, snapshot: Snapshot, subject: Subject, stamp: Stamp, out: BinaryIO
) -> tuple[Drawn, tuple[str, ...]]:
    """Draw the rows; return what was drawn and the digest of each page's cell texts."""
    digests: list[str] = []
    drawn = draw(
        form,
        snapshot.stream(subject.view, subject.question),
        stamp,
        out,
        lambda _, texts: digests.append(page_digest(texts)),
        row_type=subject.view.row,
        head_type=subject.head_type,
    )
    return drawn, tuple(digests)


def _stamp(
    vault: Vault,
    snapshot: Snapshot,
    form: Form,
    subject: Subject,
    serial: int,
    head: Mapping[str, str],
    reprint: str | None,
) -> Stamp:
    """Return what every page says; who asks for the print may fill head fields himself."""
    unit, operator = snapshot.page(BOOK).rows[0].unit, vault.operator.name
    values = {"unit": unit, "officer": operator, "registrar": operator}
    values |= {"year": str(vault.today.year), "today": words(vault.today)}
    values |= subject.head | dict(head)
    return Stamp(
        marking=subject.marking,
        unit=unit,
        operator=operator,
        printed_at=clock.now().strftime("%Y-%m-%d %H:%M"),
        serial=f"{serial:06d}",
        code=lambda page: snapshot.paper_code(serial, page),
        qr_text=lambda page: snapshot.qr_text(serial, page),
        copy=f"一式{_COPIES.get(form.copies, form.copies)}份" if form.copies > 1 else "",
        reprint=reprint,
        number=values.get(form.number) or form.id,
        head=values,
    )


def _reprint_note(
    vault: Vault, snapshot: Snapshot, form: Form, reprint_of: int | None, why: str | None
) -> str | None:
    """Return what the 补打 stamp says; `Unusable` if there was no such print of this form."""
    if reprint_of is None:
        return why
    found = snapshot.page(PRINTS, Question(filters=(Filter("serial", (reprint_of,)),))).rows
    if not found or found[0].form != form.id:
        of = f"《{form.title}》（{form.id}）"
        raise Unusable(f"没有流水号{reprint_of}的{of}打印记录。", "请在打印记录中查对流水号。")
    before = snapshot.count(PRINTS, Question(filters=(Filter("reprint_of", (reprint_of,)),)))
    said = (f"第{before + 1}次", words(vault.today), f"原打印流水号{reprint_of:06d}")
    return "　".join((*said, f"原因：{why}" if why else ""))


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
