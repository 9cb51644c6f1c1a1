"""A department for the story: entered, renamed, merged into another with who is in it."""

from __future__ import annotations

from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.close_department import CloseDepartment
from db.ledger.acts.setup.rename_department import RenameDepartment
from tests.book import OFFICE, Book


def regroup(book: Book) -> None:
    """Live through it."""
    day, basis = book.today, "示办〔2026〕90号"
    came = book.record(AddDepartment(on=day, name="示例科")).acts[0]
    room = came.number  # type: ignore[attr-defined]
    book.record(AddPerson(on=day, name="示例冯", department=room))
    book.record(RenameDepartment(on=day, department=room, name="示例处", basis=basis))
    merged = CloseDepartment(on=day, department=room, successor=OFFICE, basis=basis)
    book.record(merged, second=book.second())
