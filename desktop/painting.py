"""A form painted from a snapshot: of the ledger as it is, or as it stood when a page was printed.

What a print asked for is kept with its entry, so the same page can be painted again and held
against the paper.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from io import BytesIO
from typing import BinaryIO

from db.ledger.trouble import Unusable
from db.store.reading import Filter, Question, Test
from db.vault import Snapshot, page_digest
from db.views.book import BOOK
from db.views.print_records import PrintRecordRow
from desktop.outgoing import Progress, no_matter, told
from desktop.printing import Drawn, Form, Stamp, draw, load_form
from desktop.printing.cells import words
from desktop.selecting import Subject, subject_of

_COPIES = {2: "两", 3: "三", 4: "四"}


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """When and by whom a form is printed, as which print, and what he filled in himself."""

    on: date
    operator: str
    printed_at: str
    serial: int
    note: str | None = None
    head: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Painted:
    """What came of it, the digest of each page, and the marking of the whole."""

    drawn: Drawn
    digests: tuple[str, ...]
    marking: str | None


@dataclass(frozen=True)
class Again:
    """A print painted once more: its pages, their digests, and the version of the form."""

    pdf: bytes
    digests: tuple[str, ...]
    version: str


def paint(
    snapshot: Snapshot,
    form: Form,
    question: Question,
    at: Circumstances,
    out: BinaryIO,
    progress: Progress = no_matter,
) -> Painted:
    """Draw the rows of a question on a form."""
    subject = subject_of(snapshot, form, question)
    digests: list[str] = []
    drawn = draw(
        form,
        told(snapshot, subject.view, subject.question, progress),
        _stamp(snapshot, form, subject, at),
        out,
        lambda _, texts: digests.append(page_digest(texts)),
        row_type=subject.view.row,
        head_type=subject.head_type,
    )
    return Painted(drawn, tuple(digests), subject.marking)


def _stamp(snapshot: Snapshot, form: Form, subject: Subject, at: Circumstances) -> Stamp:
    """Return what every page says; who asks for the print may fill head fields himself."""
    book = snapshot.page(BOOK).rows[0]
    values = {"unit": book.unit, "officer": at.operator, "registrar": at.operator}
    values |= {"separations": book.separations}
    values |= {"year": str(at.on.year), "today": words(at.on)}
    values |= subject.head | dict(at.head)
    return Stamp(
        marking=subject.marking,
        unit=book.unit,
        operator=at.operator,
        printed_at=at.printed_at,
        serial=f"{at.serial:06d}",
        code=lambda page: snapshot.paper_code(at.serial, page),
        qr_text=lambda page: snapshot.qr_text(at.serial, page),
        copy=f"一式{_COPIES.get(form.copies, form.copies)}份" if form.copies > 1 else "",
        reprint=at.note,
        number=values.get(form.number) or form.id,
        head=values,
    )


# -- once more -----------------------------------------------------------------------


def written(question: Question, at: Circumstances) -> str:
    """Write down what has to be asked again for the same pages."""
    asked = {
        "filters": [
            [one.field, one.test.name, [_plain(value) for value in one.values]]
            for one in question.filters
        ],
        "words": question.words,
        "order": [list(one) for one in question.order],
        "given": {name: _plain(value) for name, value in question.given.items()},
        "head": dict(at.head),
        "printed_at": at.printed_at,
        "note": at.note,
    }
    kept = {name: value for name, value in asked.items() if value}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def again(book: Snapshot, record: PrintRecordRow, progress: Progress = no_matter) -> Again:
    """Paint a print once more from the ledger as it stood, for the eyes it was printed for."""
    if not record.wanted:
        raise Unusable("打印时没有记下所印的范围，不能重画。", "请按上面各项与纸上对照。")
    kept = json.loads(record.wanted)
    question = Question(
        filters=tuple(
            Filter(name, tuple(values), Test[test])
            for name, test, values in kept.get("filters", ())
        ),
        words=kept.get("words", ""),
        order=tuple((name, down) for name, down in kept.get("order", ())),
        given=kept.get("given", {}),
    )
    at = Circumstances(
        on=record.day,
        operator=record.operator,
        printed_at=kept["printed_at"],
        serial=record.serial,
        note=kept.get("note"),
        head=kept.get("head", {}),
    )
    form, out = load_form(record.form), BytesIO()
    with book.as_of(record.upto, record.account) as then:
        painted = paint(then, form, question, at, out, progress)
    return Again(out.getvalue(), painted.digests, form.version)
