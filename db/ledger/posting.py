"""Clearances as acts meet them: which one is meant, what it makes of him, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from db.ledger.beliefs import Belief, Clearance, Leaving, Person, Post
from db.ledger.beliefs.clearance import LeavingState, Stage
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V01, Refusal, refuse
from db.ledger.values import Grade

B = TypeVar("B", Clearance, Leaving)

HIGHEST_FIRST = (Grade.CORE, Grade.IMPORTANT, Grade.GENERAL)
"""The grades, the gravest first."""


def above(one: Grade | None, other: Grade | None) -> bool:
    """Tell whether a grade is higher than another."""
    return _rank(one) < _rank(other)


def _rank(grade: Grade | None) -> int:
    return HIGHEST_FIRST.index(grade) if grade else len(HIGHEST_FIRST)


def needs_of(person: int, post: int | None = None) -> Needs:
    """Ask for a person with all his clearances and leavings."""
    wanted = needs((Person, person), (Post, post))
    wanted.alike |= {(Clearance, "person", person), (Leaving, "person", person)}
    return wanted


def his(known: Known, kind: type[B], person: int) -> list[B]:
    """Return the clearances or leavings of a person, oldest first."""
    found = (one for one in known.all(kind) if one.person == person)
    return sorted(found, key=lambda one: one.id)


def meant(known: Known, person: int, post: int | None, *stages: Stage) -> Clearance | None:
    """Return the clearance at one of these stages that is meant; None if there is none, or several.

    Somebody with one post need not name it.
    """
    found = [
        one
        for one in his(known, Clearance, person)
        if one.stage in stages and post in (None, one.post)
    ]
    return found[0] if len(found) == 1 else None


def meant_refusals(
    known: Known, person: int, post: int | None, what: str, *stages: Stage
) -> Iterator[Refusal]:
    """Say why none, or more than one, of a person's clearances can be meant."""
    if known.find(Person, person) is None or meant(known, person, post, *stages) is not None:
        return
    found = [one for one in his(known, Clearance, person) if one.stage in stages]
    if len(found) > 1 and post is None:
        yield refuse(V01, field="post", label="岗位", problem="此人不止一个岗位，请选一个")
        return
    now = "、".join(one.stage.word for one in his(known, Clearance, person)) or "没有涉密任职"
    problem = f"不能{what}：现为{now}"
    yield refuse(V01, field="person", label="人员", problem=problem)


def leaving_of(known: Known, person: int, *states: LeavingState) -> Leaving | None:
    """Return the latest leaving of a person in one of these states."""
    found = [one for one in his(known, Leaving, person) if one.state in states]
    return found[-1] if found else None


def serving(
    known: Known, person: int, changed: Iterable[Clearance] = ()
) -> tuple[Grade | None, bool]:
    """Return the highest grade somebody has on his posts after a change, and if he works on one."""
    now = {one.id: one for one in his(known, Clearance, person)} | {one.id: one for one in changed}
    grades = [one.grade for one in now.values() if one.stage.serving]
    at_work = any(one.stage is Stage.ON_POST for one in now.values())
    return min(grades, key=_rank, default=None), at_work


def prepared(one: Clearance, person: Person) -> bool:
    """Tell whether somebody was trained for a post: since he was named for it."""
    if one.stage is Stage.APPROVED:
        return person.trained_on is not None and person.trained_on >= one.nominated_on
    return one.stage is Stage.TRAINED


def trained(known: Known, persons: Iterable[int]) -> tuple[int, ...]:
    """Return the clearances that a training brings forward: reviewed, and not trained yet."""
    asked = set(persons)
    found = (one for one in known.all(Clearance) if one.person in asked)
    return tuple(sorted(one.id for one in found if one.stage is Stage.APPROVED))


def after_training(known: Known, clearances: Iterable[int], day: date) -> Iterator[Belief]:
    """Yield these clearances as they stand after a training."""
    for one in known.those(Clearance, clearances):
        yield replace(one, stage=Stage.TRAINED, trained_on=day)


def later(one: date | None, other: date | None) -> date | None:
    """Return the later of two days, either of which may be missing."""
    return max(filter(None, (one, other)), default=None)
