"""接收旧账: old registers become part of the ledger; one file per kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db.vault import Vault, digest_of
from desktop.exchange.legacy import LegacyBook
from desktop.exchange.mapping import LOANS, PEOPLE, RECEIPTS, read_book
from desktop.exchange.read_workbook import file_bytes, sheets_in
from desktop.taking_over.book import Source, TakenOver
from desktop.taking_over.loans import take_loans
from desktop.taking_over.people import take_people
from desktop.taking_over.recall import take_recall
from desktop.taking_over.receipts import take_receipts

__all__ = ["TakenOver", "take_over"]


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
    data = file_bytes(path)
    book: LegacyBook[Any] = read_book(sheets_in(data, path.suffix.lower()), kind)
    source = Source(path, digest_of(data), dry_run, place, same)
    match book.kind:
        case kind if kind == RECEIPTS:
            return take_receipts(vault, source, book)
        case kind if kind == LOANS:
            return take_loans(vault, source, book)
        case kind if kind == PEOPLE:
            return take_people(vault, source, book)
        case _:
            return take_recall(vault, source, book)
