"""What every decision about a mark shares: reading it, who may decide, and carrying it out.

A decision is carried out on every living copy: each gets a task of its own, and the decision
stays open until the last of them bears its new mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from db.ledger.beliefs import (
    Appointment,
    Authority,
    Belief,
    Copy,
    Document,
    MarkChange,
    Person,
    Remarking,
)
from db.ledger.beliefs.marks import Decision, Duty
from db.ledger.known import Known, Needs
from db.ledger.marking import Marking, parse_marking
from db.ledger.rules import K21, K22, V01, Refusal, refuse
from db.ledger.terms import last_secret_day
from db.ledger.values import Level

LIFTED = "解密"
OUTDONE = "由后来的变更代替"


@dataclass(frozen=True)
class Read:
    """A mark as it is written into an act's body when it is recorded."""

    level: Level | None = None
    mark: str = ""
    term: str = ""
    last_day: date | None = None


def read_mark(marking: str, start: date) -> Read:
    """Read a mark; an empty `Read` if it is none."""
    found = parse_marking(marking)
    if not isinstance(found, Marking):
        return Read()
    term = found.capped_term()
    return Read(found.level, found.text, term.text, last_secret_day(start, term))


def mark_refusals(marking: str) -> Iterator[Refusal]:
    """Say why a mark is none."""
    found = parse_marking(marking)
    if not isinstance(found, Marking):
        yield refuse(V01, field="marking", label="密级", problem=found.sentence.rstrip("。"))


def with_copies(wanted: Needs, document: int) -> Needs:
    """Ask for a document's copies and for what was decided about its mark."""
    wanted.entire.add(document)
    wanted.alike.add((MarkChange, "document", document))
    wanted.alike.add((Remarking, "document", document))
    return wanted


def living(known: Known, document: int) -> tuple[int, ...]:
    """Return the copies that must bear the new mark."""
    return tuple(copy.id for copy in known.copies_of(document) if not copy.state.closed)


def tasks_for(known: Known, copies: tuple[int, ...]) -> tuple[int, ...]:
    """Take a number for each copy's task."""
    if not copies:
        return ()
    first = known.take("remarking", len(copies))
    return tuple(range(first, first + len(copies)))


def pending_refusals(known: Known, document: int) -> Iterator[Refusal]:
    """One proposal at a time."""
    for change in known.all(MarkChange):
        if change.document == document and change.decision is Decision.PROPOSED:
            problem = f"{change.proposed_on}已拟{change.kind.word}，待审定"
            yield refuse(V01, field="document", label="文件", problem=problem)


def decider_refusals(
    known: Known, decider: int, level: Level | None, proposed_by: str = ""
) -> Iterator[Refusal]:
    """A 定密责任人 for this level decides, after the proposal, and not about his own (K21)."""
    person = known.person(decider)
    named = known.find(Appointment, decider, Duty.CLASSIFY)
    if named is None or not named.active:
        yield refuse(K21, field="decided_by", what=f"{person.name}不是定密责任人")
    elif level is not None and (named.level is None or named.level < level):
        may = named.level.word if named.level else "无"
        yield refuse(K21, field="decided_by", what=f"{person.name}最高可定{may}级")
    if person.name == proposed_by:
        yield refuse(K21, field="decided_by", what=f"{person.name}是承办人")


def authority_refusals(known: Known, level: Level | None, *, derived: bool) -> Iterator[Refusal]:
    """Judge K22: original classification keeps within the unit's authority."""
    if derived or level is None:
        return
    authority = known.find(Authority, 1)
    highest = authority.level if authority is not None else None
    if highest is None or level > highest:
        yield refuse(K22, field="marking", limit=f"最高{highest.word}" if highest else "无")


def applied(
    known: Known, document: int, read: Read, copies: Iterable[int], day: date, *, lift: bool
) -> Iterator[Belief]:
    """The document and its living copies have the new mark, or are secret no more."""
    for found in known.those(Document, [document]):
        if lift:
            yield replace(found, declassified_on=day)
        elif read.level is not None:
            yield replace(
                found,
                level=read.level,
                marking=read.mark,
                marking_raw=read.mark,
                irregular=False,
                term=read.term,
                last_secret_day=read.last_day,
                declassified_on=None,
            )
    for copy in known.those(Copy, copies):
        yield copy if lift or read.level is None else replace(copy, level=read.level)


def opened(
    change: int,
    document: int,
    tasks: tuple[int, ...],
    copies: tuple[int, ...],
    marking: str,
    day: date,
) -> Iterator[Remarking]:
    """A task for every copy."""
    for task, copy in zip(tasks, copies, strict=True):
        yield Remarking(
            id=task, change=change, copy=copy, document=document, marking=marking, opened_on=day
        )


def outdone(known: Known, document: int) -> tuple[int, ...]:
    """Return the older tasks that a new decision makes idle: nobody writes a mark that is past."""
    return tuple(
        sorted(task.id for task in known.all(Remarking) if task.document == document and task.open)
    )


def idle(known: Known, tasks: Iterable[int], day: date) -> Iterator[Belief]:
    """Close older tasks, and with them the decisions that they were the last of."""
    changes = set()
    for task in known.those(Remarking, tasks):
        changes.add(task.change)
        yield replace(task, done_on=day, done_by=OUTDONE, open=False)
    for change in known.those(MarkChange, sorted(changes)):
        if change.closed_on is None:
            yield replace(change, closed_on=day)


def name_of(known: Known, person: int) -> str:
    """Return a person's name, or nothing."""
    found = known.find(Person, person)
    return found.name if found else ""
