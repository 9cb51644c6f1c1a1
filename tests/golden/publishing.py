"""What the story makes public: reviewed first, changed because its source is still secret."""

from __future__ import annotations

from db.ledger.acts.documents.publish import (
    AskPublication,
    ConcludePublication,
    NotePublication,
)
from db.ledger.beliefs.publication import Verdict
from db.ledger.values import Level
from tests.book import LI, ZHOU, Book


def publish(book: Book) -> None:
    """One item from its request to the day it is out."""
    day = book.today
    told = {"content": "工作动态一则", "purpose": "本单位门户网站"}
    asked = AskPublication(on=day, applicant=LI, documents=(1,), **told)
    number = book.record(asked).acts[0].publication  # type: ignore[attr-defined]
    reviewed = ConcludePublication(
        on=day,
        publication=number,
        verdict=Verdict.AMENDED,
        reviewer=ZHOU,
        level=Level.SECRET,
        changes="删去第二段数据",
        department_opinion="同意。示例周",
        office_opinion="修改后公开。示例周",
    )
    book.record(reviewed)
    where = {"where_to": "门户网站", "amended": True}
    book.record(NotePublication(on=day, publication=number, **where))
