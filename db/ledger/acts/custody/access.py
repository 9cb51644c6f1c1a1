"""Who may come to know a document: the checks and effects that lending and circulating share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from db.ledger.beliefs import Copy, Department, Document, Knew, Person, ScopeMember
from db.ledger.known import Known
from db.ledger.rules import K10, K11, K31, K32, K35, K37, V00, V01, V03, Refusal, refuse, warn
from db.ledger.values import Level, State


def scope_refusals(
    known: Known, document: Document, person: Person, approver: str
) -> Iterator[Refusal]:
    """Judge K10 and K11: inside the scope, or approved by name and not limited by the issuer."""
    inside = known.may_know(document.id, person.id)
    if inside:
        return
    if inside is False:
        yield refuse(K10, field="to", who=person.name)
        if document.scope_limited:
            yield refuse(K11, field="to")
    elif document.scope_limited:
        yield refuse(K11, field="to")
    elif not approver.strip():
        yield refuse(K10, field="approved_by", who=person.name)
    else:
        yield warn(K10, field="to", who=person.name)


def grade_refusals(person: Person) -> Iterator[Refusal]:
    """Warn about a reader without a grade, or one that only an old register names."""
    if person.grade is None or person.unverified:
        yield warn(V03, field="to", who=person.name)


def rest_refusals(copy: Copy, verb: str) -> Iterator[Refusal]:
    """Judge K31 and K37: the copy is in the cabinet and no hold stops it."""
    if copy.state is not State.IN_STOCK:
        yield refuse(K31, which=called(copy), state=copy.state.word, act=verb)
    if copy.hold:
        yield refuse(K37, which=called(copy), why=copy.hold, act=verb)


def time_refusals(copy: Copy, day: date) -> Iterator[Refusal]:
    """Judge K35: a movement is never before the copy's last known movement."""
    if day < copy.moved_on:
        yield refuse(K35, field="on", day=day, why=f"早于该份上次变动日期{copy.moved_on}")


def not_later_refusals(on: date, *days: tuple[str, date | None]) -> Iterator[Refusal]:
    """Judge K35: each day that was told is over: field and day."""
    for field, day in days:
        if day is not None and day > on:
            yield refuse(K35, field=field, day=day, why="晚于登记日期")


def past_refusals(on: date, *days: tuple[str, date | None]) -> Iterator[Refusal]:
    """Judge K35: what a row tells of the past is over, and came one after the other."""
    yield from not_later_refusals(on, *days)
    told = [(field, day) for field, day in days if day is not None]
    for (_, before), (field, day) in pairwise(told):
        if day < before and day <= on:
            yield refuse(K35, field=field, day=day, why=f"早于{before}")


def department_refusals(known: Known, department: int) -> Iterator[Refusal]:
    """The department that answers for it is there."""
    if known.find(Department, department) is None:
        yield refuse(V00, field="department", what="部门")


def approval_refusals(
    approver: str, *gainers: str, field: str = "approved_by"
) -> Iterator[Refusal]:
    """Somebody approved, and not what he applied for or gains by (K32)."""
    if not approver.strip():
        yield refuse(V01, field=field, label="批准人", problem="必填")
    elif approver.strip() in gainers:
        yield refuse(K32, field=field, who=approver.strip(), what="批准")


def filled_refusals(*asked: tuple[str, str, str]) -> Iterator[Refusal]:
    """Each text that must be there: field, label and what was typed."""
    for field, label, typed in asked:
        if not typed.strip():
            yield refuse(V01, field=field, label=label, problem="必填")


def some_refusals(copies: tuple[int, ...], *, field: str = "copies") -> Iterator[Refusal]:
    """At least one copy, and none twice."""
    if not copies:
        yield refuse(V01, field=field, label="份", problem="至少一份")
    if len(set(copies)) != len(copies):
        yield refuse(V01, field=field, label="份", problem="有重复")


def names_of(known: Known, people: Iterable[int]) -> str:
    """Return persons' names as an act keeps them; whoever is not there is left out."""
    return "、".join(person.name for person in known.those(Person, people))


def pages_refusals(copy: Copy, pages: int | None) -> Iterator[Refusal]:
    """Warn of a count of pages that is not the registered one."""
    if pages is not None and copy.pages is not None and pages != copy.pages:
        problem = f"清点{pages}页，登记{copy.pages}页"
        yield warn(V01, field="pages", label="页数", problem=problem)


def called(copy: Copy) -> str:
    """Return the copy's number as one says it."""
    return f"第{copy.copy_no}号" if copy.copy_no else f"自编Z{copy.id:06d}号"


def came_to_know(copy: Copy, person: int, day: date | None, how: str, ref: str) -> Iterator[Knew]:
    """Yield the knowledge record that 机密 and above must have (K12)."""
    if copy.level >= Level.SECRET:
        yield Knew(document=copy.document, person=person, ref=ref, since=day, how=how)


def let_in(
    document: int, persons: Iterable[int], departments: Iterable[int], day: date
) -> Iterator[ScopeMember]:
    """Yield the scope rows of those who may know a document."""
    for kind, members in (("person", persons), ("department", departments)):
        for member in members:
            yield ScopeMember(document=document, kind=kind, member=member, since=day)


def widened(copy: Copy, person: int, day: date) -> ScopeMember:
    """Return the scope row of a reader who was let in by name."""
    return ScopeMember(document=copy.document, kind="person", member=person, since=day)
