"""Judging an act: its own rules, and those that every act meets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from db.ledger.act import Act
from db.ledger.known import Known
from db.ledger.rules import K35, V01, V04, V05, V09, Refusal, refuse, warn

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


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
    operator = known.operator
    yield from role_refusals(candidate, known)
    if candidate.needs_second and known.second is None:
        yield refuse(V04)
    if known.second is not None and known.second.person == operator.person:
        yield refuse(V04)
    readable = not candidate.at or _TIME.fullmatch(candidate.at)
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


def _later_than_now(candidate: Act, known: Known) -> bool:
    """Compare hours only on the day the clock shows; a doubted clock shows another."""
    day, _, hour = known.now[:16].partition("T")
    return candidate.on.isoformat() == day and candidate.at > hour
