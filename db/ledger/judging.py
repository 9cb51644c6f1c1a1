"""Judging an act: its own rules, and those that every act meets."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from db.ledger.act import Act
from db.ledger.beliefs import Account, Batch, Belief, Copy, Department, Person, Witness
from db.ledger.fitness import (
    DUTIES,
    TRUSTS,
    credential_refusals,
    fit_refusals,
    left_refusals,
    reader_refusals,
    review_refusals,
)
from db.ledger.hours import is_hour
from db.ledger.known import Known
from db.ledger.policy import Second
from db.ledger.rules import K25, K32, K35, V01, V04, V05, V09, V21, V65, V66, Refusal, refuse, warn
from db.ledger.storing import storage_refusals
from db.ledger.values import Role


def judged(candidate: Act, known: Known) -> list[Refusal]:
    """Return every refusal of a completed act, without those it is exempt from or has overruled."""
    refusals = [*_shared(candidate, known), *candidate.refusals(known)]
    passed = {overruled.rule for overruled in candidate.overruled if overruled.reason.strip()}
    return [
        refusal
        for refusal in refusals
        if refusal.rule.number not in candidate.exempt
        and (refusal.block or refusal.rule.number not in passed or _wants_second(refusal, known))
    ]


def _wants_second(refusal: Refusal, known: Known) -> bool:
    return refusal.second and known.second is None


def _shared(candidate: Act, known: Known) -> Iterator[Refusal]:
    """The rules that every act meets: role, second person, and time."""
    yield from role_refusals(candidate, known)
    yield from _own_refusals(candidate, known)
    if known.second is not None:
        yield from second_refusals(candidate, known, known.second)
    elif candidate.needs_second:
        yield refuse(V04)
    if candidate.third and known.third is not None:
        yield from third_refusals(candidate, known, known.third)
    yield from _person_refusals(candidate, known)
    yield from _room_refusals(candidate, known)
    yield from storage_refusals(candidate, known)
    readable = not candidate.at or is_hour(candidate.at)
    if not readable:
        yield refuse(V01, field="at", label="时间", problem="应写作14:05")
    if candidate.on > known.today:
        yield refuse(K35, field="on", day=candidate.on, why="在今天之后")
    elif readable and _later_than_now(candidate, known):
        yield refuse(K35, field="at", day=f"{candidate.on} {candidate.at}", why="在此刻之后")
    elif candidate.counts and (known.today - candidate.on).days > known.policy.late_entry_days:
        yield warn(V09, field="on", days=known.policy.late_entry_days)


def role_refusals(candidate: Act, known: Known) -> Iterator[Refusal]:
    """The operator's role is one that may record this; the program's own acts are anybody's."""
    may, roles = known.policy.may(candidate.kind, candidate.roles), known.operator.roles
    if candidate.roles and not may & roles:
        role = "、".join(sorted(role.word for role in roles)) or "此账户"
        yield refuse(V05, role=role, act=candidate.word)


def _own_refusals(candidate: Act, known: Known) -> Iterator[Refusal]:
    """Who is no more than his department's officer records what is his department's."""
    may = known.policy.may(candidate.kind, candidate.roles) & known.operator.roles
    himself = known.find(Person, known.operator.person)
    if may != {Role.DEPT_SECRECY_OFFICER} or himself is None:
        return
    refers: dict[str, Any] = {
        field.name: field.metadata.get("refers") for field in dataclasses.fields(candidate)
    }
    mine = known.find(Department, himself.department)
    for name in candidate.limited_by:
        kind, named = refers[name], getattr(candidate, name)
        for number in named if isinstance(named, tuple) else (named,):
            found = known.find(kind, number) if number else None
            if number and found is None:
                continue  # what is not there is refused for that
            room = found if isinstance(found, Department) else _room_of(found, known)
            if mine is None or room is None or mine.id not in (room.id, room.successor):
                what = getattr(found, "name", None) or getattr(found, "number", "全单位")
                whose = mine.name if mine else "本人的部门"
                yield refuse(V66, field=name, what=what, mine=whose)


def _room_of(found: Belief | None, known: Known) -> Department | None:
    """Return the department that a person, a sheet, a finding is of."""
    return known.find(Department, getattr(found, "department", None))


def second_refusals(candidate: Act, known: Known, second: Second) -> Iterator[Refusal]:
    """The second person is another one, fit for it, here just now, and gains nothing by it."""
    if second.person == known.operator.person:
        yield refuse(V04)
        return
    credential: Account | Witness | None = known.find(Witness, second.id)
    if second.kind == "account":
        credential = known.find(Account, second.id)
    if credential is not None:
        yield from credential_refusals(credential)
    person = known.find(Person, second.person)
    if person is not None:
        yield from fit_refusals(person, known.today, "当场确认")
    if second.since and _minutes(second.since, known.now) > known.policy.second_minutes:
        yield refuse(V21, who=second.name, minutes=known.policy.second_minutes)
    if second.person in _gaining(candidate, known):
        yield refuse(K32, who=second.name, what="当场确认")


def third_refusals(candidate: Act, known: Known, third: Second) -> Iterator[Refusal]:
    """The third signature is that of a third person, who is here just now."""
    others = {known.operator.person, known.second.person if known.second else None}
    if third.person in others:
        yield refuse(K25, what=f"{candidate.third}须由本人签认，{third.name}已以别的身份签认")
    elif third.since and _minutes(third.since, known.now) > known.policy.second_minutes:
        yield refuse(V21, who=third.name, minutes=known.policy.second_minutes)


def _person_refusals(candidate: Act, known: Known) -> Iterator[Refusal]:
    """Whoever is named for a duty is fit for it; whoever reads is fit for what he reads."""
    for field, duty in DUTIES.items():
        named = getattr(candidate, field, ())
        people = named if isinstance(named, tuple) else (named,)
        for person in known.those(Person, filter(None, people)):
            yield from fit_refusals(person, candidate.on, duty, field=field)
            yield from review_refusals(known, person, candidate.on, field=field)
    for field, what in TRUSTS.items():
        for person in known.those(Person, filter(None, (getattr(candidate, field, None),))):
            yield from left_refusals(person, candidate.on, what, field=field)
    copy, reader = getattr(candidate, "copy", None), getattr(candidate, "to", None)
    copies = (copy,) if isinstance(copy, int) else getattr(candidate, "copies", ())
    if isinstance(reader, int):
        for person in known.those(Person, [reader]):
            for level in sorted({found.level for found in known.those(Copy, copies)}):
                yield from reader_refusals(person, level, candidate.on)


def _room_refusals(candidate: Act, known: Known) -> Iterator[Refusal]:
    """No department is named that is there no more."""
    for field in dataclasses.fields(candidate):
        if field.metadata.get("refers") is not Department or field.metadata["reckoned"]:
            continue
        named = getattr(candidate, field.name)
        rooms = named if isinstance(named, tuple) else (named,)
        for room in known.those(Department, filter(None, rooms)):
            if not room.active:
                heir = known.find(Department, room.successor)
                fate = f"已并入{heir.name}" if heir else "已撤销"
                yield refuse(V65, field=field.name, name=room.name, fate=fate)


def _gaining(candidate: Act, known: Known) -> set[int]:
    """Return who applied for the act or gains by it.

    Who escorts his own application may sign for it; supervisors have a rule of their own (K17).
    """
    gaining = {getattr(candidate, name) for name in candidate.gains}
    batch = known.find(Batch, getattr(candidate, "batch", None))
    escorts = getattr(candidate, "escorts", ())
    if batch is not None and not hasattr(candidate, "supervisors"):
        gaining |= {batch.applicant} - set(escorts)
    return gaining


def _minutes(since: str, now: str) -> float:
    """Return the minutes between two moments; a clock set back makes any of them too long ago."""
    passed = (datetime.fromisoformat(now) - datetime.fromisoformat(since)).total_seconds() / 60
    return passed if passed >= 0 else float("inf")


def _later_than_now(candidate: Act, known: Known) -> bool:
    """Compare hours only on the day the clock shows; a doubted clock shows another."""
    day, _, hour = known.now[:16].partition("T")
    return candidate.on.isoformat() == day and candidate.at > hour
