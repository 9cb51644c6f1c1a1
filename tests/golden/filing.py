"""A batch for the archive for the story: listed, approved, scanned, taken over by the archivist."""

from __future__ import annotations

from db.ledger.acts.ending.approving import ApproveBatch
from db.ledger.acts.ending.filing import HandToArchive, ListArchive
from tests.book import LI, ZHOU, Book, register


def file_away(book: Book) -> None:
    """示例周, a witness, takes two copies over for the archive."""
    day = book.today
    paper = {"doc_number": "示办发〔2026〕83号", "copy_nos": "000831-000832", "scope": (LI,)}
    copies = book.record(register(day, **paper)).acts[0].copies  # type: ignore[attr-defined]
    made = book.record(ListArchive(on=day, copies=copies, archive="档案室", volume="第3卷"))
    batch: int = made.acts[0].batch  # type: ignore[attr-defined]
    book.record(ApproveBatch(on=day, batch=batch, approved_by="示例赵"))
    for copy in copies:
        book.vault.scan(batch, copy)
    taken = HandToArchive(on=day, batch=batch, archivist=ZHOU, counted=len(copies))
    book.record(taken, second=book.second())
