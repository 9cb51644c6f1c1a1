"""What a barcode reader or a person typed, as copies of the ledger."""

from __future__ import annotations

from dataclasses import dataclass

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
from desktop.dialogs.form.choices import copy_questions, own_number

MOST = 1000


@dataclass
class Item:
    """One line of the list: what was typed, the copy it means, why it cannot be done."""

    typed: str
    row: CopyRow | None = None
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
        return own_number(self.row) if self.row is not None else self.typed

    @property
    def key(self) -> str:
        """What finds it again, whatever was typed."""
        return own_key(self.row.id) if self.row is not None else self.typed

    def set_aside(self, trouble: str, rule: str = "") -> None:
        """Refuse it for good: the rules need not be asked."""
        self.trouble, self.rule, self.judgeable = trouble, rule, False

    def refuse(self, refusal: Refusal) -> None:
        """Mark it as not to be done."""
        self.trouble, self.rule = refusal.sentence, refusal.rule.number


def own_key(copy: int) -> str:
    """Return the number of this ledger for a copy, as one may type it."""
    return f"Z{copy:06d}"


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
