"""An issuer's 清退目录: what it wants back, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.ledger.marking import Marking, MarkingProblem, parse_marking
from db.ledger.numbering import DocNumber, normalise_doc_number
from db.ledger.values import Level
from desktop.exchange.headings import RECALL
from desktop.exchange.legacy import LegacyBook, Problem, Reading, Rejected, read_lines
from desktop.exchange.read_workbook import Sheet
from desktop.exchange.tables import Found, find_tables

_ISSUER = re.compile(
    r"^\s*(?!关于|文件|涉密|清退)(?P<issuer>[^\d\s]{2,30}?)(?:关于)?\s*(?:(?:19|20)\d\d\s*年?[度份]?)?"
    r"(?:中央|涉密|文件|载体|应|需|的)*(?:清退|退文|清缴)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class RecallLine:
    """One line: a document and the copies of it that are wanted back."""

    row: int
    sheet: str
    issuer: str
    doc_number: DocNumber
    title: str
    marking: Marking | None
    copy_nos: tuple[str, ...]
    copies: int
    stated: bool  # whether the list itself says how many
    remark: str
    as_typed: dict[str, str]

    @property
    def level(self) -> Level | None:
        """密级 as the list has it."""
        return self.marking.level if self.marking else None


def read_recall(sheets: Sequence[Sheet]) -> LegacyBook[RecallLine]:
    """Read a whole list; a line that repeats numbers of an earlier one is rejected."""
    return recall_of(find_tables(sheets, RECALL))


def recall_of(found: Found) -> LegacyBook[RecallLine]:
    """Read the rows that were found in a list."""
    issuer = issuer_in(found.above)
    read, rejected, problems = read_lines(found, lambda row: _line(row, issuer))
    accepted, twice, more = _once(read)
    return LegacyBook(
        kind=RECALL,
        rows_seen=len(found.lines),
        accepted=tuple(accepted),
        rejected=tuple(sorted(rejected + twice, key=lambda one: (one.sheet, one.row))),
        problems=(*problems, *more),
        title=found.above,
        passed_over=found.passed_over,
        unread_sheets=found.unread_sheets,
        unread_columns=found.unread_columns,
    )


def issuer_in(title: str) -> str:
    """Return who calls the documents back, if the title says so."""
    found = _ISSUER.search(title)
    return found["issuer"] if found else ""


def _line(row: Reading, issuer: str) -> RecallLine:
    line = row.line
    if not line.text("title") and not line.text("doc_number"):
        row.refuse("doc_number", "既没有文号也没有文件名称。")
    copy_nos = row.copy_nos()
    copies = row.copies(copy_nos) if not row.reasons else 1
    mark = parse_marking(line.text("marking"))
    if isinstance(mark, MarkingProblem) and line.text("marking"):
        row.note("marking", mark.sentence)
    return RecallLine(
        row=line.row,
        sheet=line.sheet,
        issuer=" ".join(line.text("issuer").split()) or issuer,
        doc_number=normalise_doc_number(line.text("doc_number")),
        title=line.unbroken("title"),
        marking=mark if isinstance(mark, Marking) else None,
        copy_nos=copy_nos,
        copies=copies,
        stated=bool(copy_nos or line.text("copies")),
        remark=line.text("remark"),
        as_typed=line.as_typed,
    )


def _once(lines: Iterable[RecallLine]) -> tuple[list[RecallLine], list[Rejected], list[Problem]]:
    kept: list[RecallLine] = []
    twice: list[Rejected] = []
    problems: list[Problem] = []
    rows: dict[tuple[str, str, str], int] = {}
    for line in lines:
        document = line.doc_number.text or line.title
        keys = [(line.issuer, document, number) for number in line.copy_nos or ("",)]
        earlier = next((key for key in keys if key in rows), None)
        if earlier is None:
            rows.update(dict.fromkeys(keys, line.row))
            kept.append(line)
            continue
        what = f"份号{earlier[2]}" if earlier[2] else "同一文件"
        text = f"{what}与第{rows[earlier]}行重复。"
        problems.append(Problem(line.row, "copy_no", text, line.sheet))
        twice.append(Rejected(line.row, line.sheet, line.as_typed, (text,)))
    return kept, twice, problems
