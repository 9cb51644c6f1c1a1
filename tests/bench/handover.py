"""A handover of 5,000 items on a ledger of its own, from the frozen list until custody passed.

python -m tests.bench.handover
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from db.ledger.acts.handover.open import OpenHandover
from db.ledger.acts.handover.sign import HandOver, ReceiveHandover
from db.ledger.beliefs.handovers import Finding, HandoverReason
from db.ledger.values import Role
from db.store.reading import Filter, Question
from db.views.handovers import HANDOVER_LINES, HANDOVERS
from tests.bench.ratios import Figure
from tests.book import LI, OFFICER, WANG, ZHOU, Book, a_book, register
from tests.book import PASSWORD as OWN

ITEMS, DOCUMENTS = 5000, 10
RECEIVER, PASSWORD = "示例王", "接交口令第一二三"


def figures() -> Iterator[Figure]:
    """Hand everything on, and say what each step took."""
    with tempfile.TemporaryDirectory() as folder:
        book = _filled(Path(folder))
        day = book.today
        act = OpenHandover(
            on=day, leaver=LI, receiver=WANG, supervisor=ZHOU, reason=HandoverReason.ROTATION
        )
        yield _figure("list frozen", lambda: book.record(act))
        ticks = [_seconds(lambda place=place: _tick(book, place)) for place in range(1, ITEMS + 1)]
        worst = max(ticks) * 1e3
        said = f"{statistics.median(ticks) * 1e3:.1f} ms, worst {worst:.0f} ms"
        yield Figure(f"handover of {ITEMS:,}: one scan, sealed", said)
        yield _figure("the page after a scan", lambda: _page(book))
        hand = HandOver(on=day, handover=1)
        yield _figure("signed by 移交人", lambda: book.record(hand, second=book.second()))
        book.reopen(PASSWORD, RECEIVER)
        receive = ReceiveHandover(on=day, handover=1)
        three = replace(book.second(), third=book.second(OFFICER, OWN))
        yield _figure("custody passed", lambda: book.record(receive, second=three))
        assert book.vault.differs_from_rebuild() is None
        book.close()


def _filled(folder: Path) -> Book:
    book = a_book(folder)
    book.account(RECEIVER, WANG, Role.CUSTODIAN, password=PASSWORD)
    each = ITEMS // DOCUMENTS
    for number in range(DOCUMENTS):
        nos = f"{number * each + 1:06d}-{(number + 1) * each:06d}"
        paper = register(doc_number=f"示办发〔2026〕{number + 1}号", copy_nos=nos, scope=(WANG, LI))
        book.record(paper)
    return book


def _tick(book: Book, place: int) -> None:
    book.vault.ticking.tick(1, place, Finding.MATCHES)


def _page(book: Book) -> None:
    mine = Filter("handover", (1,))
    with book.vault.snapshot() as seen:
        seen.page(HANDOVER_LINES, Question((mine,), limit=200))
        for finding in Finding:
            seen.count(HANDOVER_LINES, Question((mine, Filter("finding", (finding,)))))
        seen.page(HANDOVERS, Question((Filter("id", (1,)),)))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _figure(what: str, work: Callable[[], object]) -> Figure:
    return Figure(f"handover of {ITEMS:,}: {what}", f"{_seconds(work) * 1e3:.0f} ms")


if __name__ == "__main__":
    for one in figures():
        print(f"{one.what}: {one.ours}")
