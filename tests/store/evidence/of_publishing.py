"""Stories of what was made public: reviewed first, or out before anybody had looked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from db.ledger.acts.documents.change_mark import NoticeOfChange
from db.ledger.acts.documents.publish import (
    AskPublication,
    ConcludePublication,
    NotePublication,
)
from db.ledger.beliefs.publication import Verdict
from tests.book import LI, WANG, Book
from tests.store.evidence.of_papers import another
from tests.store.evidence.telling import Story, good


def asked(book: Book, **given: Any) -> None:
    """示例王 wants to make something public."""
    told = {"content": "动态", "purpose": "网站", "applicant": WANG, **given}
    book.record(AskPublication(on=book.today, **told), reasons={"V57": "赶在会前"})


def concluded(book: Book, number: int, verdict: Verdict, **given: Any) -> None:
    """示例李 has looked at it."""
    said = {"reviewer": LI, "department_opinion": "同意", "office_opinion": "同意", **given}
    book.record(
        ConcludePublication(on=book.today, publication=number, verdict=verdict, **said)
    )  # fmt: skip


def lifted(book: Book) -> None:
    """The first document is no secret any more."""
    another(book, 8)
    notice = {"notice_no": "示函1号", "decided_by": "示例办", "lift": True}
    book.record(NoticeOfChange(on=book.today, document=1, **notice))


def published_well(book: Book) -> None:
    """From what was declassified; and from a secret, once it was changed."""
    lifted(book)
    another(book, 9)
    for document, verdict in ((1, Verdict.PUBLIC), (2, Verdict.AMENDED)):
        asked(book, documents=(document,))
        concluded(book, document, verdict, changes="删去数据")
        where = {"where_to": "网站", "amended": True}
        book.record(NotePublication(on=book.today, publication=document, **where))


def published_badly(book: Book) -> None:
    """Three are out before anybody has looked: one was harmless, one not, one is not looked at."""
    lifted(book)
    another(book, 9)
    early = {"published_on": book.today - timedelta(1)}
    asked(book, documents=(1,), **early)
    concluded(book, 1, Verdict.PUBLIC)
    asked(book, published_on=book.today)
    concluded(book, 2, Verdict.NOT_PUBLIC, changes="撤下网页")
    asked(book, documents=(2,), **early)


STORIES: tuple[Story, ...] = (
    Story(published_well, {"publication": good(2)}),
    Story(
        published_badly,
        {
            "publication": (
                3,
                [
                    ("publication", 1, "公布早于审查"),
                    ("publication", 2, "不得公开而已公布"),
                    ("publication", 3, "没有结论即公布；来源文件仍涉密"),
                ],
            )
        },
    ),
)
