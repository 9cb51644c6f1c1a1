"""What each row of a workbook becomes, in words, before anything is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from db.ledger.numbering import copy_ranges
from desktop.exchange.legacy import Problem, Rejected
from desktop.exchange.mapping import LegacyLoan, LegacyPerson, LegacyReceipt, RecallLine
from desktop.taking_over.book import TakenOver


class Fate(Enum):
    """What happens to a row."""

    TAKEN = "入账"
    NOTED = "入账，请留意"
    BACK = "退回"


@dataclass(frozen=True)
class Becoming:
    """One row: what it becomes, and what is to be said about it."""

    row: int
    sheet: str
    fate: Fate
    state: str
    marking: str
    number: str
    copies: str
    title: str
    said: str


def becomings(taken: TakenOver) -> list[Becoming]:
    """Return every row of a workbook in its order, taken or given back."""
    noted: dict[tuple[str, int], list[str]] = {}
    for problem in taken.book.problems:
        noted.setdefault((problem.sheet, problem.row), []).append(problem.text)
    order = {sheet: place for place, sheet in enumerate(_sheets(taken))}
    rows = [_taken(one, noted.get((one.sheet, one.row), [])) for one in taken.book.accepted]
    rows += [_back(one) for one in taken.book.rejected]
    return sorted(rows, key=lambda one: (order[one.sheet], one.row))


def _sheets(taken: TakenOver) -> list[str]:
    rows: Iterable[Problem | Rejected] = (*taken.book.accepted, *taken.book.rejected)
    return list(dict.fromkeys(one.sheet for one in rows))


def _back(one: Rejected) -> Becoming:
    told = "　".join(f"{name}：{text}" for name, text in one.as_typed.items() if text)
    reasons = "".join(dict.fromkeys(one.reasons))
    return Becoming(one.row, one.sheet, Fate.BACK, "", "", "", "", told, reasons)


def _taken(
    one: LegacyReceipt | LegacyLoan | LegacyPerson | RecallLine, problems: list[str]
) -> Becoming:
    said = "".join(dict.fromkeys(problems))
    fate = Fate.NOTED if said else Fate.TAKEN
    if isinstance(one, LegacyPerson):
        state = "在岗" if one.on_post else "离岗"
        grade = one.grade.word if one.grade else ""
        told = "　".join(filter(None, (one.name, one.post)))
        return Becoming(one.row, one.sheet, fate, state, grade, one.department, "", told, said)
    mark = one.marking.text if one.marking else ""
    copies = copy_ranges(one.copy_nos) if one.copy_nos else f"{one.copies}份"
    return Becoming(
        one.row, one.sheet, fate, _state(one), mark, one.doc_number.text, copies, one.title, said
    )


def _state(one: LegacyReceipt | LegacyLoan | RecallLine) -> str:
    if isinstance(one, LegacyReceipt):
        person = f"（{one.outcome.person}）" if one.outcome.person else ""
        return one.outcome.state.word + person
    if isinstance(one, LegacyLoan):
        return f"{'已还' if one.returned else '未还'}（{one.borrower}）"
    return "列入清退"
