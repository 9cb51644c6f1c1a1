"""What the search box finds: numbers, documents, copies, people, places, pages and verbs.

Everything is asked through the views, so nobody finds what he may not look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.ledger.identity_numbers import number_problem, tidy_number
from db.ledger.values import Role
from db.store.reading import Filter, Question, Test, View
from db.vault import Snapshot, looked_up
from db.views.batches import BATCHES
from db.views.copies import COPIES, CopyRow
from db.views.documents import DOCUMENTS
from db.views.people import PEOPLE, PLACES
from db.views.receipts import RECEIPTS
from db.views.timeline import JOURNAL
from desktop.pages.kind import Chip

MOST = 5
"""Hits of one group; whoever wants more goes on typing, or presses Enter for the page."""
_PAGE_OF_BATCH = {"CLEARING": "clearing", "DESTRUCTION": "destruction"}


@dataclass(frozen=True)
class Hit:
    """One line of the answer: what it is, and where it leads — a page (narrowed), or a verb."""

    group: str
    words: str
    detail: str = ""
    page: str = ""
    chip: Chip | None = None
    act: str = ""
    veiled: bool = False  # its words are a title


@dataclass(frozen=True)
class Known:
    """What can be found without asking the ledger: pages and verbs, by name."""

    pages: tuple[tuple[str, str], ...]  # name, title
    acts: tuple[tuple[str, str], ...]  # kind, word

    def hits(self, typed: str) -> Iterator[Hit]:
        """Yield the pages and verbs that a part of their name or its initials means."""
        pages = [Hit("页面", title, page=name) for name, title in self.pages]
        acts = [Hit("办理", word, act=kind) for kind, word in self.acts]
        for group in (pages, acts):
            yield from [hit for hit in group if looked_up(hit.words, typed)][:MOST]


@dataclass(frozen=True)
class Search:
    """One question of the search box."""

    typed: str
    roles: frozenset[Role]
    known: Known

    def answer(self, book: Snapshot) -> tuple[Hit, ...]:
        """Return everything that is meant, group by group."""
        asked = (_copies, _documents, _receipts, _people, _places, _batches, _entries)
        found = [hit for group in asked for hit in group(self, book)]
        return (*found, *self.known.hits(self.typed))

    def rows(self, book: Snapshot, view: View[Any], *filters: Filter, words: str = "") -> Any:
        """Return the newest rows of a view, or none if it is not for this person's eyes."""
        if not view.roles & self.roles:
            return ()
        newest = ((view.key[0], True),)
        return book.page(view, Question(filters, words, newest, limit=MOST)).rows

    def begins(self, field: str) -> tuple[Filter, Filter]:
        """Return the conditions under which a number begins with what was typed."""
        first = Filter(field, (self.typed,), Test.AT_LEAST)
        return first, Filter(field, (f"{self.typed}\U0010ffff",), Test.AT_MOST)


def copy_words(copy: CopyRow) -> str:
    """Return how a copy is called."""
    return copy.copy_no or f"自编Z{copy.id:06d}"


def _copies(search: Search, book: Snapshot) -> Iterator[Hit]:
    """Find by the number on the paper, also without its leading zeros, and by our own number."""
    typed = search.typed.upper()
    found: dict[int, CopyRow] = {}
    if re.fullmatch(r"[0-9A-Z][0-9A-Z\-]*", typed):
        whole = (typed, typed.zfill(6), typed.zfill(7))
        conditions = [(Filter("copy_no", whole),), search.begins("copy_no")]
        if own := re.fullmatch(r"Z(\d{1,9})", typed):
            conditions.insert(0, (Filter("id", (int(own[1]),)),))
        for each in conditions:
            found |= {row.id: row for row in search.rows(book, COPIES, *each)}
    for row in list(found.values())[:MOST]:
        chip = Chip(f"份号 {copy_words(row)}", (Filter("id", (row.id,)),))
        where = row.holder or row.place
        detail = f"{row.marking}　{row.doc_number}　{row.state.word}　{where}"
        yield Hit("份", copy_words(row), detail, "copies", chip)


def _documents(search: Search, book: Snapshot) -> Iterator[Hit]:
    for row in search.rows(book, DOCUMENTS, words=search.typed):
        chip = Chip(row.doc_number or "所找的文件", (Filter("document", (row.id,)),))
        detail = f"{row.doc_number}　{row.marking}　在账{row.living}份"
        yield Hit("文件", row.title, detail, "copies", chip, veiled=True)


def _receipts(search: Search, book: Snapshot) -> Iterator[Hit]:
    for row in search.rows(book, RECEIPTS, *search.begins("receipt_no")):
        chip = Chip(f"收文号 {row.receipt_no}", (Filter("id", (row.id,)),))
        day = f"{row.received_on}　" if row.received_on else ""
        yield Hit("收文号", row.receipt_no, f"{day}{row.doc_number}", "receipts", chip)


def _people(search: Search, book: Snapshot) -> Iterator[Hit]:
    condition = Filter("name", (search.typed,), Test.LOOKED_UP)
    number = tidy_number(search.typed)
    if number and not number_problem(number):  # whole, it finds its owner; a part finds nobody
        condition = Filter("sought", (number,))
    for row in search.rows(book, PEOPLE, condition):
        chip = Chip(row.name, (Filter("id", (row.id,)),))
        detail = "　".join(filter(None, (row.department, row.post, f"手上{row.held}份")))
        yield Hit("人员", row.name, detail, "people", chip)


def _places(search: Search, book: Snapshot) -> Iterator[Hit]:
    condition = Filter("name", (search.typed,), Test.LOOKED_UP)
    for row in search.rows(book, PLACES, condition):
        chip = Chip(f"存放处 {row.name}", (Filter("place", (row.name,)),))
        yield Hit("存放处", row.name, f"在位{row.kept}份", "copies", chip)


def _batches(search: Search, book: Snapshot) -> Iterator[Hit]:
    condition = Filter("number", (search.typed,), Test.CONTAINS)
    for row in search.rows(book, BATCHES, condition):
        chip = Chip(row.number, (Filter("id", (row.id,)),))
        if page := _PAGE_OF_BATCH.get(row.kind.name):
            yield Hit("批次", row.number, f"{row.state.word}　{row.copies}份", page, chip)


def _entries(search: Search, book: Snapshot) -> Iterator[Hit]:
    number = re.fullmatch(r"第?(\d{1,12})条?", search.typed)
    if number is None:
        return
    for row in search.rows(book, JOURNAL, Filter("seq", (int(number[1]),))):
        chip = Chip(f"第{row.seq}条", (Filter("seq", (row.seq,)),))
        yield Hit("流水", f"第{row.seq}条", f"{row.happened_on}　{row.title}", "journal", chip)
