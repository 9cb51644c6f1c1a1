"""What can be asked of the book: one question per file, listed here by name."""

from __future__ import annotations

from typing import Any

from db.store.reading import View
from db.views.balance import BALANCE
from db.views.book import BOOK
from db.views.copies import COPIES
from db.views.documents import DOCUMENTS
from db.views.loans import LOANS, OPEN_LOANS, OVERDUE
from db.views.people import ACCOUNTS, DEPARTMENTS, PEOPLE, PLACES, PRINTS
from db.views.receipts import RECEIPTS
from db.views.timeline import JOURNAL, TIMELINE

VIEWS: dict[str, View[Any]] = {
    view.name: view
    for view in (
        COPIES,
        DOCUMENTS,
        RECEIPTS,
        OPEN_LOANS,
        OVERDUE,
        LOANS,
        BALANCE,
        PEOPLE,
        DEPARTMENTS,
        PLACES,
        ACCOUNTS,
        PRINTS,
        JOURNAL,
        TIMELINE,
        BOOK,
    )
}
