"""Numbers and doubles: what every act that makes copies must settle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs import Copy
from db.ledger.known import Known
from db.ledger.marking import Caution, Marking
from db.ledger.masks import RECEIPTS
from db.ledger.numbered import next_number, unusual
from db.ledger.rules import K34, K36, V01, V02, V14, Refusal, refuse, warn
from db.ledger.values import Level
from db.ledger.withheld import is_coded

MOST_COPIES = 10_000
TELEGRAM = "电"


@dataclass(frozen=True)
class Numbers:
    """The numbers given to one intake."""

    document: int
    new_document: bool
    receipt: int
    copies: tuple[int, ...]


def next_receipt(known: Known, series: str, day: date) -> tuple[int, str]:
    """Take the next number of a series of receipts; how it is written stands apart if unusual."""
    among = RECEIPTS.of(series)
    number, text = next_number(known, among, day)
    return number, unusual(among, day, number, text)


def numbers_given(known: Known, issuer: str, doc_number: str, copies: int) -> Numbers:
    """Take fresh numbers; a document already known under issuer and 文号 keeps its own."""
    same = next(known.numbered(issuer, doc_number), None) if doc_number else None
    first = known.take("copy", copies) if copies else 0
    return Numbers(
        document=same.id if same else known.take("document"),
        new_document=same is None,
        receipt=known.take("receipt"),
        copies=tuple(range(first, first + copies)),
    )


def count_refusals(count: int | None) -> Iterator[Refusal]:
    """Judge a number of copies that somebody typed."""
    if count is not None and not 1 <= count <= MOST_COPIES:
        problem = f"应在1至{MOST_COPIES}之间"
        yield refuse(V01, field="count", label="份数", problem=problem)


def pages_refusals(pages: int | None) -> Iterator[Refusal]:
    """Judge a number of pages that somebody typed."""
    if pages is not None and pages < 1:
        yield refuse(V01, field="pages", label="页数", problem="至少1页")


def telegram_refusals(
    series: str, persons: tuple[int, ...], departments: tuple[int, ...]
) -> Iterator[Refusal]:
    """Judge V14: who reads a 密电 is named, person by person."""
    if series == TELEGRAM and (not persons or departments):
        yield refuse(V14, field="scope", what="请逐人填写知悉人员")


def cap_refusals(known: Known, marking: Marking, start: date | None) -> Iterator[Refusal]:
    """Judge V02: a term beyond the law's usual longest needs its basis."""
    over = Caution.OVER_CAP in marking.cautions(start)
    if over or Caution.LONG_TERM in marking.cautions():
        level, cap = marking.level, known.policy.cap(marking.level)
        yield warn(V02, field="marking", term=marking.term.text, level=level.word, cap=cap)


def ceiling_refusals(known: Known, level: Level, title: str) -> Iterator[Refusal]:
    """Judge K36: nothing above the ledger's own ceiling, but under a code name."""
    unit = known.unit()
    if unit is not None and level > unit.ceiling and not is_coded(title):
        yield refuse(K36, field="marking", ceiling=unit.ceiling.word)


def doubled_refusals(
    known: Known,
    issuer: str,
    doc_number: str,
    nos: tuple[str, ...],
    *,
    closed_too: bool,
    own: tuple[int, ...],
) -> Iterator[Refusal]:
    """Judge K34: issuer + 文号 + 份号 stands once among living copies (or all of them)."""
    if not doc_number:
        return
    wanted, mine = {no for no in nos if no}, set(own)
    for document in known.numbered(issuer, doc_number):
        for copy in known.copies_of(document.id):
            if _same(copy, wanted, mine) and (closed_too or not copy.state.closed):
                yield refuse(
                    K34, field="copy_nos", issuer=issuer, number=doc_number, copy=copy.copy_no
                )


def _same(copy: Copy, wanted: set[str], mine: set[int]) -> bool:
    return copy.copy_no in wanted and copy.id not in mine
