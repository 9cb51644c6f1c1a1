"""What a barcode reader or a person typed, as copies or documents of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from db.ledger.beliefs import Document
from db.ledger.numbering import (
    CheckProblem,
    CopyNoProblem,
    bare_code,
    is_foreign_code,
    own_copy,
    parse_copy_nos,
)
from db.ledger.rules import Refusal
from db.ledger.values import LineState
from db.store.reading import Filter, Question
from db.vault import Snapshot
from db.views.batches import BATCH_LINES
from db.views.copies import COPIES, CopyRow
from db.views.documents import DOCUMENTS, DocumentRow
from desktop.dialogs.form.asked import Asked
from desktop.dialogs.form.choices import copy_questions, document_questions, own_number

MOST = 1000
_DOCUMENT, _ROOM = "文件", 16


@dataclass
class Item:
    """One line of the list: what was typed, what it means, why it cannot be done."""

    typed: str
    row: CopyRow | DocumentRow | None = None
    trouble: str = ""
    rule: str = ""
    judged: bool = False
    judgeable: bool = True  # False if it was refused before the rules were asked

    @property
    def good(self) -> bool:
        """Whether it can be recorded as far as one knows."""
        return self.row is not None and not self.trouble

    @property
    def number(self) -> str:
        """What the list calls it."""
        match self.row:
            case CopyRow():
                return own_number(self.row)
            case DocumentRow():
                return self.row.doc_number or shortened(self.row.title)
            case _:
                return self.typed

    @property
    def said(self) -> str:
        """What is wrong with it; else its title, if that is not its name already."""
        title = self.row.title if self.row is not None else ""
        return self.trouble or ("" if title == self.number else title)

    @property
    def key(self) -> str:
        """What finds it again, whatever was typed."""
        match self.row:
            case CopyRow():
                return own_key(self.row.id)
            case DocumentRow():
                return document_key(self.row.id)
            case _:
                return self.typed

    def set_aside(self, trouble: str, rule: str = "") -> None:
        """Refuse it for good: the rules need not be asked."""
        self.trouble, self.rule, self.judgeable = trouble, rule, False

    def refuse(self, refusal: Refusal) -> None:
        """Mark it as not to be done."""
        self.trouble, self.rule = refusal.sentence, refusal.rule.number


def shortened(title: str) -> str:
    """Return a title that stands for a number, as far as there is room beside it."""
    return title if len(title) <= _ROOM else f"{title[:_ROOM]}…"


def own_key(copy: int) -> str:
    """Return the number of this ledger for a copy, as one may type it."""
    return f"Z{copy:06d}"


def document_key(document: int) -> str:
    """Return what finds a document again that may have no number."""
    return f"{_DOCUMENT}{document}"


def read_scan(book: Snapshot, typed: str) -> list[Item]:
    """Return one item for every copy that is meant; what is not found or not clear says so."""
    typed = bare_code(typed)
    if is_foreign_code(typed):
        return [Item(typed, trouble="像是别处的条码（带校验位），请看份号，写六位数字")]
    try:
        own_copy(typed)
    except CheckProblem as problem:
        return [Item(typed, trouble=problem.sentence)]
    question = copy_questions(typed)[0]
    if question.words:
        return [Item(typed, trouble="读不出份号；请扫描，或写 份号、文号/份号、Z000012")]
    rows = book.page(COPIES, Question(filters=question.filters, limit=MOST)).rows
    if any(asked.field == "id" for asked in question.filters):
        return [Item(typed, row) for row in rows] or [Item(typed, trouble="台账中没有这一份")]
    by_number: dict[str, list[CopyRow]] = {}
    for row in rows:
        by_number.setdefault(row.copy_no, []).append(row)
    numbers = _numbers(typed) or tuple(by_number) or (typed,)
    return [_one(typed, number, by_number.get(number, []), len(numbers)) for number in numbers]


def _numbers(typed: str) -> tuple[str, ...]:
    try:
        return parse_copy_nos(typed.rpartition("/")[2])
    except CopyNoProblem:
        return ()


def _one(typed: str, number: str, rows: list[CopyRow], of: int) -> Item:
    said = number if of > 1 else typed
    living = [row for row in rows if not row.state.closed] or rows
    if not living:
        return Item(said, trouble="台账中没有这一份")
    if len(living) > 1:
        numbers = "、".join(row.doc_number or own_key(row.id) for row in living[:3])
        return Item(said, trouble=f"有 {len(living)} 份同号，请写 文号/份号：{numbers}")
    return Item(said, living[0])


def read_copies(book: Snapshot, numbers: tuple[int, ...]) -> list[Item]:
    """Return the items of copies that are known by their own number."""
    rows = book.page(COPIES, Question(filters=(Filter("id", numbers),))).rows
    found = {row.id: row for row in rows}
    return [Item(own_key(number), found[number]) for number in numbers if number in found]


def read_documents(book: Snapshot, numbers: tuple[int, ...]) -> list[Item]:
    """Return the items of documents that are known by their own number."""
    rows = book.page(DOCUMENTS, Question(filters=(Filter("id", numbers),))).rows
    found = {row.id: row for row in rows}
    return [Item(document_key(one), found[one]) for one in numbers if one in found]


def read_document(book: Snapshot, typed: str) -> list[Item]:
    """Return the one document that is meant by its number or by words of its title."""
    own = typed.removeprefix(_DOCUMENT)
    if own != typed and own.isdecimal() and len(own) < 12:
        return read_documents(book, (int(own),)) or [Item(typed, trouble="台账中没有这一件")]
    for question in document_questions(typed):
        rows = book.page(DOCUMENTS, question).rows
        if len(rows) == 1:
            return [Item(typed, rows[0])]
        if rows:
            return [Item(typed, trouble=f"有 {len(rows)} 件，请写全文号")]
    return [Item(typed, trouble="台账中没有这一件")]


@dataclass(frozen=True)
class Reading:
    """What a list holds, and how it finds it."""

    unit: str
    thing: str
    head: str
    line: str
    key: Callable[[int], str]
    chosen: Callable[[Snapshot, tuple[int, ...]], list[Item]]
    typed: Callable[[Snapshot, str], list[Item]]


OF_COPIES = Reading(
    "份",
    "份",
    "先填表头，再逐份扫描或输入",
    "扫描条码或输入份号",
    own_key,
    read_copies,
    read_scan,
)
OF_DOCUMENTS = Reading(
    "件",
    "文件",
    "先填表头，再逐件输入",
    "输入文号或标题",
    document_key,
    read_documents,
    read_document,
)


def read_by(listed: Asked) -> Reading:
    """Return how the list that fills a field is read."""
    return OF_DOCUMENTS if listed.refers is Document else OF_COPIES


def listed_in(book: Snapshot, batch: int) -> frozenset[int]:
    """Return the copies of a batch that are still to be dealt with."""
    lines = book.page(BATCH_LINES, _of_batch(batch)).rows
    return frozenset(line.copy for line in lines if line.line_state is LineState.LISTED)


def scanned_in(book: Snapshot, batch: int) -> tuple[int, ...]:
    """Return the copies of a batch that were scanned before for the step at hand."""
    lines = book.page(BATCH_LINES, _of_batch(batch)).rows
    return tuple(line.copy for line in lines if line.scanned)


def _of_batch(batch: int) -> Question:
    return Question(filters=(Filter("batch", (batch,)),))
