"""接收旧账: old registers become part of the ledger; one file per kind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.vault import Vault, digest_of
from desktop.exchange.legacy import LegacyBook
from desktop.exchange.mapping import (
    LOANS,
    PEOPLE,
    RECEIPTS,
    Found,
    Said,
    book_of,
    find_tables,
)
from desktop.exchange.read_workbook import Sheet, file_bytes, sheets_in
from desktop.progress import Progress
from desktop.taking_over.book import Source, TakenOver
from desktop.taking_over.loans import take_loans
from desktop.taking_over.people import take_people
from desktop.taking_over.recall import take_recall
from desktop.taking_over.receipts import take_receipts

__all__ = ["Found", "Handed", "Said", "TakenOver", "find", "hand_in", "take", "take_over"]


@dataclass(frozen=True)
class Handed:
    """A workbook as it was handed in: read once, so that what was tried is what is recorded."""

    path: Path
    digest: str
    sheets: tuple[Sheet, ...]


def hand_in(path: Path) -> Handed:
    """Read a workbook into memory; raise `Unusable` if it is none."""
    data = file_bytes(path)
    return Handed(path, digest_of(data), tuple(sheets_in(data, path.suffix.lower())))


def find(handed: Handed, said: Said) -> Found:
    """Return the register in a workbook, as a person reads it."""
    return find_tables(handed.sheets, said=said)


def take_over(
    vault: Vault,
    path: Path,
    kind: str,
    *,
    place: int,
    dry_run: bool = False,
    same: frozenset[str] = frozenset(),
) -> TakenOver:
    """Take a workbook over, all accepted rows in one transaction; or only say what would happen.

    `same` names persons who are, on somebody's word, the 待核 ones in the ledger.
    """
    handed = hand_in(path)
    found = find(handed, Said(kind))
    return take(vault, handed, found, place=place, dry_run=dry_run, same=same)


def take(
    vault: Vault,
    handed: Handed,
    found: Found,
    *,
    place: int,
    dry_run: bool = False,
    same: frozenset[str] = frozenset(),
    progress: Progress | None = None,
) -> TakenOver:
    """Take over what was found in a workbook; it can be stopped until the recording begins."""
    progress = progress or Progress()
    progress.stage("逐行识别")
    book: LegacyBook[Any] = book_of(found)
    source = Source(handed.path, handed.digest, dry_run, place, same, progress)
    match book.kind:
        case kind if kind == RECEIPTS:
            return take_receipts(vault, source, book)
        case kind if kind == LOANS:
            return take_loans(vault, source, book)
        case kind if kind == PEOPLE:
            return take_people(vault, source, book)
        case _:
            return take_recall(vault, source, book)
