"""清退目录: what an issuer calls back, line by line, and which copies answer which line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.ledger.beliefs import CalledLine, Copy, Document
from db.ledger.known import Known
from db.ledger.numbering import CopyNoProblem, copy_ranges, normalise_doc_number, parse_copy_nos
from db.ledger.rules import K16, V01, Refusal, refuse, warn
from db.ledger.withheld import PLACEHOLDER

_BETWEEN = re.compile(r"\t|[|｜]|[ 　]{2,}")
_AMOUNT = re.compile(r"([0-9]{1,5})\s*份?")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


class CallingProblem(ValueError):
    """A line that cannot be read; `sentence` says why, in Chinese."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Called:
    """One line of an issuer's list; `wanted` is 0 where it only names the document."""

    doc_number: str
    title: str
    copy_nos: tuple[str, ...] = ()
    wanted: int = 0

    @property
    def document(self) -> str:
        """What the line calls the document."""
        return self.doc_number or self.title


def said_of(doc_number: str, title: str, copy_nos: Iterable[str], wanted: int) -> str:
    """Return a line as it is typed: 文号｜标题｜份号｜份数."""
    amount = str(wanted) if wanted else ""
    plain = (_BETWEEN.sub(" ", part).strip() for part in (doc_number, title))
    return "｜".join((*plain, copy_ranges(copy_nos), amount))


def read_called(typed: str) -> Called:
    """Read a line as typed, or as a row of a workbook is pasted: 文号 标题 份号 份数."""
    if typed.strip() == PLACEHOLDER:
        return Called("", PLACEHOLDER)
    parts = [part.strip() for part in _BETWEEN.split(typed.strip("\r\n "))]
    doc_number, title, numbers, amount, *rest = [*parts, "", "", ""][: max(4, len(parts))]
    if any(rest):
        raise CallingProblem("多于四栏，应为 文号｜标题｜份号｜份数")
    if not doc_number and not title:
        raise CallingProblem("既没有文号也没有标题")
    try:
        copy_nos = parse_copy_nos(numbers)
    except CopyNoProblem as problem:
        raise CallingProblem(problem.sentence.rstrip("。")) from problem
    wanted = _amount(amount)
    if copy_nos and wanted not in (0, len(copy_nos)):
        raise CallingProblem(f"份号{len(copy_nos)}个，份数{wanted}")
    return Called(normalise_doc_number(doc_number).text, title, copy_nos, wanted or len(copy_nos))


def _amount(typed: str) -> int:
    if not typed:
        return 0
    found = _AMOUNT.fullmatch(typed.translate(_WIDE))
    if not found or not int(found[1]):
        raise CallingProblem(f"份数“{typed[:12]}”无法识别")
    return int(found[1])


def list_refusals(typed: Sequence[str]) -> Iterator[Refusal]:
    """Every line can be read, and none calls for what an earlier one calls for."""
    seen: dict[tuple[str, str], int] = {}
    for number, line in enumerate(typed, 1):
        try:
            called = read_called(line)
        except CallingProblem as problem:
            said = f"第{number}行{problem.sentence}"
            yield refuse(V01, field="called", label="清退目录", problem=said)
            continue
        keys = [(called.document, no) for no in called.copy_nos or ("",)]
        earlier = next((key for key in keys if key in seen), None)
        if earlier is not None:
            what = f"份号{earlier[1]}" if earlier[1] else "同一文件"
            said = f"第{number}行与第{seen[earlier]}行重复（{what}）"
            yield refuse(V01, field="called", label="清退目录", problem=said)
        seen.update((key, number) for key in keys if key not in seen)


@dataclass(frozen=True)
class Matched:
    """Which line each copy answers, how many each line wants, and which document it means."""

    answers: tuple[int, ...] = ()
    wanted: tuple[int, ...] = ()
    documents: tuple[int, ...] = ()


def matched(known: Known, copies: Sequence[int], typed: Sequence[str]) -> Matched:
    """Match copies with the lines of a list; what no line calls for stands behind it.

    Without a list the copies themselves are what is called back, a line for each document.
    """
    called = dict(_readable(typed))
    taken: dict[int, list[Copy]] = {position: [] for position in range(1, len(typed) + 1)}
    besides: dict[int, int] = {}
    answers = []
    for copy in map(known.copy, copies):
        position = _line_of(copy, known.document(copy.document), called, taken)
        if position is None:
            position = besides.setdefault(copy.document, len(typed) + len(besides) + 1)
        taken.setdefault(position, []).append(copy)
        answers.append(position)
    return Matched(
        tuple(answers),
        tuple(_wanted(at, found, called, len(typed)) for at, found in taken.items()),
        tuple(found[0].document if found else 0 for found in taken.values()),
    )


def _wanted(at: int, found: list[Copy], called: Mapping[int, Called], typed: int) -> int:
    """Return how many a line calls for: as it says, else as many as there are."""
    if at > typed:
        return 0 if typed else len(found)
    said = called[at].wanted if at in called else 1
    return said or max(len(found), 1)


def _readable(typed: Sequence[str]) -> Iterator[tuple[int, Called]]:
    for position, line in enumerate(typed, 1):
        try:
            yield position, read_called(line)
        except CallingProblem:
            continue


def _line_of(
    copy: Copy, document: Document, called: Mapping[int, Called], taken: Mapping[int, list[Copy]]
) -> int | None:
    """Return the line that calls for a copy: by its number, else by its document alone."""
    names = (document.doc_number, document.title)
    lines = {at: one for at, one in called.items() if one.document in names}
    for at, one in lines.items():
        if copy.copy_no in one.copy_nos:
            return at
    open_ones = [at for at, one in lines.items() if not one.copy_nos]
    room = (at for at in open_ones if not lines[at].wanted or len(taken[at]) < lines[at].wanted)
    return next(room, open_ones[-1] if open_ones else None)


def excess_refusals(found: Matched, typed: Sequence[str]) -> Iterator[Refusal]:
    """No more goes back than is called for, unless somebody says why."""
    called = dict(_readable(typed))
    for at, wanted in enumerate(found.wanted if typed else (), 1):
        listed = found.answers.count(at)
        if at > len(typed):
            yield warn(K16, field="copies", what=f"清退目录之外另列了{listed}份")
        elif listed > wanted and at in called:
            what = f"{called[at].document}目录应退{wanted}份，列入{listed}份"
            yield warn(K16, field="copies", what=what)


def called_lines(batch: int, typed: Sequence[str], found: Matched) -> Iterator[CalledLine]:
    """Yield the list as it is kept; what was withheld from it stays so."""
    withheld = PLACEHOLDER in typed
    for at, (wanted, document) in enumerate(zip(found.wanted, found.documents, strict=True), 1):
        line = read_called(typed[at - 1]) if at <= len(typed) else Called("", "")
        if withheld and at > len(typed) and not document:
            line = Called("", PLACEHOLDER)
        yield CalledLine(
            batch=batch,
            position=at,
            document=document or None,
            doc_number=line.doc_number,
            title=line.title,
            copy_nos=copy_ranges(line.copy_nos),
            wanted=wanted,
        )
