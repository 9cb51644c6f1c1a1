"""The door to legacy registers: which kind a workbook is, its rows, and its figures.

Plain values only: nothing here knows the vault.  What is accepted here may still be refused by
the ledger (a document it already has, a copy it does not know).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from db.ledger.values import Level
from desktop.exchange.headings import LOANS, NEEDS, PEOPLE, RECALL, RECEIPTS, fields_of
from desktop.exchange.legacy import LegacyBook, Problem, Rejected, problem_table
from desktop.exchange.legacy_loans import LegacyLoan, loans_of, read_loans
from desktop.exchange.legacy_people import LegacyPerson, people_of, read_people
from desktop.exchange.legacy_receipts import LegacyReceipt, read_receipts, receipts_of
from desktop.exchange.read_workbook import Sheet, read_sheets
from desktop.exchange.recall_list import RecallLine, read_recall, recall_of
from desktop.exchange.remarks import Outcome
from desktop.exchange.tables import AUTO, Found, Said, find_tables

__all__ = [
    "AUTO",
    "KINDS",
    "LOANS",
    "PEOPLE",
    "RECALL",
    "RECEIPTS",
    "AnyBook",
    "Found",
    "LegacyBook",
    "LegacyLoan",
    "LegacyPerson",
    "LegacyReceipt",
    "Outcome",
    "Problem",
    "RecallLine",
    "Rejected",
    "Said",
    "book_of",
    "fields_of",
    "find_tables",
    "read_book",
    "read_loans",
    "read_people",
    "read_recall",
    "read_receipts",
    "read_sheets",
    "recognise",
    "summary",
]

KINDS = tuple(NEEDS)
"""What `--as` may name, besides auto."""

AnyBook = (
    LegacyBook[LegacyReceipt]
    | LegacyBook[LegacyLoan]
    | LegacyBook[LegacyPerson]
    | LegacyBook[RecallLine]
)


def recognise(sheets: Sequence[Sheet]) -> str:
    """Return the kind of register these sheets hold; raise `Unusable` if none is known."""
    return find_tables(sheets).kind


def read_book(
    sheets: Sequence[Sheet],
    kind: str = AUTO,
    *,
    columns: Mapping[str, str] | None = None,
    heading: tuple[str, int] | None = None,
) -> AnyBook:
    """Read a register of a given or recognised kind.

    A person may say which column holds which field (by the column's name; '' for none), and which
    row of which sheet holds the headings.
    """
    return book_of(find_tables(sheets, said=Said(kind, columns or {}, heading)))


def book_of(found: Found) -> AnyBook:
    """Read the rows that were found in a workbook."""
    if found.kind == RECEIPTS:
        return receipts_of(found)
    if found.kind == LOANS:
        return loans_of(found)
    return people_of(found) if found.kind == PEOPLE else recall_of(found)


def summary(book: AnyBook) -> dict[str, Any]:
    """Return a book's figures under the stable names of the command line."""
    figures: dict[str, Any] = {"rows": book.rows_seen}
    if book.kind == RECEIPTS:
        receipts = [one for one in book.accepted if isinstance(one, LegacyReceipt)]
        figures |= _receipt_figures(receipts)
    elif book.kind == LOANS:
        loans = [one for one in book.accepted if isinstance(one, LegacyLoan)]
        returned = sum(loan.returned for loan in loans)
        figures |= {"loans": len(loans), "open": len(loans) - returned, "returned": returned}
    elif book.kind == PEOPLE:
        figures["persons"] = len(book.accepted)
    figures["rejected"] = len(book.rejected)
    figures["problems"] = problem_table(book.problems)
    return figures


def _receipt_figures(receipts: Sequence[LegacyReceipt]) -> dict[str, Any]:
    levels: Counter[Level] = Counter()
    for receipt in receipts:
        levels[receipt.marking.level] += receipt.copies
    return {
        "documents": len({receipt.document_key for receipt in receipts}),
        "copies": levels.total(),
        "markings_irregular": sum(
            bool(receipt.marking.cautions(receipt.received_on)) for receipt in receipts
        ),
        "numbers_normalised": sum(receipt.doc_number.changed for receipt in receipts),
        "by_level": {level.word: levels[level] for level in sorted(Level, reverse=True)},
    }
