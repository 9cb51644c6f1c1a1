"""Put a form on paper: rows, stamp and code from one snapshot.

The code on the paper is the head before the print's own entry; the entry keeps
what was printed and a digest of every page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from db.ledger.acts.program.printed import PrintForm
from db.ledger.rules import Refused
from db.ledger.trouble import Unusable
from db.ledger.values import Level
from db.store.files import replacing
from db.store.reading import Filter, Question
from db.vault import Confirmation, Recorded, Snapshot, Vault
from db.views.book import BOOK
from db.views.people import PRINTS
from desktop import clock
from desktop.outgoing import Progress, no_matter, refuse_target
from desktop.painting import Circumstances, paint, written
from desktop.printing import Form, load_form
from desktop.printing.cells import words

_LONGEST_REASON = 120


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
    second: Confirmation | None = None,
) -> Print:
    """Draw a form into a file and record the print; a print without its entry is not kept."""
    refuse_target(vault.folder, target)
    wanted = _Wanted(name, question, head or {}, Again(reprint_of, reprint_why))
    with vault.snapshot() as snapshot, replacing(target) as out:
        _, made, act = _drawn(vault, snapshot, wanted, out)
        vault.record(replace(act, selection=selection), second=second)
    return made


def drawn(
    vault: Vault,
    name: str,
    question: Question,
    *,
    head: Mapping[str, str] | None = None,
    again: Again = FIRST_TIME,
    progress: Progress = no_matter,
) -> DrawnForm:
    """Draw a form in memory, to be looked at; nothing is recorded yet."""
    out = BytesIO()
    wanted = _Wanted(name, question, head or {}, again)
    with vault.snapshot() as snapshot:
        form, made, act = _drawn(vault, snapshot, wanted, out, progress)
    return DrawnForm(form, out.getvalue(), made, act)


def refuse_sending(vault: Vault, form: DrawnForm, second: Confirmation | None = None) -> None:
    """Raise unless this very drawing may now leave the program and be recorded."""
    if vault.ask(BOOK).rows[0].prints + 1 != form.print.serial:
        raise Unusable("其间打印过别的，流水号已经用掉。", "请重新生成预览，再打印。")
    if refusals := vault.preview(form.act, second=second)[0]:
        raise Refused(*refusals)


def record_print(
    vault: Vault, form: DrawnForm, selection: str = "", second: Confirmation | None = None
) -> Recorded:
    """Record that a drawing went to a printer or into a file."""
    return vault.record(replace(form.act, selection=selection), second=second)


def save_print(
    vault: Vault,
    form: DrawnForm,
    target: Path,
    selection: str = "",
    second: Confirmation | None = None,
) -> Recorded:
    """Write a drawing into a file in clear and record it; without its entry it is not kept."""
    refuse_target(vault.folder, target)
    refuse_sending(vault, form, second)
    with replacing(target) as out:
        out.write(form.pdf)
        return record_print(vault, form, selection, second)


def _drawn(
    vault: Vault,
    snapshot: Snapshot,
    wanted: _Wanted,
    out: BinaryIO,
    progress: Progress = no_matter,
) -> tuple[Form, Print, PrintForm]:
    """Draw the rows; return what was drawn, and the act with each page's digest."""
    form, again, now = load_form(wanted.name), wanted.again, clock.now()
    note = _reprint_note(vault, snapshot, form, again.of, again.why)
    at = Circumstances(
        on=vault.today,
        operator=vault.operator.name,
        printed_at=f"{words(now.date())} {now:%H:%M}",
        serial=snapshot.page(BOOK).rows[0].prints + 1,
        note=note,
        head=wanted.head,
    )
    progress(0, 0)
    painted = paint(snapshot, form, wanted.question, at, out, progress)
    marking = painted.marking or ""
    act = PrintForm(
        on=at.on,
        form=form.id,
        form_version=form.version,
        title=form.title,
        marking=marking,
        wanted=written(wanted.question, at),
        upto=snapshot.upto,
        link=snapshot.link.hex(),
        digests=painted.digests,
        reprint_of=again.of,
        top_secret=marking.startswith(Level.TOP_SECRET.word),
        serial=at.serial,
    )
    code = snapshot.paper_code(at.serial, 1)
    return form, Print(at.serial, painted.drawn.pages, painted.drawn.rows, code), act


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
