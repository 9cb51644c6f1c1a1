"""The part of the story in which two persons take out what must not stand in the ledger."""

from __future__ import annotations

from db.ledger.acts.correction.redact import RedactDocument, RedactPerson
from db.ledger.acts.program.printed import CopyCells
from db.ledger.acts.setup.add_person import AddPerson
from tests.book import Book, register


def withhold(book: Book) -> None:
    """A title entered by mistake goes, with a code name in its place; and a person's post."""
    day = book.today
    (paper,) = book.record(
        register(day, doc_number="示办发〔2026〕88号", title="误录题目的通知", copy_nos="000881")
    ).acts
    wrong = {"document": paper.document, "field": "title", "words": ("误录题目",)}  # type: ignore[attr-defined]
    book.record(CopyCells(on=day, register="在册份", rows=1))  # out of reach before it goes
    redaction = RedactDocument(on=day, reason="标题不得录入", code_name="长城", **wrong)
    book.record(redaction, second=book.second())
    (person,) = book.record(AddPerson(on=day, name="示例吴", post="某处某岗")).acts
    number = person.number  # type: ignore[attr-defined]
    post = RedactPerson(on=day, person=number, field="post", reason="岗位不得录入")
    book.record(post, second=book.second())
