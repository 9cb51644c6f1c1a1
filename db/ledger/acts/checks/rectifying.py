"""What the steps of putting a finding right share: which follows which, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from db.ledger.beliefs import Finding
from db.ledger.beliefs.findings import FindingState
from db.ledger.known import Known
from db.ledger.rules import K31, K35, V00, Refusal, refuse
from db.ledger.values import Role

OFFICE = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
"""Who keeps the register of findings."""

FOLLOWS: Mapping[str, frozenset[FindingState]] = {
    "交办": frozenset({FindingState.OPEN, FindingState.ASSIGNED, FindingState.REOPENED}),
    "报送整改": frozenset({FindingState.ASSIGNED, FindingState.REOPENED}),
    "验收": frozenset({FindingState.SUBMITTED}),
    "销号": frozenset({FindingState.VERIFIED}),
    "重新整改": frozenset({FindingState.VERIFIED, FindingState.CLOSED}),
}
"""By step: the states it may follow."""


def step_refusals(known: Known, number: int, step: str, day: date) -> Iterator[Refusal]:
    """The finding is there, has come exactly so far, and no step is before the one it follows."""
    found = known.find(Finding, number)
    if found is None:
        yield refuse(V00, field="finding", what="问题")
        return
    if found.state not in FOLLOWS[step]:
        state = found.state.word
        yield refuse(K31, field="finding", which=found.number, state=state, act=step)
    before = latest_day(found)
    if day < before:
        yield refuse(K35, field="on", day=day, why=f"早于{found.number}上一步的日期{before}")


def latest_day(found: Finding) -> date:
    """Return the day of the latest step that has a day of its own."""
    days = (found.found_on, found.rectified_on, found.verified_on, found.closed_on)
    return max(filter(None, days))


def term_refusals(due: date | None, day: date) -> Iterator[Refusal]:
    """A term ends after it began."""
    if due is not None and due < day:
        yield refuse(K35, field="due", day=due, why="早于办理日期")
