"""Who could confirm: each who has a password of his own is tried as if he stood here."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from db.ledger import fitness
from db.ledger.act import Act
from db.ledger.fitness import Candidate
from db.ledger.judging import second_refusals, third_refusals
from db.ledger.known import Known, Missing, Needs, Second
from db.store.loading import load
from db.store.recording import Desk

if TYPE_CHECKING:
    from sqlite3 import Connection


def candidates(
    connection: Connection, acts: Sequence[Act], desk: Desk, *, third: bool = False
) -> list[Candidate]:
    """Return who could be second (or third) for these acts: each is tried as if he stood here."""
    known, wanted = desk.known(), Needs()
    for act in acts:
        wanted = wanted.joined(act.needs())
    load(connection, known, wanted)
    completed = []
    for act in acts:
        with suppress(Missing):
            made = act.completed(known)
            set(made.refusals(known))  # all that it names is there
            completed.append(made)
    found = fitness.candidates(known, desk.today)
    return [
        replace(one, why_not=one.why_not or _against(completed, known, one, third=third))
        for one in found
    ]


def _against(acts: Sequence[Act], known: Known, one: Candidate, *, third: bool) -> str:
    """Say what the rules of these acts hold against somebody as second or third person."""
    known.second = known.third = None
    alone = [set(act.refusals(known)) for act in acts]
    he = Second(one.kind, one.id, one.person, one.name)
    if third:
        known.third = he
    else:
        known.second = he
    refusals: dict[str, None] = {}
    for act, before in zip(acts, alone, strict=True):
        more = (refusal for refusal in act.refusals(known) if refusal not in before)
        shared = third_refusals(act, known, he) if third else second_refusals(act, known, he)
        for refusal in (*shared, *more):
            refusals[refusal.sentence.rstrip("。")] = None
    return "；".join(refusals)
