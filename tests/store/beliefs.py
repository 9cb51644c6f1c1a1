"""What a ledger believes, looked at as a whole."""

from __future__ import annotations

from typing import Any

from db.store import standing
from tests.book import Book


def beliefs(book: Book, *but: str) -> set[Any]:
    """Return everything derived, without what only ever grows."""
    grows = {"counter", "reversal", "touched", *but}
    return {row for row in standing.dump(book.connection) if row[0] not in grows}


def dangling(book: Book) -> list[str]:
    """Return every reference of a belief to one that is not there."""
    references = {
        "copy.document": "document",
        "copy.receipt": "receipt",
        "copy.custodian": "person",
        "copy.place": "place",
        "copy.holder": "person",
        "copy.loan": "loan",
        "copy.batch": "batch",
        "receipt.document": "document",
        "loan.copy": "copy",
        "loan.borrower": "person",
        "hop.copy": "copy",
        "hop.reader": "person",
        "batch.applicant": "person",
        "batch_line.batch": "batch",
        "batch_line.copy": "copy",
        "incident.copy": "copy",
        "finding.department": "department",
        "finding.person": "person",
        "finding.rectified_by": "person",
        "finding.incident": "incident",
        "finding.stocktake": "stocktake",
        "scope_member.document": "document",
        "person.department": "department",
        "account.person": "person",
        "witness.person": "person",
    }
    found = []
    for place, target in references.items():
        table, column = place.split(".")
        rows = book.connection.execute(
            f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL"
            f" AND {column} NOT IN (SELECT id FROM {target})"
        )
        if rows.fetchone() != (0,):
            found.append(place)
    for kind, target in (("person", "person"), ("department", "department")):
        rows = book.connection.execute(
            "SELECT count(*) FROM scope_member WHERE kind = ? AND active = 1"
            f" AND member NOT IN (SELECT id FROM {target})",
            (kind,),
        )
        if rows.fetchone() != (0,):
            found.append(f"scope_member.member {kind}")
    return found
