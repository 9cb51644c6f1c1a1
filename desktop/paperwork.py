"""Put a form on paper, or a register into a file: rows, stamp and code from one snapshot.

The code on the paper is the head before the print's own entry; the entry keeps
what was printed and a digest of every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

from db.ledger.acts.program.printed import Export, PrintForm
from db.ledger.columns import columns_of
from db.ledger.rules import Refused
from db.ledger.trouble import Unusable
from db.store.files import replacing
from db.store.reading import Filter, Question, View
from db.vault import Recorded, Snapshot, Vault, digest_of, page_digest
from db.views import VIEWS
from db.views.book import BOOK
from db.views.people import PRINTS
from desktop import clock
from desktop.exchange.write_workbook import export_csv, export_rows
from desktop.printing import Form, Stamp, draw, load_form
from desktop.printing.cells import words
from desktop.selecting import Subject, subject_of

Row = TypeVar("Row")
_TOLD_EVERY = 50
_LONGEST_REASON = 120
_COPIES = {2: "两", 3: "三", 4: "四"}


Progress = Callable[[int, int], None]
"""Told rows done and rows in all; it may raise to end the work."""


@dataclass(frozen=True)
class Print:
    """A print that was made: its serial, pages and the code of its first page."""

    serial: int
    pages: int
    rows: int
    code: str


@dataclass(frozen=True)
class DrawnForm:
    """A form as PDF in memory, and the act that says so once it has left the program."""

    form: Form
    pdf: bytes
    print: Print
    act: PrintForm


@dataclass(frozen=True)
class Again:
    """A print repeated: which one, and why."""

    of: int | None = None
    why: str | None = None


FIRST_TIME = Again()


@dataclass(frozen=True)
class _Wanted:
    """What is to be drawn."""

    name: str
    question: Question
    head: Mapping[str, str]
    again: Again


@dataclass(frozen=True)
class Exported:
    """A register written into a file."""

    rows: int
    recorded: Recorded


def _no_matter(_done: int, _all: int) -> None:
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
    refuse_target(vault.folder, target)
    wanted = _Wanted(name, question, head or {}, Again(reprint_of, reprint_why))
    with vault.snapshot() as snapshot, replacing(target) as out:
        _, made, act = _drawn(vault, snapshot, wanted, out)
        vault.record(replace(act, selection=selection))
    return made


def drawn(
    vault: Vault,
    name: str,
    question: Question,
    *,
    head: Mapping[str, str] | None = None,
    again: Again = FIRST_TIME,
    progress: Progress = _no_matter,
) -> DrawnForm:
    """Draw a form in memory, to be looked at; nothing is recorded yet."""
    out = BytesIO()
    wanted = _Wanted(name, question, head or {}, again)
    with vault.snapshot() as snapshot:
        form, made, act = _drawn(vault, snapshot, wanted, out, progress)
    return DrawnForm(form, out.getvalue(), made, act)


def refuse_sending(vault: Vault, form: DrawnForm) -> None:
    """Raise unless this very drawing may now leave the program and be recorded."""
    if vault.ask(BOOK).rows[0].prints + 1 != form.print.serial:
        raise Unusable("其间打印过别的，流水号已经用掉。", "请重新生成预览，再打印。")
    if refusals := vault.preview(form.act)[0]:
        raise Refused(*refusals)


def record_print(vault: Vault, form: DrawnForm, selection: str = "") -> Recorded:
    """Record that a drawing went to a printer or into a file."""
    return vault.record(replace(form.act, selection=selection))


def save_print(vault: Vault, form: DrawnForm, target: Path, selection: str = "") -> Recorded:
    """Write a drawing into a file in clear and record it; without its entry it is not kept."""
    refuse_target(vault.folder, target)
    refuse_sending(vault, form)
    with replacing(target) as out:
        out.write(form.pdf)
        return record_print(vault, form, selection)


def _drawn(
    vault: Vault,
    snapshot: Snapshot,
    wanted: _Wanted,
    out: BinaryIO,
    progress: Progress = _no_matter,
) -> tuple[Form, Print, PrintForm]:
    """Draw the rows; return what was drawn, and the act with each page's digest."""
    form, again = load_form(wanted.name), wanted.again
    serial = snapshot.page(BOOK).rows[0].prints + 1
    note = _reprint_note(vault, snapshot, form, again.of, again.why)
    progress(0, 0)
    subject = subject_of(snapshot, form, wanted.question)
    stamp = _stamp(vault, snapshot, form, subject, serial, wanted.head, note)
    rows = _told(snapshot, subject.view, subject.question, progress)
    digests: list[str] = []
    done = draw(
        form,
        rows,
        stamp,
        out,
        lambda _, texts: digests.append(page_digest(texts)),
        row_type=subject.view.row,
        head_type=subject.head_type,
    )
    act = PrintForm(
        on=vault.today,
        form=form.id,
        form_version=form.version,
        upto=snapshot.upto,
        link=snapshot.link.hex(),
        digests=tuple(digests),
        reprint_of=again.of,
        serial=serial,
    )
    return form, Print(serial, done.pages, done.rows, stamp.code(1)), act


def _told(
    snapshot: Snapshot, view: View[Row], question: Question, progress: Progress
) -> Iterator[Row]:
    """Hand the rows on and tell how far they are."""
    rows = snapshot.stream(view, question)
    if progress is _no_matter:
        yield from rows
        return
    many = snapshot.count(view, question)
    for number, row in enumerate(rows):
        if number % _TOLD_EVERY == 0:
            progress(number, many)
        yield row


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
    """Return what the 补打 stamp says; `Unusable` without a reason or a print to repeat."""
    why = (why or "").strip()
    if len(why) > _LONGEST_REASON:
        raise Unusable(f"补打原因有{len(why)}字，最多{_LONGEST_REASON}字。", "请写得简短些。")
    if reprint_of is None:
        return why or None
    if not why:
        raise Unusable("没有写明补打原因。", "补打须写明原因，原因印在补打戳内。")
    found = snapshot.page(PRINTS, Question(filters=(Filter("serial", (reprint_of,)),))).rows
    if not found or found[0].form != form.id:
        of = f"《{form.title}》（{form.id}）"
        raise Unusable(f"没有流水号{reprint_of}的{of}打印记录。", "请在打印记录中查对流水号。")
    before = snapshot.count(PRINTS, Question(filters=(Filter("reprint_of", (reprint_of,)),)))
    said = (f"第{before + 1}次", words(vault.today), f"原打印流水号{reprint_of:06d}")
    return "　".join((*said, f"原因：{why}"))


def export(
    vault: Vault,
    name: str,
    question: Question,
    target: Path,
    *,
    fields: Sequence[str] = (),
    progress: Progress = _no_matter,
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
        rows = _told(snapshot, view, asked, progress)
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
