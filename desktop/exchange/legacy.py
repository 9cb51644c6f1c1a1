"""What every legacy register comes to: rows taken, rows rejected, problems, rows passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Generic, TypeVar

from db.ledger.deadlines import DayProblem, parse_day, parse_partial
from db.ledger.marking import Marking, MarkingProblem, parse_marking
from db.ledger.numbering import MOST_COPIES, CopyNoProblem, parse_copy_nos
from desktop.exchange.headings import count_in
from desktop.exchange.tables import Found, Line

Item = TypeVar("Item")


@dataclass(frozen=True)
class Problem:
    """Something a person should look at; `field` is the English name that views use."""

    row: int
    field: str
    text: str
    sheet: str = ""


@dataclass(frozen=True)
class Rejected:
    """A row that is not taken over, as it was typed, and why."""

    row: int
    sheet: str
    as_typed: dict[str, str]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class LegacyBook(Generic[Item]):
    """A whole register, read."""

    kind: str
    rows_seen: int
    accepted: tuple[Item, ...]
    rejected: tuple[Rejected, ...]
    problems: tuple[Problem, ...]
    title: str = ""
    holes: tuple[str, ...] = ()
    passed_over: tuple[tuple[str, int, str], ...] = ()
    unread_sheets: tuple[str, ...] = ()
    unread_columns: tuple[str, ...] = ()


class Reading:
    """One line while it is being read: collects what is wrong with it."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.problems: list[Problem] = []
        self.reasons: list[str] = []

    def note(self, field: str, text: str) -> None:
        """Something to look at; the row is taken all the same."""
        self.problems.append(Problem(self.line.row, field, text, self.line.sheet))

    def refuse(self, field: str, text: str) -> None:
        """Something that keeps the row from being taken."""
        self.note(field, text)
        self.reasons.append(text)

    def day(self, name: str, field: str) -> date | None:
        """Read a day; an unreadable one is noted and stays unknown."""
        cell = self.line.cell(name)
        if cell is None:
            return None
        try:
            if isinstance(cell, time):
                raise DayProblem("日期一栏里是时间。")
            return parse_day(cell, year=self.line.year)
        except DayProblem as problem:
            self.note(field, problem.sentence)
            return None

    def partial(self, name: str, field: str) -> str:
        """Read a day of which perhaps only the month is known."""
        cell = self.line.cell(name)
        if cell is None:
            return ""
        try:
            return parse_partial(str(cell) if isinstance(cell, time) else cell)
        except DayProblem as problem:
            self.note(field, problem.sentence)
            return ""

    def whole(self, name: str, field: str) -> int | None:
        """Read a number with or without a measure word behind it; None if there is none."""
        text = self.line.text(name)
        if not text:
            return None
        count = count_in(text)
        if count is None:
            self.note(field, f"“{text[:20]}”不是整数。")
        return count

    def marking(self) -> Marking | None:
        """Read the mark, also where level and term have columns of their own."""
        level, term = self.line.text("marking"), self.line.text("term")
        found = parse_marking(_joined_mark(level, term))
        if isinstance(found, MarkingProblem):
            self.refuse("marking", found.sentence)
            return None
        return found

    def copy_nos(self) -> tuple[str, ...]:
        """Read 份号, also where first and last have columns of their own."""
        try:
            return parse_copy_nos(self._copy_text())
        except CopyNoProblem as problem:
            self.refuse("copy_no", problem.sentence)
            return ()

    def _copy_text(self) -> str:
        for name in ("copy_nos", "copy_first", "copy_last"):
            if isinstance(self.line.cell(name), (date, datetime, time)):
                raise CopyNoProblem("份号被表格软件改成了日期，请改回原来的写法。")
        first, last = self.line.text("copy_first"), self.line.text("copy_last")
        ends = f"{first}-{last}" if first and last else first or last
        return self.line.text("copy_nos") or ends

    def copies(self, numbers: tuple[str, ...]) -> int:
        """Return how many copies there are; number and numbers must not contradict."""
        said = self.line.text("copies")
        count = count_in(said) if said and "copies" not in self.line.spanned else None
        if said and count is None and not numbers:
            self.refuse("copies", f"份数“{said[:20]}”不是整数，也没有份号。")
        elif count is not None and count > MOST_COPIES:
            self.refuse("copies", f"份数{count}过大，一次最多登记{MOST_COPIES}份。")
        elif count is not None and count != (len(numbers) or count):
            self.refuse("copies", f"份数{count}与份号（{len(numbers)}个）不符，请核对实物。")
        elif count == 0:
            self.refuse("copies", "份数为0。")
        elif count is None and not numbers:
            self.note("copies", "没有份数和份号，按1份登记。")
        return len(numbers) or count or 1

    def rejected(self) -> Rejected:
        """Return the row as it was typed, with the reasons."""
        return Rejected(
            self.line.row, self.line.sheet, self.line.as_typed, tuple(dict.fromkeys(self.reasons))
        )


def _joined_mark(level: str, term: str) -> str:
    """Put a term from a column of its own behind its level."""
    if not term or term in level or level.endswith("年"):
        return level
    if term.isdecimal():
        term += "年"
    return f"{level.rstrip('★')}★{term.lstrip('★')}"


def read_lines(
    found: Found, read: Callable[[Reading], Item | None]
) -> tuple[list[Item], list[Rejected], list[Problem]]:
    """Read every line; a line with a reason against it is rejected whatever was made of it."""
    accepted: list[Item] = []
    rejected: list[Rejected] = []
    problems: list[Problem] = []
    for line in found.lines:
        row = Reading(line)
        item = read(row)
        problems += row.problems
        if item is None or row.reasons:
            rejected.append(row.rejected())
        else:
            accepted.append(item)
    return accepted, rejected, problems


def problem_table(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems with the stable names of the command line."""
    return [{"row": one.row, "field": one.field, "text": one.text} for one in problems]
