"""A 借阅登记表 kept by hand. Whether the copies are known is for the ledger to say, not for us."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.ledger.deadlines import DayProblem, parse_day
from db.ledger.marking import Marking, MarkingProblem, parse_marking
from db.ledger.numbering import DocNumber, normalise_doc_number
from db.ledger.values import Level
from desktop.exchange.headings import LOANS
from desktop.exchange.legacy import LegacyBook, Reading, read_lines
from desktop.exchange.read_workbook import Sheet
from desktop.exchange.tables import Found, find_tables

_NOT_BACK = frozenset(
    {"", "未还", "未归还", "未退", "未退还", "否", "无", "-", "—", "/", "×", "借出"}
)
_BACK = re.compile(r"(?:已?(?:归?还|退还?|收回|交回)|是|√|✓|完好|页数无误|[、，, ])+")


@dataclass(frozen=True)
class LegacyLoan:
    """One line of the register: open, or returned (perhaps on an unknown day)."""

    row: int
    sheet: str
    lent_on: date | None
    title: str
    doc_number: DocNumber
    marking: Marking | None
    copy_nos: tuple[str, ...]
    copies: int
    borrower: str
    department: str
    approver: str
    purpose: str
    due_on: date | None
    returned: bool
    returned_on: date | None
    remark: str
    as_typed: dict[str, str]

    @property
    def level(self) -> Level | None:
        """密级 as this register has it; the document's own is what counts."""
        return self.marking.level if self.marking else None

    @property
    def copy_no(self) -> str:
        """The copy, where the line is about one; else the first, or nothing."""
        return self.copy_nos[0] if self.copy_nos else ""


def read_loans(sheets: Sequence[Sheet]) -> LegacyBook[LegacyLoan]:
    """Read a whole register of loans."""
    return loans_of(find_tables(sheets, LOANS))


def loans_of(found: Found) -> LegacyBook[LegacyLoan]:
    """Read the rows that were found in a register of loans."""
    accepted, rejected, problems = read_lines(found, _loan)
    return LegacyBook(
        kind=LOANS,
        rows_seen=len(found.lines),
        accepted=tuple(accepted),
        rejected=tuple(rejected),
        problems=tuple(problems),
        title=found.above,
        passed_over=found.passed_over,
        unread_sheets=found.unread_sheets,
        unread_columns=found.unread_columns,
    )


def _loan(row: Reading) -> LegacyLoan:
    line = row.line
    if not line.text("borrower"):
        row.refuse("borrower", "没有借阅人。")
    if not line.text("title") and not line.text("doc_number"):
        row.refuse("doc_number", "既没有文号也没有文件名称。")
    copy_nos = row.copy_nos()
    copies = row.copies(copy_nos) if not row.reasons else 1
    lent_on = row.day("lent_on", "lent_on")
    returned, returned_on = _returned(row)
    if lent_on and returned_on and returned_on < lent_on:
        row.refuse("returned_on", "归还日期早于借阅日期。")
    return LegacyLoan(
        row=line.row,
        sheet=line.sheet,
        lent_on=lent_on,
        title=line.unbroken("title"),
        doc_number=normalise_doc_number(line.text("doc_number")),
        marking=_marking(row),
        copy_nos=copy_nos,
        copies=copies,
        borrower=line.text("borrower"),
        department=line.text("department"),
        approver=line.text("approver"),
        purpose=line.text("purpose"),
        due_on=row.day("due_on", "due_on"),
        returned=returned,
        returned_on=returned_on,
        remark=line.text("remark"),
        as_typed=line.as_typed,
    )


def _marking(row: Reading) -> Marking | None:
    """Read the mark if it can be read; a loan does not stand or fall with it."""
    text = row.line.text("marking")
    found = parse_marking(text)
    if isinstance(found, MarkingProblem):
        if text:
            row.note("marking", found.sentence)
        return None
    return found


def _returned(row: Reading) -> tuple[bool, date | None]:
    """Tell a day of return from words such as 已还 and 未还."""
    cell, text = row.line.cell("returned_on"), row.line.text("returned_on")
    if text in _NOT_BACK:
        return False, None
    if isinstance(cell, str) and _BACK.fullmatch(cell):
        return True, None
    try:
        lent_year = row.line.year
        return True, parse_day(_BACK.sub("", text) or text, year=lent_year)
    except DayProblem as problem:
        row.note("returned_on", f"{problem.sentence}按未归还登记。")
        return False, None
